/** What a network and a service can do to one request, as one table: how the fetch misbehaves, and whether the tenant acted. */

/** Sends the request on to the tenant. */
export type Serve = () => Promise<Response>;

/** What a fault may do to time: never answer until the caller gives up. */
export interface Way {
  readonly request: Request;
  readonly serve: Serve;
  /** Rejects once the request's signal is aborted; time goes by meanwhile. */
  readonly silence: () => Promise<never>;
}

/**
 * What the station can know of a write that met the fault. `not-sent`, `refused`: not applied, for sure. `unknown`: it
 * may have been.
 */
export type WriteFate = 'not-sent' | 'refused' | 'unknown';

export interface NetworkFault {
  readonly name: string;
  /** The trouble that a read ends with, and a write too unless its fate is `unknown`. */
  readonly kind: string;
  /** Requests that one read call makes while the fault lasts: 1 where asking again is of no use. */
  readonly readTries: number;
  readonly write: WriteFate;
  /** Whether the service says how soon to ask again, so that the station does: `Retry-After`, or a token to renew. */
  readonly isInvited: boolean;
  /** Whether the tenant acts on a request that the fault strikes. */
  readonly applied: boolean;
  readonly strike: (way: Way) => Promise<Response>;
}

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html; charset=utf-8' };
const loginPage = '<!doctype html><html><body>Welcome to Plant Wi-Fi</body></html>';

/** Rejects as Chromium's fetch does. */
function breaks(word: string): NetworkFault['strike'] {
  return () => Promise.reject(new TypeError(`net::${word}`));
}

function answers(status: number, body: string | null, headers: Readonly<Record<string, string>>) {
  return async () => new Response(body, { status, headers });
}

function refuses(status: number, code: string, headers: Readonly<Record<string, string>> = {}) {
  return answers(status, JSON.stringify({ error: { code, message: 'no' } }), { ...json, ...headers });
}

/** The tenant's true answer, whose body goes wrong after its first bytes. */
function body(rest: (first: Uint8Array, way: Way) => ReadableStream<Uint8Array>): NetworkFault['strike'] {
  return async (way) => {
    const { status, headers, body: whole } = await way.serve();
    if (whole === null) return new Response(rest(new Uint8Array(), way), { status: 200, headers });
    const bytes = new Uint8Array(await new Response(whole).arrayBuffer());
    return new Response(rest(bytes.subarray(0, bytes.length / 2), way), { status, headers });
  };
}

const resetInBody = body(
  (first) =>
    new ReadableStream({
      start: (stream) => stream.enqueue(first),
      pull: (stream) => stream.error(new TypeError('net::ERR_CONTENT_LENGTH_MISMATCH')),
    }),
);
const drip = body(
  (first, { silence }) =>
    new ReadableStream({ start: (stream) => stream.enqueue(first), pull: () => silence() }),
);
const cutOff = body(
  (first) =>
    new ReadableStream({
      start(stream) {
        stream.enqueue(first);
        stream.close();
      },
    }),
);

const base = { isInvited: false, applied: false, readTries: 1, write: 'unknown' } as const;
type Given = Pick<NetworkFault, 'name' | 'kind' | 'strike'> & Partial<NetworkFault>;
const fault = (given: Given): NetworkFault => ({ ...base, ...given });

/** The request never left the station. */
function unsent(name: string, kind: string, word: string): NetworkFault {
  return fault({ name, kind, write: 'not-sent', strike: breaks(word) });
}

/** Worth asking again for a read; for a write nobody knows. */
function passing(name: string, kind: string, strike: NetworkFault['strike'], applied = false): NetworkFault {
  return fault({ name, kind, readTries: 3, applied, strike });
}

/** Something between the station and the service spoke. */
function misdirected(name: string, kind: string, strike: NetworkFault['strike']): NetworkFault {
  return fault({ name, kind, strike });
}

function refused(name: string, kind: string, strike: NetworkFault['strike']): NetworkFault {
  return fault({ name, kind, write: 'refused', strike });
}

function busy(name: string, strike: NetworkFault['strike'], readTries = 3, isInvited = false): NetworkFault {
  return fault({ name, kind: 'busy', write: 'refused', readTries, isInvited, strike });
}

