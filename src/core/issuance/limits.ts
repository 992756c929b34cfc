/** The service's limits, checked before it is asked: a person hears of them at once, and of what to do instead. */
import type { Order } from './order.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A standard code lives at most 395 days from its start (Graph, `Update qrCode`). */
export const longestStandardMs = 395 * dayMs;
/** A temporary code lives 1 to 12 hours (Entra, "QR code authentication method"). */
export const temporaryHours = { least: 1, most: 12 } as const;
/** How far ahead a code may be made: the station's own limit, for planned shifts and for people who are to start. */
export const farthestStartMs = { issue: 14 * dayMs, enrol: 31 * dayMs } as const;
/** A start that was chosen a while ago is still "now". */
const lateStartMs = 10 * 60_000;
/** An extension by less than this is none that anybody would notice. */
const leastGainMs = dayMs;

/** Whether the chosen start is one of those that the station offers. Null, at once, always is. */
export function isStartAllowed(order: Order, nowMs: number): boolean {
  if (order.is !== 'issue' && order.is !== 'enrol') return true;
  const { startsAtMs } = order;
  if (startsAtMs === null) return true;
  return startsAtMs >= nowMs - lateStartMs && startsAtMs <= nowMs + farthestStartMs[order.is];
}

export interface Lifetime {
  readonly startsAtMs: number;
  readonly expiresAtMs: number;
}

/** Until when a standard code can live from now on: its configured lifetime anew, within the service's 395 days from its start. */
export function extendedUntilMs(code: Lifetime, nowMs: number, lifetimeDays: number): number {
  return Math.min(nowMs + lifetimeDays * dayMs, code.startsAtMs + longestStandardMs);
}

/** Whether an extension would be worth its name; else the badge has to be replaced. */
export function canBeExtended(code: Lifetime, nowMs: number, lifetimeDays: number): boolean {
  if (code.expiresAtMs <= nowMs) return false;
  return extendedUntilMs(code, nowMs, lifetimeDays) - code.expiresAtMs >= leastGainMs;
}
