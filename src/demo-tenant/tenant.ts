/** A whole Entra tenant with its Graph as one function from request to response: the embedded demo and the tests' service. */
import {
  createFaults,
  type Fault,
  type Faults,
  LostConnection,
  type RequestLine,
  type TenantControl,
} from './control.ts';
import { createEntra, type Entra } from './entra/entra.ts';
import { createTokens, type Tokens } from './entra/tokens.ts';
import { answerGraph } from './graph/graph.ts';
import { newCode } from './method.ts';
import { createState, type State } from './state.ts';

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

const hangMs = 120_000;

export function createDemoTenant(options: DemoTenantOptions): DemoTenant {
  const nowMs = options.nowMs ?? Date.now;
  const delay = options.delay ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const authority = `https://${options.authorityHost}/${options.tenantId}`;
  const state = createState(nowMs, options.workerCount ?? 500, options.seed ?? 0);
  const tokens = createTokens({ state, nowMs, issuer: `${authority}/v2.0`, tenantId: options.tenantId });
  const { tenantId, clientId = null } = options;
  const entra = createEntra({ state, tokens, nowMs, authority, tenantId: tenantId.toLowerCase(), clientId });
  const faults = createFaults();
  const requests: RequestLine[] = [];
  const control = createControl({ state, tokens, entra, faults, requests, nowMs });

  const answer = async (request: Request): Promise<Response> => {
    const isGraph = /^\/(v1\.0|beta)\//i.test(new URL(request.url).pathname);
    if (isGraph) return answerGraph({ state, tokens, control, nowMs, authority }, request);
    return (await entra.answer(request)) ?? new Response('not found', { status: 404 });
  };

  const handle = async (request: Request): Promise<Response> => {
    if (control.latencyMs > 0) await delay(control.latencyMs);
    const { pathname } = new URL(request.url);
    const fault = faults.strike(request.method, decodeURIComponent(pathname));
    return fault === null ? answer(request) : struck(fault, () => answer(request), delay);
  };

  return {
    control,
    async handle(request) {
      let status: number | null = null;
      try {
        const response = await handle(request);
        status = response.status;
        return response;
      } finally {
        requests.push(lineOf(request, status, nowMs()));
      }
    },
  };
}

async function struck(
  fault: Fault,
  answer: () => Promise<Response>,
  delay: (ms: number) => Promise<void>,
): Promise<Response> {
  switch (fault.kind) {
    case 'network-error':
      throw new LostConnection(false);
    case 'lose-reply':
      await answer();
      throw new LostConnection(true);
    case 'hang':
      if (fault.handled) await answer();
      await delay(hangMs);
      throw new LostConnection(fault.handled);
    case 'change-body': {
      const response = await answer();
      return new Response(fault.change(await response.text()), {
        status: response.status,
        headers: response.headers,
      });
    }
    default: {
      const headers = { 'content-type': fault.contentType ?? 'application/json', ...fault.headers };
      return new Response(fault.body ?? '', { status: fault.status, headers });
    }
  }
}

function lineOf(request: Request, status: number | null, atMs: number): RequestLine {
  return {
    method: request.method,
    path: new URL(request.url).pathname,
    status,
    atMs,
    clientRequestId: request.headers.get('client-request-id'),
    priority: request.headers.get('x-ms-throttle-priority'),
  };
}

function createControl(parts: {
  readonly state: State;
  readonly tokens: Tokens;
  readonly entra: Entra;
  readonly faults: Faults;
  readonly requests: readonly RequestLine[];
  readonly nowMs: () => number;
}): TenantControl {
  const { state, tokens, entra, faults, requests, nowMs } = parts;
  return {
    setFault: (rule) => faults.set(rule),
    clearFaults: () => faults.clear(),
    latencyMs: 0,
    readLagMs: 0,
    graphV1HasQrCode: true,
    showExpired: true,
    readShapes: { method: 'as-documented', standard: 'as-documented', temporary: 'as-documented' },
    requests,
    codesOf(workerId) {
      const method = state.method(workerId);
      return method === null ? null : { standard: method.standard, temporary: method.temporary };
    },
    secrets: () => state.secrets,
    revokeTokens: () => tokens.revokeAll(),
    requiredClaims: null,
    setRoles: (key, roleTemplateIds) => state.setRoles(key, roleTemplateIds),
    decideDevice(userCode, decision) {
      entra.devices.decide(userCode, decision);
    },
    changePerson: (workerId, known) => state.changePerson(workerId, known),
    removePerson: (workerId, reason) => state.removePerson(workerId, reason),
    expireDeltaTokens: () => state.forgetChanges(),
    issueElsewhere(workerId, hours) {
      const method = state.method(workerId);
      const person = state.person(workerId);
      if (method === null || person === null) throw new Error('this worker has no method');
      const code = newCode(person.userPrincipalName, nowMs(), nowMs() + hours * 3_600_000, nowMs());
      state.put(workerId, { ...method, temporary: code });
      return code;
    },
  };
}
