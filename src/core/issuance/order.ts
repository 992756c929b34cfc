/** What a supervisor can order for a worker: one order is one issuance, from its request to its end. */
import type { CodeKind, Detail, Fact } from './events.ts';

/** What is deleted: a code, or with `method` the standard code, the temporary one and the PIN at once. */
export type Target = CodeKind | 'method';

export type Order =
  /** A temporary code. `startsAtMs` null: at once. */
  | {
      readonly is: 'issue';
      readonly hours: number;
      readonly startsAtMs: number | null;
      readonly replaceCodeId: string | null;
    }
  /** The method with a standard code and a PIN, for a worker who has none. */
  | { readonly is: 'enrol'; readonly startsAtMs: number | null }
  /** A new standard code; the one it replaces, if any, dies. The PIN stays. */
  | { readonly is: 'replace'; readonly replaceCodeId: string | null }
  | { readonly is: 'extend'; readonly codeId: string }
  /** The code that the supervisor saw, and when it was made; null only for a method without a standard code. */
  | {
      readonly is: 'revoke';
      readonly target: Target;
      readonly codeId: string | null;
      readonly createdAtMs: number | null;
    }
  | { readonly is: 'reset-pin' };

/** What an issuance puts on paper. Each alone opens nothing. */
export type Paper = 'badge' | 'pin-slip';

const papers: Readonly<Record<Order['is'], readonly Paper[]>> = {
  issue: ['badge'],
  replace: ['badge'],
  enrol: ['badge', 'pin-slip'],
  'reset-pin': ['pin-slip'],
  extend: [],
  revoke: [],
};

/** In the order in which they are printed. */
export function papersOf(order: Order): readonly Paper[] {
  return papers[order.is];
}

/** What a write of this order is about; a PIN belongs to the method. */
export function targetOf(order: Order): Target {
  switch (order.is) {
    case 'issue':
      return 'temporary';
    case 'replace':
    case 'extend':
      return 'standard';
    case 'revoke':
      return order.target;
    default:
      return 'method';
  }
}

/** The journal's column. An enrolment makes a standard code; a PIN or a whole method is no code. */
export function codeKindOf(order: Order): CodeKind | null {
  if (order.is === 'enrol') return 'standard';
  const target = targetOf(order);
  return target === 'method' ? null : target;
}

/** Why this order is refused where a code of another making lives. */
export function liveCodeReason(order: Order): 'already-enrolled' | 'live-code-exists' {
  return order.is === 'enrol' ? 'already-enrolled' : 'live-code-exists';
}

/** The order as the journal's `requested` keeps it. */
export function detailOf({ is, ...order }: Order): Detail {
  return { order: is, ...order };
}

/** The order that an issuance's facts begin with; one of an older journal, without a word for it, issues a code. */
export function orderOf(facts: readonly Fact[]): Order {
  const detail = facts[0]?.detail ?? {};
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const number = (value: unknown) => (typeof value === 'number' ? value : null);
  const startsAtMs = number(detail.startsAtMs);
  const replaceCodeId = text(detail.replaceCodeId);
  const codeId = text(detail.codeId);
  switch (detail.order) {
    case 'enrol':
      return { is: 'enrol', startsAtMs };
    case 'replace':
      return { is: 'replace', replaceCodeId };
    case 'extend':
      return { is: 'extend', codeId: codeId ?? '' };
    case 'revoke':
      return {
        is: 'revoke',
        target: targetNamed(detail.target),
        codeId,
        createdAtMs: number(detail.createdAtMs),
      };
    case 'reset-pin':
      return { is: 'reset-pin' };
    default:
      return { is: 'issue', hours: number(detail.hours) ?? 0, startsAtMs, replaceCodeId };
  }
}

function targetNamed(word: unknown): Target {
  return word === 'standard' || word === 'method' ? word : 'temporary';
}
