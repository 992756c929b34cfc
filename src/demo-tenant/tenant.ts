/** A whole Entra tenant with its Graph as one function from request to response: the embedded demo and the tests' service. */
import { createControl, type RequestLine, type TenantControl } from './control.ts';
import { createEntra } from './entra/entra.ts';
import { createTokens } from './entra/tokens.ts';
import { createFaults } from './faults.ts';
import { answerGraph } from './graph/graph.ts';
import { createQuota } from './graph/quota.ts';
import { createState } from './state.ts';

export interface DemoTenantOptions {
  /** `host[:port]` as seen from outside; may be the same for both. */
  readonly authorityHost: string;
  readonly graphHost: string;
  readonly tenantId: string;
  /** The only application that may sign in; any may when it is null or left out. */
  readonly clientId?: string | null;
  readonly workerCount?: number;
  /** Other numbers give other workers; the fixtures stay. */
  readonly seed?: number;
  readonly nowMs?: () => number;
  readonly delay?: (ms: number) => Promise<void>;
}

export interface DemoTenant {
  /** Entra and Graph alike, told apart by path. Rejects with `LostConnection` when a fault breaks the connection. */
  handle(request: Request): Promise<Response>;
  readonly control: TenantControl;
}

export function createDemoTenant(options: DemoTenantOptions): DemoTenant {
  const { clientId = null, workerCount = 500, seed = 0, delay = pause } = options;
  const tenantId = options.tenantId.toLowerCase();
  const authority = `https://${options.authorityHost}/${tenantId}`;
  let aheadMs = 0;
  const clockMs = options.nowMs ?? Date.now;
  const nowMs = () => clockMs() + aheadMs;
  const advance = (ms: number) => {
    aheadMs += ms;
  };
  const state = createState(nowMs, workerCount, seed);
  const tokens = createTokens({ state, nowMs, issuer: `${authority}/v2.0`, tenantId });
  const entra = createEntra({ state, tokens, nowMs, authority, tenantId, clientId });
  const quota = createQuota(workerCount, nowMs);
  const faults = createFaults(delay);
  const requests: RequestLine[] = [];
  const control = createControl({ state, tokens, entra, faults, requests, nowMs, advance });

  const answer = async (request: Request): Promise<Response> => {
    const isGraph = /^\/(v1\.0|beta)\//i.test(new URL(request.url).pathname);
    if (isGraph) return answerGraph({ state, tokens, control, nowMs, authority, quota }, request);
    return (await entra.answer(request)) ?? new Response('not found', { status: 404 });
  };

  return {
    control,
    async handle(request) {
      const line = lineOf(request, nowMs());
      const at = requests.push(line) - 1;
      if (control.latencyMs > 0) await delay(control.latencyMs);
      const fault = faults.strike(request.method, readablePath(request));
      const response = await (fault === null
        ? answer(request)
        : faults.answer(fault, request, () => answer(request)));
      requests[at] = { ...line, status: response.status };
      return response;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function readablePath(request: Request): string {
  const { pathname } = new URL(request.url);
  try {
    return decodeURIComponent(pathname);
  } catch (malformed) {
    if (malformed instanceof URIError) return pathname;
    throw malformed;
  }
}

function lineOf(request: Request, atMs: number): RequestLine {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    status: null,
    atMs,
    clientRequestId: request.headers.get('client-request-id'),
    priority: request.headers.get('x-ms-throttle-priority'),
  };
}
