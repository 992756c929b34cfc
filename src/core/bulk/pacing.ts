/** How fast a run may write: under the service's documented quota by itself, and slower when it is told to be. */

/**
 * Graph allows an app 3,000 writes to identities of a tenant in any 150 s (learn.microsoft.com, "Microsoft Graph
 * service-specific throttling limits"). Of these a run takes 2,700 at most: other stations write too.
 */
export const writeQuota = { writes: 3_000, windowMs: 150_000 } as const;

/** A bucket of this many writes that fills at this rate: `burst + windowMs * perMs` of them fit into any window. */
export interface Pace {
  readonly burst: number;
  /** Writes a millisecond. */
  readonly perMs: number;
}

export const usualPace: Pace = { burst: 300, perMs: 0.016 };

export interface Pacing {
  /** Writes that may be sent at `atMs`. */
  readonly tokens: number;
  readonly atMs: number;
  /** The service asked for quiet until then. */
  readonly quietUntilMs: number;
  /** From 1 down to an eighth of the pace: halved with each refusal, and up again bit by bit. */
  readonly share: number;
}

export function fullPacing(atMs: number, { burst }: Pace = usualPace): Pacing {
  return { tokens: burst, atMs, quietUntilMs: atMs, share: 1 };
}

/** How soon the share is whole again after one refusal, and how little of it is left after many. */
const recoveryMs = 120_000;
const leastShare = 1 / 8;
/** Some services refuse without a word on how long (Graph, "Throttling guidance"). */
const unsaidMs = 10_000;

/** @returns the time to wait before the next write, and the bucket without it if that is none */
export function takeWrite(
  before: Pacing,
  nowMs: number,
  pace: Pace = usualPace,
): { readonly waitMs: number; readonly pacing: Pacing } {
  const pacing = refilled(before, nowMs, pace);
  const quietMs = quietLeftMs(pacing, nowMs);
  if (quietMs > 0) return { waitMs: quietMs, pacing };
  if (pacing.tokens >= 1) return { waitMs: 0, pacing: { ...pacing, tokens: pacing.tokens - 1 } };
  return { waitMs: Math.ceil((1 - pacing.tokens) / (pace.perMs * pacing.share)), pacing };
}

/** For how long the service asked not to be asked anything. */
export function quietLeftMs({ quietUntilMs }: Pacing, nowMs: number): number {
  return Math.max(0, quietUntilMs - nowMs);
}

/** The service refused for lack of time: nothing is sent until it said, no burst follows, and the pace is halved. */
export function afterRefusal(
  before: Pacing,
  nowMs: number,
  retryAfterSeconds: number | null,
  pace: Pace = usualPace,
): Pacing {
  const pacing = refilled(before, nowMs, pace);
  const quietMs = retryAfterSeconds === null ? unsaidMs : retryAfterSeconds * 1_000;
  const isAnotherOne = nowMs >= pacing.quietUntilMs;
  return {
    tokens: Math.min(pacing.tokens, 1),
    atMs: nowMs,
    quietUntilMs: Math.max(pacing.quietUntilMs, nowMs + quietMs),
    // Requests that were on their way together are refused together: that is one refusal.
    share: isAnotherOne ? Math.max(leastShare, pacing.share / 2) : pacing.share,
  };
}

/** A clock that went back is taken for one that stood still. */
function refilled(pacing: Pacing, nowMs: number, { burst, perMs }: Pace): Pacing {
  const sinceMs = Math.max(0, nowMs - Math.max(pacing.atMs, pacing.quietUntilMs));
  return {
    ...pacing,
    tokens: Math.min(burst, pacing.tokens + sinceMs * perMs * pacing.share),
    share: Math.min(1, pacing.share + sinceMs / (2 * recoveryMs)),
    atMs: Math.max(nowMs, pacing.atMs),
  };
}
