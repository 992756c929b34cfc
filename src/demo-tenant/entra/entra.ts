/** Entra's endpoints as MSAL uses them: which path is which, and the discovery document. */
import { type EntraParts, isKnown } from './application.ts';
import { type Codes, createCodes } from './authorize.ts';
import { createDevices, type Devices } from './devices.ts';
import { messagePage } from './pages.ts';
import { json, oauthError } from './reply.ts';
import { answerToken } from './token.ts';

export interface Entra {
  /** Null: not a path of Entra's. */
  answer(request: Request): Promise<Response | null>;
  readonly devices: Devices;
}

export function createEntra(parts: EntraParts): Entra {
  const codes = createCodes(parts);
  const devices = createDevices(parts);
  return {
    devices,
    async answer(request) {
      const url = new URL(request.url);
      const [tenant = '', ...path] = url.pathname.split('/').filter((part) => part !== '');
      const isOurs = [parts.tenantId, 'organizations', 'common'].includes(tenant.toLowerCase());
      const endpoint = path.join('/').toLowerCase();
      if (!isOurs && endpoint !== '')
        return oauthError('invalid_tenant', `AADSTS90002: Tenant '${tenant.slice(0, 64)}' not found.`);
      return request.method === 'POST'
        ? posted(parts, codes, devices, { endpoint, fields: new URLSearchParams(await request.text()) })
        : opened(parts, codes, devices, { endpoint, url });
    },
  };
}

function opened(
  { authority }: EntraParts,
  codes: Codes,
  devices: Devices,
  { endpoint, url }: { readonly endpoint: string; readonly url: URL },
): Response | null {
  switch (endpoint) {
    case 'v2.0/.well-known/openid-configuration':
      return json(200, discovery(authority));
    case 'discovery/v2.0/keys':
      return json(200, { keys: [] });
    case 'oauth2/v2.0/authorize':
      return codes.ask(url.searchParams);
    case 'oauth2/v2.0/logout':
      return messagePage('Signed out', 'You can close this page.');
    case 'oauth2/v2.0/token':
    case 'oauth2/v2.0/devicecode':
      return oauthError('invalid_request', 'AADSTS900561: The endpoint only accepts POST requests.');
    case 'device':
      return devices.page(url);
    default:
      return null;
  }
}

async function posted(
  parts: EntraParts,
  codes: Codes,
  devices: Devices,
  { endpoint, fields }: { readonly endpoint: string; readonly fields: URLSearchParams },
): Promise<Response | null> {
  switch (endpoint) {
    case 'oauth2/v2.0/authorize':
      return codes.choose(fields);
    case 'oauth2/v2.0/token':
      return isKnown(parts, fields) ? answerToken(parts.tokens, codes, devices, fields) : unknownClient();
    case 'oauth2/v2.0/devicecode':
      return isKnown(parts, fields) ? json(200, devices.begin(fields)) : unknownClient();
    case 'device':
      return devices.decideByForm(fields);
    default:
      return null;
  }
}

function unknownClient(): Response {
  return oauthError('unauthorized_client', 'AADSTS700016: The application was not found in the directory.');
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
