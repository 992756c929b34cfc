/** Requests for a code that wait for the network: what a row of the journal says of one, and how long it still counts. */
import type { Detail } from '../issuance/events.ts';
import type { Actor, JournalEntry, WorkerRef } from '../journal/entry.ts';

/** Why a worker needs a code: a choice, never a text of somebody's own. */
export const queueReasons = ['forgot-badge', 'lost-badge', 'badge-broken', 'other'] as const;
export type QueueReason = (typeof queueReasons)[number];

/** How a request ends. `issued`: it became an issuance, whose own rows tell what came of it. */
export type QueueOutcome = 'issued' | 'expired' | 'cancelled';

export interface QueuedRequest {
  readonly queueId: string;
  readonly worker: WorkerRef;
  /** Who asked; whoever re-authorises it is the actor of the issuance. */
  readonly queuedBy: Actor | null;
  readonly hours: number;
  readonly reason: QueueReason;
  /** By the station's wall clock: when it was asked for, and when it is over. */
  readonly queuedAtMs: number;
  readonly untilMs: number;
}

/** A request as `queued` keeps it. `minutes`: how long it may wait. */
export function queuedDetail(
  asked: { readonly hours: number; readonly reason: QueueReason },
  minutes: number,
  nowMs: number,
): Detail {
  return { ...asked, minutes, untilMs: nowMs + minutes * minuteMs };
}

/** Null for a row that names no worker, or no end: nobody could issue it. */
export function requestOf({ issuanceId, worker, actor, detail }: JournalEntry): QueuedRequest | null {
  const { hours, reason, minutes, untilMs } = detail ?? {};
  if (issuanceId === null || worker === null) return null;
  if (typeof hours !== 'number' || typeof minutes !== 'number' || typeof untilMs !== 'number') return null;
  return {
    queueId: issuanceId,
    worker,
    queuedBy: actor,
    hours,
    reason: queueReasons.find((known) => known === reason) ?? 'other',
    queuedAtMs: untilMs - minutes * minuteMs,
    untilMs,
  };
}

/** What a wall clock may be set right by between two runs of a station. */
export const clockSlackMs = 60_000;

/**
 * How long a request that another run left still counts, by the wall clock, which somebody may have set: a clock that stands
 * before the last moment the journal knows of proves nothing, and then it is over. While a run lasts, its monotonic clock
 * counts on from here.
 */
export function leftAfterRestart(
  { untilMs, queuedAtMs }: QueuedRequest,
  clock: { readonly nowMs: number; readonly lastKnownMs: number },
): { readonly ms: number; readonly isClockBack: boolean } {
  const isClockBack = clock.nowMs < Math.max(queuedAtMs, clock.lastKnownMs) - clockSlackMs;
  const longestMs = untilMs - queuedAtMs;
  return { ms: isClockBack ? 0 : Math.min(longestMs, Math.max(0, untilMs - clock.nowMs)), isClockBack };
}

const minuteMs = 60_000;
