/** The instants at which a code can be made to start: half hours of the station's clock, by its own days. */

export interface StartDay {
  /** The first of `timesMs`: names the day. */
  readonly atMs: number;
  readonly timesMs: readonly number[];
}

/** The clocks of every zone stand at a whole multiple of this away from UTC. */
const gridMs = 15 * 60_000;
const minutesApart = 30;

/**
 * From after `nowMs` to `nowMs + farthestMs`, each day with at least one time. A half hour that the clocks leave out is
 * none, one that they show twice is two.
 * @param timeZone an IANA name
 */
export function startDays(nowMs: number, farthestMs: number, timeZone: string): readonly StartDay[] {
  const local = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    minute: '2-digit',
  });
  const days = new Map<string, number[]>();
  for (let atMs = nowMs - (nowMs % gridMs) + gridMs; atMs <= nowMs + farthestMs; atMs += gridMs) {
    const parts = local.formatToParts(atMs);
    const part = (name: string) => parts.find(({ type }) => type === name)?.value ?? '';
    if (Number(part('minute')) % minutesApart !== 0) continue;
    const day = `${part('year')}-${part('month')}-${part('day')}`;
    days.set(day, [...(days.get(day) ?? []), atMs]);
  }
  return [...days.values()].map((timesMs) => ({ atMs: timesMs[0] ?? nowMs, timesMs }));
}
