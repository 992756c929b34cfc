/** Enrolling, replacing, extending, resetting and removing: every shape that the pages show, and what is certain after each. */
import { describe, expect, it } from 'vitest';
import { jsonReply } from '../../testing/fake-network.ts';
import { createGraphStation, type GraphStation } from '../../testing/graph-station.ts';
import type { Directory } from '../ports.ts';

const worker = '0a4f1c1e-0000-4000-8000-00000000000a';
const url = `https://graph.example.com/v1.0/users/${worker}/authentication/qrCodePinMethod`;
const asked = {
  startsAtMs: Date.parse('2026-11-23T08:00:00Z'),
  expiresAtMs: Date.parse('2027-11-23T08:00:00Z'),
};
const headers = { date: 'Mon, 23 Nov 2026 08:00:00 GMT', 'request-id': 'r-9' };
const content = 'ms-qrpin:v1|ann@example.com|44f2f040-ea9d-4283-9e7b-b63ddae391a9|very-secret';
const rawContent = Buffer.from(content).toString('base64');
const digits = '73920184';

const standard = {
  '@odata.type': '#microsoft.graph.qrCode',
  id: '44F2F040-EA9D-4283-9E7B-B63DDAE391A9',
  startDateTime: '2026-11-23T08:00:00Z',
  expireDateTime: '2027-11-23T08:00:00Z',
  createdDateTime: '2026-11-23T08:00:00.1234567Z',
  lastUsedDateTime: '0001-01-01T00:00:00Z',
  image: { binaryValue: 'PHN2Zz4=', rawContent, errorCorrectionLevel: 'l', version: 1 },
};
const pin = { id: 'p-1', code: digits, forceChangePinNextSignIn: true };
const method = {
  id: 'm-1',
  isUsable: false,
  methodUsabilityReason: null,
  standardQRCode: standard,
  temporaryQRCode: null,
  pin,
};
const code = {
  id: '44f2f040-ea9d-4283-9e7b-b63ddae391a9',
  createdAtMs: Date.parse('2026-11-23T08:00:00.123Z'),
  ...asked,
  lastUsedAtMs: null,
};

const text = (bytes: Uint8Array | null | undefined) => new TextDecoder().decode(bytes ?? new Uint8Array());
const answer = (status: number, body: unknown) => createGraphStation(() => jsonReply(status, body, headers));
const unknown = (detail: string) => ({
  ok: false,
  error: { kind: 'outcome-unknown', detail, requestId: 'r-9' },
});
/** As it crosses into journal and log: bytes and all. */
const told = (result: unknown) =>
  JSON.stringify(result, (_key, value: unknown) => (value instanceof Uint8Array ? text(value) : value));

/** Every reply that came in, as it looks after the call. */
function repliesOf({ network }: GraphStation): readonly Uint8Array[] {
  const bodies: Uint8Array[] = [];
  const send = network.send;
  network.send = async (request) => {
    const sent = await send(request);
    if (sent.ok) bodies.push(sent.value.body);
    return sent;
  };
  return bodies;
}

const enrol = (directory: Directory) => directory.createCode(worker, 'method', asked, 'c-1');
const replace = (directory: Directory) => directory.createCode(worker, 'standard', asked, 'c-1');
const extend = (directory: Directory) => directory.extendStandardCode(worker, asked.expiresAtMs, 'c-1');
const reset = (directory: Directory) => directory.resetPin(worker, 'c-1');
const times = '"startDateTime":"2026-11-23T08:00:00.000Z","expireDateTime":"2027-11-23T08:00:00.000Z"';

