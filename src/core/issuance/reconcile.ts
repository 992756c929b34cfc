/** What a restart does with an issuance that it finds open: reads decide, nothing is left unaccounted. */
import { unsettledCreate } from './accounts.ts';
import { type Action, close, codeOf, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { isFromOurCreate, lagLeftMs } from './evidence.ts';
import { type History, wasJustTried } from './history.ts';
import { liveCodeReason } from './order.ts';

/** The content is gone: never create, delete what nobody can hold, ask about what may be in a hand. */
export function nextInReconcile(history: History, facts: readonly Fact[]): Action {
  const { last, creates, ours } = history;
  // A job of a run that has ended may still be waiting for paper.
  if (last.event === 'print-submitted') return { do: 'end-print' };
  if (last.event === 'orphan-found') return { do: 'delete', codeId: codeOf(last), why: 'orphan' };
  const unsettled = unsettledCreate(facts);
  const isDecided = unsettled === null && history.pending === null;
  if (last.event !== 'reconciled') return isDecided ? settled(history, facts) : read('decide', 0);
  if (last.outcome === 'unreadable') return { do: 'park', reason: reasonOf(last) };
  if (ours !== null && last.codeId === ours.codeId) return aboutOurs(history, ours, facts);
  if (
    last.outcome === 'live' &&
    !history.goneIds.has(last.codeId) &&
    isFromOurCreate(last, creates, unsettled === null)
  )
    return wasJustTried(facts) ? later : { do: 'note-orphan', found: last };
  if (unsettled !== null) return lookAgain(unsettled, last);
  return afterPendingDelete(history) ?? settled(history, facts);
}

/** Whatever the reads say, they never follow one another without a pause. */
export function lookAgain(unsettled: Fact, last: Fact): Action {
  return read('decide', last.event === 'reconciled' ? Math.max(1_000, lagLeftMs(unsettled, last)) : 0);
}

/** Nobody is told that a code still works as long as the read may be older than its delete. */
function afterPendingDelete(history: History): Action | null {
  const sent = history.deletes.at(-1);
  const isSeen = sent !== undefined && sent.codeId === history.last.codeId;
  return isSeen && history.pending === 'delete' ? tooEarlyToTell(history, sent) : null;
}

const later: Action = { do: 'park', reason: 'delete-not-applied' };

function aboutOurs(history: History, ours: Fact, facts: readonly Fact[]): Action {
  if (history.last.outcome === 'expired') return close('expired-unused', 'expired');
  const revokeWasSent = history.deletes.some((sent) => sent.codeId === ours.codeId);
  if (history.mayBeOnPaper && !revokeWasSent && !history.personSaysNoPaper) return { do: 'ask' };
  return wasJustTried(facts) ? later : { do: 'delete', codeId: codeOf(ours), why: 'revoke' };
}

/** Nothing of ours is live any more; the words say how that came. */
function settled({ last, ours, order }: History, facts: readonly Fact[]): Action {
  const madeOne = facts.some(({ event }) => event === 'created' || event === 'orphan-found');
  if (madeOne) return close('revoked', ours === null ? 'interrupted' : 'gone-at-service');
  return close('failed', last.outcome === 'live' ? liveCodeReason(order) : 'interrupted');
}

/** A "none" soon after a write may be lag: one more read when the service has had its time. */
export function tooEarlyToTell(history: History, write: Fact): Action | null {
  const leftMs = lagLeftMs(write, history.last);
  return leftMs > 0 ? read('decide', leftMs) : null;
}
