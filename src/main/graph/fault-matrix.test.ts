import { describe, expect, it } from 'vitest';
import { jsonReply } from '../../testing/fake-network.ts';
import { createGraphStation } from '../../testing/graph-station.ts';
import type { Directory, NetworkTrouble } from '../ports.ts';

const worker = '0a4f1c1e-0000-4000-8000-00000000000a';
const window = { startsAtMs: 1_795_000_000_000, expiresAtMs: 1_795_028_800_000 };
const date = { date: 'Mon, 23 Nov 2026 08:00:00 GMT' };
const content = 'ms-qrpin:v1|ann@example.com|44f2f040-ea9d-4283-9e7b-b63ddae391a9|key';

const codeBody = {
  id: '44F2F040-EA9D-4283-9E7B-B63DDAE391A9',
  startDateTime: '2026-11-23T08:00:00Z',
  expireDateTime: '2026-11-23T16:00:00Z',
  createdDateTime: '2026-11-23T08:00:00.1234567Z',
  lastUsedDateTime: '0001-01-01T00:00:00Z',
  image: { rawContent: Buffer.from(content).toString('base64'), errorCorrectionLevel: 'l', version: 1 },
};
const methodBody = {
  id: 'm',
  temporaryQRCode: { ...codeBody, image: null },
  standardQRCode: null,
  pin: null,
};
const pinBody = { id: 'p', code: '73920184', forceChangePinNextSignIn: true };
const enrolledBody = { id: 'm', standardQRCode: codeBody, temporaryQRCode: null, pin: pinBody };
const userBody = { id: worker, displayName: 'Ann', userPrincipalName: 'ann@example.com' };

interface Call {
  readonly run: (directory: Directory) => Promise<unknown>;
  readonly success: () => Response;
}

const calls: Readonly<Record<string, Call>> = {
  'reading roles': {
    run: (directory) => directory.mayIssue(),
    success: () => jsonReply(200, { value: [{ roleTemplateId: 'c4e39bd9-1100-46d3-8c65-fb160da0071f' }] }),
  },
  'searching workers': {
    run: (directory) => directory.findWorkers('ann', 5),
    success: () => jsonReply(200, { value: [userBody] }),
  },
  'reading a worker': {
    run: (directory) => directory.worker(worker),
    success: () => jsonReply(200, userBody),
  },
  'reading the method': {
    run: (directory) => directory.readMethod(worker, 'c-1'),
    success: () => jsonReply(200, methodBody, date),
  },
  'deleting the code': {
    run: (directory) => directory.deleteCode(worker, 'temporary', 'c-2'),
    success: () => new Response(null, { status: 204 }),
  },
  'creating a code': {
    run: (directory) => directory.createCode(worker, 'temporary', window, 'c-3'),
    success: () => jsonReply(201, codeBody, date),
  },
  'deleting the method': {
    run: (directory) => directory.deleteCode(worker, 'method', 'c-4'),
    success: () => new Response(null, { status: 204 }),
  },
  'replacing a standard code': {
    run: (directory) => directory.createCode(worker, 'standard', window, 'c-5'),
    success: () => jsonReply(201, codeBody, date),
  },
  'enrolling a worker': {
    run: (directory) => directory.createCode(worker, 'method', window, 'c-6'),
    success: () => jsonReply(201, enrolledBody, date),
  },
  'extending a standard code': {
    run: (directory) => directory.extendStandardCode(worker, window.expiresAtMs, 'c-7'),
    success: () => jsonReply(200, { ...codeBody, image: null }, date),
  },
  'resetting the PIN': {
    run: (directory) => directory.resetPin(worker, 'c-8'),
    success: () => jsonReply(201, pinBody, date),
  },
};

type CallName = keyof typeof calls & string;
const reads: readonly CallName[] = [
  'reading roles',
  'searching workers',
  'reading a worker',
  'reading the method',
];
const deletes: readonly CallName[] = ['deleting the code', 'deleting the method'];
const creates: readonly CallName[] = ['creating a code', 'replacing a standard code', 'enrolling a worker'];
/** Nothing comes to be, so nothing can be there already. */
const changes: readonly CallName[] = ['extending a standard code', 'resetting the PIN'];
const html = (status: number) =>
  new Response('<html>login</html>', { status, headers: { 'content-type': 'text/html; charset=utf-8' } });
