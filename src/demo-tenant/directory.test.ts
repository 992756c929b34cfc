/** What Graph documents about users, members, photos, roles and delta, one case each: in process and over HTTPS. */
import { inflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  callTenant,
  createTlsFolder,
  type GraphCaller,
  graphAs,
  record,
  type TenantCaller,
  type Way,
} from '../testing/tenant-caller.ts';
import { collections, fixtures, makeWorkers, roles } from './workers.ts';

const { annaKowalska: anna, administrator, disabled, withTemporary } = fixtures;
const eventual = { ConsistencyLevel: 'eventual' };

let tls: Awaited<ReturnType<typeof createTlsFolder>>;
beforeAll(async () => {
  tls = await createTlsFolder();
});
afterAll(() => tls.remove());

function rows(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(answer.body.value) ? answer.body.value : [];
}

function names(answer: Answer): readonly unknown[] {
  return rows(answer).map(({ displayName }) => displayName);
}

function query(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

describe('the workers', () => {
  it('are five hundred, always the same, with names and addresses of their own', () => {
    const workers = makeWorkers(500, 0);
    expect(workers).toEqual(makeWorkers(500, 0));
    expect(makeWorkers(500, 1)).not.toEqual(workers);
    expect(new Set(workers.map(({ displayName }) => displayName)).size).toBe(500);
    expect(new Set(workers.map(({ userPrincipalName }) => userPrincipalName)).size).toBe(500);
    for (const { userPrincipalName, employeeId } of workers) {
      expect(userPrincipalName).toMatch(/^[a-z0-9.-]+@plant7\.daypass\.example$/);
      expect(employeeId).toMatch(/^E1\d{4}$/);
    }
  });

  it('are in the states that a plant has', () => {
    const workers = makeWorkers(500, 0);
    const share = (holds: (worker: (typeof workers)[number]) => boolean) =>
      workers.filter(holds).length / 500;
    expect(share(({ starts }) => starts === 'no-method')).toBeCloseTo(0.1, 1);
    expect(share(({ accountEnabled }) => !accountEnabled)).toBeCloseTo(0.01, 2);
    expect(share(({ hasPhoto }) => hasPhoto)).toBeCloseTo(1 / 3, 1);
    expect(workers.filter(({ isPrivileged }) => isPrivileged)).toHaveLength(2);
    for (const starts of ['temporary-live', 'temporary-expired', 'standard-never-used'])
      expect(workers.some((worker) => worker.starts === starts)).toBe(true);
  });

  it('have names in many scripts', () => {
    const all = makeWorkers(500, 0)
      .map(({ displayName }) => displayName)
      .join();
    for (const script of 'Latin Arabic Devanagari Han Hiragana Hangul Greek Cyrillic Hebrew Thai Ethiopic'.split(
      ' ',
    ))
      expect(all).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
  });
});

describe.each<Way>(['in process', 'over HTTPS'])('Graph’s directory %s', (way) => {
  let caller: TenantCaller;
  let graph: GraphCaller;
  beforeEach(async () => {
    caller = await callTenant(way, tls.dir);
    graph = await graphAs(caller, 'authentication-administrator');
  });
  afterEach(() => caller.close());

  const users = (options: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    graph('GET', `/users?${query(options)}`, null, headers);
  const search = async (words: string) => names(await users({ $search: words, $top: '999' }, eventual));
  const filter = async (words: string) => names(await users({ $filter: words, $top: '999' }));

  it('refuses a call without a token, with a made-up one and with an expired one', async () => {
    const bare = await caller.send(`${caller.origin}/v1.0/me`);
    expect([bare.status, record(bare.body.error).code]).toEqual([401, 'InvalidAuthenticationToken']);
    expect(bare.headers.get('www-authenticate')).toContain('Bearer');
    const headers = { authorization: 'Bearer made.up.' };
    expect((await caller.send(`${caller.origin}/v1.0/me`, { headers })).status).toBe(401);
    expect((await graph('GET', '/me')).status).toBe(200);
    await caller.clock.advance(3_601_000);
    expect((await graph('GET', '/me')).status).toBe(401);
  });

  describe('a search', () => {
    it('needs ConsistencyLevel: eventual', async () => {
      const answer = await users({ $search: '"displayName:anna"' });
      expect([answer.status, record(answer.body.error).code]).toEqual([400, 'Request_UnsupportedQuery']);
    });

    it('finds the starts of words, in any case and without accents', async () => {
      expect(await search('"displayName:anna"')).toContain('Anna Kowalska');
      expect(await search('"displayName:KOWAL"')).toContain('Anna Kowalska');
      expect(await search('"displayName:kow ann"')).toContain('Anna Kowalska');
      expect(await search('"displayName:nna"')).not.toContain('Anna Kowalska');
      expect(await search('"displayName:lukasz"')).toContainEqual(expect.stringMatching(/^Łukasz/));
      expect(await search('"displayName:张"')).toEqual(['张小明']);
    });

    it('joins clauses with OR and AND, and takes OR inside of quotes for text', async () => {
      const either = '"displayName:kowalska" OR "userPrincipalName:marek.nowak"';
      expect(await search(either)).toEqual(['Anna Kowalska', 'Marek Nowak']);
      expect(await search('"displayName:anna" AND "displayName:kowalska"')).toEqual(['Anna Kowalska']);
      expect(await search('"displayName:anna" AND "displayName:nowak"')).toEqual([]);
      expect(await search('"displayName:anna OR nowak"')).toEqual([]);
    });

    it('takes escaped quotes and backslashes', async () => {
      expect(await search('"displayName:\\"anna\\" kowalska\\\\"')).toEqual(['Anna Kowalska']);
    });

    it.each([
      'anna',
      '"anna"',
      '"displayName:anna',
      '"shoeSize:44"',
      '"displayName:a" OR',
      '',
      '"displayName:a" "displayName:b"',
    ])('refuses %s', async (words) => {
      expect((await users({ $search: words }, eventual)).status).toBe(400);
    });
  });

  describe('a filter', () => {
    it('knows startswith and eq, without regard to case', async () => {
      expect(await filter("startswith(displayName,'anna kow')")).toEqual(['Anna Kowalska']);
      expect(await filter("startsWith(employeeId, 'E1000')")).toHaveLength(9);
      expect(await filter("employeeId eq 'E10001'")).toEqual(['Anna Kowalska']);
      expect(await filter(`userPrincipalName eq '${anna.userPrincipalName.toUpperCase()}'`)).toHaveLength(1);
      expect(await filter(`id eq '${anna.id}'`)).toEqual(['Anna Kowalska']);
      expect(await filter("accountEnabled eq false and startswith(surname,'Gone')")).toEqual(['Paul Gone']);
    });

    it('binds and closer than or, and heeds parentheses', async () => {
      const [a, b, c] = ["surname eq 'Kowalska'", "surname eq 'Nowak'", "givenName eq 'Marek'"];
      expect(await filter(`${a} or ${b} and ${c}`)).toEqual(['Anna Kowalska', 'Marek Nowak']);
      expect(await filter(`(${a} or ${b}) and ${c}`)).toEqual(['Marek Nowak']);
      expect(await filter(`((${a}))`)).toEqual(['Anna Kowalska']);
    });

    it('takes a doubled apostrophe for one, so that no text leaves its quotes', async () => {
      const found = await filter("startswith(surname,'O''Brien')");
      expect(found.length).toBeGreaterThan(0);
      expect(found).toContainEqual(expect.stringContaining("O'Brien"));
      expect(await filter("surname eq 'x'' or surname eq ''Kowalska'")).toEqual([]);
    });

    it.each([
      "displayName ne 'x'",
      "contains(displayName,'x')",
      "endswith(displayName,'x')",
      "not startswith(displayName,'x')",
      "startswith(displayName,'x'",
      "startswith(displayName,'O'Brien')",
      "shoeSize eq '44'",
      "displayName eq 'x' or",
      'displayName eq x',
      "accountEnabled eq 'true'",
      "(surname eq 'x'",
      '',
    ])('refuses %s', async (words) => {
      const answer = await users({ $filter: words });
      expect([answer.status, record(answer.body.error).code]).toEqual([400, 'Request_BadRequest']);
    });
  });

  describe('a list', () => {
    it('holds only the default properties unless more are selected', async () => {
      const [first = {}] = rows(await users({ $top: '1' }));
      expect(first).toHaveProperty('displayName');
      for (const name of ['employeeId', 'department', 'accountEnabled', 'starts', 'isPrivileged'])
        expect(first).not.toHaveProperty(name);
      const chosen = { $select: 'id,employeeId,accountEnabled', $filter: `id eq '${disabled.id}'` };
      expect(rows(await users(chosen))).toEqual([
        { id: disabled.id, employeeId: 'E10004', accountEnabled: false },
      ]);
      const carded = {
        $select: 'id,onPremisesExtensionAttributes',
        $filter: "onPremisesExtensionAttributes/extensionAttribute3 eq '04a10004'",
      };
      const [card = {}] = rows(await users(carded));
      expect(card).toMatchObject({
        id: disabled.id,
        onPremisesExtensionAttributes: { extensionAttribute3: '04A10004', extensionAttribute15: null },
      });
      expect(Object.keys(card.onPremisesExtensionAttributes as object)).toHaveLength(15);
      expect((await users({ $select: 'id,shoeSize' })).status).toBe(501);
    });

    it('comes in pages of 100, of up to 999, by links to be followed as they are', async () => {
      expect(rows(await users({}))).toHaveLength(100);
      const seen: unknown[] = [];
      let next: unknown = `/users?${query({ $top: '200', $search: '"userPrincipalName:plant7"', $count: 'true' })}`;
      for (let pages = 0; typeof next === 'string' && pages < 9; pages += 1) {
        expect((await graph('GET', next)).status).toBe(400);
        const page = await graph('GET', next, null, eventual);
        expect(page.body['@odata.count']).toBe(500);
        seen.push(...rows(page).map(({ id }) => id));
        next = page.body['@odata.nextLink'];
      }
      expect(next).toBeUndefined();
      expect(new Set(seen).size).toBe(500);
    });

    it.each([
      { $top: '1000' },
      { $top: '0' },
      { $top: 'ten' },
      { $skip: '10' },
      { $skiptoken: 'mine' },
      { $orderby: 'employeeId' },
      { $apply: 'x' },
    ])('refuses %o', async (options) => {
      expect((await users(options as Readonly<Record<string, string>>)).status).toBe(400);
    });

    it('is ordered by displayName when asked, which with a filter takes an advanced query', async () => {
      const ordered = names(await users({ $orderby: 'displayName desc', $top: '999' }));
      expect(ordered).toEqual(ordered.toSorted((a, b) => String(b).localeCompare(String(a))));
      const filtered = { $orderby: 'displayName', $filter: "startswith(displayName,'a')" };
      expect((await users(filtered)).status).toBe(400);
      expect((await users({ ...filtered, $count: 'true' }, eventual)).status).toBe(200);
    });

    it('can only be read', async () => {
      expect((await graph('DELETE', `/users/${anna.id}`)).status).toBe(405);
      expect((await graph('POST', '/users', {})).status).toBe(405);
    });
  });

  describe('a user', () => {
    it('is found by id or UPN, in any case', async () => {
      for (const key of [anna.id, anna.id.toUpperCase(), anna.userPrincipalName])
        expect((await graph('GET', `/Users/${encodeURIComponent(key)}`)).body.displayName).toBe(
          'Anna Kowalska',
        );
    });

    it('that is not there is Request_ResourceNotFound', async () => {
      const answer = await graph('GET', '/users/nobody@plant7.daypass.example');
      expect([answer.status, record(answer.body.error).code]).toEqual([404, 'Request_ResourceNotFound']);
    });

    it.each([
      ['photo', 120],
      ['photos/48x48', 48],
      ['photos/96x96', 96],
    ])('has a PNG at %s', async (path, side) => {
      const { status, headers, bytes } = await graph('GET', `/users/${anna.id}/${path}/$value`);
      expect([status, headers.get('content-type')]).toEqual([200, 'image/png']);
      const png = Buffer.from(bytes);
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([side, side]);
      const at = png.indexOf('IDAT');
      const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
      expect(pixels).toHaveLength(side * (side * 3 + 1));
    });

    it('without a photo answers ImageNotFound', async () => {
      const answer = await graph('GET', `/users/${withTemporary.id}/photo/$value`);
      expect([answer.status, record(answer.body.error).code]).toEqual([404, 'ImageNotFound']);
    });

    it.each(['/users/%E0%A4%A', '/planets', `/users/${anna.id}/planets`])('is not at %s', async (path) => {
      expect((await graph('GET', path)).status).toBe(400);
    });
  });

  describe('the caller', () => {
    it('is told who it is and which roles it has', async () => {
      expect((await graph('GET', '/me')).body).toMatchObject({ displayName: 'Sofia Marin' });
      const role = {
        '@odata.type': '#microsoft.graph.directoryRole',
        displayName: 'Authentication Administrator',
      };
      for (const path of ['memberOf', 'transitiveMemberOf'])
        expect(rows(await graph('GET', `/me/${path}/microsoft.graph.directoryRole`))).toEqual([
          expect.objectContaining({ ...role, roleTemplateId: roles.authenticationAdministrator }),
        ]);
      expect(rows(await graph('GET', '/me/memberOf'))).toHaveLength(2);
    });

    const methodOf = (id: string) => `/users/${id}/authentication/qrCodePinMethod`;
    const refused = [403, 'accessDenied', 'Request Authorization failed'];
    const outcome = ({ status, body }: Answer) => [
      status,
      record(body.error).code,
      record(body.error).message,
    ];

    it('without the role is refused, for reads too', async () => {
      const plain = await graphAs(caller, 'no-role');
      expect(outcome(await plain('GET', methodOf(anna.id)))).toEqual(refused);
      expect(rows(await plain('GET', '/me/memberOf/microsoft.graph.directoryRole'))).toEqual([]);
      expect((await plain('GET', `/users/${anna.id}`)).status).toBe(200);
    });

    it('is refused from the moment that the role is taken away', async () => {
      expect((await graph('GET', methodOf(anna.id))).status).toBe(200);
      caller.tenant.control.setRoles('authentication-administrator', []);
      expect(outcome(await graph('GET', methodOf(anna.id)))).toEqual(refused);
    });

    it('may not touch an administrator, but a disabled worker', async () => {
      expect(outcome(await graph('GET', methodOf(administrator.id)))).toEqual(refused);
      expect((await graph('GET', methodOf(disabled.id))).status).toBe(200);
    });

    it('is refused without the scope, and with one that only reads when it writes', async () => {
      const scoped = (scope: string) => graphAs(caller, 'authentication-administrator', { scope });
      expect(outcome(await (await scoped('User.Read'))('GET', methodOf(anna.id)))).toEqual(refused);
      const reader = await scoped('https://graph.microsoft.com/UserAuthMethod-QR.Read.All');
      expect((await reader('GET', methodOf(anna.id))).status).toBe(200);
      expect(outcome(await reader('DELETE', methodOf(anna.id)))).toEqual(refused);
    });
  });

  describe.each([
    ['an administrative unit', `/directory/administrativeUnits/${collections.administrativeUnit.id}`, 60],
    ['a group', `/groups/${collections.group.id}`, 30],
  ])('the members of %s', (_what, collection, count) => {
    it('are its users by the cast, and things of several kinds without', async () => {
      const cast = await graph('GET', `${collection}/members/microsoft.graph.user?$top=999`);
      expect(rows(cast)).toHaveLength(count);
      const kinds = rows(await graph('GET', `${collection}/members?$top=999`)).map(
        (row) => row['@odata.type'],
      );
      expect(new Set(kinds)).toEqual(new Set(['#microsoft.graph.user', '#microsoft.graph.device']));
    });

    it('are searched by displayName alone, as an advanced query', async () => {
      const ask = (options: Readonly<Record<string, string>>) =>
        graph('GET', `${collection}/members/microsoft.graph.user?${query(options)}`, null, eventual);
      const anywhere = { $search: '"displayName:anna"' };
      expect((await ask(anywhere)).status).toBe(400);
      expect(names(await ask({ ...anywhere, $count: 'true' }))).toContain('Anna Kowalska');
      expect((await ask({ $search: '"userPrincipalName:anna"', $count: 'true' })).status).toBe(400);
      expect(names(await ask({ $filter: "employeeId eq 'E10001'", $count: 'true' }))).toEqual([
        'Anna Kowalska',
      ]);
    });
  });

  it('does not know a unit or group that is not there', async () => {
    const unknown = 'da1a0000-0000-4000-8000-00000000ffff';
    for (const path of ['groups', 'directory/administrativeUnits'])
      expect((await graph('GET', `/${path}/${unknown}/members`)).status).toBe(404);
  });

  describe('a delta', () => {
    async function everything(first: string) {
      const seen: Readonly<Record<string, unknown>>[] = [];
      let answer = await graph('GET', first);
      seen.push(...rows(answer));
      while (typeof answer.body['@odata.nextLink'] === 'string') {
        answer = await graph('GET', answer.body['@odata.nextLink']);
        seen.push(...rows(answer));
      }
      return { seen, deltaLink: String(answer.body['@odata.deltaLink']) };
    }

    it('gives everybody once, then only what changed, with the properties of the first call', async () => {
      const { seen, deltaLink } = await everything('/users/delta?$select=displayName,employeeId');
      expect(seen).toHaveLength(500);
      expect(Object.keys(seen[0] ?? {}).sort()).toEqual(['displayName', 'employeeId', 'id']);
      expect(rows(await graph('GET', deltaLink))).toEqual([]);
      caller.tenant.control.changePerson(anna.id, { displayName: 'Anna Nowak-Kowalska' });
      caller.tenant.control.removePerson(disabled.id, 'changed');
      caller.tenant.control.removePerson(withTemporary.id, 'deleted');
      const changes = await graph('GET', deltaLink);
      expect(rows(changes)).toEqual([
        { id: anna.id, displayName: 'Anna Nowak-Kowalska', employeeId: 'E10001' },
        { id: disabled.id, '@removed': { reason: 'changed' } },
        { id: withTemporary.id, '@removed': { reason: 'deleted' } },
      ]);
      expect(rows(await graph('GET', String(changes.body['@odata.deltaLink'])))).toEqual([]);
      expect((await graph('GET', `/users/${disabled.id}`)).status).toBe(404);
    });

    it('does not lose a change that happens between two pages', async () => {
      const first = await graph('GET', '/users/delta');
      caller.tenant.control.changePerson(anna.id, { displayName: 'Anna Later' });
      const { deltaLink } = await everything(String(first.body['@odata.nextLink']));
      expect(names(await graph('GET', deltaLink))).toEqual(['Anna Later']);
    });

    it('must be started over once its link is stale or made up', async () => {
      const { deltaLink } = await everything('/users/delta');
      caller.tenant.control.expireDeltaTokens();
      for (const link of [deltaLink, '/users/delta?$deltatoken=mine']) {
        const answer = await graph('GET', link);
        expect([answer.status, record(answer.body.error).code]).toEqual([410, 'syncStateNotFound']);
      }
      expect((await everything('/users/delta')).seen).toHaveLength(500);
    });
  });
});
