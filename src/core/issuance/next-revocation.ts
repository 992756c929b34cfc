/** What comes next for a code or method that a supervisor ordered to be removed: the same after a restart. */
import { type Action, close, type Mode, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { askedPauseMs, settleMs } from './evidence.ts';
import type { History } from './history.ts';
import { liveCodeReason, type Order } from './order.ts';
import { waitOrPark } from './patience.ts';

const mostDeletes = 3;

type Revocation = Extract<Order, { is: 'revoke' }>;

export function nextForRevocation(history: History, order: Revocation, mode: Mode): Action {
  const { last } = history;
  switch (last.event) {
    case 'requested':
      return mode === 'running' ? { do: 'preflight' } : read('decide', 0);
    case 'state-read':
    case 'reconciled':
      return afterRead(history, order, mode);
    default:
      // preflight-passed, delete-sent, outcome-unknown: only a read tells what is there
      return read('decide', askedPauseMs(last) ?? 0);
  }
}

function afterRead(history: History, order: Revocation, mode: Mode): Action {
  const { last, deletes } = history;
  if (last.outcome === 'unreadable') return afterNoAnswer(history, mode);
  if (isGone(last, order)) {
    const leftMs = mayBeLagMs(last, order);
    return leftMs > 0 ? read('decide', leftMs) : { do: 'note-revoked', codeId: order.codeId };
  }
  if (isMadeAnew(last, order)) return close('refused', liveCodeReason(order));
  // A read may still show what a delete took away: at once again is of some use, in a while of more.
  const isEnough = mode === 'running' ? deletes.length >= mostDeletes : history.wasJustTried;
  return isEnough
    ? { do: 'park', reason: 'delete-not-applied' }
    : { do: 'delete', codeId: order.codeId, why: 'revoke' };
}

/** Before anything was sent nothing is lost: the supervisor is told. Afterwards the truth is waited for. */
function afterNoAnswer(history: History, mode: Mode): Action {
  if (mode === 'reconciling') return { do: 'park', reason: reasonOf(history.last) };
  return history.deletes.length === 0 ? close('failed', reasonOf(history.last)) : waitOrPark(history);
}

/** Another code in its place is no business of this order: the one that the supervisor saw is gone. */
function isGone(seen: Fact, order: Revocation): boolean {
  if (seen.outcome === 'none') return true;
  return order.target !== 'method' && seen.codeId !== order.codeId;
}

/**
 * A method with a code that was made since the supervisor looked is somebody else's work, perhaps of the night in which the
 * station was down: nobody agreed to lose it. An older code than the one that was seen is only a read that lags.
 */
function isMadeAnew({ codeId, detail }: Fact, order: Revocation): boolean {
  if (codeId === null || codeId === order.codeId) return false;
  const madeAtMs = detail?.createdAtMs;
  return typeof madeAtMs !== 'number' || madeAtMs >= (order.createdAtMs ?? 0);
}

/** A code that is younger than the service's lag may live although a read does not show it. */
function mayBeLagMs({ detail }: Fact, { createdAtMs }: Revocation): number {
  const readAtMs = detail?.serverNowMs;
  if (typeof readAtMs !== 'number') return settleMs;
  return Math.min(settleMs, Math.max(0, (createdAtMs ?? 0) + settleMs - readAtMs));
}
