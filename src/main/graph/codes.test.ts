import { describe, expect, it } from 'vitest';
import { jsonReply } from '../../testing/fake-network.ts';
import { createGraphStation } from '../../testing/graph-station.ts';

const worker = '0a4f1c1e-0000-4000-8000-00000000000a';
const asked = {
  startsAtMs: Date.parse('2026-11-23T08:00:00Z'),
  expiresAtMs: Date.parse('2026-11-23T16:00:00Z'),
};
const headers = { date: 'Mon, 23 Nov 2026 08:00:00 GMT', 'request-id': 'r-9' };
const secret = 'ms-qrpin:v1|ann@example.com|44f2f040-ea9d-4283-9e7b-b63ddae391a9|very-secret';
const rawContent = Buffer.from(secret).toString('base64');
const code = {
  id: '44F2F040-EA9D-4283-9E7B-B63DDAE391A9',
  startDateTime: '2026-11-23T08:00:00Z',
  expireDateTime: '2026-11-23T16:00:00Z',
  createdDateTime: '2026-11-23T08:00:00.1234567Z',
  lastUsedDateTime: '0001-01-01T00:00:00Z',
  image: { rawContent, errorCorrectionLevel: 'l', version: 1 },
};
const routing = {
  error: { code: 'BadRequest', message: "Resource not found for the segment 'qrCodePinMethod'." },
};

const answer = (status: number, body: unknown) => createGraphStation(() => jsonReply(status, body, headers));
const create = (status: number, body: unknown) =>
  answer(status, body).directory.createCode(worker, 'temporary', asked, 'c-1');

describe('reading the method', () => {
  const method = {
    id: 'm1',
    temporaryQRCode: code,
    standardQRCode: null,
    pin: { forceChangePinNextSignIn: true },
  };
  it.each([
    ['bare', method],
    ['wrapped in value', { value: method }],
    ['in the other casing', { id: 'm1', temporaryQrCode: code, standardQrCode: null, pin: method.pin }],
  ])('understands a reply that is %s', async (_shape, body) => {
    expect(await answer(200, body).directory.readMethod(worker, 'c-1')).toEqual({
      ok: true,
      value: {
        exists: true,
        temporary: {
          id: '44f2f040-ea9d-4283-9e7b-b63ddae391a9',
          createdAtMs: Date.parse('2026-11-23T08:00:00.123Z'),
          startsAtMs: asked.startsAtMs,
          expiresAtMs: asked.expiresAtMs,
          lastUsedAtMs: null,
        },
        standard: null,
        pinMustChange: true,
        serverNowMs: asked.startsAtMs,
        requestId: 'r-9',
      },
    });
  });

  it('takes missing parts for none', async () => {
    const read = await answer(200, { id: 'm1', temporaryQRCode: {}, pin: null }).directory.readMethod(
      worker,
      'c',
    );
    expect(read).toMatchObject({
      ok: true,
      value: { temporary: null, standard: null, pinMustChange: false },
    });
  });

  it.each([
    ['an empty object', {}],
    ['a list', []],
    ['a code without an expiry', { id: 'm', temporaryQRCode: { ...code, expireDateTime: null } }],
    ['a code with a nonsense id', { id: 'm', temporaryQRCode: { ...code, id: '../x' } }],
  ])('does not believe %s', async (_what, body) => {
    const read = await answer(200, body).directory.readMethod(worker, 'c-1');
    expect(read).toMatchObject({ ok: false, error: { kind: 'bad-answer' } });
  });

  it.each([
    ['Request_ResourceNotFound', 'no-such-worker'],
    ['UserNotFound', 'no-such-worker'],
  ])('tells a missing worker from a missing method: 404 %s is %s', async (errorCode, kind) => {
    const read = await answer(404, { error: { code: errorCode, message: '' } }).directory.readMethod(
      worker,
      'c',
    );
    expect(read).toMatchObject({ ok: false, error: { kind, requestId: 'r-9' } });
  });

  it.each(['resourceNotFound', ''])('answers that there is none, and when: 404 "%s"', async (errorCode) => {
    const { directory } = answer(404, { error: { code: errorCode, message: '' } });
    const none = { exists: false, temporary: null, standard: null, pinMustChange: false };
    expect(await directory.readMethod(worker, 'c')).toMatchObject({
      ok: true,
      value: { ...none, serverNowMs: expect.any(Number), requestId: 'r-9' },
    });
  });

  it('adds half the round trip to the service’s clock', async () => {
    const station = createGraphStation(async () => {
      await station.clock.advance(600);
      return jsonReply(200, method, headers);
    });
    const read = await station.directory.readMethod(worker, 'c-1');
    expect(read.ok && read.value.serverNowMs).toBe(asked.startsAtMs + 300);
  });

  it.each([
    undefined,
    '',
    'soon',
    '5',
    'Mon, 23 Nov 2026 08:00:00',
    'Mon, 23 Nov 2026 08:00:00 +0100',
    'Mon, 23 Nov 2026 28:00:00 GMT',
    '2026-11-23T08:00:00',
  ])('is a bad answer when its Date is %j: the station’s clock is no stand-in', async (date) => {
    const told = date === undefined ? {} : { date };
    const station = createGraphStation(() => jsonReply(200, method, told));
    const read = await station.directory.readMethod(worker, 'c-1');
    expect(read).toMatchObject({ ok: false, error: { kind: 'bad-answer', detail: 'no Date' } });
  });

  it.each(['../me', 'a/b', '', '.', 'x'.repeat(200)])('does not send the worker id %j', async (id) => {
    const { directory, network } = answer(200, method);
    expect(await directory.readMethod(id, 'c')).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input' },
    });
    expect(network.requests).toEqual([]);
  });
});

