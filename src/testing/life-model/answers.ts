/** What becomes of an issuance by the answer of a person, as the model has it. */

import type { IssuanceAnswer } from '../../core/issuance/answer.ts';
import type { Order } from '../../core/issuance/order.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import type { IssuanceView } from '../../shared/issuance.ts';
import type { Carried, Held } from './service-model.ts';

export interface Situation {
  readonly order: Order;
  readonly held: Held | null;
  /** The row of the code that the issuance made. */
  readonly made: JournalEntry | undefined;
}

export function answered(answer: IssuanceAnswer, { order, held, made }: Situation): Carried {
  const ends = (how: string, after: Held | null = held): Carried => ({ ends: how, held: after });
  switch (answer) {
    case 'badge-collected':
      return ends('handed-over');
    case 'give-up':
      return ends('failed pin-lost');
    case 'new-pin':
      // Where the reply to a reset gets lost, nobody can know that there was nothing to reset.
      return held === null ? ends('refused no-method|failed pin-lost') : ends('ask', { ...held, pin: null });
    case 'reprint':
    case 'reprint-elsewhere':
      return ends(isSuperseded(order, held, made) ? 'failed code-superseded' : 'ask');
    case 'revoke':
      return ends('revoked', held === null || !isStanding(order, held, made) ? held : without(order, held));
    default:
      return ends('ask');
  }
}

function slotOf(order: Order): 'temporary' | 'standard' {
  return order.is === 'issue' ? 'temporary' : 'standard';
}

function isStanding(order: Order, held: Held, made: JournalEntry | undefined): boolean {
  return held[slotOf(order)]?.id === made?.codeId;
}

/** Another code is where ours was: made after it, for nobody makes one beside a live one. */
function isSuperseded(order: Order, held: Held | null, made: JournalEntry | undefined): boolean {
  const standing = held?.[slotOf(order)] ?? null;
  return made !== undefined && standing !== null && standing.id !== made.codeId;
}

/** The method of an enrolment goes as a whole. */
function without(order: Order, held: Held): Held | null {
  return order.is === 'enrol' ? null : { ...held, [slotOf(order)]: null };
}

/** Where an issuance came to rest. */
export function endOf({ answers, outcome, trouble }: IssuanceView): string {
  if (answers.length > 0) return 'ask';
  if (outcome === null) return `parked ${trouble?.kind}`;
  return outcome === 'failed' || outcome === 'refused' ? `${outcome} ${trouble?.kind}` : outcome;
}
