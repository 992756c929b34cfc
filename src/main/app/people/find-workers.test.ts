import { beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryView } from '../../../shared/workers.ts';
import { createFakeDirectory, type FakeDirectory, worker } from '../../../testing/fake-directory.ts';
import { createListedPeople, fill, pageOf, person } from '../../../testing/listed-people.ts';
import { createMemoryWorkerCache, type MemoryWorkerCache } from '../../../testing/memory-worker-cache.ts';
import { createVirtualClock, type VirtualClock } from '../../../testing/virtual-clock.ts';
import { createFinder, type FindWorkers, typingPauseMs } from './find-workers.ts';

const people = [person(1, 'Anna', 'Kowalska'), person(2, 'Marek', 'Nowak')];
const anna = worker(1, { displayName: 'Anna Kowalska', id: people[0]?.id ?? '', jobTitle: 'Foreman' });
const newcomer = worker(9, { displayName: 'Bea Newcomer' });

let directory: FakeDirectory;
let cache: MemoryWorkerCache;
let clock: VirtualClock;
let isOnline = true;

/** As the page asks: once more, from the service, where the first answer goes on. */
async function find(text: string) {
  const look = await finder();
  const first = await look(text);
  return first.ok && first.value.goesOn ? look(text, 'service') : first;
}

async function finder(): Promise<FindWorkers> {
  const standing = await cache.standing();
  const view: DirectoryView | null = standing.ok ? { ...standing.value, isFilling: false } : null;
  const network = {
    send: () => Promise.reject(new Error('not asked here')),
    state: () => ({ online: isOnline, sinceMs: 0 }),
    onChange: () => () => {},
  };
  return createFinder({ clock, directory, network, localWorkers: { cache } }, () => view);
}
const shortOf = async (text: string) => {
  const found = await find(text);
  if (!found.ok) return found.error.kind;
  const { source, workers } = found.value;
  return `${source}: ${workers.map(({ displayName }) => displayName).join(', ')}`;
};

beforeEach(() => {
  isOnline = true;
  directory = createFakeDirectory({ nowMs: () => 0, workers: [anna, newcomer] });
  cache = createMemoryWorkerCache();
  clock = createVirtualClock({ jumps: true });
});

describe('a search', () => {
  it('is answered by a complete list alone, with its age', async () => {
    await fill(cache, createListedPeople(people), 55);
    expect(await find('kowal')).toMatchObject({ ok: true, value: { source: 'cache', asOfMs: 55 } });
    expect(directory.calls).toEqual([]);
  });

  it('of the list alone never asks the service, and says whether it would', async () => {
    const alone = async (text: string) => (await finder())(text, 'list');
    expect(await alone('kowal')).toMatchObject({ ok: true, value: { workers: [], goesOn: true } });
    await fill(cache, createListedPeople(people));
    expect(await alone('kowal')).toMatchObject({ ok: true, value: { workers: [{}], source: 'cache' } });
    expect(await alone('kowal')).not.toHaveProperty('value.goesOn');
    expect(await alone('newcomer')).toMatchObject({ ok: true, value: { workers: [], goesOn: true } });
    isOnline = false;
    expect(await alone('newcomer')).not.toHaveProperty('value.goesOn');
    expect(directory.calls).toEqual([]);
  });

  it('that the list has no answer to goes on to the service, which is named', async () => {
    await fill(cache, createListedPeople(people));
    expect(await shortOf('newcomer')).toBe('service: Bea Newcomer');
  });

  it('with few hits in a list that is being filled asks the service as well, and lists nobody twice', async () => {
    await cache.take(null, pageOf(people, { next: 'n' }), 1);
    const found = await find('an');
    expect(found).toMatchObject({
      value: { source: 'cache', workers: [{ displayName: 'Anna Kowalska', jobTitle: 'Foreman' }] },
    });
    expect(directory.calls).toEqual(['find']);
  });

  it('tells what the list has before it asks the service, which it does only when asked again', async () => {
    await cache.take(null, pageOf(people, { next: 'n' }), 1);
    const look = await finder();
    const first = await look('an');
    expect(first).toMatchObject({ value: { goesOn: true, workers: [{ displayName: 'Anna Kowalska' }] } });
    expect(clock.pauses).toEqual([]);
    expect(directory.calls).toEqual([]);
    const second = await look('an', 'service');
    expect(second.ok && second.value.goesOn).toBeUndefined();
    expect(directory.calls).toEqual(['find']);
  });

  it('works offline from what the list has, and then says that nobody is there only of a complete one', async () => {
    isOnline = false;
    directory.goOffline();
    await cache.take(null, pageOf(people, { next: 'n' }), 1);
    expect(await shortOf('nowak')).toBe('cache: Marek Nowak');
    expect(await shortOf('newcomer')).toBe('offline');
    await cache.take('n', pageOf([]), 1);
    expect(await shortOf('newcomer')).toBe('cache: ');
  });

  it('shows what the list has when the service fails', async () => {
    await cache.take(null, pageOf(people, { next: 'n' }), 1);
    directory.failNext('find', {
      kind: 'busy',
      requestId: null,
      incident: null,
      retryAfterSeconds: 9,
      detail: null,
    });
    expect(await shortOf('nowak')).toBe('cache: Marek Nowak');
  });

  it.each(['an empty list', 'a broken one'])('asks the service alone with %s', async (which) => {
    if (which === 'a broken one') cache.breakDisk();
    expect(await shortOf('anna')).toBe('service: Anna Kowalska');
    expect(await shortOf('nobody')).toBe('service: ');
  });

  it('at each letter is answered by the list at once, and asks the service when nobody has typed on', async () => {
    await fill(cache, createListedPeople(people), 55);
    const look = await finder();
    expect(await look('kow')).toMatchObject({ value: { source: 'cache' } });
    expect(clock.pauses).toEqual([]);
    const letters = ['newc', 'newco', 'newcom'].map((text) => look(text));
    const [first, , last] = await Promise.all(letters);
    expect(first).toMatchObject({ ok: true, value: { workers: [] } });
    expect(last).toMatchObject({ value: { source: 'service', workers: [{ displayName: 'Bea Newcomer' }] } });
    expect(directory.calls).toEqual(['find']);
    expect(clock.pauses).toEqual([typingPauseMs, typingPauseMs, typingPauseMs]);
  });
});
