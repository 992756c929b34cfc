/** A `Network` whose far end is a function, with the ways a real network fails as knobs. */
import { err, ok } from '../core/result.ts';
import type { HttpRequest, Network, NetworkTrouble, Reply } from '../main/ports.ts';

export type Handle = (request: Request) => Promise<Response> | Response;
export type Matches = (request: HttpRequest) => boolean;

export interface FakeNetwork extends Network {
  /** Everything that was asked to be sent, sent or not. */
  readonly requests: readonly HttpRequest[];
  goOffline(): void;
  goOnline(): void;
  /** The next matching request does not get through. */
  failNext(failure: NetworkTrouble, matches?: Matches): void;
  /** The next matching request is served, and its reply never arrives. */
  loseReply(matches?: Matches): void;
  /** The next matching request is answered with this instead of being served. */
  answerNext(answer: Response, matches?: Matches): void;
}

type Fault = { readonly matches: Matches } & (
  | { readonly failure: NetworkTrouble; readonly isServed: boolean }
  | { readonly answer: Response }
);

const lost: NetworkTrouble = { kind: 'no-answer', sent: 'maybe', detail: 'ERR_CONNECTION_RESET' };
const unplugged: NetworkTrouble = { kind: 'offline', sent: 'no', detail: 'ERR_INTERNET_DISCONNECTED' };
const any: Matches = () => true;

export function createFakeNetwork(handle: Handle): FakeNetwork {
  const requests: HttpRequest[] = [];
  const faults: Fault[] = [];
  const listeners = new Set<() => void>();
  let isOnline = true;
  const setOnline = (online: boolean): void => {
    isOnline = online;
    for (const listener of listeners) listener();
  };
  const serve = async (sent: HttpRequest): Promise<Reply> => {
    const { method, url, headers, body } = sent;
    return toReply(await handle(new Request(url, { method, headers, body })));
  };
  return {
    requests,
    goOffline: () => setOnline(false),
    goOnline: () => setOnline(true),
    failNext: (failure, matches = any) => faults.push({ matches, failure, isServed: false }),
    loseReply: (matches = any) => faults.push({ matches, failure: lost, isServed: true }),
    answerNext: (answer, matches = any) => faults.push({ matches, answer }),
    state: () => ({ online: isOnline, sinceMs: 0 }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async send(request) {
      requests.push(request);
      if (!isOnline) return err(unplugged);
      const index = faults.findIndex((fault) => fault.matches(request));
      const fault = index < 0 ? undefined : faults.splice(index, 1)[0];
      if (fault === undefined) return ok(await serve(request));
      if ('answer' in fault) return ok(await toReply(fault.answer));
      if (fault.isServed) await serve(request);
      return err(fault.failure);
    },
  };
}

async function toReply(response: Response): Promise<Reply> {
  const body = new Uint8Array(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, body };
}

/** A reply in JSON, as Graph sends it. */
export function jsonReply(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const plain = status === 204 ? null : JSON.stringify(body);
  return new Response(plain, { status, headers: { 'content-type': 'application/json', ...headers } });
}
