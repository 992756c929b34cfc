/** What Graph documents about qrCodePinMethod, and its known quirks, one case each: in process and over HTTPS. */
import decodeQR from 'qr/decode.js';
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
import { fixtures } from './workers.ts';

const hourMs = 3_600_000;
const { annaKowalska: anna, withTemporary, withoutMethod, expiredTemporary, veryLongName } = fixtures;
const sevenDigits = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/;
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const never = '0001-01-01T00:00:00Z';

let tls: Awaited<ReturnType<typeof createTlsFolder>>;
beforeAll(async () => {
  tls = await createTlsFolder();
});
afterAll(() => tls.remove());

function methodOf(worker: { readonly id: string }): string {
  return `/users/${worker.id}/authentication/qrCodePinMethod`;
}

function errorOf(answer: Answer): Readonly<Record<string, unknown>> {
  return record(answer.body.error);
}

/** Draws the picture of the SVG and reads it with a decoder, as a phone would. */
function decodedSvg(binaryValue: unknown): string {
  const svg = Buffer.from(String(binaryValue), 'base64').toString();
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1]);
  const scale = 4;
  const data = new Uint8Array(side * scale * side * scale * 4).fill(255);
  const ink = (x: number, y: number) => {
    for (let dy = 0; dy < scale; dy += 1)
      for (let dx = 0; dx < scale; dx += 1)
        data.set([0, 0, 0], ((y * scale + dy) * side * scale + x * scale + dx) * 4);
  };
  let [x, y] = [0, 0];
  for (const [, how, a, b] of svg.matchAll(/([Mm])(-?\d+) ?(-?\d+)h1v1/g)) {
    [x, y] = how === 'M' ? [Number(a), Number(b)] : [x + Number(a), y + Number(b)];
    ink(x, y);
  }
  return decodeQR({ width: side * scale, height: side * scale, data });
}

