/** From when until when a code that is made now lives, by the service's clock. */
import { temporaryHours } from '../../../core/issuance/limits.ts';
import type { Order } from '../../../core/issuance/order.ts';
import type { IssuingPorts } from './journey.ts';

const hourMs = 3_600_000;
const leastStandardHours = 24;

/** Random milliseconds in both ends are the mark by which a code of ours is known again when its reply was lost. */
export function windowOf(
  order: Order,
  nowMs: number,
  { random, settings }: Pick<IssuingPorts, 'random' | 'settings'>,
): { readonly startsAtMs: number; readonly expiresAtMs: number } {
  const mark = () => Math.floor(random() * 1_000);
  const earlyMs = nowMs - settings.startEarlySeconds * 1_000;
  const asked = order.is === 'issue' || order.is === 'enrol' ? order.startsAtMs : null;
  // Whole milliseconds, as the journal keeps them: a code is known by the very times that were asked for.
  const startsAtMs = Math.floor(Math.max(asked ?? earlyMs, earlyMs)) - mark();
  const hours = order.is === 'issue' ? order.hours : settings.standardLifetimeDays * 24;
  // The service takes neither less than its least nor more than its most: the mark keeps away from both.
  const leastHours = order.is === 'issue' ? temporaryHours.least : leastStandardHours;
  const markMs = hours <= leastHours ? mark() : -mark();
  return { startsAtMs, expiresAtMs: startsAtMs + hours * hourMs + markMs };
}
