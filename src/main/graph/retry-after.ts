/** When to ask again: the service's `Retry-After`, or our own growing pause where it says nothing. */
import { httpDate } from './wire.ts';

const longestSeconds = 86_400;

/**
 * Whole seconds to wait, from `Retry-After` as seconds or as an HTTP date (measured against the reply's own clock,
 * which it may fail to tell). Null when the header is missing, negative or unreadable; never more than a day.
 */
export function retryAfterSeconds(header: string | null, serverNowMs: number | null): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), longestSeconds);
  const atMs = httpDate(text);
  if (atMs === null || serverNowMs === null) return null;
  return Math.min(Math.max(Math.ceil((atMs - serverNowMs) / 1000), 0), longestSeconds);
}

/** The pause before try number `attempt` + 1: 1, 2, 4, 8 s and up to a quarter more, at most 30 s. `random` is in [0, 1). */
export function backOffMs(attempt: number, random: () => number): number {
  const baseMs = 1000 * 2 ** Math.min(attempt - 1, 5);
  return Math.min(baseMs * (1 + random() / 4), 30_000);
}
