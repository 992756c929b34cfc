/** How long an issuance waits for the truth about a write before it leaves the question to a later reconcile. */
import { type Action, read, reasonOf } from './action.ts';
import type { History } from './history.ts';

/** Waits before reads after an uncertain write: the service's reads may lag its writes by some 30 s. */
export const patienceMs = [0, 1_000, 2_000, 4_000, 8_000, 16_000];

export function waitOrPark(history: History): Action {
  const wait = patienceMs[history.readsSinceWrite];
  return wait === undefined ? { do: 'park', reason: reasonOf(history.last) } : read('decide', wait);
}
