import { describe, expect, it } from 'vitest';
import { jsonReply } from '../../testing/fake-network.ts';
import { createGraphStation, type GraphStationOptions } from '../../testing/graph-station.ts';
import {
  cleanQuery,
  equalsClause,
  foldAccents,
  looksLikeEmployeeId,
  searchClause,
  startsWithClause,
} from './search-query.ts';

const user = (serial: number, displayName = `Worker ${serial}`) => ({
  id: `0a4f1c1e-0000-4000-8000-${String(serial).padStart(12, '0')}`,
  displayName,
  userPrincipalName: `w${serial}@example.com`,
  employeeId: String(serial),
  department: null,
  jobTitle: 'Welder',
  accountEnabled: true,
});
const refused = (status: number) =>
  jsonReply(status, { error: { code: 'Request_UnsupportedQuery', message: 'no' } });
const denied = () => jsonReply(403, { error: { code: 'Authorization_RequestDenied', message: 'no' } });

function graph(
  answers: (options: URLSearchParams, path: string) => Response,
  options: GraphStationOptions = {},
) {
  return createGraphStation((request) => {
    const url = new URL(request.url);
    return answers(url.searchParams, url.pathname);
  }, options);
}

describe('the words of a query', () => {
  it.each([
    ['  Ann   Lee ', 'Ann Lee'],
    ['a\u0000b\tc\nd', 'a b c d'],
    ['x'.repeat(500), 'x'.repeat(64)],
    ['\ud83d', ''],
    ['\u202eevil', 'evil'],
    ['👩‍🏭', '👩‍🏭'],
  ])('%j is searched as %j', (typed, query) => expect(cleanQuery(typed)).toBe(query));

  it.each([
    ['Łukasz Müller', 'lukasz muller'],
    ['Søren Ægir', 'soren aegir'],
    ['ıŞık', 'isik'],
    ['Weiß', 'weiss'],
    ['王芳', '王芳'],
    ['ann', 'ann'],
  ])('%s folds to %s', (typed, folded) => expect(foldAccents(typed)).toBe(folded));

  it('cannot leave the quotes of $search', () => {
    expect(searchClause(['displayName'], 'a" OR "id:\\')).toBe('"displayName:a\\" OR \\"id:\\\\"');
  });
  it('cannot leave the quotes of $filter', () => {
    expect(equalsClause(['employeeId'], ["1' or '1' eq '1", '2'])).toBe(
      "employeeId eq '1'' or ''1'' eq ''1' or employeeId eq '2'",
    );
    expect(startsWithClause(['surname'], "o'neil') or ('")).toBe("startswith(surname,'o''neil'') or (''')");
  });
  it.each([
    ['1234', true],
    ['E-12', true],
    ['ann', false],
    ['ann 12', false],
    ['12345678901234567', false],
  ])('%s as an employee id: %s', (query, expected) => expect(looksLikeEmployeeId(query)).toBe(expected));
});

describe('finding workers', () => {
  it('searches names with eventual consistency and just the fields it shows', async () => {
    const { directory, network } = graph(() => jsonReply(200, { value: [user(1)] }));
    expect(await directory.findWorkers('ann', 5)).toEqual({ ok: true, value: [{ ...user(1) }] });
    const url = new URL(network.requests[0]?.url ?? '');
    expect(url.searchParams.get('$search')).toBe('"displayName:ann" OR "userPrincipalName:ann"');
    expect(url.searchParams.get('$select')).toBe(
      'id,displayName,userPrincipalName,employeeId,department,jobTitle,accountEnabled',
    );
    expect(url.searchParams.get('$top')).toBe('5');
    expect(network.requests[0]?.headers.ConsistencyLevel).toBe('eventual');
    expect(network.requests).toHaveLength(1);
  });

  it('also searches without accents, and merges without repeating anyone', async () => {
    const { directory } = graph((options) => {
      const isPlain = options.get('$search')?.includes('muller') === true;
      return jsonReply(200, { value: isPlain ? [user(1), user(2)] : [user(1)] });
    });
    const found = await directory.findWorkers('Müller', 5);
    expect(found.ok && found.value.map((worker) => worker.employeeId)).toEqual(['1', '2']);
  });

  it('puts workers with that employee id first', async () => {
    const { directory, network } = graph((options) =>
      jsonReply(200, { value: options.has('$filter') ? [user(42)] : [user(1), user(42)] }),
    );
    const found = await directory.findWorkers('42', 5);
    expect(found.ok && found.value.map((worker) => worker.employeeId)).toEqual(['42', '1']);
    expect(network.requests.map(({ url }) => new URL(url).searchParams.get('$filter'))).toContain(
      "startswith(employeeId,'42')",
    );
  });

  it('does without the employee id where the scope does not allow to filter by it', async () => {
    const { directory } = graph((options) =>
      options.has('$filter') ? denied() : jsonReply(200, { value: [user(1)] }),
    );
    expect(await directory.findWorkers('w1', 5)).toMatchObject({ ok: true, value: [{ employeeId: '1' }] });
  });

  it.each([400, 501])('filters by the start of names where $search is refused with %s', async (status) => {
    const { directory, network } = graph((options) =>
      options.has('$search') ? refused(status) : jsonReply(200, { value: [user(1)] }),
    );
    expect(await directory.findWorkers("o'n", 5)).toMatchObject({ ok: true, value: [{}] });
    expect(new URL(network.requests[1]?.url ?? '').searchParams.get('$filter')).toContain(
      "startswith(displayName,'o''n') or startswith(givenName,'o''n')",
    );
  });

  it('asks for less, and remembers, where only the basic profile may be read', async () => {
    const basic = { id: user(1).id, displayName: 'Ann', userPrincipalName: 'ann@example.com' };
    const { directory, network } = graph((options) =>
      options.get('$select')?.includes('department') === true ? denied() : jsonReply(200, { value: [basic] }),
    );
    expect(await directory.findWorkers('ann', 5)).toEqual({
      ok: true,
      value: [{ ...basic, employeeId: null, department: null, jobTitle: null, accountEnabled: true }],
    });
    await directory.findWorkers('bob', 5);
    expect(network.requests).toHaveLength(3);
  });

  it('is refused by name where nothing may be read', async () => {
    const { directory } = graph(denied);
    expect(await directory.findWorkers('ann', 5)).toMatchObject({
      ok: false,
      error: { kind: 'not-permitted' },
    });
  });

  it.each([
    [{ from: 'group', id: 'g 1' }, '/v1.0/groups/g%201/members/microsoft.graph.user'],
    [
      { from: 'administrativeUnit', id: 'au' },
      '/v1.0/directory/administrativeUnits/au/members/microsoft.graph.user',
    ],
  ] as const)('stays inside %j', async (workers, path) => {
    const paths: string[] = [];
    const { directory } = graph(
      (_options, asked) => {
        paths.push(asked);
        return jsonReply(200, { value: [] });
      },
      { config: { workers } },
    );
    expect(await directory.findWorkers('ann', 5)).toEqual({ ok: true, value: [] });
    expect(new Set(paths)).toEqual(new Set([path]));
  });

  it('sends nothing for an empty query', async () => {
    const { directory, network } = graph(denied);
    expect(await directory.findWorkers(' \u0000 ', 5)).toEqual({ ok: true, value: [] });
    expect(network.requests).toEqual([]);
  });

  it.each([
    [0, '1'],
    [Number.NaN, '1'],
    [1e9, '50'],
    [7.9, '7'],
  ])('bounds a limit of %s', async (limit, top) => {
    const { directory, network } = graph(() => jsonReply(200, { value: [] }));
    await directory.findWorkers('ann', limit);
    expect(new URL(network.requests[0]?.url ?? '').searchParams.get('$top')).toBe(top);
  });

  it('leaves out rows that are no users and cleans the names of the others', async () => {
    const value = [null, { id: 'device' }, { ...user(1), id: '../x' }, user(2, 'A\u202enn\u0007'), 5];
    const { directory } = graph(() => jsonReply(200, { value }));
    expect(await directory.findWorkers('ann', 5)).toMatchObject({
      ok: true,
      value: [{ displayName: 'A nn' }],
    });
  });
});

