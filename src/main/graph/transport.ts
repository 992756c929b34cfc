/** The way to Graph and back: who asks, how often, how long, in which version; every end of it has a name. */
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Clock, HttpRequest, Ids, Network, Reply, Session } from '../ports.ts';
import { backOffMs } from './retry-after.ts';
import {
  type CallShape,
  judgeNetwork,
  judgeReply,
  type Onward,
  replyRequestId,
  type Verdict,
} from './verdict.ts';
import { httpDate } from './wire.ts';

export interface GraphConfig {
  /** Such as `https://graph.microsoft.com`; a path is kept. */
  readonly graphBaseUrl: string;
  /** Of the QR code calls. `auto`: v1.0, and beta once v1.0 says that it does not know the path. */
  readonly graphVersion: 'auto' | 'v1.0' | 'beta';
}

export interface GraphPorts {
  readonly network: Network;
  readonly session: Pick<Session, 'token'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly config: GraphConfig;
  /** In [0, 1): the jitter of the pauses. */
  readonly random: () => number;
}

export interface GraphCall<T> extends CallShape {
  /** What follows the version: percent-encoded, with a leading slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly clientRequestId: string;
  /**
   * Reads a 2xx reply; the error is a short machine text that names what is wrong with it. `serverNowMs` is the service's
   * clock when the reply arrived: its `Date` header (whole seconds) plus half the round trip; null where it tells none.
   */
  readonly parse: (reply: Reply, serverNowMs: number | null) => Result<T, string>;
  /** What a reply says that is `notFound`, where that is an answer and no trouble. */
  readonly whenAbsent?: (serverNowMs: number) => T;
  /** Of a create: PATCH unless told. */
  readonly method?: 'PUT';
  /** Of a read: at most this many requests, 3 unless told. A write is sent once. */
  readonly tries?: number;
  /** Of one request, where nobody waits for it. */
  readonly timeoutMs?: number;
}

export interface GraphReply<T> {
  readonly value: T;
  readonly requestId: string | null;
}

export interface Graph {
  call<T>(call: GraphCall<T>): Promise<Result<GraphReply<T>, Trouble>>;
  /** The path of an `@odata.nextLink` on this very service, or null: a link to another host is never followed. */
  pathOfLink(link: string): string | null;
  newRequestId(): string;
}

const readTimeoutMs = 5_000;
const writeTimeoutMs = 15_000;
/** A person is waiting: pauses that would end later than this after the start are left to the caller as `busy`. */
const patienceMs = 15_000;

type QrVersion = 'v1.0' | 'beta';

export function createGraph(ports: GraphPorts): Graph {
  const { config, ids } = ports;
  const baseUrl = config.graphBaseUrl.replace(/\/+$/, '');
  const versions = rememberedVersion(config.graphVersion);
  const renewals = { isForCreate: false };
  return {
    call: (call) => new Exchange(ports, baseUrl, { versions, renewals }, call).run(),
    newRequestId: () => ids.uuid(),
    pathOfLink(link) {
      const prefix = `${baseUrl}/v1.0/`;
      return link.startsWith(prefix) && link.length < 4_096 ? link.slice(prefix.length - 1) : null;
    },
  };
}

interface VersionMemory {
  current(): QrVersion;
  /** After a routing error: the version to try instead, or null. */
  other(refused: QrVersion): QrVersion | null;
  served(version: QrVersion): void;
}

/** What one call leaves to the next. */
interface Memory {
  readonly versions: VersionMemory;
  /** A token was renewed because a create was refused for it: a second refusal of the next create is final. */
  readonly renewals: { isForCreate: boolean };
}

/** Which version serves the QR code calls, once known, for as long as the process runs. */
function rememberedVersion(configured: GraphConfig['graphVersion']): VersionMemory {
  let known: QrVersion = configured === 'beta' ? 'beta' : 'v1.0';
  return {
    current: () => known,
    other: (refused) => (configured === 'auto' && refused === 'v1.0' ? 'beta' : null),
    served: (version) => {
      known = version;
    },
  };
}

/** One call: its requests, its one fresh token, its pauses. */
class Exchange<T> {
  private readonly ports: GraphPorts;
  private readonly baseUrl: string;
  private readonly versions: VersionMemory;
  private readonly renewals: Memory['renewals'];
  private readonly call: GraphCall<T>;
  private readonly startedAtMs: number;
  private version: QrVersion;
  private attempt = 1;
  private wasChallenged = false;

  constructor(ports: GraphPorts, baseUrl: string, memory: Memory, call: GraphCall<T>) {
    const { versions } = memory;
    this.ports = ports;
    this.baseUrl = baseUrl;
    this.versions = versions;
    this.renewals = memory.renewals;
    this.call = call;
    this.version = versions.current();
    this.startedAtMs = ports.clock.monotonicMs();
  }