function unauthorised(name: string, headers: Readonly<Record<string, string>>): NetworkFault {
  const strike = refuses(401, 'InvalidAuthenticationToken', headers);
  return fault({ name, kind: 'signed-out', write: 'refused', readTries: 2, isInvited: true, strike });
}

const claims = btoa('{"access_token":{"nbf":{"essential":true,"value":"1795000000"}}}');
const challenge = { 'www-authenticate': `Bearer realm="", error="insufficient_claims", claims="${claims}"` };

const noWay: readonly NetworkFault[] = [
  unsent('a name that does not resolve', 'offline', 'ERR_NAME_NOT_RESOLVED'),
  unsent('a refused connection', 'offline', 'ERR_CONNECTION_REFUSED'),
  unsent('no route', 'offline', 'ERR_ADDRESS_UNREACHABLE'),
  unsent('a time-out while connecting', 'offline', 'ERR_CONNECTION_TIMED_OUT'),
  unsent('an untrusted certificate', 'untrusted-server', 'ERR_CERT_AUTHORITY_INVALID'),
  unsent('an expired certificate', 'untrusted-server', 'ERR_CERT_DATE_INVALID'),
  unsent('a certificate for another host', 'untrusted-server', 'ERR_CERT_COMMON_NAME_INVALID'),
  unsent('a broken TLS handshake', 'untrusted-server', 'ERR_SSL_PROTOCOL_ERROR'),
  unsent('a proxy that refuses the tunnel', 'proxy-refused', 'ERR_TUNNEL_CONNECTION_FAILED'),
];

const somebodyElse: readonly NetworkFault[] = [
  misdirected('a 407', 'proxy-refused', answers(407, '', html)),
  misdirected('a login page with 200', 'captive-portal', answers(200, loginPage, html)),
  misdirected('a login page that calls itself JSON', 'captive-portal', answers(200, loginPage, json)),
  misdirected(
    'a redirect to a portal',
    'captive-portal',
    answers(302, null, { location: 'http://portal.plant7.example/' }),
  ),
];

const silence: readonly NetworkFault[] = [
  passing('a time-out before anything arrives', 'no-answer', ({ silence: wait }) => wait()),
  passing(
    'a time-out after it arrived',
    'no-answer',
    async ({ serve, silence: wait }) => {
      await serve();
      return wait();
    },
    true,
  ),
  passing(
    'a reset before the headers',
    'no-answer',
    async ({ serve }) => {
      await serve();
      throw new TypeError('net::ERR_CONNECTION_RESET');
    },
    true,
  ),
  passing('a reset in the body', 'no-answer', resetInBody, true),
  passing('a body that drips', 'no-answer', drip, true),
  passing('half a body', 'bad-answer', cutOff, true),
];

const refusals: readonly NetworkFault[] = [
  refused('a 400', 'rejected', refuses(400, 'badRequest')),
  unauthorised('a 401', {}),
  unauthorised('a claims challenge that no token answers', challenge),
  refused('a 403', 'not-permitted', refuses(403, 'accessDenied')),
  refused('a 404', 'no-method', refuses(404, 'resourceNotFound')),
  refused('a 409', 'rejected', refuses(409, 'conflict')),
];

const soon = { 'retry-after': '2' };
const inADay = { 'retry-after': '86400' };
const troubledService: readonly NetworkFault[] = [
  busy('a 429 with Retry-After', refuses(429, 'TooManyRequests', soon), 3, true),
  busy('a 429 without Retry-After', refuses(429, 'TooManyRequests')),
  busy('a 429 for a day', refuses(429, 'TooManyRequests', inADay), 1),
  busy('a 503 with Retry-After', refuses(503, 'serviceNotAvailable', soon), 3, true),
  busy('a 503 without Retry-After', refuses(503, 'serviceNotAvailable')),
  passing('a 500', 'server-error', refuses(500, 'generalException')),
  passing(
    'a 500 after it was done',
    'server-error',
    async ({ serve }) => {
      await serve();
      return refuses(500, 'generalException')();
    },
    true,
  ),
  passing('a 502 in HTML', 'server-error', answers(502, '<html><h1>Bad Gateway</h1></html>', html)),
  passing('a 504', 'server-error', refuses(504, 'UnknownError')),
];

/** Every row strikes every call. */
export const faults: readonly NetworkFault[] = [
  ...noWay,
  ...somebodyElse,
  ...silence,
  ...refusals,
  ...troubledService,
];
