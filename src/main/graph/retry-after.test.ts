import { describe, expect, it } from 'vitest';
import { backOffMs, retryAfterSeconds } from './retry-after.ts';

const nowMs = Date.parse('2026-11-23T08:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['7', 7],
    ['0', 0],
    [' 12 ', 12],
    ['86400', 86_400],
    ['999999999', 86_400],
    ['Mon, 23 Nov 2026 08:00:30 GMT', 30],
    ['Mon, 23 Nov 2026 07:59:00 GMT', 0],
    ['Tue, 23 Nov 2027 08:00:00 GMT', 86_400],
    ['-5', null],
    ['1.5', null],
    ['soon', null],
    ['Mon, nonsense', null],
    ['Mon, 23 Nov 2026 08:00:30', null],
    ['99999999999999999999', null],
    ['', null],
    [null, null],
  ])('%s means %s seconds', (header, seconds) => expect(retryAfterSeconds(header, nowMs)).toBe(seconds));

  it('as a date says nothing beside a reply without a time of its own', () => {
    expect(retryAfterSeconds('Mon, 23 Nov 2026 08:00:30 GMT', null)).toBeNull();
    expect(retryAfterSeconds('7', null)).toBe(7);
  });
});

describe('the pause without Retry-After', () => {
  it('doubles from one second and never exceeds thirty', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 50].map((attempt) => backOffMs(attempt, () => 0));
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('adds up to a quarter of jitter', () => {
    expect(backOffMs(2, () => 0.5)).toBe(2250);
    expect(backOffMs(2, () => 0.999)).toBeLessThan(2500);
  });
});
