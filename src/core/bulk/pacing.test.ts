import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterRefusal,
  fullPacing,
  type Pacing,
  quietLeftMs,
  takeWrite,
  usualPace,
  writeQuota,
} from './pacing.ts';

/** When writes went out, of somebody who asks again and again: after each pause or as soon as told. */
function sent(asks: readonly number[], startMs = 0): readonly number[] {
  let [pacing, nowMs] = [fullPacing(startMs), startMs];
  const times: number[] = [];
  for (const pauseMs of asks) {
    nowMs += pauseMs;
    const taken = takeWrite(pacing, nowMs);
    pacing = taken.pacing;
    if (taken.waitMs === 0) times.push(nowMs);
    else nowMs += taken.waitMs;
  }
  return times;
}

function mostInAnyWindow(times: readonly number[], windowMs: number): number {
  let from = 0;
  return times.reduce((most, time, at) => {
    while ((times[from] ?? 0) <= time - windowMs) from += 1;
    return Math.max(most, at - from + 1);
  }, 0);
}

describe('the pace', () => {
  it('leaves a tenth of the quota to others', () => {
    const most = usualPace.burst + usualPace.perMs * writeQuota.windowMs;
    expect(most).toBe(0.9 * writeQuota.writes);
  });

  it('is never over the quota in any window, however greedily or oddly it is asked', () => {
    const pause = fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 50 }),
      fc.integer({ min: 0, max: 400_000 }),
    );
    fc.assert(
      fc.property(fc.array(pause, { minLength: 1, maxLength: 4_000, size: 'max' }), (asks) => {
        expect(mostInAnyWindow(sent(asks), writeQuota.windowMs)).toBeLessThanOrEqual(
          0.9 * writeQuota.writes + 1,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('lets nobody wait for ever: what was told to wait is through after it', () => {
    const greedy = sent(Array.from({ length: 8_000 }, () => 0));
    expect(greedy.length).toBeGreaterThan(4_000);
    expect(mostInAnyWindow(greedy, writeQuota.windowMs)).toBeGreaterThan(0.85 * writeQuota.writes);
  });

  it('does not gain by a clock that goes back', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 }), { maxLength: 500 }), (steps) => {
        let [pacing, nowMs, count, forwardMs]: [Pacing, number, number, number] = [fullPacing(0), 0, 0, 0];
        for (const step of steps) {
          nowMs += step;
          forwardMs = Math.max(forwardMs, nowMs);
          const taken = takeWrite(pacing, nowMs);
          pacing = taken.pacing;
          if (taken.waitMs === 0) count += 1;
        }
        expect(count).toBeLessThanOrEqual(usualPace.burst + usualPace.perMs * forwardMs + 1);
      }),
    );
  });
});

describe('after a refusal', () => {
  const refused = (seconds: number | null) => afterRefusal(fullPacing(0), 1_000, seconds);

  it('nothing is sent for as long as the service said', () => {
    expect(takeWrite(refused(7), 1_000).waitMs).toBe(7_000);
    expect(takeWrite(refused(7), 8_000).waitMs).toBe(0);
    expect(quietLeftMs(refused(7), 3_000)).toBe(5_000);
  });
  it('nothing is sent for a while when the service did not say', () => {
    expect(takeWrite(refused(null), 1_000).waitMs).toBe(10_000);
  });
  it('no burst follows, at half the pace', () => {
    const first = takeWrite(refused(7), 8_000);
    expect(takeWrite(first.pacing, 8_000).waitMs).toBe(Math.ceil(1 / (usualPace.perMs / 2)));
  });
  it('those that were on their way together count as one', () => {
    expect(afterRefusal(refused(7), 1_100, 7).share).toBe(refused(7).share);
    expect(afterRefusal(refused(7), 9_000, 7).share).toBeLessThan(0.26);
  });
  it('the pace recovers in time', () => {
    expect(takeWrite(refused(7), 400_000).pacing.share).toBe(1);
  });
  it('the pace never comes to nothing', () => {
    let pacing = fullPacing(0);
    for (let at = 1; at < 50; at += 1) pacing = afterRefusal(pacing, at * 2_000, 1);
    expect(pacing.share).toBe(1 / 8);
  });
});
