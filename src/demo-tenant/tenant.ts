/** The demo tenant with its other side, for tests and development: what it was asked, what it knows, how it fails. */
import { createControl, type RequestLine, type TenantControl } from './control.ts';
import { createFaults } from './faults.ts';
import { createService, pause, type ServiceOptions } from './service.ts';

export interface DemoTenantOptions extends ServiceOptions {
  readonly nowMs?: () => number;
  readonly delay?: (ms: number) => Promise<void>;
}

export interface DemoTenant {
  /** Entra and Graph alike, told apart by path. Rejects with `LostConnection` when a fault breaks the connection. */
  handle(request: Request): Promise<Response>;
  readonly control: TenantControl;
}

export function createDemoTenant(options: DemoTenantOptions): DemoTenant {
  const { delay = pause, nowMs: clockMs = Date.now } = options;
  let aheadMs = 0;
  const nowMs = () => clockMs() + aheadMs;
  const advance = (ms: number) => {
    aheadMs += ms;
  };
  const service = createService(options, nowMs);
  const faults = createFaults(delay);
  const requests: RequestLine[] = [];
  const control = createControl({ ...service, faults, requests, nowMs, advance });

  return {
    control,
    async handle(request) {
      const line = lineOf(request, nowMs());
      const at = requests.push(line) - 1;
      if (control.latencyMs > 0) await delay(control.latencyMs);
      const fault = faults.strike(request.method, readablePath(request));
      const answer = () => service.answer(request, control);
      const response = await (fault === null ? answer() : faults.answer(fault, request, answer));
      requests[at] = { ...line, status: response.status };
      return response;
    },
  };
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
