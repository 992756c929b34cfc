/** All HTTP of the main process over one fetch function: whole bounded replies, named failures, online judged by outcomes. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { err, ok, type Result } from '../../core/result.ts';
import type { Clock, HttpRequest, Network, NetworkTrouble, Reply } from '../ports.ts';

/** The platform's fetch in the product, the demo tenant's `handle` in a demo. */
export type Fetch = (request: Request) => Promise<Response>;

/** Nothing that the station asks for is larger; a bigger reply is an attack or a mistake. */
const mostBytes = 5_000_000;

/** Chromium's net errors (net_error_list.h) that mean that no request left the station. */
const notSent: Readonly<Record<string, NetworkTrouble['kind']>> = {
  ERR_INTERNET_DISCONNECTED: 'offline',
  ERR_NAME_NOT_RESOLVED: 'offline',
  ERR_NAME_RESOLUTION_FAILED: 'offline',
  ERR_DNS_TIMED_OUT: 'offline',
  ERR_CONNECTION_REFUSED: 'offline',
  ERR_CONNECTION_TIMED_OUT: 'offline',
  ERR_CONNECTION_FAILED: 'offline',
  ERR_ADDRESS_UNREACHABLE: 'offline',
  ERR_NETWORK_ACCESS_DENIED: 'offline',
  ERR_PROXY_CONNECTION_FAILED: 'proxy-refused',
  ERR_TUNNEL_CONNECTION_FAILED: 'proxy-refused',
  ERR_PROXY_AUTH_UNSUPPORTED: 'proxy-refused',
  ERR_PROXY_AUTH_REQUESTED: 'proxy-refused',
  ERR_PROXY_CERTIFICATE_INVALID: 'untrusted-server',
  ERR_MANDATORY_PROXY_CONFIGURATION_FAILED: 'proxy-refused',
};

/** Names what a rejected fetch means. Certificate and TLS failures end before the request is sent. */
export function networkTroubleOf(error: unknown): NetworkTrouble {
  const message = error instanceof Error ? error.message : String(error);
  const word = /ERR_[A-Z0-9_]+/.exec(message)?.[0] ?? 'ERR_FAILED';
  const kind = notSent[word];
  if (kind !== undefined) return { kind, sent: 'no', detail: word };
  if (/^ERR_(CERT_|SSL_|BAD_SSL)/.test(word)) return { kind: 'untrusted-server', sent: 'no', detail: word };
  return { kind: 'no-answer', sent: 'maybe', detail: word };
}

/** What Electron's `net.fetch` rejects with for a redirect that is to be handled by hand. */
const redirectRefused = 'Redirect was cancelled';

export function createNetwork(fetch: Fetch, clock: Clock): Network {
  let online = true;
  let sinceMs = clock.monotonicMs();
  const listeners = new Set<() => void>();

  const judge = (isOnline: boolean) => {
    if (isOnline === online) return;
    online = isOnline;
    sinceMs = clock.monotonicMs();
    for (const listener of listeners) listener();
  };

  return {
    async send(asked) {
      const replied = await exchange(fetch, clock, asked);
      judge(replied.ok || replied.error.kind === 'bad-answer');
      return replied;
    },
    state: () => ({ online, sinceMs }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The same network with each request in a turn of its own: making one takes the main process some 10 ms, and the first of
 * all 40 ms more, as Node then loads its fetch, HTTP/2 included.
 */
export function inTurns(network: Network): Network {
  let isFirst = true;
  return {
    ...network,
    async send(asked) {
      await nextTurn();
      if (isFirst) {
        isFirst = false;
        process.getBuiltinModule('node:http2');
        await nextTurn();
        void Request;
        await nextTurn();
      }
      return network.send(asked);
    },
  };
}

async function exchange(
  fetch: Fetch,
  clock: Clock,
  asked: HttpRequest,
): Promise<Result<Reply, NetworkTrouble>> {
  const giveUp = new AbortController();
  const request = new Request(asked.url, {
    method: asked.method,
    headers: asked.headers,
    body: asked.body,
    signal: giveUp.signal,
    // Neither Entra nor Graph redirects these calls, and Electron would take the token along to another host.
    redirect: 'manual',
    cache: 'no-store',
    credentials: 'omit',
  });
  let callOff = () => {};
  const timeOut = new Promise<Result<Reply, NetworkTrouble>>((resolve) => {
    callOff = clock.after(asked.timeoutMs, () => {
      resolve(err({ kind: 'no-answer', sent: 'maybe', detail: 'TIMED_OUT' }));
      giveUp.abort();
    });
  });
  const whole = wholeReply(fetch, request);
  const first = await Promise.race([whole, timeOut]);
  callOff();
  return first;
}

async function wholeReply(fetch: Fetch, request: Request): Promise<Result<Reply, NetworkTrouble>> {
  try {
    const response = await fetch(request);
    const body = await boundedBody(response);
    if (body === null) return err({ kind: 'bad-answer', sent: 'maybe', detail: 'TOO_LARGE' });
    return ok({ status: response.status, headers: response.headers, body });
  } catch (failed) {
    // Electron rejects where it may not follow; the platform's own fetch gives the reply.
    if (failed instanceof Error && failed.message === redirectRefused)
      return ok({ status: 302, headers: new Headers(), body: new Uint8Array() });
    // fetch and body readers reject with whatever the network stack says: all of it is named here
    return err(networkTroubleOf(failed));
  }
}

/** Whoever reads the body may wipe it: no second copy of it is left. */
function joined(chunks: readonly Uint8Array[], total: number): Uint8Array {
  const whole = Buffer.concat(chunks, total);
  for (const chunk of chunks) chunk.fill(0);
  return whole;
}

async function boundedBody(response: Response): Promise<Uint8Array | null> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let total = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(chunks, total);
    total += value.byteLength;
    if (total > mostBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
}
