/** What a restart does with an issuance that it finds open: one read decides, nothing is left unaccounted. */
import { type Action, close, codeOf, isFromOurCreate, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { type History, isRead } from './history.ts';

/** How long the service's reads may lag its writes: a "none" younger than this proves nothing. */
export const settleMs = 30_000;

/** The content is gone: never create, delete what nobody can hold, ask about what may be in a hand. */
export function nextInReconcile(history: History): Action {
  const { last } = history;
  if (last.event === 'orphan-found') return { do: 'delete', codeId: codeOf(last), why: 'orphan' };
  if (last.event === 'deleted' && history.pending === null && !history.mayHaveOrphan)
    return close(history.creates.length > 0 ? 'revoked' : 'failed', 'interrupted');
  if (history.creates.length === 0 && history.deletes.length === 0) return close('failed', 'interrupted');
  if (last.event === 'reconciled') return afterReconcileRead(history);
  return read('decide', 0);
}

function afterReconcileRead(history: History): Action {
  const { last, ours } = history;
  if (last.outcome === 'unreadable') return { do: 'park', reason: reasonOf(last) };
  if (ours !== null) return aboutOurs(history, ours);
  if (history.mayHaveOrphan || history.wasRefusedForCode) return aboutPossibleOrphan(history);
  // Only a delete was under way: whether the old code lives on or not, nothing of ours is live.
  return close('failed', 'interrupted');
}

function aboutOurs(history: History, ours: Fact): Action {
  const { last } = history;
  if (last.outcome === 'expired') return close('expired-unused', 'expired');
  const isLive = last.outcome === 'live' && last.codeId === ours.codeId;
  if (!isLive) return tooEarlyToTell(history, ours) ?? close('revoked', 'gone-at-service');
  const revokeWasSent = history.deletes.some((sent) => sent.codeId === ours.codeId);
  if (history.wasSubmitted && !revokeWasSent && !history.personSaysNoPaper) return { do: 'ask' };
  return { do: 'delete', codeId: codeOf(ours), why: 'revoke' };
}

function aboutPossibleOrphan(history: History): Action {
  const { last, creates } = history;
  const isStale = last.codeId !== null && history.goneIds.has(last.codeId);
  if (last.outcome === 'live' && !isStale) {
    if (isFromOurCreate(last, creates, !history.mayHaveOrphan)) return { do: 'note-orphan', found: last };
    return close('failed', 'live-code-exists');
  }
  return tooEarlyToTell(history, creates.at(-1) ?? last) ?? close('failed', 'interrupted');
}

/** A "none" soon after a write may be lag: one more read when the service has had its time. */
export function tooEarlyToTell(history: History, write: Fact): Action | null {
  const leftMs = isRead(history.last) ? lagLeftMs(write, history.last) : 0;
  return leftMs > 0 ? read('decide', leftMs) : null;
}

/** For how long, in the service's own time, a read may still miss a write; 0 where either time is not known. */
export function lagLeftMs(write: Fact, read: Fact): number {
  const writtenAtMs = write.detail?.serverNowMs;
  const readAtMs = read.detail?.serverNowMs;
  if (typeof writtenAtMs !== 'number' || typeof readAtMs !== 'number') return 0;
  return Math.max(0, writtenAtMs + settleMs - readAtMs);
}
