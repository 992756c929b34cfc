/** The demo's tokens: unsigned JWTs that only this tenant accepts, refresh tokens that rotate, a switch that voids all. */
import type { State } from '../state.ts';
import type { Supervisor } from '../workers.ts';

export interface Grant {
  readonly oid: string;
  /** The claims challenge that this token answers; null when it answers none. */
  readonly claims: string | null;
  readonly expiresAtMs: number;
}

export interface Tokens {
  /** The body of a successful token reply. */
  issue(
    supervisorId: string,
    asked: { readonly clientId: string; readonly scope: string; readonly claims: string | null },
  ): Readonly<Record<string, unknown>>;
  /** What a bearer header grants; null when it is missing, unknown, expired or revoked. */
  check(authorization: string | null): Grant | null;
  /** The supervisor of a refresh token, which is used up by this. */
  redeem(refreshToken: string): string | null;
  revokeAll(): void;
}

const lifeSeconds = 3_600;

interface TokenParts {
  readonly state: State;
  readonly nowMs: () => number;
  readonly issuer: string;
  readonly tenantId: string;
}

export function createTokens(parts: TokenParts): Tokens {
  const { state, nowMs, tenantId } = parts;
  const access = new Map<string, Grant>();
  const refresh = new Map<string, string>();
  return {
    issue(supervisorId, { clientId, scope, claims }) {
      const supervisor = state.supervisors.find((candidate) => candidate.id === supervisorId);
      if (supervisor === undefined) throw new Error('tokens are for supervisors of the demo');
      const common = commonClaims(parts, supervisor);
      const accessToken = jwt({
        ...common,
        aud: 'https://graph.microsoft.com',
        scp: scope,
        jti: crypto.randomUUID(),
      });
      const refreshToken = `demo-refresh.${crypto.randomUUID()}`;
      const expiresAtMs = nowMs() + lifeSeconds * 1_000;
      access.set(accessToken, { oid: supervisor.id, claims: challengeIn(claims), expiresAtMs });
      refresh.set(refreshToken, supervisor.id);
      const idToken = jwt({ ...common, aud: clientId });
      return tokenReply({ scope, accessToken, refreshToken, idToken, uid: supervisor.id, utid: tenantId });
    },
    check(authorization) {
      const grant = access.get(authorization?.replace(/^Bearer /i, '') ?? '');
      return grant !== undefined && grant.expiresAtMs > nowMs() ? grant : null;
    },
    redeem(refreshToken) {
      const supervisorId = refresh.get(refreshToken) ?? null;
      refresh.delete(refreshToken);
      return supervisorId;
    },
    revokeAll() {
      access.clear();
      refresh.clear();
    },
  };
}

function commonClaims({ nowMs, issuer, tenantId }: TokenParts, supervisor: Supervisor) {
  const now = Math.floor(nowMs() / 1_000);
  return { iss: issuer, iat: now, nbf: now, exp: now + lifeSeconds, tid: tenantId, ...about(supervisor) };
}

function tokenReply(
  made: Readonly<Record<'scope' | 'accessToken' | 'refreshToken' | 'idToken' | 'uid' | 'utid', string>>,
) {
  return {
    token_type: 'Bearer',
    scope: made.scope,
    expires_in: lifeSeconds,
    ext_expires_in: lifeSeconds,
    access_token: made.accessToken,
    refresh_token: made.refreshToken,
    id_token: made.idToken,
    client_info: base64Url(JSON.stringify({ uid: made.uid, utid: made.utid })),
  };
}

function about(supervisor: Supervisor): Readonly<Record<string, unknown>> {
  return {
    oid: supervisor.id,
    sub: supervisor.id,
    name: supervisor.displayName,
    preferred_username: supervisor.userPrincipalName,
    upn: supervisor.userPrincipalName,
    wids: supervisor.roleTemplateIds,
    ver: '2.0',
  };
}

/** MSAL merges its own capabilities into the claims, so what is left without them is the challenge. */
function challengeIn(claims: string | null): string | null {
  if (claims === null) return null;
  const parsed = JSON.parse(claims) as { access_token?: Record<string, unknown> };
  const { xms_cc: _capabilities, ...asked } = parsed.access_token ?? {};
  return Object.keys(asked).length === 0 ? null : JSON.stringify({ access_token: asked });
}

function jwt(payload: Readonly<Record<string, unknown>>): string {
  return `${base64Url('{"typ":"JWT","alg":"none"}')}.${base64Url(JSON.stringify(payload))}.`;
}

export function base64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
