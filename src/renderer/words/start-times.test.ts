/** Which starts are offered, also around the nights when the clocks are changed. */
import { describe, expect, it } from 'vitest';
import { createFormat } from './format.ts';
import { startDays } from './start-times.ts';

const dayMs = 86_400_000;
const clocksOf = (timesMs: readonly number[], timeZone: string) =>
  timesMs.map((atMs) => createFormat('en', timeZone).time(atMs));

describe('the starts that are offered', () => {
  const noonMs = Date.parse('2026-08-03T12:10:00Z');

  it('begin with the next half hour, and end within the limit', () => {
    const days = startDays(noonMs, 14 * dayMs, 'UTC');
    expect(days).toHaveLength(15);
    expect(clocksOf(days[0]?.timesMs ?? [], 'UTC').slice(0, 2)).toEqual(['12:30', '13:00']);
    expect(days[1]?.timesMs).toHaveLength(48);
    expect(days.at(-1)?.timesMs.at(-1)).toBe(noonMs + 14 * dayMs - 10 * 60_000);
  });

  it('leave today out when it has no half hour left', () => {
    const lateMs = Date.parse('2026-08-03T23:40:00Z');
    expect(startDays(lateMs, dayMs, 'UTC')[0]?.atMs).toBe(Date.parse('2026-08-04T00:00:00Z'));
  });

  it('are half hours of the station’s clock, also where it is a quarter off', () => {
    const [, tomorrow] = startDays(noonMs, 2 * dayMs, 'Asia/Kathmandu');
    expect(clocksOf(tomorrow?.timesMs ?? [], 'Asia/Kathmandu').slice(0, 3)).toEqual([
      '00:00',
      '00:30',
      '01:00',
    ]);
  });

  it('leave out the hour that the clocks leave out', () => {
    const beforeMs = Date.parse('2026-03-28T12:00:00Z');
    const clocks = clocksOf(
      startDays(beforeMs, 3 * dayMs, 'Europe/Berlin')[1]?.timesMs ?? [],
      'Europe/Berlin',
    );
    expect(clocks).toHaveLength(46);
    expect(clocks.slice(3, 5)).toEqual(['01:30', '03:00']);
  });

  it('offer both of an hour that the clocks show twice, and tell them apart', () => {
    const beforeMs = Date.parse('2026-10-24T12:00:00Z');
    const clocks = clocksOf(
      startDays(beforeMs, 3 * dayMs, 'Europe/Berlin')[1]?.timesMs ?? [],
      'Europe/Berlin',
    );
    expect(clocks).toHaveLength(50);
    expect(clocks.slice(4, 8)).toEqual(['02:00 GMT+2', '02:30 GMT+2', '02:00 GMT+1', '02:30 GMT+1']);
  });
});
