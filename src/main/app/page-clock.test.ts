/** The page's clock: the service's as soon as it is known, and never the one that somebody sets. */
import { expect, it } from 'vitest';
import { anna, createAppStation } from '../../testing/app-station.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createPageClock } from './page-clock.ts';

function pageClock() {
  const clock = createVirtualClock();
  let moves = 0;
  const page = createPageClock(clock, () => {
    moves += 1;
  });
  return { clock, page, moves: () => moves };
}

it('begins with the station’s clock and goes on without it', async () => {
  const { clock, page } = pageClock();
  const startMs = clock.nowMs();
  clock.stepWallClock(3_600_000);
  await clock.advance(1_234.4);
  expect(page.nowMs()).toBe(startMs + 1_234);
  expect(page.monotonicMs()).toBe(1_234.4);
});

it('follows the service, says so, and goes on from there', async () => {
  const { clock, page, moves } = pageClock();
  page.hear(clock.trueMs() + 5_001);
  expect([page.nowMs() - clock.trueMs(), moves()]).toEqual([5_001, 1]);
  page.hear(clock.trueMs() - 26 * 3_600_000);
  await clock.advance(2_000);
  expect([page.nowMs() - clock.trueMs(), moves()]).toEqual([-26 * 3_600_000, 2]);
});

it.each([-5_000, 0, 5_000])(
  'does not jump for the %d ms by which whole seconds and slow replies differ',
  (ms) => {
    const { clock, page, moves } = pageClock();
    page.hear(clock.trueMs() + ms);
    expect([page.nowMs() - clock.trueMs(), moves()]).toEqual([0, 0]);
  },
);

it('is read again by the page once a worker’s card told the service’s time', async () => {
  const clock = createVirtualClock();
  clock.stepWallClock(-26 * 3_600_000);
  const s = createAppStation({ clock });
  await s.signIn();
  expect((await s.call('station.read', null)).nowMs).toBe(clock.nowMs());
  s.told.length = 0;
  await s.call('workers.read', { workerId: anna.id });
  expect(s.told).toContainEqual({ changed: 'station' });
  expect((await s.call('station.read', null)).nowMs).toBe(clock.trueMs());
});
