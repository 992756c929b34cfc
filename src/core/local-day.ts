/** The day as the station's clock on the wall has it. */
import { offsetsOf } from './local-time.ts';

const dayMs = 86_400_000;

/** The midnight before `atMs` in this zone (an IANA name); the first, where the clocks show it twice. */
export function startOfDay(atMs: number, timeZone: string): number {
  const offsetOf = offsetsOf(timeZone);
  const shownMs = atMs + offsetOf(atMs);
  const midnightMs = shownMs - (shownMs % dayMs);
  // The offset may have changed since: the one of that hour counts.
  return midnightMs - offsetOf(midnightMs - offsetOf(atMs));
}
