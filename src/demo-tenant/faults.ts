/** What can go wrong between a station and its tenant, by rule: which requests it strikes, and how. */

export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** JSON when left out. */
      readonly contentType?: string;
    }
  /** Nothing reaches the service. */
  | { readonly kind: 'network-error' }
  /** The service does what it was asked, and the reply is lost on the way. */
  | { readonly kind: 'lose-reply' }
  /** No answer until it is released or the caller gives up; `handled` tells whether the service did what it was asked. */
  | { readonly kind: 'hang'; readonly handled: boolean }
  /** The true answer, after `ms`. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The true answer with its body changed, such as cut off or without the picture. */
  | { readonly kind: 'change-body'; readonly change: (body: string) => string };

export interface FaultRule {
  readonly method?: string;
  /** A text strikes where the path holds it, in any case. */
  readonly path?: RegExp | string;
  /** How often it strikes; without end when left out. */
  readonly times?: number;
  /** How many matching requests pass first. */
  readonly after?: number;
  readonly fault: Fault;
}

/** A connection that breaks: over HTTPS the socket is destroyed, in process the fetch rejects with it. */
export class LostConnection extends TypeError {
  constructor(readonly wasHandled: boolean) {
    super(wasHandled ? 'net::ERR_CONNECTION_RESET' : 'net::ERR_CONNECTION_REFUSED');
  }
}

interface Standing {
  readonly rule: FaultRule;
  seen: number;
}

export interface Faults {
  set(rule: FaultRule): void;
  clear(): void;
  /** The fault that strikes this request, if any; counts it. `path` is percent-decoded. */
  strike(method: string, path: string): Fault | null;
  /** Answers as the fault has it. `answer` is the service's true answer, had at most once. */
  answer(fault: Fault, request: Request, answer: () => Promise<Response>): Promise<Response>;
  /** Lets everything go on that hangs. */
  release(): void;
  readonly hanging: number;
}

export function createFaults(delay: (ms: number) => Promise<void>): Faults {
  let standing: Standing[] = [];
  const waiting = new Set<() => void>();
  const hang = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const go = () => {
        waiting.delete(go);
        resolve();
      };
      const giveUp = () => {
        waiting.delete(go);
        reject(new LostConnection(true));
      };
      waiting.add(go);
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
    });
  return {
    set(rule) {
      standing.push({ rule, seen: 0 });
    },
    clear() {
      standing = [];
    },
    strike: (method, path) => struckBy(standing, method, path),
    answer: (fault, request, answer) => struck(fault, answer, delay, () => hang(request.signal)),
    release() {
      for (const go of [...waiting]) go();
    },
    get hanging() {
      return waiting.size;
    },
  };
}

function struckBy(standing: readonly Standing[], method: string, path: string): Fault | null {
  for (const entry of standing) {
    const { rule } = entry;
    if (rule.method !== undefined && rule.method !== method) continue;
    if (rule.path !== undefined && !isAt(rule.path, path)) continue;
    entry.seen += 1;
    const from = rule.after ?? 0;
    if (entry.seen > from && entry.seen <= from + (rule.times ?? Number.POSITIVE_INFINITY)) return rule.fault;
  }
  return null;
}

function isAt(wanted: RegExp | string, path: string): boolean {
  if (typeof wanted === 'string') return path.toLowerCase().includes(wanted.toLowerCase());
  // Unlike `test`, it does not remember where a global expression was.
  return path.search(wanted) >= 0;
}

async function struck(
  fault: Fault,
  answer: () => Promise<Response>,
  delay: (ms: number) => Promise<void>,
  hang: () => Promise<void>,
): Promise<Response> {
  switch (fault.kind) {
    case 'network-error':
      throw new LostConnection(false);
    case 'lose-reply':
      await answer();
      throw new LostConnection(true);
    case 'hang': {
      const early = fault.handled ? await answer() : null;
      await hang();
      return early ?? answer();
    }
    case 'slow':
      await delay(fault.ms);
      return answer();
    case 'change-body':
      return changed(await answer(), fault.change);
    case 'status': {
      const headers = { 'content-type': fault.contentType ?? 'application/json', ...fault.headers };
      return new Response(fault.body ?? null, { status: fault.status, headers });
    }
  }
}

async function changed(response: Response, change: (body: string) => string): Promise<Response> {
  const { status, headers } = response;
  // A 204 has no body to change, and must not be given one.
  return response.body === null ? response : new Response(change(await response.text()), { status, headers });
}

function errorBody(code: string, message: string): string {
  return JSON.stringify({ error: { code, message, innerError: {} } });
}

function refusal(status: number, code: string, message: string): Fault {
  return { kind: 'status', status, body: errorBody(code, message) };
}

const html = 'text/html; charset=utf-8';

/** The troubles that shop floors have, ready to be set. */
export const readyFaults = {
  /** 429 as Graph words it; `seconds` null: without Retry-After, as some of its services do. */
  throttled: (seconds: number | null): Fault => ({
    kind: 'status',
    status: 429,
    body: errorBody('TooManyRequests', 'Too many requests.'),
    headers: seconds === null ? {} : { 'retry-after': String(seconds) },
  }),
  serverError: refusal(500, 'generalException', 'An unspecified error has occurred.'),
  badGateway: {
    kind: 'status',
    status: 502,
    contentType: html,
    body: '<html><body><h1>502 Bad Gateway</h1></body></html>',
  },
  unavailable: refusal(503, 'serviceNotAvailable', 'The service is not available. Try again later.'),
  gatewayTimeout: refusal(504, 'UnknownError', 'The gateway did not get an answer in time.'),
  forbidden: refusal(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  ),
  conflict: refusal(409, 'Conflict', 'The resource is in a state that does not allow the request.'),
  captivePortal: {
    kind: 'status',
    status: 200,
    contentType: html,
    body: '<!doctype html><html><body><h1>Welcome to Plant Wi-Fi</h1></body></html>',
  },
  redirect: {
    kind: 'status',
    status: 302,
    contentType: html,
    headers: { location: 'http://portal.plant7.example/login' },
  },
  truncated: { kind: 'change-body', change: (body) => body.slice(0, Math.floor(body.length / 2)) },
  withoutImage: { kind: 'change-body', change: withoutImages },
} as const satisfies Readonly<Record<string, Fault | ((seconds: number | null) => Fault)>>;

/** Wherever the body has a picture, it has none. */
function withoutImages(body: string): string {
  return JSON.stringify(JSON.parse(body, (key, value: unknown) => (key === 'image' ? null : value)));
}
