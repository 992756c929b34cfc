import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAppStation } from '../../../testing/app-station.ts';
import { createListedPeople, type ListedPeople, person } from '../../../testing/listed-people.ts';
import { createMemoryWorkerCache, type MemoryWorkerCache } from '../../../testing/memory-worker-cache.ts';
import { createVirtualClock, type VirtualClock } from '../../../testing/virtual-clock.ts';
import { createDirectorySync, type DirectorySync } from './sync-directory.ts';

const people = Array.from({ length: 8 }, (_, n) => person(n, `Given${n}`, `Family${n}`));
const refreshMs = 240 * 60_000;

let clock: VirtualClock;
let list: ListedPeople;
let cache: MemoryWorkerCache;
let sync: DirectorySync;
let isBusy = false;
let incidents: unknown[] = [];
let announced = 0;

function begin(hasDelta = true): void {
  clock = createVirtualClock();
  list = createListedPeople(people, { hasDelta });
  cache = createMemoryWorkerCache();
  [isBusy, incidents, announced] = [false, [], 0];
  sync = createDirectorySync(
    clock,
    { list, cache, refreshMinutes: 240 },
    {
      announce: () => {
        announced += 1;
      },
      isBusy: () => isBusy,
      incident: (bug) => incidents.push(bug),
    },
  );
}
beforeEach(() => begin());
afterEach(() => {
  sync.stop();
  expect(incidents).toEqual([]);
});

/** Lets every promise that is ready settle. */
const settle = async () => {
  for (let round = 0; round < 40; round += 1) await clock.advance(0);
};

describe('the station’s list', () => {
  it('is not asked for before a supervisor signs in', async () => {
    await settle();
    expect(list.asked).toEqual([]);
    expect(sync.view()).toBeNull();
  });

  it('is filled page by page, and says how far it is', async () => {
    sync.start();
    await settle();
    expect(list.asked).toHaveLength(3);
    expect(sync.view()).toEqual({ workers: 8, isComplete: true, asOfMs: clock.nowMs(), isFilling: false });
    expect(announced).toBeGreaterThan(1);
  });

  it('asks for changes only when it is old enough', async () => {
    sync.start();
    await settle();
    list.change(person(20, 'New', 'Comer'));
    await clock.advance(refreshMs - 1);
    await settle();
    expect(list.asked).toHaveLength(3);
    await clock.advance(1);
    await settle();
    expect(list.asked).toHaveLength(4);
    expect(sync.view()?.workers).toBe(9);
  });

  it('lists a unit or a group anew each time', async () => {
    begin(false);
    sync.start();
    await settle();
    list.people.delete(people[0]?.id ?? '');
    await clock.advance(refreshMs);
    await settle();
    expect(list.asked.filter((link) => link === null)).toHaveLength(2);
    expect(sync.view()?.workers).toBe(7);
  });

  it('goes on where a sign-out stopped it, and drops the page that came too late', async () => {
    const page = list.page.bind(list);
    let asked = 0;
    list.page = async (link) => {
      asked += 1;
      if (asked === 2) sync.stop();
      return page(link);
    };
    sync.start();
    await settle();
    expect(await cache.standing()).toMatchObject({ value: { workers: 3, linkIs: 'next' } });
    expect(sync.view()).toMatchObject({ isFilling: false });
    sync.start();
    await settle();
    expect(list.asked.filter((link) => link === null)).toHaveLength(1);
    expect(sync.view()).toMatchObject({ workers: 8, isComplete: true });
  });

  it('asks for nothing while an issuance is under way', async () => {
    isBusy = true;
    sync.start();
    await settle();
    await clock.advance(60_000);
    expect(list.asked).toEqual([]);
    isBusy = false;
    await clock.advance(2_000);
    await settle();
    expect(sync.view()?.isComplete).toBe(true);
  });

  it('begins anew when the service no longer knows its link, in the middle as well as later', async () => {
    const page = list.page.bind(list);
    let asked = 0;
    list.page = async (link) => {
      asked += 1;
      if (asked === 2) list.forgetLinks();
      return page(link);
    };
    sync.start();
    await settle();
    expect(list.asked.filter((link) => link === null)).toHaveLength(2);
    expect(sync.view()).toMatchObject({ workers: 8, isComplete: true });
    list.forgetLinks();
    await clock.advance(refreshMs);
    await settle();
    expect(list.asked.filter((link) => link === null)).toHaveLength(3);
    expect(sync.view()).toMatchObject({ workers: 8, asOfMs: clock.nowMs() });
  });

  it('waits as long as the service asks, and longer after each failure', async () => {
    list.fail('busy', 42);
    list.fail('offline');
    sync.start();
    await settle();
    expect(sync.view()?.isFilling).toBe(false);
    await clock.advance(41_999);
    expect(list.asked).toHaveLength(1);
    await clock.advance(1);
    await settle();
    expect(list.asked).toHaveLength(2);
    await clock.advance(10_000);
    await settle();
    expect(sync.view()?.isComplete).toBe(true);
  });

  it.each(['signed-out', 'not-permitted'] as const)(
    'leaves it at %s until the next sign-in',
    async (kind) => {
      list.fail(kind);
      sync.start();
      await settle();
      await clock.advance(3_600_000);
      expect(list.asked).toHaveLength(1);
      sync.start();
      await settle();
      expect(sync.view()?.isComplete).toBe(true);
    },
  );

  it('gives up on a broken disk without asking the service', async () => {
    cache.breakDisk();
    sync.start();
    await settle();
    await clock.advance(3_600_000);
    expect(list.asked).toEqual([]);
    expect(sync.view()).toBeNull();
  });

  it('is refreshed at once when the station’s clock was set back', async () => {
    sync.start();
    await settle();
    sync.stop();
    clock.stepWallClock(-86_400_000);
    sync.start();
    await settle();
    expect(list.asked).toHaveLength(4);
  });
});

describe('the station with a list of its own', () => {
  it('fills it for a supervisor who may issue, shows it only to one, and stops at the sign-out', async () => {
    const station = createAppStation({ localWorkers: { list, cache, refreshMinutes: 240 } });
    await station.signIn();
    await station.clock.advance(10);
    await station.clock.advance(10);
    const view = await station.call('station.read', null);
    expect(view.directory).toMatchObject({ workers: 8, isComplete: true });
    const found = await station.call('workers.search', { text: 'family3' });
    expect(found).toMatchObject({
      ok: true,
      value: { source: 'cache', workers: [{ displayName: 'Given3 Family3' }] },
    });
    expect(station.directory.calls).not.toContain('find');
    await station.call('session.signOut', null);
    expect((await station.call('station.read', null)).directory).toBeNull();
    await station.clock.advance(refreshMs);
    expect(list.asked).toHaveLength(3);
    station.app.stop();
  });

  it('does not fill it for somebody without the role', async () => {
    const station = createAppStation({ localWorkers: { list, cache, refreshMinutes: 240 } });
    station.directory.removeRole();
    await station.signIn();
    await station.clock.advance(1_000);
    expect(list.asked).toEqual([]);
    station.app.stop();
  });
});
