import { expect, it } from 'vitest';
import { createQuota } from './quota.ts';

function tenant(people = 600) {
  const world = { nowMs: 0 };
  const quota = createQuota(people, () => world.nowMs);
  const take = (count: number, method = 'PATCH') =>
    Array.from({ length: count }, () => quota.take(method)).filter((seconds) => seconds !== null);
  return { world, take };
}

it('lets 3,000 writes through in 150 seconds, and says how long the next has to wait', () => {
  const { world, take } = tenant();
  expect(take(1_500)).toEqual([]);
  world.nowMs = 100_000;
  expect(take(1_500)).toEqual([]);
  expect(take(1)).toEqual([50]);
});
it('has room again when the window has gone on, less what was refused meanwhile', () => {
  const { world, take } = tenant();
  take(3_000);
  world.nowMs = 100_000;
  expect(take(10)).toHaveLength(10);
  world.nowMs = 150_001;
  expect(take(2_990)).toEqual([]);
  expect(take(1)).toHaveLength(1);
});
it('counts reads against the units of the tenant’s size only', () => {
  const { take } = tenant(40);
  expect(take(3_500, 'GET')).toEqual([]);
  expect(take(1, 'GET')).toEqual([10]);
  expect(tenant(600).take(8_000, 'GET')).toEqual([]);
});
