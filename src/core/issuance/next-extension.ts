/** What comes next for a standard code that is to live longer: its end is set, so the same may be sent again. */
import { type Action, close, type Mode, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { askedPauseMs, lagLeftMs } from './evidence.ts';
import type { History } from './history.ts';
import type { Order } from './order.ts';
import { waitOrPark } from './patience.ts';

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
      // extend-sent, outcome-unknown, refused after one of these: only a read tells what became of it
      return read('decide', askedPauseMs(last) ?? 0);
  }
}

function afterFirstRead(last: Fact, order: Extension, mode: Mode): Action {
  if (mode === 'reconciling') return close('failed', 'interrupted');
  if (last.outcome === 'unreadable') return close('failed', reasonOf(last));
  return isThere(last, order) ? { do: 'extend' } : close('failed', 'no-code');
}

/** What is past its end is not extended: where no code is active the service may take the same call for a create. */
function isThere(seen: Fact, order: Extension): boolean {
  return seen.outcome === 'live' && seen.codeId === order.codeId;
}

function afterUncertain(history: History, order: Extension, mode: Mode): Action {
  const { last, extensions, beforeReads } = history;
  if (last.outcome === 'unreadable')
    return mode === 'running' ? waitOrPark(history) : { do: 'park', reason: reasonOf(last) };
  if (extensions.some((sent) => isExtended(last, sent))) return { do: 'note-extended', found: last };
  const mayTryAgain = extensions.length < mostTries && beforeReads?.event !== 'refused';
  if (mode === 'running' && mayTryAgain && isThere(last, order)) return { do: 'extend' };
  const leftMs = Math.max(...extensions.map((sent) => lagLeftMs(sent, last)));
  if (leftMs > 0) return read('decide', leftMs);
  return close('failed', isThere(last, order) ? 'not-extended' : 'no-code');
}

/** Each try asks for an end of its own, a later one for a later end. A service may keep whole seconds. */
function isExtended(seen: Fact, sent: Fact): boolean {
  if (seen.codeId !== sent.codeId || seen.expiresAtMs === null || sent.expiresAtMs === null) return false;
  return seen.expiresAtMs > sent.expiresAtMs - 1_000;
}
