import { expect, it } from 'vitest';
import { estimateMs } from './estimate.ts';

it('is nothing anybody could tell before a few rows are through', () => {
  expect(estimateMs([], 50, 1_000)).toBeNull();
  expect(estimateMs([0, 1_000], 50, 1_000)).toBeNull();
});
it('goes on as the rows before did', () => {
  expect(estimateMs([0, 1_000, 2_000], 50, 2_000)).toBe(50_000);
});
it('judges by the latest rows', () => {
  const slowThenFast = [
    ...Array.from({ length: 50 }, (_, at) => at * 9_000),
    ...Array.from({ length: 20 }, (_, at) => 500_000 + at * 1_000),
  ];
  expect(estimateMs(slowThenFast, 10, 519_000)).toBe(10_000);
});
it('grows while nothing comes out', () => {
  expect(estimateMs([0, 1_000, 2_000], 50, 12_000)).toBe(300_000);
});
it('is over when nothing is left', () => {
  expect(estimateMs([], 0, 5)).toBe(0);
});
