/** What comes next for a code that is to be made and put on paper. */
import { assert } from '../result.ts';
import { type Action, close, codeOf, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { askedPauseMs, contradicts, isFromOurCreate, isYounger } from './evidence.ts';
import type { DeleteReason, History } from './history.ts';
import { liveCodeReason } from './order.ts';
import { nextOnPaper } from './papers.ts';
import { patienceMs, waitOrPark } from './patience.ts';
import { tooEarlyToTell } from './reconcile.ts';

/** Creates are never repeated without a read between, and never more often than this. */
export const mostCreates = 3;
const mostDeletes = 3;

/** A temporary or standard code, or a method with one, while the content is in memory and the worker waits. */
export function nextForCode(history: History, facts: readonly Fact[]): Action {
  const { last } = history;
  switch (last.event) {
    case 'requested':
      return { do: 'preflight' };
    case 'preflight-passed':
      return read('decide', 0);
    case 'state-read':
      return afterRead(history, facts);
    case 'deleted':
      return create(history);
    case 'created':
      return read('verify', 0);
    case 'create-failed':
      return afterRefusedCreate(history);
    case 'orphan-found':
      return { do: 'delete', codeId: codeOf(last), why: 'orphan' };
    case 'render-verified':
    case 'print-submitted':
    case 'print-ended':
      // Printing takes seconds: before the badge goes into a hand, one look whether its code still stands.
      return nextOnPaper(facts) ?? read('verify', 0);
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
function afterRead(history: History, facts: readonly Fact[]): Action {
  if (history.pending === 'delete') return afterUncertainDelete(history);
  if (history.ours !== null) return afterVerify(history, history.ours, facts);
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
      if (last.codeId !== null && last.codeId === history.replaceCodeId)
        return { do: 'delete', codeId: codeOf(last), why: 'replace' };
      return close('refused', liveCodeReason(history.order));
    default:
      return close('failed', reasonOf(last));
  }
}

/** A failed or lagging check is no reason to waste a code whose content we hold; another code in its place is. */
function afterVerify({ last }: History, ours: Fact, facts: readonly Fact[]): Action {
  if (isYounger(last, ours)) return close('failed', 'code-superseded');
  if (contradicts(last, ours)) return { do: 'note-orphan', found: last };
  return nextOnPaper(facts) ?? { do: 'ask' };
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
  return last.outcome === 'none' ? create(history) : close('refused', liveCodeReason(history.order));
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
    return close('refused', liveCodeReason(history.order));
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
  if (waiting.do === 'park' && !history.mayHaveOrphan) return close('refused', liveCodeReason(history.order));
  return waiting;
}

function create(history: History): Action {
  if (history.creates.length >= mostCreates) return close('failed', 'outcome-unknown');
  return { do: 'create' };
}
