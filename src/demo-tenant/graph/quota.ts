/**
 * How much Graph lets an app do in a tenant: writes to identities, and resource units for everything
 * (learn.microsoft.com, "Microsoft Graph service-specific throttling limits", identity and access).
 */

export interface Quota {
  /** Seconds to wait when there is no room for this request; null lets it through. What is refused counts as well. */
  take(method: string): number | null;
}

interface Limit {
  readonly most: number;
  readonly windowMs: number;
}

const writes: Limit = { most: 3_000, windowMs: 150_000 };
/** Per 10 s, by the size of the tenant: below 50 users, up to 500, more. A request costs a unit or two. */
const units = (people: number): Limit => ({
  most: people < 50 ? 3_500 : people <= 500 ? 5_000 : 8_000,
  windowMs: 10_000,
});

export function createQuota(people: number, nowMs: () => number): Quota {
  const forWrites = counter(writes);
  const forAll = counter(units(people));
  return {
    take(method) {
      const now = nowMs();
      const waits = [forAll(now), method === 'GET' ? 0 : forWrites(now)];
      const waitMs = Math.max(...waits);
      return waitMs > 0 ? Math.max(1, Math.ceil(waitMs / 1_000)) : null;
    },
  };
}

/** @returns how long until there is room, by the requests of the window that ends now */
function counter({ most, windowMs }: Limit): (nowMs: number) => number {
  let times: number[] = [];
  return (nowMs) => {
    if ((times[0] ?? nowMs) <= nowMs - windowMs) times = times.filter((at) => at > nowMs - windowMs);
    times.push(nowMs);
    const over = times.length - most;
    return over <= 0 ? 0 : (times[over - 1] ?? nowMs) + windowMs - nowMs;
  };
}