const refusal = (
  status: number,
  code: string,
  headers: Readonly<Record<string, string>> = {},
  message = 'no',
) => jsonReply(status, { error: { code, message, innererror: { 'request-id': 'r-1' } } }, headers);
const challenge = {
  'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${Buffer.from('{"a":1}').toString('base64')}"`,
};

type Fault = Response | NetworkTrouble;
interface Expected {
  readonly kind: string;
  readonly requests: number;
  readonly retryAfterSeconds?: number | null;
}

function failure(kind: NetworkTrouble['kind'], sent: NetworkTrouble['sent'], detail: string): NetworkTrouble {
  return { kind, sent, detail };
}

function n(kind: string, requests: number, retryAfterSeconds: number | null = null): Expected {
  return { kind, requests, retryAfterSeconds };
}
function one(kind: string): Expected {
  return n(kind, 1);
}
const unknown = one('outcome-unknown');

/** Every fault, repeated for as long as the call asks: what reads, the delete and the create end with. */
const faults: readonly (readonly [string, () => Fault, Expected, Expected, Expected])[] = [
  [
    'a name that does not resolve',
    () => failure('offline', 'no', 'ERR_NAME_NOT_RESOLVED'),
    one('offline'),
    one('offline'),
    one('offline'),
  ],
  [
    'a refused connection',
    () => failure('offline', 'no', 'ERR_CONNECTION_REFUSED'),
    one('offline'),
    one('offline'),
    one('offline'),
  ],
  [
    'no route',
    () => failure('offline', 'no', 'ERR_ADDRESS_UNREACHABLE'),
    one('offline'),
    one('offline'),
    one('offline'),
  ],
  [
    'a connection time-out',
    () => failure('no-answer', 'no', 'ERR_CONNECTION_TIMED_OUT'),
    n('no-answer', 3),
    one('no-answer'),
    one('no-answer'),
  ],
  [
    'an untrusted certificate',
    () => failure('untrusted-server', 'no', 'ERR_CERT_AUTHORITY_INVALID'),
    one('untrusted-server'),
    one('untrusted-server'),
    one('untrusted-server'),
  ],
  [
    'an expired certificate',
    () => failure('untrusted-server', 'no', 'ERR_CERT_DATE_INVALID'),
    one('untrusted-server'),
    one('untrusted-server'),
    one('untrusted-server'),
  ],
  [
    'a certificate for another host',
    () => failure('untrusted-server', 'no', 'ERR_CERT_COMMON_NAME_INVALID'),
    one('untrusted-server'),
    one('untrusted-server'),
    one('untrusted-server'),
  ],
  [
    'a proxy that wants credentials',
    () => failure('proxy-refused', 'no', 'ERR_TUNNEL_CONNECTION_FAILED'),
    one('proxy-refused'),
    one('proxy-refused'),
    one('proxy-refused'),
  ],
  ['a 407', () => refusal(407, ''), one('proxy-refused'), unknown, unknown],
  ['a login page with 200', () => html(200), one('captive-portal'), unknown, unknown],
  [
    'a login page that calls itself JSON',
    () => new Response('\n<!doctype html>', { headers: { 'content-type': 'application/json' } }),
    one('captive-portal'),
    unknown,
    unknown,
  ],
  [
    'a redirect to a portal',
    () => new Response(null, { status: 302, headers: { location: 'http://portal.example/' } }),
    one('captive-portal'),
    unknown,
    unknown,
  ],
  ['a 511', () => html(511), one('captive-portal'), unknown, unknown],
  ['a block page with 403', () => html(403), one('captive-portal'), unknown, unknown],
  [
    'a time-out after sending',
    () => failure('no-answer', 'maybe', 'timeout'),
    n('no-answer', 3),
    unknown,
    unknown,
  ],
  [
    'a reset before the headers',
    () => failure('no-answer', 'maybe', 'ERR_CONNECTION_RESET'),
    n('no-answer', 3),
    unknown,
    unknown,
  ],
  [
    'a reset in the body',
    () => failure('bad-answer', 'maybe', 'ERR_CONTENT_LENGTH_MISMATCH'),
    n('bad-answer', 3),
    unknown,
    unknown,
  ],
  [
    'a body of more than 5 MB',
    () => failure('bad-answer', 'maybe', 'too large'),
    n('bad-answer', 3),
    unknown,
    unknown,
  ],
  ['a 400', () => refusal(400, 'badRequest'), one('rejected'), one('rejected'), one('rejected')],
  [
    'a 401 that stays',
    () => refusal(401, 'InvalidAuthenticationToken'),
    n('signed-out', 2),
    n('signed-out', 2),
    // Not applied, but sent again only after a look: the issuance decides.
    n('busy', 1, 0),
  ],
  [
    'a claims challenge that stays',
    () => refusal(401, 'InvalidAuthenticationToken', challenge),
    n('signed-out', 2),
    n('signed-out', 2),
    n('busy', 1, 0),
  ],
  [
    'a 403',
    () => refusal(403, 'accessDenied'),
    one('not-permitted'),
    one('not-permitted'),
    one('not-permitted'),
  ],
  ['a 409', () => refusal(409, 'conflict'), one('rejected'), one('rejected'), one('live-code-exists')],
  ['a 423', () => refusal(423, 'locked'), one('rejected'), one('rejected'), one('rejected')],
  [
    'a 429 with Retry-After',
    () => refusal(429, 'TooManyRequests', { 'retry-after': '2' }),
    n('busy', 3, 2),
    n('busy', 1, 2),
    n('busy', 1, 2),
  ],
  ['a 429 without', () => refusal(429, 'TooManyRequests'), n('busy', 3), one('busy'), one('busy')],
  [
    'a 429 for a day',
    () => refusal(429, 'TooManyRequests', { 'retry-after': '86400' }),
    n('busy', 1, 86_400),
    n('busy', 1, 86_400),
    n('busy', 1, 86_400),
  ],
  [
    'a 503 with Retry-After',
    () => refusal(503, 'serviceNotAvailable', { 'retry-after': '2' }),
    n('busy', 3, 2),
    n('busy', 1, 2),
    n('busy', 1, 2),
  ],
  ['a 503 in HTML', () => html(503), n('busy', 3), one('busy'), one('busy')],
  ['a 500', () => refusal(500, 'generalException'), n('server-error', 3), unknown, unknown],
  ['a 502 in HTML', () => html(502), n('server-error', 3), unknown, unknown],
  ['a 504', () => refusal(504, ''), n('server-error', 3), unknown, unknown],
  ['a 408', () => refusal(408, ''), n('no-answer', 3), unknown, unknown],
];

