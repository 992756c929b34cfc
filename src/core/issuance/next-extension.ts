/** What comes next for a standard code that is to live longer: its end is set, so the same may be sent again. */

import type { Mode } from './action.ts';
import { type Action, close, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { askedPauseMs, lagLeftMs } from './evidence.ts';
import type { History } from './history.ts';
import type { Order } from './order.ts';
import { patienceMs, waitOrPark } from './patience.ts';

const mostTries = 3;

type Extension = Extract<Order, { is: 'extend' }>;

export function nextForExtension(history: History, order: Extension, mode: Mode): Action {
  const { last } = history;
  switch (last.event) {
    case 'requested':
      // Nothing was sent before the station ended: nothing has changed.
      return mode === 'running' ? { do: 'preflight' } : close('failed', 'interrupted');
    case 'state-read':
    case 'reconciled':
      return history.extensions.length === 0
        ? afterFirstRead(last, order, mode)
        : afterUncertain(history, order, mode);
    case 'preflight-passed':
      return mode === 'running' ? read('decide', 0) : close('failed', 'interrupted');
    default:
      // extend-sent, outcome-unknown: only a read tells what became of it
      return read('decide', askedPauseMs(last) ?? patienceMs[history.readsSinceWrite] ?? 0);
  }
}

function afterFirstRead(last: Fact, order: Extension, mode: Mode): Action {
  if (mode === 'reconciling') return close('failed', 'interrupted');
  if (last.outcome === 'unreadable') return close('failed', reasonOf(last));
  const isThere = last.outcome === 'live' && last.codeId === order.codeId;
  return isThere ? { do: 'extend' } : close('failed', 'no-code');
}

function afterUncertain(history: History, order: Extension, mode: Mode): Action {
  const { last, extensions } = history;
  const sent = extensions.at(-1);
  if (last.outcome === 'unreadable')
    return mode === 'running' ? waitOrPark(history) : { do: 'park', reason: reasonOf(last) };
  if (sent !== undefined && isExtended(last, sent)) return { do: 'note-extended', found: last };
  if (last.codeId !== order.codeId) return close('failed', 'no-code');
  if (mode === 'running' && extensions.length < mostTries) return { do: 'extend' };
  const leftMs = sent === undefined ? 0 : lagLeftMs(sent, last);
  return leftMs > 0 ? read('decide', leftMs) : close('failed', 'not-extended');
}

/** A service may keep whole seconds. */
function isExtended(seen: Fact, sent: Fact): boolean {
  const isSame = Math.abs((seen.expiresAtMs ?? 0) - (sent.expiresAtMs ?? 0)) <= 1_000;
  return seen.codeId === sent.codeId && isSame;
}