describe('creating a temporary code', () => {
  it('asks for exactly the window and hands out the decoded content', async () => {
    const { directory, network } = answer(201, code);
    const created = await directory.createCode(worker, 'temporary', asked, 'c-1');
    expect(network.requests[0]).toMatchObject({
      method: 'PATCH',
      url: `https://graph.example.com/v1.0/users/${worker}/authentication/qrCodePinMethod/temporaryQRCode`,
      body: '{"startDateTime":"2026-11-23T08:00:00.000Z","expireDateTime":"2026-11-23T16:00:00.000Z"}',
    });
    expect(created).toMatchObject({ ok: true, value: { errorCorrectionLevel: 'L', requestId: 'r-9' } });
    expect(created.ok && Buffer.from(created.value.content).toString()).toBe(secret);
  });

  it.each([
    ['wrapped, with 200', 200, { value: code }],
    [
      'with base64url',
      201,
      { ...code, image: { ...code.image, rawContent: Buffer.from([255, 239]).toString('base64url') } },
    ],
    ['without a start', 201, { ...code, startDateTime: null, createdDateTime: undefined }],
  ])('accepts a reply %s', async (_what, status, body) => {
    expect(await create(status, body)).toMatchObject({
      ok: true,
      value: { code: { startsAtMs: asked.startsAtMs } },
    });
  });

  it('reports the expiry that the service gave, not the one asked for', async () => {
    const created = await create(201, { ...code, expireDateTime: '2026-11-23T09:00:00Z' });
    expect(created).toMatchObject({
      ok: true,
      value: { code: { expiresAtMs: Date.parse('2026-11-23T09:00:00Z') } },
    });
  });

  it.each([
    ['h', 'H'],
    ['Q', 'Q'],
    [undefined, 'M'],
    ['unknownFutureValue', 'M'],
  ])('reads error correction %s as %s', async (errorCorrectionLevel, expected) => {
    const created = await create(201, { ...code, image: { rawContent, errorCorrectionLevel } });
    expect(created).toMatchObject({ ok: true, value: { errorCorrectionLevel: expected } });
  });

  it.each([
    ['without an image', { ...code, image: null }, 'no-image'],
    ['with an empty image', { ...code, image: {} }, 'no-image'],
    ['with content that is not base64', { ...code, image: { rawContent: 'ms-qrpin:v1|x' } }, 'no-image'],
    [
      'with more content than any symbol holds',
      { ...code, image: { rawContent: 'A'.repeat(4_400) } },
      'no-image',
    ],
    ['without an id', { ...code, id: undefined }, 'unreadable-reply'],
    ['without an expiry', { ...code, expireDateTime: undefined }, 'unreadable-reply'],
    ['that is cut short', 'cut', 'unreadable-reply'],
  ])('does not know the outcome of a reply %s', async (_what, body, detail) => {
    const created = await create(201, body);
    expect(created).toMatchObject({
      ok: false,
      error: { kind: 'outcome-unknown', detail, requestId: 'r-9' },
    });
    expect(JSON.stringify(created)).not.toContain(rawContent.slice(0, 8));
  });

  it('does not take 202 for a creation', async () => {
    expect(await create(202, code)).toMatchObject({
      ok: false,
      error: { kind: 'outcome-unknown', detail: '202' },
    });
  });

  it.each([
    [400, 'badRequest', 'A temporary QR code already exists for this user.', 'live-code-exists'],
    [409, 'conflict', '', 'live-code-exists'],
    [400, 'badRequest', 'The lifetime is too long.', 'rejected'],
    [400, 'badRequest', 'The property does not exist.', 'rejected'],
    [404, 'resourceNotFound', '', 'no-method'],
    [403, 'accessDenied', 'Request Authorization failed', 'not-permitted'],
  ])('%s %s "%s" is %s', async (status, errorCode, message, kind) => {
    const created = await create(status, { error: { code: errorCode, message } });
    expect(created).toMatchObject({ ok: false, error: { kind, detail: `${status} ${errorCode}` } });
  });

  it('wipes the reply it came in', async () => {
    const { directory, network } = answer(201, code);
    const bodies: Uint8Array[] = [];
    const send = network.send;
    network.send = async (request) => {
      const sent = await send(request);
      if (sent.ok) bodies.push(sent.value.body);
      return sent;
    };
    await directory.createCode(worker, 'temporary', asked, 'c-1');
    expect(bodies.map((body) => body.every((byte) => byte === 0))).toEqual([true]);
  });
});