function station(success: () => Response) {
  return createGraphStation(success, { claimedRoles: [] });
}

async function troubleOf(fault: () => Fault, call: Call) {
  const { clock, network, directory } = station(call.success);
  for (let tries = 0; tries < 8; tries += 1) {
    const found = fault();
    if (found instanceof Response) network.answerNext(found);
    else network.failNext(found);
  }
  const result = (await call.run(directory)) as {
    ok: boolean;
    error?: { kind: string; retryAfterSeconds: number };
  };
  return { result, requests: network.requests.length, clock };
}

/** The search sends a smaller and a plainer request after a refusal; the roles have a second source. Those are tested by themselves. */
const goesOn: Readonly<Record<string, readonly string[]>> = {
  'reading roles': ['not-permitted', 'rejected'],
  'searching workers': ['not-permitted', 'rejected'],
  'reading a worker': ['not-permitted'],
};

describe.each(faults)('%s', (_fault, fault, forReads, forDelete, forCreate) => {
  const cells: readonly (readonly [CallName, Expected])[] = [
    ...reads.map((name) => [name, forReads] as const),
    ...deletes.map((name) => [name, forDelete] as const),
    ...creates.map((name) => [name, forCreate] as const),
    ...changes.map(
      (name) => [name, forCreate.kind === 'live-code-exists' ? one('rejected') : forCreate] as const,
    ),
  ];
  const shown = cells.filter(([name, expected]) => goesOn[name]?.includes(expected.kind) !== true);
  it.each(shown.map(([name, expected]) => [name, expected.kind, expected] as const))(
    'ends %s as %s',
    async (name, _kind, expected) => {
      const call = calls[name];
      if (call === undefined) throw new Error(name);
      const { result, requests } = await troubleOf(fault, call);
      expect({ ok: result.ok, kind: result.error?.kind, requests }).toEqual({
        ok: false,
        kind: expected.kind,
        requests: expected.requests,
      });
      expect(result.error?.retryAfterSeconds).toBe(expected.retryAfterSeconds);
    },
  );
});

