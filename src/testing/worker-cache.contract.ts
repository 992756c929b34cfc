/** What every `WorkerCache` must do; run against the real one (in its thread's protocol) and against the one in memory. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CacheStanding, Exactly, WorkerCache } from '../main/ports.ts';
import { createListedPeople, fill, type Person, pageOf, person } from './listed-people.ts';

const people = [
  person(1, 'Anna', 'Kowalska'),
  person(2, 'Marek', 'Nowak', { department: 'Logistics' }),
  person(3, 'Łukasz', 'Weiß', { accountEnabled: false }),
  person(4, 'Ines', 'Duarte', { employeeId: null, department: null, jobTitle: null }),
  person(5, 'José', 'Muñoz'),
  person(6, 'Zoé', 'Lefèvre'),
  person(7, 'Emma', 'Clarke'),
];

/** @param create one that takes card numbers from `extensionAttribute3` */
export function describeWorkerCache(name: string, create: () => WorkerCache): void {
  let cache: WorkerCache;
  beforeEach(() => {
    cache = create();
  });
  afterEach(() => cache.close());

  const standing = async (): Promise<CacheStanding> => {
    const told = await cache.standing();
    if (!told.ok) throw new Error(told.error.kind);
    return told.value;
  };
  const found = async (text: string) => {
    const hits = await cache.search(text, 25);
    if (!hits.ok) throw new Error(hits.error.kind);
    return hits.value.workers;
  };
  const names = async (text: string) => (await found(text)).map(({ displayName }) => displayName);

  describe(`${name}, page by page,`, () => {
    it('begins with nothing, and ends with everybody, as of the beginning', async () => {
      expect(await standing()).toEqual({
        workers: 0,
        isComplete: false,
        asOfMs: null,
        linkIs: 'none',
        link: null,
      });
      expect(await fill(cache, createListedPeople(people), 77)).toBe(3);
      expect(await standing()).toMatchObject({
        workers: 7,
        isComplete: true,
        asOfMs: 77,
        linkIs: 'delta',
      });
    });

    it('finds whom it has so far', async () => {
      const taken = await cache.take(null, pageOf(people.slice(0, 2), { next: 'n' }), 1);
      expect(taken).toMatchObject({ ok: true, value: { workers: 2, isComplete: false, link: 'n' } });
      expect(await names('kowal')).toEqual(['Anna Kowalska']);
      expect(await names('clarke')).toEqual([]);
    });

    it('knows the whole worker, with what is not there as null', async () => {
      await fill(cache, createListedPeople(people));
      expect(await found('nowak')).toEqual([
        {
          id: people[1]?.id,
          displayName: 'Marek Nowak',
          userPrincipalName: 'w2@plant7.example',
          employeeId: 'E10002',
          department: 'Logistics',
          jobTitle: 'Operator',
          accountEnabled: true,
        },
      ]);
      expect(await found('duarte')).toMatchObject([{ employeeId: null, department: null, jobTitle: null }]);
    });

    it('finds exactly one number or sign-in name, and nothing that only begins so', async () => {
      await fill(cache, createListedPeople(people));
      const exactly = async (wanted: Exactly) => {
        const hits = await cache.exactly(wanted);
        return hits.ok ? hits.value.map(({ displayName }) => displayName) : hits.error.kind;
      };
      expect(await exactly({ numbers: ['e10002'] })).toEqual(['Marek Nowak']);
      expect(await exactly({ numbers: ['E10002', 'E10001', 'E10002'] })).toHaveLength(2);
      expect(await exactly({ upn: 'W2@plant7.example' })).toEqual(['Marek Nowak']);
      expect(await exactly({ upn: 'w2@plant8.example' })).toEqual([]);
      for (const near of ['E1000', 'E100022', '10002', '', '"', "' OR 1=1"])
        expect(await exactly({ numbers: [near] })).toEqual([]);
    });

    it('finds by a card number, which is told with the other attributes or not at all', async () => {
      const list = createListedPeople(people);
      const [anna, marek, lukasz] = people as [Person, Person, Person];
      const having = (extensionAttribute3: unknown) => ({
        onPremisesExtensionAttributes: { extensionAttribute3 },
      });
      list.change({ ...anna, ...having('04a1b2c3') });
      list.change({
        ...marek,
        ...having('E10003'),
        onPremisesExtensionAttributes: { extensionAttribute4: '7' },
      });
      list.change({ ...lukasz, ...having(7) });
      await fill(cache, list);
      const named = async (...numbers: string[]) => {
        const hits = await cache.exactly({ numbers });
        return hits.ok ? hits.value.map(({ displayName }) => displayName) : hits.error.kind;
      };
      expect(await named('77', '04A1B2C3')).toEqual(['Anna Kowalska']);
      expect(await named('7')).toEqual([]);
      expect(await names('04a1b2c3')).toEqual([]);
      list.change({ id: anna.id, displayName: 'Anna Zielińska' });
      list.change({ ...marek, ...having('E10001') });
      await fill(cache, list);
      expect(await named('04A1B2C3')).toEqual(['Anna Zielińska']);
      expect((await named('e10001')).toString()).toBe('Anna Zielińska,Marek Nowak');
      list.change({ ...anna, onPremisesExtensionAttributes: null });
      await fill(cache, list);
      expect(await named('04A1B2C3')).toEqual([]);
    });

    it('gives one worker by the id, and nobody for one that was never listed', async () => {
      await fill(cache, createListedPeople(people));
      const [hit] = await found('nowak');
      expect(await cache.worker(people[1]?.id ?? '')).toEqual({ ok: true, value: hit });
      expect(await cache.worker('00000000-0000-4000-8000-0000000000ff')).toEqual({ ok: true, value: null });
    });

    it('marks who cannot sign in', async () => {
      await fill(cache, createListedPeople(people));
      expect(await found('weiss')).toMatchObject([{ accountEnabled: false }]);
    });

    it('finds by several words, without accents, and by number', async () => {
      await fill(cache, createListedPeople(people));
      expect(await names('MUNOZ jose')).toEqual(['José Muñoz']);
      expect(await names('lukasz')).toEqual(['Łukasz Weiß']);
      expect(await names('e10007')).toEqual(['Emma Clarke']);
      expect(await names('   ')).toEqual([]);
    });

    it('takes a page only for the link it waits for', async () => {
      const first = () => pageOf(people.slice(0, 2), { next: 'n' });
      await cache.take(null, first(), 1);
      expect(await cache.take(null, first(), 1)).toMatchObject({
        ok: true,
        value: { workers: 2, link: 'n' },
      });
      const other = await cache.take('m', pageOf(people.slice(2)), 1);
      expect(other).toMatchObject({ ok: true, value: { workers: 2, link: 'n' } });
    });

    it('counts nobody twice whom the service repeats', async () => {
      const [anna, marek] = people;
      await cache.take(null, pageOf([anna, anna, marek], { next: 'n' }), 1);
      await cache.take('n', pageOf([marek, anna, people[2]], { delta: 'd' }), 1);
      expect(await standing()).toMatchObject({ workers: 3, isComplete: true });
      expect(await names('kowalska')).toEqual(['Anna Kowalska']);
    });

    it.each([
      ['nothing', new Uint8Array()],
      ['no JSON', new TextEncoder().encode('<html>')],
      ['no list', new TextEncoder().encode('{"value":{}}')],
      ['no object', new TextEncoder().encode('[]')],
      ['a link that is no text', pageOf([], { next: 7 })],
      ['its own link again', pageOf([], { next: 'n' })],
    ])('refuses a page with %s, and stays where it is', async (_what, body) => {
      await cache.take(null, pageOf(people.slice(0, 2), { next: 'n' }), 1);
      expect(await cache.take('n', body, 2)).toMatchObject({ ok: false, error: { kind: 'bad-answer' } });
      expect(await standing()).toMatchObject({ workers: 2, linkIs: 'next', link: 'n' });
    });

    it('leaves out what is no user and who has no name', async () => {
      const odd: unknown[] = [
        { id: 'd1', displayName: 'Printer', '@odata.type': '#microsoft.graph.device' },
        { id: '../x', displayName: 'Bad Id' },
        { id: 'n1', displayName: null, userPrincipalName: '' },
        null,
        'text',
        people[0],
      ];
      await cache.take(null, pageOf(odd), 1);
      expect(await standing()).toMatchObject({ workers: 1, isComplete: true, linkIs: 'end' });
    });
  });

  describe(`${name}, later,`, () => {
    it('follows changes, of which only the news are told', async () => {
      const list = createListedPeople(people);
      await fill(cache, list);
      list.change({ id: people[0]?.id ?? '', displayName: 'Anna Zielińska', surname: 'Zielińska' });
      list.change(person(9, 'Björn', 'Schmidt'));
      await fill(cache, list, 99);
      expect(await found('zielinska')).toMatchObject([{ employeeId: 'E10001', department: 'Assembly' }]);
      expect(await names('kowalska')).toEqual([]);
      expect(await names('schmidt')).toEqual(['Björn Schmidt']);
      expect(await standing()).toMatchObject({ workers: 8, isComplete: true, asOfMs: 99 });
    });

    it('marks who was removed, forgets who was deleted for good, and takes back who was restored', async () => {
      const list = createListedPeople(people);
      await fill(cache, list);
      const [anna, marek] = people as [Person, Person];
      list.change({ id: anna.id, '@removed': { reason: 'changed' } });
      list.change({ id: marek.id, '@removed': { reason: 'deleted' } });
      list.change({ id: 'never-seen', '@removed': { reason: 'deleted' } });
      await fill(cache, list);
      expect(await found('kowalska')).toMatchObject([{ isRemoved: true }]);
      expect(await names('nowak')).toEqual([]);
      expect((await standing()).workers).toBe(6);
      list.change(anna);
      await fill(cache, list);
      expect((await found('kowalska'))[0]?.isRemoved).toBeUndefined();
    });

    it('lists everybody anew where there is no delta, and drops who is no longer there', async () => {
      const list = createListedPeople(people, { hasDelta: false });
      await fill(cache, list, 1);
      expect(await standing()).toMatchObject({ linkIs: 'end', link: null });
      list.people.delete(people[6]?.id ?? '');
      await cache.take(null, pageOf([...list.people.values()].slice(0, 3), { next: 'n' }), 2);
      expect(await names('clarke')).toEqual(['Emma Clarke']);
      expect(await standing()).toMatchObject({ isComplete: true, asOfMs: 1 });
      await cache.take('n', pageOf([...list.people.values()].slice(3)), 3);
      expect(await names('clarke')).toEqual([]);
      expect(await standing()).toMatchObject({ workers: 6, asOfMs: 2 });
    });

    it('starts over in the middle without forgetting anybody before the new round is through', async () => {
      await fill(cache, createListedPeople(people), 1);
      await cache.take((await standing()).link, pageOf([], { next: 'n' }), 5);
      expect(await cache.startOver()).toMatchObject({
        ok: true,
        value: { linkIs: 'none', isComplete: true },
      });
      expect(await names('clarke')).toEqual(['Emma Clarke']);
      await fill(cache, createListedPeople(people.slice(0, 3)), 9);
      expect(await names('clarke')).toEqual([]);
      expect(await standing()).toMatchObject({ workers: 3, asOfMs: 9, linkIs: 'delta' });
    });
  });
}
