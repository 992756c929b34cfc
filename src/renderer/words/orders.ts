/** From a button of the worker's card to the order it stands for, and the word under which the page tells of an order. */
import type { OfferKind } from '../../core/issuance/offers.ts';
import { type Order, papersOf, type Target } from '../../core/issuance/order.ts';
import type { CodeState, CodeView, WorkerCard } from '../../shared/workers.ts';

export type OrderWord = Exclude<Order['is'], 'revoke'> | `revoke-${Target}`;

export function wordOf(order: Order): OrderWord {
  return order.is === 'revoke' ? `revoke-${order.target}` : order.is;
}

/** What a person is asked for at the end: one paper, or both of an enrolment. */
export type Subject = 'badge' | 'slip' | 'both';

export function subjectOf(order: Order): Subject {
  const papers = papersOf(order);
  if (papers.length > 1) return 'both';
  return papers[0] === 'pin-slip' ? 'slip' : 'badge';
}

/** Every offer but a temporary code, which has the lifetime's two taps. */
export type OtherOffer = Exclude<OfferKind, 'issue'>;

/** The order for exactly the codes that the card shows. Null where the card shows nothing to order it for. */
export function orderFor(kind: OtherOffer, card: WorkerCard): Order | null {
  const { standard, temporary } = card;
  switch (kind) {
    case 'enrol':
      return { is: 'enrol', startsAtMs: null };
    case 'replace-standard':
      return { is: 'replace', replaceCodeId: liveCode(standard)?.id ?? null };
    case 'extend-standard':
      return standard.code === null ? null : { is: 'extend', codeId: standard.code.id };
    case 'reset-pin':
      return { is: 'reset-pin' };
    case 'revoke-temporary':
      return temporary.code === null ? null : removal('temporary', temporary.code);
    case 'revoke-standard':
      return standard.code === null ? null : removal('standard', standard.code);
    case 'revoke-method':
      return removal('method', standard.code);
  }
}

function removal(target: Target, code: CodeView | null): Order {
  return { is: 'revoke', target, codeId: code?.id ?? null, createdAtMs: code?.createdAtMs ?? null };
}

/** A code that works now or will work later. */
export function liveCode({ state, code }: CodeState): CodeView | null {
  return state === 'active' || state === 'not-yet-active' ? code : null;
}