  async run(): Promise<Result<GraphReply<T>, Trouble>> {
    const { session } = this.ports;
    const isCreate = this.call.kind === 'create';
    let token = await session.token();
    for (;;) {
      if (!token.ok) return token;
      const outcome = await this.once(token.value.secret);
      if (isCreate && !('act' in outcome && outcome.act === 'fresh-token')) this.renewals.isForCreate = false;
      if ('value' in outcome) return ok(outcome);
      if (outcome.act === 'stop') return err(outcome.trouble);
      if (outcome.act === 'fresh-token') {
        if (this.wasChallenged || (isCreate && this.renewals.isForCreate)) {
          this.renewals.isForCreate = false;
          return err(trouble('signed-out', { detail: '401 again' }));
        }
        this.wasChallenged = true;
        token = await session.token(outcome.claims === null ? { fresh: true } : { claims: outcome.claims });
        // Not applied, and the new token would do; but a create goes out again only after a look.
        if (token.ok && isCreate) {
          this.renewals.isForCreate = true;
          return err(trouble('busy', { retryAfterSeconds: 0, detail: '401' }));
        }
      } else if (outcome.act === 'other-version') {
        const other = this.versions.other(this.version);
        if (other === null) return err(outcome.trouble);
        this.version = other;
      } else if (!(await this.pause(outcome.afterMs))) return err(outcome.trouble);
    }
  }

  /** One request and what it came to; a `parse` verdict is settled here. */
  private async once(secret: string): Promise<GraphReply<T> | Onward> {
    const { clock, network } = this.ports;
    const sentAtMs = clock.monotonicMs();
    const sent = await network.send(this.request(secret));
    if (!sent.ok) return judgeNetwork(this.call.kind, sent.error);
    const reply = sent.value;
    const serverNowMs = serverNow(reply, clock.monotonicMs() - sentAtMs);
    const verdict = judgeReply(this.call, reply, serverNowMs);
    if (this.call.surface === 'qr-code' && verdict.act !== 'other-version' && reply.status < 500) {
      this.versions.served(this.version);
    }
    const absent = this.absent(verdict, reply, serverNowMs);
    if (absent !== null) return absent;
    if (verdict.act !== 'parse') return verdict;
    const parsed = this.call.parse(reply, serverNowMs);
    // The reply to a create holds the code's content: nothing of it outlives the parsing.
    if (this.call.kind === 'create') reply.body.fill(0);
    const requestId = replyRequestId(reply);
    if (parsed.ok) return { value: parsed.value, requestId };
    const known = { requestId, detail: parsed.error };
    if (this.call.kind !== 'read') return { act: 'stop', trouble: trouble('outcome-unknown', known) };
    return { act: 'again', afterMs: null, trouble: trouble('bad-answer', known) };
  }

  /** Without the service's time an absence means nothing: it may be older than what was written since. */
  private absent(verdict: Verdict, reply: Reply, serverNowMs: number | null): GraphReply<T> | null {
    const { whenAbsent, notFound } = this.call;
    if (verdict.act !== 'stop' || verdict.trouble.kind !== notFound) return null;
    if (whenAbsent === undefined || serverNowMs === null) return null;
    return { value: whenAbsent(serverNowMs), requestId: replyRequestId(reply) };
  }

  private request(secret: string): HttpRequest {
    const { kind, surface, path, headers, body, clientRequestId, method = 'PATCH' } = this.call;
    const version = surface === 'qr-code' ? this.version : 'v1.0';
    return {
      method: kind === 'read' ? 'GET' : kind === 'delete' ? 'DELETE' : method,
      url: `${this.baseUrl}/${version}${path}`,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'x-ms-throttle-priority': 'high',
        ...headers,
        authorization: `Bearer ${secret}`,
        'client-request-id': clientRequestId,
        'return-client-request-id': 'true',
      },
      body: body === undefined ? null : JSON.stringify(body),
      timeoutMs: this.call.timeoutMs ?? (kind === 'read' ? readTimeoutMs : writeTimeoutMs),
    };
  }

  /** Waits, unless the tries or the patience are used up. */
  private async pause(afterMs: number | null): Promise<boolean> {
    const { clock, random } = this.ports;
    const waitMs = afterMs ?? backOffMs(this.attempt, random);
    // A write is never sent again without a look at what became of the one before: whoever asked decides.
    const tries = this.call.kind === 'read' ? (this.call.tries ?? 3) : 1;
    const spentMs = clock.monotonicMs() - this.startedAtMs;
    if (this.attempt >= tries || spentMs + waitMs > patienceMs) return false;
    this.attempt += 1;
    await new Promise<void>((resume) => {
      clock.after(waitMs, resume);
    });
    return true;
  }
}

/** The service's clock as the reply came in. The station's own is no stand-in: what is told here decides an expiry. */
function serverNow(reply: Reply, roundTripMs: number): number | null {
  const dateMs = httpDate(reply.headers.get('date'));
  return dateMs === null ? null : Math.round(dateMs + roundTripMs / 2);
}
