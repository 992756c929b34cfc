/** The one decision of the product: given what is journalled so far, what an issuance does next. */
import { assert } from '../result.ts';
import { unsettledCreate } from './accounts.ts';
import { type Action, close, codeOf, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { askedPauseMs, contradicts, isFromOurCreate, isYounger } from './evidence.ts';
import { type DeleteReason, type History, historyOf } from './history.ts';
import { nextInReconcile, tooEarlyToTell } from './reconcile.ts';

/** Creates are never repeated without a read between, and never more often than this. */
export const mostCreates = 3;
const mostDeletes = 3;
/** Waits before reads after an uncertain write: the service's reads may lag its writes by some 30 s. */
const patienceMs = [0, 1_000, 2_000, 4_000, 8_000, 16_000];

export type Mode = 'running' | 'reconciling';

/**
 * What to do next. `running`: the content is in memory and the worker waits. `reconciling`: an earlier run
 * ended in the middle, the content is lost, and the only aim is that no live code stays unaccounted.
 */
export function nextAction(facts: readonly Fact[], mode: Mode): Action {
  const history = historyOf(facts);
  assert(history !== undefined, 'an issuance has at least its request');
  const ended = endOf(history.last);
  const action = ended ?? (mode === 'running' ? nextWhileRunning(history) : nextInReconcile(history, facts));
  const endsWithoutBadge = action.do === 'close' && action.outcome !== 'handed-over';
  if (!endsWithoutBadge || unsettledCreate(facts) === null) return action;
  // What was lost on the way here must not be forgotten: a reconcile goes on reading until it is proven gone.
  return mode === 'running' ? { do: 'park', reason: action.reason } : read('decide', 0);
}

function endOf(last: Fact): Action | null {
  switch (last.event) {
    case 'closed':
      return { do: 'nothing' };
    case 'handed-over':
      return close('handed-over', 'confirmed-by-person');
    case 'revoked':
      return close('revoked', 'revoked');
    case 'refused':
      return close('refused', last.outcome ?? 'refused');
    case 'preflight-failed':
      return close('failed', last.outcome ?? 'preflight');
    default:
      return null;
  }
}

function nextWhileRunning(history: History): Action {
  const { last } = history;
  switch (last.event) {
    case 'requested':
      return { do: 'preflight' };
    case 'preflight-passed':
      return read('decide', 0);
    case 'state-read':
      return afterRead(history);
    case 'deleted':
      return create(history);
    case 'created':
      return read('verify', 0);
    case 'create-failed':
      return afterRefusedCreate(history);
    case 'orphan-found':
      return { do: 'delete', codeId: codeOf(last), why: 'orphan' };
    case 'render-verified':
      return { do: 'print' };
    case 'print-submitted':
      return { do: 'follow-print' };
    case 'print-ended':
      // Printing takes seconds: before the badge goes into a hand, one look whether its code still stands.
      return last.outcome === 'not-printed' ? { do: 'ask' } : read('verify', 0);
    case 'not-handed-over':
    case 'reconciled':
      // 'reconciled' here: a look before a revoke that could not be taken; the person decides again
      return { do: 'ask' };
    default:
      // delete-sent, create-sent, outcome-unknown: only a read tells what became of the write
      return read('decide', askedPauseMs(last) ?? patienceMs[history.readsSinceWrite] ?? 0);
  }
}

function afterRefusedCreate(history: History): Action {
  const { last } = history;
  const pauseMs = askedPauseMs(last);
  if (last.outcome === 'busy' && pauseMs !== null && history.creates.length < mostCreates)
    return read('decide', pauseMs);
  return last.outcome === 'live-code-exists'
    ? read('decide', 0)
    : close('failed', last.outcome ?? 'rejected');
}

/** The last fact is a read. What it means depends on what was under way. */
function afterRead(history: History): Action {
  if (history.pending === 'delete') return afterUncertainDelete(history);
  if (history.ours !== null) return afterVerify(history, history.ours);
  if (history.creates.length > 0) return afterUncertainCreate(history);
  return afterFirstRead(history);
}

function afterFirstRead(history: History): Action {
  const { last } = history;
  switch (last.outcome) {
    case 'none':
      return { do: 'create' };
    case 'expired':
      return { do: 'delete', codeId: codeOf(last), why: 'expired' };
    case 'live':
      if (last.codeId === history.replaceCodeId)
        return { do: 'delete', codeId: codeOf(last), why: 'replace' };
      return close('refused', 'live-code-exists');
    default:
      return close('failed', reasonOf(last));
  }
}

/** A failed or lagging check is no reason to waste a code whose content we hold; another code in its place is. */
function afterVerify({ last, beforeReads }: History, ours: Fact): Action {
  if (isYounger(last, ours)) return close('failed', 'code-superseded');
  if (contradicts(last, ours)) return { do: 'note-orphan', found: last };
  const isPaperOut = beforeReads?.event === 'print-ended' && beforeReads.outcome !== 'not-printed';
  return isPaperOut ? { do: 'ask' } : { do: 'render' };
}

function afterUncertainDelete(history: History): Action {
  const { last } = history;
  const sent = history.deletes.at(-1);
  assert(sent !== undefined, 'a pending delete was sent');
  if (last.outcome === 'unreadable') return waitOrPark(history);
  const why = sent.detail?.why as DeleteReason;
  if (last.codeId === sent.codeId) {
    if (history.deletes.length < mostDeletes) return { do: 'delete', codeId: codeOf(sent), why };
    return { do: 'park', reason: 'delete-not-applied' };
  }
  if (why === 'revoke') return afterGoneRevoke(history, sent);
  return last.outcome === 'none' ? create(history) : close('refused', 'live-code-exists');
}

/** A code made after ours proves that ours is gone; not to see ours soon after its create may be lag. */
function afterGoneRevoke(history: History, sent: Fact): Action {
  const { last, ours } = history;
  const lag = ours !== null && isYounger(last, ours) ? null : tooEarlyToTell(history, ours ?? sent);
  return lag ?? { do: 'note-revoked', codeId: codeOf(sent) };
}

function afterUncertainCreate(history: History): Action {
  const { last } = history;
  if (last.outcome === 'unreadable') return waitOrPark(history);
  if (last.outcome === 'live' && !history.goneIds.has(last.codeId)) {
    if (isFromOurCreate(last, history.creates, !history.mayHaveOrphan))
      return { do: 'note-orphan', found: last };
    return close('refused', 'live-code-exists');
  }
  if (history.isCreateOwed) return create(history);
  if (history.pending === null) return waitForRefusingCode(history);
  // Nothing to see yet. The service itself refuses a second live code, so after some patience one more try is safe.
  if (history.readsSinceWrite < 3) return waitOrPark(history);
  return create(history);
}

/** The service refused a create because a code exists, but its reads do not show the code yet. */
function waitForRefusingCode(history: History): Action {
  const waiting = waitOrPark(history);
  if (waiting.do === 'park' && !history.mayHaveOrphan) return close('refused', 'live-code-exists');
  return waiting;
}

function waitOrPark(history: History): Action {
  const wait = patienceMs[history.readsSinceWrite];
  return wait === undefined ? { do: 'park', reason: reasonOf(history.last) } : read('decide', wait);
}

function create(history: History): Action {
  if (history.creates.length >= mostCreates) return close('failed', 'outcome-unknown');
  return { do: 'create' };
}
