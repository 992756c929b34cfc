/** What may be ordered at this station at all, whoever asks and for whom: the config's word and the service's limits. */
import { isStartAllowed } from '../../../core/issuance/limits.ts';
import { codeKindOf, type Order } from '../../../core/issuance/order.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { Journal } from '../../ports.ts';
import type { PageClock } from '../page-clock.ts';

export interface OrderRules {
  readonly lifetimesHours: readonly number[];
  readonly allowEnrol: boolean;
  readonly allowReplaceStandard: boolean;
  /** The service's, as last heard. */
  readonly clock: Pick<PageClock, 'nowMs'>;
}

export function refusalOf(order: Order, rules: OrderRules): Trouble | null {
  const nowMs = rules.clock.nowMs();
  if (order.is === 'issue' && !rules.lifetimesHours.includes(order.hours)) return invalid('hours');
  if (!isStartAllowed(order, nowMs)) return invalid('startsAtMs');
  if (order.is === 'revoke' && (order.createdAtMs ?? 0) > nowMs + clockSlackMs) return invalid('createdAtMs');
  if (order.is === 'enrol' && !rules.allowEnrol) return notAllowed;
  return order.is === 'replace' && !rules.allowReplaceStandard ? notAllowed : null;
}

/**
 * An order names a code that this station made for somebody else, or of another kind: carried out, it would end with a row
 * that calls that code gone.
 */
export function isMisaimed(order: Order, workerId: string, journal: Pick<Journal, 'creationOf'>): boolean {
  const codeId = 'replaceCodeId' in order ? order.replaceCodeId : 'codeId' in order ? order.codeId : null;
  const made = codeId === null ? null : journal.creationOf(codeId);
  if (made === null) return false;
  // Of a method the standard code is the one that is named.
  return made.worker?.id !== workerId || made.codeKind !== (codeKindOf(order) ?? 'standard');
}

/** The service tells its time in whole seconds, and half of a slow reply's round trip is a guess. */
const clockSlackMs = 60_000;

const notAllowed = trouble('not-permitted', { detail: 'config' });

function invalid(detail: string): Trouble {
  return trouble('invalid-input', { detail });
}
