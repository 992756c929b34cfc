/** The service's rules for codes and methods, as the fake tenants of tests keep them. */

import type { Target } from '../core/issuance/order.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { CodeFacts } from '../main/ports.ts';

/** What the service keeps of a worker's method. */
export interface Held {
  readonly temporary: CodeFacts | null;
  readonly standard: CodeFacts | null;
  /** The digits now valid. */
  readonly pin: string;
}

const hourMs = 3_600_000;
export const longestMs = { temporary: 12 * hourMs, standard: 395 * 24 * hourMs } as const;

export interface TimeWindow {
  readonly startsAtMs: number;
  readonly expiresAtMs: number;
}

/** The service's rules for a new code or method. */
export function refusalOf(
  method: Pick<Held, 'temporary' | 'standard'> | null,
  target: Target,
  window: TimeWindow,
  nowMs: number,
): Trouble | null {
  if (target === 'method' && method !== null) return trouble('live-code-exists');
  if (target !== 'method' && method === null) return trouble('no-method');
  const slot = target === 'method' ? 'standard' : target;
  const live = method?.[slot] ?? null;
  if (live !== null && live.expiresAtMs > nowMs) return trouble('live-code-exists');
  const lifetimeMs = window.expiresAtMs - window.startsAtMs;
  const isPossible = lifetimeMs > 0 && lifetimeMs <= longestMs[slot] && window.expiresAtMs > nowMs;
  return isPossible ? null : trouble('rejected');
}
