/** Where a row of a bulk run stands, by the facts of its last issuance alone. */
import type { Detail, Fact } from '../issuance/events.ts';
import { detailOf, type Order, orderOf } from '../issuance/order.ts';

/** `waiting`: nothing was changed for it yet. `under-way`: something was, and it is not at its end. */
export type RowStand = 'waiting' | 'under-way' | 'handed-over' | 'called-off' | 'failed';

/** What a row journals before anything is changed for its worker. */
const harmless: ReadonlySet<string> = new Set(['requested', 'preflight-passed', 'state-read']);

/** Not begun: a restart may go on with it as if nothing had happened. */
export function isNotBegun(facts: readonly Fact[]): boolean {
  return facts.every(({ event }) => harmless.has(event));
}

export function standOf(facts: readonly Fact[]): RowStand {
  const last = facts.at(-1);
  if (last?.event !== 'closed') return isNotBegun(facts) ? 'waiting' : 'under-way';
  if (last.outcome === 'handed-over') return 'handed-over';
  return last.detail?.reason === calledOff ? 'called-off' : 'failed';
}

/** Why a row that nobody began is closed. */
export const calledOff = 'called-off';

/** Why the row has no badge, in the journal's word; null while it may still get one. */
export function reasonOf(facts: readonly Fact[]): string | null {
  const reason = facts.at(-1)?.event === 'closed' ? facts.at(-1)?.detail?.reason : null;
  return typeof reason === 'string' ? reason : null;
}

/** These say something about the worker or the tenant: another try ends the same way. */
const lasting: ReadonlySet<string | null> = new Set([
  'no-such-worker',
  'no-method',
  'not-permitted',
  'no-role',
  'worker-disabled',
  'worker-privileged',
  'worker-is-self',
  'live-code-exists',
  'rejected',
  'code-superseded',
  'incident',
  calledOff,
]);

/** Whether the row ended for a reason that may have passed, and no person wanted it to end. */
export function isWorthAnother(facts: readonly Fact[]): boolean {
  if (standOf(facts) !== 'failed' || facts.some(isPersonsChoice)) return false;
  // Cut off in the middle: the code that was to be replaced may stand as before.
  return facts.some(({ event }) => event === 'reconciled') || !lasting.has(reasonOf(facts));
}

function isPersonsChoice({ event, detail }: Fact): boolean {
  return event === 'not-handed-over' && detail?.by !== byRun;
}

/** Who says of a badge that it did not come out, where the printer itself was certain. */
export const byRun = 'bulk-run';

/** What a row's `requested` says besides its order. */
export function rowDetail(order: Order, runId: string, line: number | null): Detail {
  return { ...detailOf(order), bulk: runId, line };
}

/** The run that an issuance belongs to; null for one that was ordered by itself. */
export function runOf(facts: readonly Fact[]): string | null {
  const run = facts[0]?.detail?.bulk;
  return typeof run === 'string' ? run : null;
}

export function lineOf(facts: readonly Fact[]): number | null {
  const line = facts[0]?.detail?.line;
  return typeof line === 'number' ? line : null;
}

/** The same order once more: a read that lags may still show the code that the last try made and removed. */
export function orderAgain(facts: readonly Fact[]): Order {
  const order = orderOf(facts);
  const made = facts.findLast(({ event }) => event === 'created' || event === 'orphan-found');
  if (made?.codeId == null || (order.is !== 'issue' && order.is !== 'replace')) return order;
  return { ...order, replaceCodeId: made.codeId };
}

/** How the last job of the row's badge ended; null without one. */
export function printEndOf(facts: readonly Fact[]): Fact | null {
  return facts.findLast(({ event }) => event === 'print-ended') ?? null;
}