describe('reading one worker', () => {
  it('reads a disabled account as such', async () => {
    const { directory } = graph(() => jsonReply(200, { ...user(1), accountEnabled: false }));
    expect(await directory.worker(user(1).id)).toMatchObject({ ok: true, value: { accountEnabled: false } });
  });
  it('does not take another user for an answer', async () => {
    const { directory } = graph(() => jsonReply(200, user(2)));
    expect(await directory.worker(user(1).id)).toMatchObject({
      error: { kind: 'bad-answer', detail: 'another user' },
    });
  });
  it('finds GUIDs in either casing', async () => {
    const { directory } = graph(() => jsonReply(200, { ...user(1), id: user(1).id.toUpperCase() }));
    expect(await directory.worker(user(1).id)).toMatchObject({ ok: true, value: { id: user(1).id } });
  });
  it('says when there is none', async () => {
    const { directory } = graph(() => jsonReply(404, { error: { code: 'Request_ResourceNotFound' } }));
    expect(await directory.worker(user(1).id)).toMatchObject({ error: { kind: 'no-such-worker' } });
  });
});

describe('exactly', () => {
  it('asks for each way to write a number at once, and for a sign-in name as a whole', async () => {
    const asked: (string | null)[] = [];
    const { directory } = graph((options) => {
      asked.push(options.get('$filter'));
      return jsonReply(200, { value: [user(1)] });
    });
    expect(await directory.exactly({ numbers: ['04A1', '1185'] })).toMatchObject({
      ok: true,
      value: [user(1)],
    });
    await directory.exactly({ upn: "o'neil@example.com" });
    expect(asked).toEqual([
      "employeeId eq '04A1' or employeeId eq '1185'",
      "userPrincipalName eq 'o''neil@example.com'",
    ]);
  });

  it('looks for numbers in the attribute that holds the cards’ as well', async () => {
    const asked: (string | null)[] = [];
    const { directory } = graph(
      (options) => {
        asked.push(options.get('$filter'));
        return jsonReply(200, { value: [user(1)] });
      },
      { config: { cardNumber: 'extensionAttribute12' } },
    );
    await directory.exactly({ numbers: ['04A1', '1185'] });
    expect(asked).toEqual([
      "employeeId eq '04A1' or employeeId eq '1185' or onPremisesExtensionAttributes/extensionAttribute12 eq '04A1' or onPremisesExtensionAttributes/extensionAttribute12 eq '1185'",
    ]);
  });

  it('is asked of the unit’s members where the station serves a unit', async () => {
    const id = '0a4f1c1e-0000-4000-8000-00000000000a';
    const paths: string[] = [];
    const { directory } = graph(
      (_options, path) => {
        paths.push(path);
        return jsonReply(200, { value: [] });
      },
      { config: { workers: { from: 'administrativeUnit', id } } },
    );
    expect(await directory.exactly({ numbers: ['1'] })).toEqual({ ok: true, value: [] });
    expect(paths[0]).toContain(`/administrativeUnits/${id}/members/microsoft.graph.user`);
  });

  it('is refused where the tenant grants no more than names', async () => {
    const { directory } = graph(denied);
    expect(await directory.exactly({ numbers: ['1'] })).toMatchObject({
      ok: false,
      error: { kind: 'not-permitted' },
    });
  });
});
