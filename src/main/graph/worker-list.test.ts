import { describe, expect, it } from 'vitest';
import { createDemoStation } from '../../testing/demo-station.ts';
import { createFakeNetwork, type Handle, jsonReply } from '../../testing/fake-network.ts';
import { createFakeSession } from '../../testing/fake-session.ts';
import { fill } from '../../testing/listed-people.ts';
import { createMemoryWorkerCache } from '../../testing/memory-worker-cache.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createList, type DirectoryConfig } from './directory.ts';
import { readListedPage } from './listed-page.ts';

const denied = () => jsonReply(403, { error: { code: 'Authorization_RequestDenied', message: 'no' } });
const base = 'https://graph.example.com';

function list(handle: Handle, known: Partial<DirectoryConfig> = {}) {
  const clock = createVirtualClock({ jumps: true });
  const network = createFakeNetwork(handle);
  let serial = 0;
  const created = createList({
    network,
    session: createFakeSession(clock.nowMs),
    clock,
    ids: { uuid: () => `id-${++serial}` },
    random: () => 0,
    config: { graphBaseUrl: base, graphVersion: 'v1.0', workers: { from: 'tenant' }, ...known },
  });
  return { created, network, clock };
}
const urls = (network: { readonly requests: readonly { readonly url: string }[] }) =>
  network.requests.map(({ url }) => decodeURIComponent(url.slice(base.length)));

describe('the list of workers', () => {
  it('begins with a delta of what is shown and nothing else, in pages as large as Graph gives', async () => {
    const { created, network } = list(() => jsonReply(200, { value: [] }));
    expect(await created.page(null)).toMatchObject({ ok: true });
    expect(urls(network)).toEqual([
      '/v1.0/users/delta?$select=id,displayName,surname,userPrincipalName,employeeId,department,jobTitle,accountEnabled',
    ]);
    expect(network.requests[0]?.headers).toMatchObject({
      prefer: 'odata.maxpagesize=999',
      'x-ms-throttle-priority': 'low',
    });
  });

  it('lists the attributes too where one holds the cards’ numbers, and nothing of them where they are not granted', async () => {
    const { created, network } = list(
      (request) =>
        decodeURIComponent(request.url).includes('Attributes') ? denied() : jsonReply(200, { value: [] }),
      { cardNumber: 'extensionAttribute3' },
    );
    expect(await created.page(null)).toMatchObject({ ok: true });
    expect(urls(network)).toEqual([
      '/v1.0/users/delta?$select=id,displayName,surname,userPrincipalName,employeeId,department,jobTitle,accountEnabled,onPremisesExtensionAttributes',
      '/v1.0/users?$select=id,displayName,surname,userPrincipalName,employeeId,department,jobTitle,accountEnabled,onPremisesExtensionAttributes&$top=999',
      '/v1.0/users?$select=id,displayName,surname,userPrincipalName&$top=999',
    ]);
  });

  it('does with a plain list, and then with names alone, where the tenant grants no more', async () => {
    const { created, network } = list((request) =>
      decodeURIComponent(request.url).includes('employeeId') ? denied() : jsonReply(200, { value: [] }),
    );
    expect(await created.page(null)).toMatchObject({ ok: true });
    expect(urls(network).slice(1)).toEqual([
      '/v1.0/users?$select=id,displayName,surname,userPrincipalName,employeeId,department,jobTitle,accountEnabled&$top=999',
      '/v1.0/users?$select=id,displayName,surname,userPrincipalName&$top=999',
    ]);
  });

  it.each([
    ['administrativeUnit', '/v1.0/directory/administrativeUnits/u-1/members/microsoft.graph.user?'],
    ['group', '/v1.0/groups/u-1/members/microsoft.graph.user?'],
  ] as const)('of an %s is its members', async (from, path) => {
    const { created, network } = list(() => jsonReply(200, { value: [] }), { workers: { from, id: 'u-1' } });
    await created.page(null);
    expect(urls(network)[0]).toContain(`${path}$select=`);
    expect(urls(network)[0]).toContain('$top=999');
  });

  it('follows a link on the service itself, as it is', async () => {
    const { created, network } = list(() => jsonReply(200, { value: [] }));
    await created.page(`${base}/v1.0/users/delta?$skiptoken=a%2Bb`);
    expect(network.requests[0]?.url).toBe(`${base}/v1.0/users/delta?$skiptoken=a%2Bb`);
  });

  it.each(['https://evil.example/v1.0/users', `${base}.evil.example/v1.0/users`, 'file:///etc/passwd'])(
    'never follows %s',
    async (link) => {
      const { created, network } = list(() => jsonReply(200, { value: [] }));
      expect(await created.page(link)).toMatchObject({ ok: false, error: { kind: 'bad-answer' } });
      expect(network.requests).toEqual([]);
    },
  );

  it.each([
    [410, 'syncStateNotFound'],
    [410, 'resyncRequired'],
    [400, 'Directory_ExpiredPageToken'],
    [400, 'resyncApplyDifferences'],
  ])('has to be started over after %i %s', async (status, code) => {
    const { created } = list(() => jsonReply(status, { error: { code, message: 'no' } }));
    expect(await created.page(`${base}/v1.0/x`)).toEqual({ ok: true, value: 'start-over' });
    expect(await created.page(null)).toMatchObject({ ok: false });
  });

  it('waits as long as it is told to', async () => {
    let asked = 0;
    const { created, clock } = list(() => {
      asked += 1;
      return asked > 1
        ? jsonReply(200, { value: [] })
        : new Response('{}', { status: 429, headers: { 'retry-after': '7' } });
    });
    expect(await created.page(null)).toMatchObject({ ok: true });
    expect(clock.pauses).toContain(7_000);
  });

  it('tells a network that is none', async () => {
    const { created, network } = list(() => jsonReply(200, { value: [] }));
    network.goOffline();
    expect(await created.page(null)).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });
});