describe.each(Object.entries(calls))('%s', (_name, call) => {
  it('succeeds when nothing is wrong', async () => {
    const { directory, network } = station(call.success);
    expect(await call.run(directory)).toMatchObject({ ok: true });
    const sent = network.requests[0];
    expect(sent?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'x-ms-throttle-priority': 'high',
      'return-client-request-id': 'true',
    });
    expect(sent?.headers['client-request-id']).toMatch(/^(id|c)-\d$/);
    expect(sent?.timeoutMs).toBe(sent?.method === 'GET' ? 5_000 : 15_000);
  });

  it('answers a claims challenge once, with the very same request where that is safe', async () => {
    const { directory, network, session } = station(call.success);
    network.answerNext(refusal(401, 'InvalidAuthenticationToken', challenge));
    const answered = await call.run(directory);
    expect(session.asked).toContainEqual({ claims: '{"a":1}' });
    const [first, second] = network.requests;
    if (first?.method === 'PATCH' || first?.method === 'PUT') {
      // A create goes out again only after a look, which the issuance takes.
      expect(answered).toMatchObject({ ok: false, error: { kind: 'busy', retryAfterSeconds: 0 } });
      expect(second).toBeUndefined();
      return;
    }
    expect(answered).toMatchObject({ ok: true });
    expect(second).toEqual({ ...first, headers: { ...first?.headers, authorization: 'Bearer token-2' } });
  });

  it('sends nothing without a token, and says why', async () => {
    const { directory, network, session } = station(call.success);
    session.expire();
    expect(await call.run(directory)).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
    expect(network.requests).toEqual([]);
  });

  it('is not applied when no token satisfies the challenge', async () => {
    const { directory, network, session } = station(call.success);
    network.answerNext(refusal(401, 'InvalidAuthenticationToken', challenge), () => {
      session.expire();
      return true;
    });
    expect(await call.run(directory)).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
    expect(network.requests).toHaveLength(1);
  });
});

describe('pauses', () => {
  const readable = () => jsonReply(200, methodBody, date);

  it('waits exactly as long as Retry-After says, then succeeds', async () => {
    const { clock, directory, network } = station(readable);
    network.answerNext(refusal(429, 'TooManyRequests', { 'retry-after': '7' }));
    expect(await directory.readMethod(worker, 'c-1')).toMatchObject({ ok: true });
    expect(clock.pauses).toEqual([7_000]);
  });

  it('reads a Retry-After date by the service’s clock', async () => {
    const { clock, directory, network } = station(readable);
    network.answerNext(refusal(503, 'x', { ...date, 'retry-after': 'Mon, 23 Nov 2026 08:00:04 GMT' }));
    await directory.readMethod(worker, 'c-1');
    expect(clock.pauses).toEqual([4_000]);
  });

  it('backs off 1, then 2 s without one', async () => {
    const { clock, directory, network } = station(readable);
    for (let tries = 0; tries < 3; tries += 1) network.answerNext(html(502));
    await directory.readMethod(worker, 'c-1');
    expect(clock.pauses).toEqual([1_000, 2_000]);
  });
});
