/** Entra and Graph behind one door, without anything for tests: requests in, true answers out. */
import { createEntra, type Entra } from './entra/entra.ts';
import { createTokens, type Tokens } from './entra/tokens.ts';
import { answerGraph } from './graph/graph.ts';
import { createQuota } from './graph/quota.ts';
import type { TenantManners } from './manners.ts';
import { createState, type State } from './state.ts';

export interface ServiceOptions {
  /** `host[:port]` as seen from outside; may be the same for both. */
  readonly authorityHost: string;
  readonly graphHost: string;
  readonly tenantId: string;
  /** The only application that may sign in; any may when it is null or left out. */
  readonly clientId?: string | null;
  readonly workerCount?: number;
  /** Other numbers give other workers; the fixtures stay. */
  readonly seed?: number;
}

export interface Service {
  readonly state: State;
  readonly tokens: Tokens;
  readonly entra: Entra;
  /** Entra and Graph alike, told apart by path. */
  answer(request: Request, manners: TenantManners): Promise<Response>;
}

export function createService(options: ServiceOptions, nowMs: () => number): Service {
  const { clientId = null, workerCount = 500, seed = 0 } = options;
  const tenantId = options.tenantId.toLowerCase();
  const authority = `https://${options.authorityHost}/${tenantId}`;
  const state = createState(nowMs, workerCount, seed);
  const tokens = createTokens({ state, nowMs, issuer: `${authority}/v2.0`, tenantId });
  const entra = createEntra({ state, tokens, nowMs, authority, tenantId, clientId });
  const quota = createQuota(workerCount, nowMs);
  return {
    state,
    tokens,
    entra,
    async answer(request, manners) {
      const isGraph = /^\/(v1\.0|beta)\//i.test(new URL(request.url).pathname);
      if (isGraph) return answerGraph({ state, tokens, manners, nowMs, authority, quota }, request);
      return (await entra.answer(request)) ?? new Response('not found', { status: 404 });
    },
  };
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