describe('deleting the temporary code', () => {
  it.each([
    [204, undefined, false],
    [200, {}, false],
    [404, { error: { code: 'itemNotFound', message: '' } }, true],
    [404, { error: { code: 'Request_ResourceNotFound', message: '' } }, true],
  ])('%s is a success', async (status, body, alreadyGone) => {
    const deleted = await answer(status, body).directory.deleteCode(worker, 'temporary', 'c-1');
    expect(deleted).toEqual({ ok: true, value: { alreadyGone, requestId: 'r-9' } });
  });

  it('is not fooled by a path that the service does not know', async () => {
    const deleted = await answer(404, routing).directory.deleteCode(worker, 'temporary', 'c-1');
    expect(deleted).toMatchObject({ ok: false, error: { kind: 'rejected', detail: '404 no-such-segment' } });
  });
});

describe('the version of Graph', () => {
  const versions = (network: { readonly requests: readonly { readonly url: string }[] }) =>
    network.requests.map(({ url }) => url.split('/')[3]);
  const onlyBeta = (request: Request) =>
    new URL(request.url).pathname.startsWith('/beta/') ? jsonReply(201, code) : jsonReply(400, routing);

  it('falls back to beta for a create, which was not applied, and remembers', async () => {
    const { directory, network } = createGraphStation(onlyBeta, { config: { graphVersion: 'auto' } });
    expect(await directory.createCode(worker, 'temporary', asked, 'c-1')).toMatchObject({ ok: true });
    expect(await directory.createCode(worker, 'temporary', asked, 'c-2')).toMatchObject({ ok: true });
    expect(versions(network)).toEqual(['v1.0', 'beta', 'beta']);
  });

  it('stays with v1.0 where that works', async () => {
    const { directory, network } = createGraphStation(() => jsonReply(201, code), {
      config: { graphVersion: 'auto' },
    });
    await directory.createCode(worker, 'temporary', asked, 'c-1');
    await directory.createCode(worker, 'temporary', asked, 'c-2');
    expect(versions(network)).toEqual(['v1.0', 'v1.0']);
  });

  it.each([
    ['v1.0', ['v1.0']],
    ['beta', ['beta']],
  ] as const)('is %s and no other when the config says so', async (graphVersion, expected) => {
    const { directory, network } = createGraphStation(() => jsonReply(400, routing), {
      config: { graphVersion },
    });
    expect(await directory.createCode(worker, 'temporary', asked, 'c-1')).toMatchObject({
      error: { kind: 'rejected' },
    });
    expect(versions(network)).toEqual(expected);
  });

  it('says so when neither knows the path', async () => {
    const { directory, network } = createGraphStation(() => jsonReply(404, routing), {
      config: { graphVersion: 'auto' },
    });
    expect(await directory.readMethod(worker, 'c-1')).toMatchObject({
      error: { kind: 'rejected', detail: '404 no-such-segment' },
    });
    expect(versions(network)).toEqual(['v1.0', 'beta']);
  });
});