describe('a page', () => {
  const read = (value: unknown, more: object = {}) =>
    readListedPage(new TextEncoder().encode(JSON.stringify({ value, ...more })));

  it('tells what is not told from what there is none of', () => {
    expect(read([{ id: 'a', displayName: 'Ann', department: null, jobTitle: 7 }])?.workers).toEqual([
      {
        id: 'a',
        displayName: 'Ann',
        surname: undefined,
        userPrincipalName: undefined,
        employeeId: undefined,
        department: null,
        jobTitle: null,
        accountEnabled: undefined,
      },
    ]);
  });

  it('bounds and cleans every text', () => {
    const [row] =
      read([{ id: 'a', displayName: `\u202e${'x'.repeat(9_999)}\u0000`, employeeId: ' 12\n' }])?.workers ??
      [];
    expect(row?.displayName).toHaveLength(255);
    expect(row?.employeeId).toBe('12');
  });

  it.each([
    ['too many rows', Array.from({ length: 5_001 }, (_, n) => ({ id: `a${n}` })), {}],
    ['a link without end', [], { '@odata.nextLink': `x${'y'.repeat(5_000)}` }],
    ['an empty link', [], { '@odata.deltaLink': '' }],
  ])('with %s is none', (_what, value, more) => expect(read(value, more)).toBeNull());

  it('goes on with the next link, whatever else it says', () => {
    expect(read([], { '@odata.nextLink': 'n', '@odata.deltaLink': 'd' })?.onward).toEqual({
      is: 'next',
      link: 'n',
    });
  });
});

describe('the demo tenant', () => {
  async function listed() {
    const station = createDemoStation(undefined, 500);
    await station.session.signIn('browser-window', () => undefined);
    const { network, session, clock, tenant } = station;
    const config = {
      graphBaseUrl: 'https://graph.daypass.example',
      graphVersion: 'auto',
      workers: { from: 'tenant' },
    } as const;
    const ids = { uuid: () => '00000000-0000-4000-8000-000000000001' };
    const all = createList({ network, session, clock, ids, random: () => 0, config });
    return { all, cache: createMemoryWorkerCache(), tenant };
  }

  it('is listed whole, and then by what changed', async () => {
    const { all, cache, tenant } = await listed();
    await fill(cache, all, 1);
    expect(await cache.standing()).toMatchObject({
      value: { workers: 500, isComplete: true, linkIs: 'delta' },
    });
    const found = await cache.search('brzeczyszczykiewicz', 9);
    const [someone] = found.ok ? found.value.workers : [];
    tenant.control.removePerson(someone?.id ?? '', 'deleted');
    await fill(cache, all, 2);
    expect(await cache.standing()).toMatchObject({ value: { workers: 499, asOfMs: 2 } });
  });

  it('has a stale link started over', async () => {
    const { all, cache, tenant } = await listed();
    await fill(cache, all, 1);
    tenant.control.expireDeltaTokens();
    const standing = await cache.standing();
    expect(await all.page(standing.ok ? standing.value.link : null)).toEqual({
      ok: true,
      value: 'start-over',
    });
    await fill(cache, all, 3);
    expect(await cache.standing()).toMatchObject({ value: { workers: 500, asOfMs: 3, linkIs: 'delta' } });
  });
});
