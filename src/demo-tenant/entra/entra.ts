/** Entra's endpoints as MSAL uses them: discovery, authorize, token, device code, logout. */
import type { State } from '../state.ts';
import { createDevices, type Devices } from './devices.ts';
import { accountPage, formPost, messagePage } from './pages.ts';
import type { Tokens } from './tokens.ts';

export interface EntraParts {
  readonly state: State;
  readonly tokens: Tokens;
  readonly nowMs: () => number;
  /** `https://host[:port]/tenant` as seen from outside. */
  readonly authority: string;
}

export interface Entra {
  /** Null: not a path of Entra's. */
  answer(request: Request): Promise<Response | null>;
  readonly devices: Devices;
}

interface Pending {
  readonly supervisorId: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly claims: string | null;
}

export function createEntra(parts: EntraParts): Entra {
  const codes = new Map<string, Pending>();
  const devices = createDevices(parts);
  return {
    devices,
    async answer(request) {
      const url = new URL(request.url);
      const [, ...path] = url.pathname.split('/').filter((part) => part !== '');
      switch (path.join('/')) {
        case 'v2.0/.well-known/openid-configuration':
          return json(200, discovery(parts.authority));
        case 'oauth2/v2.0/authorize':
          return request.method === 'POST'
            ? chosen(parts, codes, await form(request))
            : authorize(parts, url);
        case 'oauth2/v2.0/token':
          return token(parts, codes, devices, await form(request));
        case 'oauth2/v2.0/devicecode':
          return json(200, devices.begin(await form(request)));
        case 'oauth2/v2.0/logout':
          return messagePage('Signed out', 'You can close this page.');
        case 'device':
          return request.method === 'POST' ? devices.decideByForm(await form(request)) : devices.page(url);
        default:
          return null;
      }
    },
  };
}

function discovery(authority: string) {
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_modes_supported: ['form_post'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'offline_access'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['none'],
  };
}

/** What must be right before a person is asked anything. */
function authorize({ state, authority }: EntraParts, url: URL): Response {
  const asked = Object.fromEntries(url.searchParams);
  const { client_id, redirect_uri = '', code_challenge = '', code_challenge_method, response_mode } = asked;
  if (client_id === undefined || code_challenge === '' || code_challenge_method !== 'S256')
    return messagePage('AADSTS9002325', 'Proof Key for Code Exchange is required.', 400);
  if (!/^http:\/\/localhost(:\d+)?\/?$/.test(redirect_uri) || response_mode !== 'form_post')
    return messagePage(
      'AADSTS50011',
      'The redirect URI or response mode does not match the application.',
      400,
    );
  const kept = ['client_id', 'redirect_uri', 'code_challenge', 'scope', 'state', 'claims'];
  const hidden = Object.fromEntries(kept.map((name) => [name, asked[name] ?? '']));
  return accountPage(state.supervisors, `${authority}/oauth2/v2.0/authorize`, hidden);
}

function chosen({ state }: EntraParts, codes: Map<string, Pending>, fields: URLSearchParams): Response {
  const redirectUri = fields.get('redirect_uri') ?? '';
  const requestState = fields.get('state') ?? '';
  if (!/^http:\/\/localhost(:\d+)?\/?$/.test(redirectUri))
    return messagePage('AADSTS50011', 'The redirect URI does not match.', 400);
  const supervisor = state.supervisors.find((candidate) => candidate.key === fields.get('account'));
  if (supervisor === undefined)
    return formPost(redirectUri, {
      error: 'access_denied',
      error_description: 'AADSTS65004: the user declined',
      state: requestState,
    });
  const code = `demo-code.${crypto.randomUUID()}`;
  codes.set(code, {
    supervisorId: supervisor.id,
    challenge: fields.get('code_challenge') ?? '',
    redirectUri,
    scope: fields.get('scope') ?? '',
    claims: fields.get('claims') || null,
  });
  return formPost(redirectUri, { code, state: requestState, session_state: crypto.randomUUID() });
}

async function token(
  { tokens }: EntraParts,
  codes: Map<string, Pending>,
  devices: Devices,
  fields: URLSearchParams,
): Promise<Response> {
  const clientId = fields.get('client_id') ?? '';
  const scope = fields.get('scope') ?? '';
  const claims = fields.get('claims');
  switch (fields.get('grant_type')) {
    case 'authorization_code': {
      const code = fields.get('code') ?? '';
      const pending = codes.get(code);
      codes.delete(code);
      const isProven =
        pending !== undefined && pending.challenge === (await s256(fields.get('code_verifier') ?? ''));
      if (!isProven || pending.redirectUri !== fields.get('redirect_uri'))
        return oauthError('invalid_grant', 'AADSTS70008: the code is wrong or was used.');
      return json(
        200,
        tokens.issue(pending.supervisorId, { clientId, scope, claims: claims ?? pending.claims }),
      );
    }
    case 'refresh_token': {
      const supervisorId = tokens.redeem(fields.get('refresh_token') ?? '');
      if (supervisorId === null)
        return oauthError('invalid_grant', 'AADSTS700082: the refresh token has expired or was revoked.');
      return json(200, tokens.issue(supervisorId, { clientId, scope, claims }));
    }
    case 'urn:ietf:params:oauth:grant-type:device_code':
    case 'device_code': {
      const polled = devices.poll(fields.get('device_code') ?? '');
      if (polled.error !== null)
        return oauthError(polled.error, 'AADSTS70016: the device code is not decided.');
      return json(200, tokens.issue(polled.supervisorId, { clientId, scope, claims }));
    }
    default:
      return oauthError('unsupported_grant_type', 'AADSTS70003');
  }
}

export function oauthError(error: string, description: string): Response {
  return json(400, {
    error,
    error_description: description,
    error_codes: [],
    correlation_id: crypto.randomUUID(),
  });
}

export function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });
}

async function form(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text());
}

async function s256(verifier: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)));
  return btoa(String.fromCharCode(...digest))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
