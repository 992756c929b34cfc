/** What comes next for a code or method that a supervisor ordered to be removed: the same after a restart. */

import type { Mode } from './action.ts';
import { type Action, close, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { askedPauseMs, settleMs } from './evidence.ts';
import type { History } from './history.ts';
import type { Order } from './order.ts';
import { patienceMs, waitOrPark } from './patience.ts';

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
    case 'preflight-passed':
      return read('decide', 0);
    default:
      // delete-sent, outcome-unknown: only a read tells what became of the delete
      return read('decide', askedPauseMs(last) ?? patienceMs[history.readsSinceWrite] ?? 0);
  }
}

function afterRead(history: History, order: Revocation, mode: Mode): Action {
  const { last, deletes } = history;
  if (last.outcome === 'unreadable') return afterNoAnswer(history, mode);
  if (isGone(last, order)) {
    const leftMs = mayBeLagMs(last, order);
    return leftMs > 0 ? read('decide', leftMs) : { do: 'note-revoked', codeId: order.codeId };
  }
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

/** A code that is younger than the service's lag may live although a read does not show it. */
function mayBeLagMs({ detail }: Fact, { createdAtMs }: Revocation): number {
  const readAtMs = detail?.serverNowMs;
  if (createdAtMs === null || typeof readAtMs !== 'number') return 0;
  return Math.min(settleMs, Math.max(0, createdAtMs + settleMs - readAtMs));
}
