/** What a read of the service proves about a code of ours, and what it leaves open because reads lag writes. */
import type { Fact } from './events.ts';

/**
 * For how long a read that does not show a write proves nothing: the write may still be on its way for as long as the
 * station waits for its answer (15 s), and the service's reads may lag its writes by some 30 s.
 */
export const settleMs = 45_000;

/**
 * For how long, in the service's own time, a read may still miss a write. A read that tells no time proves nothing by
 * itself.
 */
export function lagLeftMs(write: Fact, read: Fact): number {
  const writtenAtMs = write.detail?.serverNowMs;
  const readAtMs = read.detail?.serverNowMs;
  if (typeof writtenAtMs !== 'number' || typeof readAtMs !== 'number') return settleMs;
  return Math.max(0, writtenAtMs + settleMs - readAtMs);
}

/** How long the service asked to wait before the next try, where a person can wait for it; else null. */
export function askedPauseMs(fact: Fact): number | null {
  const seconds = fact.detail?.retryAfterSeconds;
  return typeof seconds === 'number' && seconds <= mostPauseSeconds ? seconds * 1_000 : null;
}

const mostPauseSeconds = 15;

/** The service now tells another story of the code than when it made it: neither can go on a badge. */
export function contradicts(read: Fact, ours: Fact): boolean {
  const isOther = (seen: number | null, told: number | null) =>
    seen !== null && told !== null && Math.abs(seen - told) > 1_000;
  if (read.outcome !== 'live') return false;
  if (read.codeId !== ours.codeId) return isFromOurCreate(read, [ours], true);
  return isOther(read.startsAtMs, ours.startsAtMs) || isOther(read.expiresAtMs, ours.expiresAtMs);
}

/** A worker has one live code at most: one that was made after ours took its place, whatever the lag. */
export function isYounger(read: Fact, ours: Fact): boolean {
  const [other, own] = [read.detail?.createdAtMs, ours.detail?.createdAtMs];
  return read.codeId !== ours.codeId && typeof other === 'number' && typeof own === 'number' && other > own;
}

/**
 * Whether a code whose content we do not hold is the trace of one of our creates: made no earlier than the create
 * was sent, with the very start and end that we asked for. Both carry random milliseconds, so that no other station
 * asks for the same; a service that keeps whole seconds is met halfway, unless `isExact` (our create was refused, so
 * only a proof counts).
 */
export function isFromOurCreate(found: Fact, creates: readonly Fact[], isExact: boolean): boolean {
  const createdAtMs = found.detail?.createdAtMs;
  return creates.some((sent) => {
    const sentAtMs = sent.detail?.serverNowMs;
    if (typeof createdAtMs !== 'number' || typeof sentAtMs !== 'number') return false;
    return (
      createdAtMs >= sentAtMs - clockSlackMs &&
      isSameInstant(found.startsAtMs, sent.startsAtMs, isExact) &&
      isSameInstant(found.expiresAtMs, sent.expiresAtMs, isExact)
    );
  });
}

/** The service's `Date` tells whole seconds only. */
const clockSlackMs = 5_000;

function isSameInstant(found: number | null, asked: number | null, isExact: boolean): boolean {
  if (found === null || asked === null) return false;
  const isCutToSeconds = found % 1_000 === 0 && !isExact;
  return isCutToSeconds ? Math.abs(found - asked) <= 1_000 : found === asked;
}