describe.each<Way>(['in process', 'over HTTPS'])('qrCodePinMethod %s', (way) => {
  let caller: TenantCaller;
  let graph: GraphCaller;
  beforeEach(async () => {
    caller = await callTenant(way, tls.dir);
    graph = await graphAs(caller, 'authentication-administrator');
  });
  afterEach(() => caller.close());

  const at = (ms: number) => new Date(caller.clock.nowMs() + ms).toISOString();
  const window = (fromMs = 0, toMs = fromMs + 8 * hourMs) => ({
    startDateTime: at(fromMs),
    expireDateTime: at(toMs),
  });
  const create = (worker: { readonly id: string }, body: unknown = window(), slot = 'temporaryQRCode') =>
    graph('PATCH', `${methodOf(worker)}/${slot}`, body);
  const refusal = async (body: unknown, slot = 'temporaryQRCode', worker = anna) => {
    const answer = await create(worker, body, slot);
    return [answer.status, errorOf(answer).code];
  };

  describe('a temporary code', () => {
    it('is created with 201, its times, and its content told once', async () => {
      const created = await create(anna);
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({
        '@odata.type': '#microsoft.graph.qrCode',
        lastUsedDateTime: never,
        image: { version: 1, errorCorrectionLevel: 'l' },
      });
      const { id, startDateTime, expireDateTime, createdDateTime } = created.body;
      expect(id).toMatch(guid);
      for (const time of [startDateTime, expireDateTime, createdDateTime]) expect(time).toMatch(sevenDigits);
      expect(Date.parse(String(expireDateTime))).toBe(caller.clock.nowMs() + 8 * hourMs);
      const read = await graph('GET', `beta${methodOf(anna)}/temporaryQRCode`);
      expect(read.body).toMatchObject({ id, startDateTime, expireDateTime, image: null });
    });

    it('has a content of prefix, UPN, own id and key, 230 to 270 bytes long', async () => {
      const { body } = await create(anna);
      const content = Buffer.from(String(record(body.image).rawContent), 'base64').toString();
      const [prefix, upn, id, key] = content.split('|');
      expect([prefix, upn, id]).toEqual(['ms-qrpin:v1', anna.userPrincipalName, body.id]);
      expect(key).toMatch(/^[0-9a-f]{100,}$/);
      expect(content.length).toBeGreaterThanOrEqual(230);
      expect(content.length).toBeLessThanOrEqual(270 + anna.userPrincipalName.length - 27);
      expect(caller.tenant.control.codesOf(anna.id)?.temporary?.content).toBe(content);
    });

    it.each([
      ['an ordinary', anna],
      ['a long', veryLongName],
    ])('has a picture of %s UPN: an SVG that decodes to that very content', async (_what, worker) => {
      const image = record((await create(worker)).body.image);
      const svg = Buffer.from(String(image.binaryValue), 'base64').toString();
      expect(svg).toMatch(
        /^<svg version="1\.1" baseProfile="full" shape-rendering="crispEdges" width="\d+" height="\d+" /,
      );
      const opening = svg.slice(0, svg.indexOf('>'));
      const names = [...opening.matchAll(/ ([\w:-]+)=/g)].map(([, name]) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(decodedSvg(image.binaryValue)).toBe(Buffer.from(String(image.rawContent), 'base64').toString());
    });

    it('draws the picture three points a module: 195 for version 10, as the real one does', async () => {
      const svg = Buffer.from(
        String(record((await create(anna)).body.image).binaryValue),
        'base64',
      ).toString();
      expect(svg).toContain('width="195" height="195"');
      expect(svg).toContain('viewBox="0 0 65 65"');
    });

    it('is refused while one is active, and the active one stays', async () => {
      const before = caller.tenant.control.codesOf(withTemporary.id)?.temporary?.id;
      expect(await refusal(window(), 'temporaryQRCode', withTemporary)).toEqual([400, 'qrCodeAlreadyExists']);
      expect(caller.tenant.control.codesOf(withTemporary.id)?.temporary?.id).toBe(before);
    });

    it('is refused while one is active that has yet to start', async () => {
      await create(anna, window(2 * hourMs));
      expect(await refusal(window())).toEqual([400, 'qrCodeAlreadyExists']);
    });

    it('lives one to twelve hours, measured from the start that was sent', async () => {
      expect(await refusal(window(-60_000, 12 * hourMs))).toEqual([400, 'invalidRequest']);
      expect(await refusal(window(0, hourMs - 1_000))).toEqual([400, 'invalidRequest']);
      expect((await create(anna, window(-60_000, 12 * hourMs - 60_000))).status).toBe(201);
    });

    it('may start later', async () => {
      expect((await create(anna, window(5 * hourMs, 17 * hourMs))).status).toBe(201);
    });

    it.each([
      ['without a start', () => ({ expireDateTime: at(hourMs) })],
      ['without an end', () => ({ startDateTime: at(0) })],
      ['without times', () => ({})],
      ['with a start long past', () => window(-2 * hourMs, 3 * hourMs)],
      ['that ends before it starts', () => window(3 * hourMs, 2 * hourMs)],
      ['with times that are no times', () => ({ startDateTime: 'now', expireDateTime: '2026' })],
      [
        'with times without a zone',
        () => ({ startDateTime: at(0).slice(0, -1), expireDateTime: at(2 * hourMs) }),
      ],
      ['with numbers for times', () => ({ startDateTime: 1, expireDateTime: 2 })],
    ])('is refused %s', async (_what, body) => {
      expect(await refusal(body())).toEqual([400, 'invalidRequest']);
      expect(caller.tenant.control.codesOf(anna.id)?.temporary).toBeNull();
    });

    it('is refused when the body is no JSON', async () => {
      const answer = await create(anna, '{"startDateTime": ,}');
      expect(answer.status).toBe(400);
    });

    it('cannot be changed once it is there', async () => {
      await create(anna);
      expect(await refusal({ expireDateTime: at(10 * hourMs) })).toEqual([400, 'invalidRequest']);
    });

    it('stays visible once expired, and gives way to a new one', async () => {
      const old = await graph('GET', `beta${methodOf(expiredTemporary)}/temporaryQRCode`);
      expect(Date.parse(String(old.body.expireDateTime))).toBeLessThan(caller.clock.nowMs());
      const created = await create(expiredTemporary);
      expect(created.status).toBe(201);
      expect(created.body.id).not.toBe(old.body.id);
    });

    it('is gone once expired where the tenant hides expired codes', async () => {
      caller.tenant.control.showExpired = false;
      expect((await graph('GET', `${methodOf(expiredTemporary)}/temporaryQRCode`)).status).toBe(404);
      expect((await graph('GET', methodOf(expiredTemporary))).body.temporaryQRCode).toBeNull();
    });

    it('is deleted with 204, and only once', async () => {
      const url = `${methodOf(withTemporary)}/temporaryQRCode`;
      const deleted = await graph('DELETE', url);
      expect([deleted.status, deleted.text]).toEqual([204, '']);
      expect((await graph('DELETE', url)).status).toBe(404);
      expect((await create(withTemporary)).status).toBe(201);
    });

    it('needs the method first', async () => {
      expect((await create(withoutMethod)).status).toBe(404);
    });

    it('leaves the PIN and the standard code as they were', async () => {
      const before = (await graph('GET', methodOf(anna))).body;
      await create(anna);
      const after = (await graph('GET', methodOf(anna))).body;
      expect(after).toMatchObject({ pin: before.pin, standardQRCode: before.standardQRCode });
    });
  });

  describe('the method', () => {
    const enrol = (body: unknown, worker = withoutMethod) => graph('PUT', methodOf(worker), body);
    const year = () => window(0, 365 * 24 * hourMs);

    it('is 404 for a worker without one', async () => {
      for (const part of ['', '/standardQRCode', '/temporaryQRCode'])
        expect((await graph('GET', methodOf(withoutMethod) + part)).status).toBe(404);
      expect((await graph('PATCH', `${methodOf(withoutMethod)}/pin`, {})).status).toBe(404);
    });

    it('is created with a standard code and a PIN, both told once', async () => {
      const made = await enrol({ standardQRCode: year(), pin: { code: '73920184' } });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        '@odata.type': '#microsoft.graph.qrCodePinAuthenticationMethod',
        temporaryQRCode: null,
        isUsable: false,
        methodUsabilityReason: null,
        pin: { code: '73920184', forceChangePinNextSignIn: true },
      });
      expect(record(record(made.body.standardQRCode).image).rawContent).toEqual(expect.any(String));
      const read = (await graph('GET', methodOf(withoutMethod))).body;
      expect(read).toMatchObject({ pin: { code: null }, standardQRCode: { image: null } });
      expect((await create(withoutMethod)).status).toBe(201);
    });

    it('gets a PIN of eight digits when none is sent', async () => {
      const made = await enrol({ standardQRCode: year() });
      expect(record(made.body.pin).code).toMatch(/^\d{8}$/);
    });

    it.each([
      '1234567',
      '123456789012345678901',
      '7392018a',
      '73920184 ',
      '٧٣٩٢٠١٨٤',
      '0123456789',
      '559876543210',
      '12121256',
      '12312356',
      '00000000',
    ])('is refused with the PIN "%s"', async (code) => {
      const answer = await enrol({ standardQRCode: year(), pin: { code } });
      expect([answer.status, errorOf(answer).message]).toEqual([400, 'Invalid PIN']);
      expect(caller.tenant.control.codesOf(withoutMethod.id)).toBeNull();
    });

    it('is refused with a standard code that is too long, backwards or without times', async () => {
      for (const standardQRCode of [window(0, 396 * 24 * hourMs), window(hourMs, 0), {}, null])
        expect((await enrol({ standardQRCode })).status).toBe(400);
    });

    it.each(['73920184', '12125634', '12345678', '11122233', '73920184739201847392'])(
      'takes the PIN "%s": what the rules do not name is allowed',
      async (code) => {
        expect((await enrol({ standardQRCode: year(), pin: { code } })).status).toBe(201);
        expect(caller.tenant.control.pinOf(withoutMethod.id)).toBe(code);
      },
    );

    it('is refused when the worker has one, which stays as it was', async () => {
      const first = await enrol({ standardQRCode: year(), pin: { code: '73920184' } });
      const second = await enrol({ standardQRCode: year(), pin: { code: '18402937' } });
      expect([second.status, errorOf(second).code]).toEqual([400, 'invalidRequest']);
      const { id, standardQRCode } = (await graph('GET', methodOf(withoutMethod))).body;
      expect([id, record(standardQRCode).id]).toEqual([first.body.id, record(first.body.standardQRCode).id]);
      expect(caller.tenant.control.pinOf(withoutMethod.id)).toBe('73920184');
      expect((await enrol({ standardQRCode: year() }, anna)).status).toBe(400);
    });

    it('may have a standard code that starts later', async () => {
      const later = window(20 * 24 * hourMs, 380 * 24 * hourMs);
      const made = record((await enrol({ standardQRCode: later })).body.standardQRCode);
      expect(Date.parse(String(made.startDateTime))).toBe(Date.parse(later.startDateTime));
    });

    it('says after its creation, and only then, that it is not usable: no error', async () => {
      const made = (await enrol({ standardQRCode: year() })).body;
      expect(made).toMatchObject({ isUsable: false, methodUsabilityReason: null });
      expect((await graph('GET', methodOf(withoutMethod))).body).not.toHaveProperty('isUsable');
    });

    it('begins anew after it was deleted: another id, code and PIN', async () => {
      const old = (await graph('GET', methodOf(anna))).body;
      await graph('DELETE', methodOf(anna));
      const made = (await enrol({ standardQRCode: year() }, anna)).body;
      expect(made.id).not.toBe(old.id);
      expect(record(made.standardQRCode).id).not.toBe(record(old.standardQRCode).id);
      expect(record(made.pin).id).not.toBe(record(old.pin).id);
    });

    it('is deleted with all its codes', async () => {
      expect((await graph('DELETE', methodOf(withTemporary))).status).toBe(204);
      expect((await graph('GET', methodOf(withTemporary))).status).toBe(404);
      expect((await graph('DELETE', methodOf(withTemporary))).status).toBe(404);
    });

    it('is listed among the methods of a worker', async () => {
      const kinds = async (worker: { readonly id: string }) => {
        const { body } = await graph('GET', `/users/${worker.id}/authentication/methods`);
        return (body.value as readonly Record<string, unknown>[]).map((method) => method['@odata.type']);
      };
      expect(await kinds(anna)).toContain('#microsoft.graph.qrCodePinAuthenticationMethod');
      expect(await kinds(withoutMethod)).not.toContain('#microsoft.graph.qrCodePinAuthenticationMethod');
    });
  });

  describe('the standard code', () => {
    const standard = (worker: { readonly id: string }) => `${methodOf(worker)}/standardQRCode`;

    it('is extended by its end alone, to 395 days after its start, without a picture', async () => {
      const { startMs = 0 } = caller.tenant.control.codesOf(anna.id)?.standard ?? {};
      const end = (days: number) => ({
        expireDateTime: new Date(startMs + days * 24 * hourMs).toISOString(),
      });
      const extended = await graph('PATCH', standard(anna), end(395));
      expect([extended.status, extended.body.image]).toEqual([200, null]);
      expect((await graph('PATCH', standard(anna), end(396))).status).toBe(400);
    });

    it('is created anew after it was deleted, and keeps the PIN', async () => {
      const pin = record((await graph('GET', methodOf(anna))).body.pin);
      expect(await refusal(window(0, 365 * 24 * hourMs), 'standardQRCode')).toEqual([
        400,
        'qrCodeAlreadyExists',
      ]);
      expect((await graph('DELETE', standard(anna))).status).toBe(204);
      const created = await create(anna, window(0, 365 * 24 * hourMs), 'standardQRCode');
      expect(created.status).toBe(201);
      expect(record(created.body.image).binaryValue).toEqual(expect.any(String));
      expect(record((await graph('GET', methodOf(anna))).body.pin)).toEqual(pin);
    });

    it('lives one to 395 days', async () => {
      await graph('DELETE', standard(anna));
      const days = (count: number) => window(0, count * 24 * hourMs);
      for (const count of [0.9, 395.1])
        expect(await refusal(days(count), 'standardQRCode')).toEqual([400, 'invalidRequest']);
      expect((await create(anna, days(1), 'standardQRCode')).status).toBe(201);
      await graph('DELETE', standard(anna));
      expect((await create(anna, days(395), 'standardQRCode')).status).toBe(201);
    });

    it('may start later', async () => {
      await graph('DELETE', standard(anna));
      const later = window(5 * 24 * hourMs, 300 * 24 * hourMs);
      expect((await create(anna, later, 'standardQRCode')).status).toBe(201);
    });

    it('is not extended by a change of its start', async () => {
      expect(await refusal({ startDateTime: at(0) }, 'standardQRCode')).toEqual([400, 'invalidRequest']);
    });

    it('takes an end alone only while it is active: without one both times are needed', async () => {
      const end = { expireDateTime: at(30 * 24 * hourMs) };
      await graph('DELETE', standard(anna));
      expect(await refusal(end, 'standardQRCode')).toEqual([400, 'invalidRequest']);
      await create(anna, window(0, 25 * hourMs), 'standardQRCode');
      caller.tenant.control.advance(26 * hourMs);
      graph = await graphAs(caller, 'authentication-administrator');
      expect(await refusal(end, 'standardQRCode')).toEqual([400, 'invalidRequest']);
      const expired = (await graph('GET', `beta${standard(anna)}`)).body;
      const made = await create(anna, window(26 * hourMs, 60 * 24 * hourMs), 'standardQRCode');
      expect(made.status).toBe(201);
      expect(made.body.id).not.toBe(expired.id);
    });

    it('may be past its end while a temporary one is active', async () => {
      await graph('DELETE', standard(anna));
      await create(anna, window(0, 25 * hourMs), 'standardQRCode');
      caller.tenant.control.advance(26 * hourMs);
      graph = await graphAs(caller, 'authentication-administrator');
      expect((await create(anna, window(26 * hourMs))).status).toBe(201);
    });

    it('may be deleted while a temporary one lives on', async () => {
      await graph('DELETE', standard(withTemporary));
      expect((await graph('GET', methodOf(withTemporary))).body).toMatchObject({
        standardQRCode: null,
        temporaryQRCode: { image: null },
      });
    });

    it('was never used in the year 1', async () => {
      const { body } = await graph('GET', `beta${standard(veryLongName)}`);
      expect(body.lastUsedDateTime).toBe(never);
      expect((await graph('GET', `beta${standard(anna)}`)).body.lastUsedDateTime).toMatch(sevenDigits);
    });
  });

  it('a PIN is reset with 201 to one of the service’s own, whatever is asked for, and told once', async () => {
    const reset = await graph('PATCH', `${methodOf(anna)}/pin`, { code: '73920184' });
    expect(reset.status).toBe(201);
    expect(reset.body).toMatchObject({
      '@odata.type': '#microsoft.graph.qrPin',
      forceChangePinNextSignIn: true,
    });
    expect(reset.body.code).toMatch(/^\d{8}$/);
    expect(reset.body.code).not.toBe('73920184');
    expect((await graph('GET', `${methodOf(anna)}/pin`)).body).toMatchObject({
      id: reset.body.id,
      code: null,
    });
  });

  it('a PIN is reset without a word in the body, and codes and method stay', async () => {
    const before = (await graph('GET', methodOf(withTemporary))).body;
    for (const body of [{}, null]) {
      const reset = await graph('PATCH', `${methodOf(withTemporary)}/pin`, body);
      expect(reset.status).toBe(201);
      expect(reset.body.code).toBe(caller.tenant.control.pinOf(withTemporary.id));
      expect(reset.body.createdDateTime).toMatch(sevenDigits);
    }
    const { id, standardQRCode, temporaryQRCode, pin } = (await graph('GET', methodOf(withTemporary))).body;
    expect({ id, standardQRCode, temporaryQRCode }).toEqual({
      id: before.id,
      standardQRCode: before.standardQRCode,
      temporaryQRCode: before.temporaryQRCode,
    });
    expect(pin).toMatchObject({ code: null, forceChangePinNextSignIn: true });
  });

  it('a PIN is changed by nobody but the worker: updatePin is no path for others', async () => {
    const before = caller.tenant.control.pinOf(anna.id);
    for (const path of ['pin/updatePin', 'updatePin']) {
      const body = { currentPin: before, newPin: '73920184' };
      const answer = await graph('PATCH', `${methodOf(anna)}/${path}`, body);
      expect([answer.status, errorOf(answer).code]).toEqual([400, 'BadRequest']);
    }
    expect(caller.tenant.control.pinOf(anna.id)).toBe(before);
  });

  it('a temporary code goes, and the standard one stays', async () => {
    const { standardQRCode } = (await graph('GET', methodOf(withTemporary))).body;
    await graph('DELETE', `${methodOf(withTemporary)}/temporaryQRCode`);
    const after = (await graph('GET', methodOf(withTemporary))).body;
    expect(after).toMatchObject({ standardQRCode, temporaryQRCode: null });
  });

  describe('its refusals', () => {
    const calls = [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['PATCH', '/standardQRCode'],
      ['DELETE', '/standardQRCode'],
      ['PATCH', '/temporaryQRCode'],
      ['DELETE', '/temporaryQRCode'],
      ['PATCH', '/pin'],
    ] as const;

    it('tell an administrator, a caller without a role, and a user who is not there', async () => {
      const other = await graphAs(caller, 'no-role');
      const nobody = { id: 'da1a0000-0000-4000-8000-ffffffffffff' };
      for (const [method, part] of calls) {
        const body = method === 'GET' || method === 'DELETE' ? null : {};
        const told = async (by: GraphCaller, worker: { readonly id: string }) => {
          const answer = await by(method, `${methodOf(worker)}${part}`, body);
          return [answer.status, errorOf(answer).code, errorOf(answer).message];
        };
        const denied = [403, 'accessDenied', 'Request Authorization failed'];
        expect(await told(graph, fixtures.administrator)).toEqual(denied);
        expect(await told(other, anna)).toEqual(denied);
        expect((await told(graph, nobody)).slice(0, 2)).toEqual([404, 'Request_ResourceNotFound']);
      }
    });

    it('change nothing', async () => {
      const before = caller.tenant.control.codesOf(anna.id);
      await graph('PUT', methodOf(anna), { standardQRCode: window(0, 365 * 24 * hourMs) });
      await graph('PATCH', `${methodOf(anna)}/standardQRCode`, { expireDateTime: at(-hourMs) });
      await graph('PATCH', `${methodOf(anna)}/temporaryQRCode`, window(0, 13 * hourMs));
      expect(caller.tenant.control.codesOf(anna.id)).toEqual(before);
    });
  });

  describe('its shapes', () => {
    it('wrap a single code on v1.0 as its page shows, and not on beta', async () => {
      for (const slot of ['standardQRCode', 'temporaryQRCode']) {
        const url = `${methodOf(withTemporary)}/${slot}`;
        const [wrapped, bare] = [await graph('GET', url), await graph('GET', `beta${url}`)];
        expect(record(wrapped.body.value).id).toBe(bare.body.id);
      }
      expect((await graph('GET', methodOf(anna))).body).toHaveProperty('standardQRCode');
    });

    it('can be set for each endpoint', async () => {
      caller.tenant.control.readShapes.method = 'wrapped';
      caller.tenant.control.readShapes.temporary = 'bare';
      expect(record((await graph('GET', methodOf(withTemporary))).body.value)).toHaveProperty(
        'standardQRCode',
      );
      expect((await graph('GET', `${methodOf(withTemporary)}/temporaryQRCode`)).body).toHaveProperty('id');
    });

    it('take path segments and ids in any case, and a UPN for an id', async () => {
      const path = `/USERS/${anna.id.toUpperCase()}/Authentication/QRCODEPINMETHOD/standardqrcode`;
      expect((await graph('GET', path)).status).toBe(200);
      const upn = encodeURIComponent(anna.userPrincipalName);
      expect((await graph('GET', `beta/users/${upn}/authentication/qrCodePinMethod`)).status).toBe(200);
    });

    it('take writes in any case too', async () => {
      const base = `/users/${anna.id.toUpperCase()}/AUTHENTICATION/QrCodePinMethod`;
      expect((await graph('PATCH', `${base}/TEMPORARYQRCODE`, window())).status).toBe(201);
      expect((await graph('DELETE', `${base}/temporaryqrcode`)).status).toBe(204);
      expect((await graph('PATCH', `${base}/PIN`, {})).status).toBe(201);
      expect((await graph('DELETE', `${base}/StandardQrCode`)).status).toBe(204);
      expect((await graph('DELETE', base)).status).toBe(204);
    });

    it('are unknown to v1.0 of some tenants, and always known to beta', async () => {
      caller.tenant.control.graphV1HasQrCode = false;
      const answer = await graph('GET', methodOf(anna));
      expect([answer.status, errorOf(answer)]).toMatchObject([
        400,
        { code: 'BadRequest', message: "Resource not found for the segment 'qrCodePinMethod'." },
      ]);
      expect((await graph('GET', `beta${methodOf(anna)}`)).status).toBe(200);
    });

    it('refuse methods and segments that are not there', async () => {
      expect((await graph('POST', `${methodOf(anna)}/temporaryQRCode`, window())).status).toBe(405);
      expect((await graph('PUT', `${methodOf(anna)}/pin`, {})).status).toBe(405);
      expect((await graph('GET', `${methodOf(anna)}/elsewhere`)).status).toBe(400);
    });

    it('say errors with a code, and ids that are also in the headers', async () => {
      const headers = { 'client-request-id': '0c1e47f0-0000-4000-8000-000000000001' };
      const answer = await graph('GET', methodOf(withoutMethod), null, headers);
      const innerError = record(errorOf(answer).innerError);
      expect(answer.headers.get('client-request-id')).toBe(headers['client-request-id']);
      expect(innerError['client-request-id']).toBe(headers['client-request-id']);
      expect(innerError['request-id']).toBe(answer.headers.get('request-id'));
      expect(answer.headers.get('request-id')).toMatch(guid);
      expect(Date.parse(answer.headers.get('date') ?? '')).toBe(caller.clock.nowMs());
    });
  });

  describe('its reads after writes', () => {
    it('lag as far as they are set to, while writes act on the truth', async () => {
      await graph('GET', methodOf(anna));
      await caller.clock.advance(60_000);
      caller.tenant.control.readLagMs = 5_000;
      expect((await create(anna)).status).toBe(201);
      expect((await graph('GET', `${methodOf(anna)}/temporaryQRCode`)).status).toBe(404);
      expect(await refusal(window())).toEqual([400, 'qrCodeAlreadyExists']);
      await caller.clock.advance(5_000);
      expect((await graph('GET', `${methodOf(anna)}/temporaryQRCode`)).status).toBe(200);
    });

    it('never lose the method, however often it is written within the lag', async () => {
      await graph('GET', methodOf(anna));
      await caller.clock.advance(60_000);
      caller.tenant.control.readLagMs = 30_000;
      for (let round = 0; round < 12; round += 1) {
        await create(anna);
        await graph('DELETE', `${methodOf(anna)}/temporaryQRCode`);
      }
      expect((await graph('GET', methodOf(anna))).status).toBe(200);
    });
  });
});
