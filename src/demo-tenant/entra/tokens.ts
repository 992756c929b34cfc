/** The demo's tokens: unsigned JWTs that only this tenant accepts, refresh tokens, a switch that voids all. */
import { err, ok, type Result } from '../../core/result.ts';
import type { State } from '../state.ts';
import type { Supervisor } from '../workers.ts';
import { base64Url } from './base64-url.ts';

export interface Grant {
  readonly oid: string;
  /** Without the resource's address: `User.Read`. */
  readonly scopes: readonly string[];
  /** Whether the client declared cp1, so that its token may be challenged before it expires. */
  readonly isContinuous: boolean;
  /** The claims challenge that this token answers; null when it answers none. */
  readonly claims: string | null;
  readonly expiresAtMs: number;
}

export interface Asked {
  readonly clientId: string;
  readonly scope: string;
  /** The `claims` parameter, JSON; null when there is none. */
  readonly claims: string | null;
}

export interface Tokens {
  /** A renewal that answers a claims challenge is refused: a person must. */
  claimsNeedPerson: boolean;
  /** Whether the claims parameter answers a challenge, apart from naming capabilities. */
  isChallenged(claims: string | null): boolean;
  isEnabled(supervisorId: string): boolean;
  /** The body of a successful token reply; an error when the claims are not to be understood. */
  issue(
    supervisorId: string,
    asked: Asked,
  ): Result<Readonly<Record<string, unknown>>, { readonly kind: 'malformed-claims' }>;
  /** What a bearer header grants; null when it is missing, unknown, expired or revoked. */
  check(authorization: string | null): Grant | null;
  /**
   * The supervisor of a refresh token; null when it is unknown, revoked or another client's. It stays good: Entra hands
   * out a new one each time and does not revoke the old one (learn.microsoft.com, "Refresh tokens in the identity platform").
   */
  redeem(refreshToken: string, clientId: string): string | null;
  revokeAll(): void;
}

const lifeSeconds = 3_600;
const notOfAResource = ['openid', 'profile', 'email', 'offline_access'];

interface TokenParts {
  readonly state: State;
  readonly nowMs: () => number;
  readonly issuer: string;
  readonly tenantId: string;
}

export function createTokens(parts: TokenParts): Tokens {
  const { state, nowMs } = parts;
  const access = new Map<string, Grant>();
  const refresh = new Map<string, { readonly supervisorId: string; readonly clientId: string }>();
  return {
    claimsNeedPerson: false,
    isChallenged: (claims) => (claimsIn(claims)?.challenge ?? null) !== null,
    isEnabled: (id) => state.supervisors.some((one) => one.id === id && one.isEnabled),
    issue(supervisorId, asked) {
      const supervisor = state.supervisors.find((candidate) => candidate.id === supervisorId);
      if (supervisor === undefined) throw new Error('tokens are for supervisors of the demo');
      const claims = claimsIn(asked.claims);
      if (claims === null) return err({ kind: 'malformed-claims' });
      const scopes = scopesOf(asked.scope);
      const made = makeTokens(parts, supervisor, asked, { scopes, isContinuous: claims.isContinuous });
      const expiresAtMs = nowMs() + lifeSeconds * 1_000;
      const { isContinuous, challenge } = claims;
      access.set(made.access_token, {
        oid: supervisorId,
        scopes,
        isContinuous,
        claims: challenge,
        expiresAtMs,
      });
      refresh.set(made.refresh_token, { supervisorId, clientId: asked.clientId });
      return ok(made);
    },
    check(authorization) {
      const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      const grant = bearer === undefined ? undefined : access.get(bearer);
      return grant !== undefined && grant.expiresAtMs > nowMs() ? grant : null;
    },
    redeem(refreshToken, clientId) {
      const known = refresh.get(refreshToken);
      return known?.clientId === clientId ? known.supervisorId : null;
    },
    revokeAll() {
      access.clear();
      refresh.clear();
    },
  };
}

function makeTokens(
  { nowMs, issuer, tenantId }: TokenParts,
  supervisor: Supervisor,
  { clientId, scope }: Asked,
  { scopes, isContinuous }: Pick<Grant, 'scopes' | 'isContinuous'>,
) {
  const now = Math.floor(nowMs() / 1_000);
  const times = { iat: now, nbf: now, exp: now + lifeSeconds };
  const common = { iss: issuer, ...times, tid: tenantId, ...about(supervisor) };
  const accessClaims = {
    ...common,
    aud: 'https://graph.microsoft.com',
    appid: clientId,
    scp: scopes.join(' '),
    ...(isContinuous ? { xms_cc: ['CP1'] } : {}),
    jti: crypto.randomUUID(),
  };
  return {
    token_type: 'Bearer',
    scope,
    expires_in: lifeSeconds,
    ext_expires_in: lifeSeconds,
    access_token: jwt(accessClaims),
    refresh_token: `demo-refresh.${crypto.randomUUID()}`,
    id_token: jwt({ ...common, aud: clientId }),
    client_info: base64Url(JSON.stringify({ uid: supervisor.id, utid: tenantId })),
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

function scopesOf(scope: string): readonly string[] {
  return scope
    .split(' ')
    .map((name) => name.replace(/^https:\/\/[^/]+\//, ''))
    .filter((name) => name !== '' && !notOfAResource.includes(name));
}

/** MSAL merges its own capabilities into the claims, so what is left without them is the challenge. Null: no JSON object. */
function claimsIn(
  claims: string | null,
): { readonly isContinuous: boolean; readonly challenge: string | null } | null {
  if (claims === null) return { isContinuous: false, challenge: null };
  const parsed = objectIn(claims);
  if (parsed === null) return null;
  const { xms_cc: capabilities, ...asked } = recordOf(parsed.access_token);
  const values = recordOf(capabilities).values;
  const isContinuous = Array.isArray(values) && values.some((value) => String(value).toLowerCase() === 'cp1');
  const challenge = Object.keys(asked).length === 0 ? null : JSON.stringify({ access_token: asked });
  return { isContinuous, challenge };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch (malformed) {
    if (malformed instanceof SyntaxError) return null;
    throw malformed;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function jwt(payload: Readonly<Record<string, unknown>>): string {
  return `${base64Url('{"typ":"JWT","alg":"none"}')}.${base64Url(JSON.stringify(payload))}.`;
}
