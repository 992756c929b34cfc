/** The way between a station and its tenant: strikes the calls it is told to, and keeps every request that came by. */
import type { Fetch } from '../../main/shell/network.ts';
import type { NetworkFault } from './faults.ts';

/** The station's calls by what they are for; `other` is the sign-in's pages and metadata. */
export type CallName =
  | 'token'
  | 'roles'
  | 'search'
  | 'worker'
  | 'photo'
  | 'method'
  | 'delete'
  | 'create'
  | 'other';

export interface Passed {
  readonly call: CallName;
  readonly atMs: number;
  readonly clientRequestId: string | null;
  readonly priority: string | null;
  readonly authorization: string | null;
  readonly fault: string | null;
}

export interface FailingWay {
  readonly between: (tenant: Fetch) => Fetch;
  readonly requests: readonly Passed[];
  /** From the `after`-th request of this call on, at most `times` of them meet the fault. */
  strike(call: CallName, fault: NetworkFault, limits?: Limits): void;
  clear(): void;
  /** Whether the tenant is at work on a request, and whether one waits for an answer that never comes. */
  readonly inFlight: number;
  readonly silent: number;
}

interface Limits {
  readonly after?: number;
  readonly times?: number;
}

interface Standing {
  readonly call: CallName;
  readonly fault: NetworkFault;
  after: number;
  times: number;
}

const shapes: readonly (readonly [CallName, string, RegExp])[] = [
  ['token', 'POST', /\/oauth2\/v2\.0\/token$/],
  ['roles', 'GET', /\/me\//],
  ['search', 'GET', /\/users$/],
  ['photo', 'GET', /\/photos\//],
  ['method', 'GET', /\/qrCodePinMethod$/],
  ['delete', 'DELETE', /\/temporaryQRCode$/],
  ['create', 'PATCH', /\/temporaryQRCode$/],
  ['worker', 'GET', /\/users\/[^/]+$/],
];

function callOf(request: Request): CallName {
  const { pathname } = new URL(request.url);
  const shape = shapes.find(([, method, path]) => method === request.method && path.test(pathname));
  return shape?.[0] ?? 'other';
}

/** @param changed told whenever `inFlight` or `silent` changes */
export function createFailingWay(nowMs: () => number, changed: () => void): FailingWay {
  let standing: Standing[] = [];
  const requests: Passed[] = [];
  const counts = { inFlight: 0, silent: 0 };
  const counted = async <T>(name: keyof typeof counts, work: () => Promise<T>): Promise<T> => {
    counts[name] += 1;
    changed();
    try {
      return await work();
    } finally {
      counts[name] -= 1;
      changed();
    }
  };
  const struckBy = (call: CallName): NetworkFault | null => {
    const rule = standing.find((one) => one.call === call);
    if (rule === undefined) return null;
    if (rule.after > 0) {
      rule.after -= 1;
      return null;
    }
    rule.times -= 1;
    return rule.times < 0 ? null : rule.fault;
  };
  return {
    requests,
    get inFlight() {
      return counts.inFlight;
    },
    get silent() {
      return counts.silent;
    },
    strike(call, fault, { after = 0, times = Number.POSITIVE_INFINITY } = {}) {
      standing = [...standing.filter((one) => one.call !== call), { call, fault, after, times }];
    },
    clear() {
      standing = [];
    },
    between: (tenant) => (request) => {
      const call = callOf(request);
      const fault = struckBy(call);
      requests.push({ call, atMs: nowMs(), ...headersOf(request), fault: fault?.name ?? null });
      const serve = () => counted('inFlight', () => tenant(request));
      if (fault === null) return serve();
      return fault.strike({
        request,
        serve,
        silence: () => counted('silent', () => aborted(request.signal)),
      });
    },
  };
}

function headersOf({ headers }: Request) {
  return {
    clientRequestId: headers.get('client-request-id'),
    priority: headers.get('x-ms-throttle-priority'),
    authorization: headers.get('authorization'),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}
