import { describe, expect, it } from 'vitest';
import type { Order } from '../../../core/issuance/order.ts';
import { issueOrder, issuingSettings } from '../../../testing/issuing-settings.ts';
import { windowOf } from './lifetimes.ts';

const hourMs = 3_600_000;
const nowMs = Date.UTC(2026, 10, 27, 8);

describe('from when until when a code lives', () => {
  it.each<[string, Order, number, number, number]>([
    ['one hour', issueOrder(1), 365, hourMs, hourMs + 999],
    ['eight hours', issueOrder(8), 365, 8 * hourMs - 999, 8 * hourMs],
    ['twelve hours', issueOrder(12), 365, 12 * hourMs - 999, 12 * hourMs],
    ['a day', { is: 'replace', replaceCodeId: null }, 1, 24 * hourMs, 24 * hourMs + 999],
    ['395 days', { is: 'enrol', startsAtMs: null }, 395, 395 * 24 * hourMs - 999, 395 * 24 * hourMs],
  ])('stays within what the service takes: %s', (_what, order, standardLifetimeDays, leastMs, mostMs) => {
    const settings = { ...issuingSettings, standardLifetimeDays };
    for (const chance of [0, 0.5, 0.9999]) {
      const { startsAtMs, expiresAtMs } = windowOf(order, nowMs, { random: () => chance, settings });
      expect(expiresAtMs - startsAtMs).toBeGreaterThanOrEqual(leastMs);
      expect(expiresAtMs - startsAtMs).toBeLessThanOrEqual(mostMs);
      expect(startsAtMs).toBeLessThanOrEqual(nowMs);
    }
  });

  it('is told in whole milliseconds, which is what the journal keeps of it', () => {
    const window = windowOf(issueOrder(), nowMs + 0.7, { random: () => 0.5, settings: issuingSettings });
    expect(Object.values(window).every(Number.isInteger)).toBe(true);
  });
});