describe('what is sent', () => {
  it.each([
    ['to enrol', enrol, 'PUT', '', `{"standardQRCode":{${times}}}`, method],
    ['to replace a standard code', replace, 'PATCH', '/standardQRCode', `{${times}}`, standard],
    [
      'to extend it: its end alone',
      extend,
      'PATCH',
      '/standardQRCode',
      '{"expireDateTime":"2027-11-23T08:00:00.000Z"}',
      standard,
    ],
    ['to reset the PIN: nothing, for Entra makes it', reset, 'PATCH', '/pin', '{}', pin],
  ] as const)('%s', async (_what, run, httpMethod, path, body, reply) => {
    const { directory, network } = answer(201, reply);
    expect(await run(directory)).toMatchObject({ ok: true, value: { requestId: 'r-9' } });
    expect(network.requests).toMatchObject([{ method: httpMethod, url: `${url}${path}`, body }]);
    expect(network.requests[0]?.headers).toMatchObject({ 'client-request-id': 'c-1' });
  });

  it.each([
    ['temporary', '/temporaryQRCode'],
    ['standard', '/standardQRCode'],
    ['method', ''],
  ] as const)('to remove: %s', async (target, path) => {
    const { directory, network } = createGraphStation(() => new Response(null, { status: 204, headers }));
    expect(await directory.deleteCode(worker, target, 'c-1')).toEqual({
      ok: true,
      value: { alreadyGone: false, requestId: 'r-9' },
    });
    expect(network.requests).toMatchObject([{ method: 'DELETE', url: `${url}${path}`, body: null }]);
  });

  it.each([
    ['create', (directory: Directory) => directory.createCode('../me', 'method', asked, 'c')],
    ['delete', (directory: Directory) => directory.deleteCode('../me', 'method', 'c')],
    ['extend', (directory: Directory) => directory.extendStandardCode('a/b', asked.expiresAtMs, 'c')],
    ['reset', (directory: Directory) => directory.resetPin('', 'c')],
  ])('is nothing for an id that is none: %s', async (_what, run) => {
    const { directory, network } = answer(201, method);
    expect(await run(directory)).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
    expect(network.requests).toEqual([]);
  });
});

describe('the reply to an enrolment', () => {
  it.each<[string, number, unknown]>([
    ['as the page shows it', 201, method],
    ['with 200', 200, method],
    ['wrapped in value', 201, { value: method }],
    ['in the other casing', 201, { id: 'm', standardQrCode: standard, temporaryQrCode: null, pin }],
    ['without what the page leaves out', 201, { standardQRCode: standard, pin: { code: digits } }],
    [
      'with the other word for a forced change',
      201,
      { ...method, pin: { ...pin, isForcePinChangeRequired: true } },
    ],
    ['with a temporary code beside it', 201, { ...method, temporaryQRCode: { ...standard, image: null } }],
  ])('is understood %s', async (_shape, status, body) => {
    const made = await enrol(answer(status, body).directory);
    expect(made).toMatchObject({ ok: true, value: { code, errorCorrectionLevel: 'L', requestId: 'r-9' } });
    expect(made.ok && [text(made.value.content), text(made.value.pin)]).toEqual([content, digits]);
  });

  it.each<[string, number, unknown, string]>([
    ['without a PIN', 201, { ...method, pin: null }, 'unreadable-reply'],
    ['without the PIN’s digits', 201, { ...method, pin: { ...pin, code: null } }, 'unreadable-reply'],
    ['with a PIN of letters', 201, { ...method, pin: { code: '7392018a' } }, 'unreadable-reply'],
    ['with a PIN in other digits', 201, { ...method, pin: { code: '٧٣٩٢٠١٨٤' } }, 'unreadable-reply'],
    ['with a PIN that is a number', 201, { ...method, pin: { code: 73_920_184 } }, 'unreadable-reply'],
    ['with a short PIN', 201, { ...method, pin: { code: '7392018' } }, 'unreadable-reply'],
    ['with a long PIN', 201, { ...method, pin: { code: '7'.repeat(21) } }, 'unreadable-reply'],
    ['with a PIN and a line end', 201, { ...method, pin: { code: `${digits}\n` } }, 'unreadable-reply'],
    ['without a standard code', 201, { ...method, standardQRCode: null }, 'unreadable-reply'],
    ['without a picture', 201, { ...method, standardQRCode: { ...standard, image: null } }, 'no-image'],
    ['as a list', 201, [method], 'unreadable-reply'],
    ['that was only accepted', 202, method, '202'],
    ['without a body', 204, null, '204'],
  ])('leaves the outcome unknown %s, and tells no secret', async (_what, status, body, detail) => {
    const made = await enrol(answer(status, body).directory);
    expect(made).toMatchObject(unknown(detail));
    for (const secret of [digits, rawContent, content]) expect(told(made)).not.toContain(secret);
  });

  it.each([
    [400, 'invalidRequest', 'The user already has a QR code PIN method.', 'already', 'live-code-exists'],
    [409, 'Conflict', '', 'a conflict', 'live-code-exists'],
    [400, 'invalidRequest', 'Invalid PIN', 'a PIN that is too weak', 'rejected'],
    [403, 'accessDenied', 'Request Authorization failed', 'an administrator', 'not-permitted'],
    [404, 'Request_ResourceNotFound', '', 'a worker who is not there', 'no-such-worker'],
  ])('%s %s "%s" is certain: %s', async (status, errorCode, message, _what, kind) => {
    const { directory, network } = answer(status, { error: { code: errorCode, message } });
    expect(await enrol(directory)).toMatchObject({
      ok: false,
      error: { kind, detail: `${status} ${errorCode}` },
    });
    expect(network.requests).toHaveLength(1);
  });
});

describe('the reply to a reset', () => {
  it.each<[string, number, unknown]>([
    ['as the page shows it', 201, pin],
    ['with 200', 200, pin],
    ['wrapped in value', 201, { value: pin }],
    ['in another casing', 201, { ID: 'p', Code: digits }],
    ['with times of seven digits', 201, { ...pin, updatedDateTime: '2025-03-04T21:27:46.9771036Z' }],
    ['that forces no change', 201, { ...pin, forceChangePinNextSignIn: false }],
  ])('is understood %s', async (_shape, status, body) => {
    const made = await reset(answer(status, body).directory);
    expect(made).toMatchObject({ ok: true, value: { requestId: 'r-9' } });
    expect(made.ok && text(made.value.digits)).toBe(digits);
  });

  it.each<[string, number, unknown, string]>([
    ['without digits', 201, { ...pin, code: null }, 'no-pin'],
    ['with an empty PIN', 201, { ...pin, code: '' }, 'no-pin'],
    ['with letters', 201, { ...pin, code: `${digits}x` }, 'no-pin'],
    ['as a text', 201, digits, 'no-pin'],
    ['without a body, as after updatePin', 204, null, '204'],
    ['that was only accepted', 202, pin, '202'],
  ])('leaves the outcome unknown %s, and tells no secret', async (_what, status, body, detail) => {
    const made = await reset(answer(status, body).directory);
    expect(made).toMatchObject(unknown(detail));
    expect(told(made)).not.toContain(digits);
  });

  it.each([
    [404, 'resourceNotFound', 'no-method'],
    [404, 'Request_ResourceNotFound', 'no-such-worker'],
    [403, 'accessDenied', 'not-permitted'],
    [409, 'Conflict', 'rejected'],
    [400, 'invalidRequest', 'rejected'],
  ])('%s %s is certain: %s', async (status, errorCode, kind) => {
    const { directory } = answer(status, { error: { code: errorCode, message: 'It does exist already.' } });
    expect(await reset(directory)).toMatchObject({ ok: false, error: { kind } });
  });
});

describe('the reply to an extension', () => {
  const later = '2027-12-01T00:00:00.1234567Z';

  it.each<[string, number, unknown, number]>([
    ['as the sample shows it, without a picture', 200, { ...standard, image: null }, asked.expiresAtMs],
    ['as the text has it, with 201', 201, { ...standard, image: null }, asked.expiresAtMs],
    ['wrapped in value', 200, { value: { ...standard, image: null } }, asked.expiresAtMs],
    [
      'with another end than was asked',
      200,
      { ...standard, expireDateTime: later },
      Date.parse('2027-12-01T00:00:00.123Z'),
    ],
    ['without an end', 200, { id: 'x' }, asked.expiresAtMs],
    ['with an end that is none', 200, { ...standard, expireDateTime: 'soon' }, asked.expiresAtMs],
    ['without a body', 204, null, asked.expiresAtMs],
  ])('is understood %s', async (_shape, status, body, expiresAtMs) => {
    const done = await extend(answer(status, body).directory);
    expect(done).toEqual({ ok: true, value: { expiresAtMs, requestId: 'r-9' } });
  });

  it.each<[string, number, unknown, string]>([
    ['is no object', 200, 'done', 'unreadable-reply'],
    ['is a list', 200, [standard], 'unreadable-reply'],
    ['was only accepted', 202, standard, '202'],
  ])('leaves the outcome unknown when it %s', async (_what, status, body, detail) => {
    const done = await extend(answer(status, body).directory);
    expect(done).toMatchObject(unknown(detail));
    expect(told(done)).not.toContain(rawContent);
  });

  it.each([
    [400, 'invalidRequest', 'expireDateTime is out of range.', 'rejected'],
    [404, 'resourceNotFound', 'There is no standard QR code.', 'no-method'],
    [409, 'Conflict', '', 'rejected'],
  ])('%s %s "%s" is certain: %s', async (status, errorCode, message, kind) => {
    const { directory } = answer(status, { error: { code: errorCode, message } });
    expect(await extend(directory)).toMatchObject({ ok: false, error: { kind } });
  });
});

describe('a reply with a secret', () => {
  it.each<[string, (directory: Directory) => Promise<unknown>, unknown]>([
    ['to an enrolment', enrol, method],
    ['to an enrolment that cannot be read', enrol, { ...method, standardQRCode: null }],
    ['to a replacement', replace, standard],
    ['to a replacement without a picture', replace, { ...standard, image: { binaryValue: rawContent } }],
    ['to a reset', reset, pin],
    ['to a reset that cannot be read', reset, { ...pin, code: `${digits}0 ` }],
    ['to an extension', extend, standard],
  ])('%s is wiped', async (_what, run, body) => {
    const station = answer(201, body);
    const bodies = repliesOf(station);
    await run(station.directory);
    expect(bodies.map((bytes) => bytes.length > 0 && bytes.every((byte) => byte === 0))).toEqual([true]);
  });

  it('does not share its bytes with what was made of it, which is wiped by itself', async () => {
    const made = await enrol(answer(201, method).directory);
    if (!made.ok) throw new Error(made.error.kind);
    made.value.pin?.fill(0);
    expect(text(made.value.content)).toBe(content);
    made.value.content.fill(0);
    expect(told(made)).not.toContain('secret');
  });

  it.each<[string, (directory: Directory) => Promise<unknown>]>([
    ['enrol', enrol],
    ['replace', replace],
    ['extend', extend],
    ['reset', reset],
    ['delete', (directory) => directory.deleteCode(worker, 'method', 'c')],
    ['read', (directory) => directory.readMethod(worker, 'c')],
  ])('is not quoted from an error body: %s', async (_what, run) => {
    for (const status of [400, 403, 404, 409, 423, 500]) {
      const error = { code: 'x', message: `${content} ${digits}`, innerError: { code: rawContent } };
      const result = await run(answer(status, { error, pin, standardQRCode: standard }).directory);
      for (const secret of [digits, rawContent, 'very-secret']) expect(told(result)).not.toContain(secret);
    }
  });
});

describe('the version of Graph', () => {
  const routing = {
    error: { code: 'BadRequest', message: "Resource not found for the segment 'qrCodePinMethod'." },
  };
  it.each<[string, (directory: Directory) => Promise<unknown>, unknown]>([
    ['an enrolment', enrol, method],
    ['an extension', extend, standard],
    ['a reset', reset, pin],
  ])('falls back to beta for %s, which was not applied', async (_what, run, body) => {
    const isBeta = (request: Request) => new URL(request.url).pathname.startsWith('/beta/');
    const { directory, network } = createGraphStation(
      (request) => (isBeta(request) ? jsonReply(201, body, headers) : jsonReply(400, routing, headers)),
      { config: { graphVersion: 'auto' } },
    );
    expect(await run(directory)).toMatchObject({ ok: true });
    expect(network.requests.map((request) => request.url.split('/')[3])).toEqual(['v1.0', 'beta']);
  });
});
