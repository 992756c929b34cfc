/** Entra's token endpoint: a code with its proof, a refresh token, or a device code for tokens. */
import type { Codes } from './authorize.ts';
import { base64Url } from './base64-url.ts';
import type { Devices } from './devices.ts';
import { json, oauthError } from './reply.ts';
import type { Asked, Tokens } from './tokens.ts';

export async function answerToken(
  tokens: Tokens,
  codes: Codes,
  devices: Devices,
  fields: URLSearchParams,
): Promise<Response> {
  const clientId = fields.get('client_id') ?? '';
  const asked: Asked = { clientId, scope: fields.get('scope') ?? '', claims: fields.get('claims') };
  switch (fields.get('grant_type')) {
    case 'authorization_code':
      return byCode(tokens, codes, fields, asked);
    case 'refresh_token': {
      const supervisorId = tokens.redeem(fields.get('refresh_token') ?? '', clientId);
      if (tokens.claimsNeedPerson && tokens.isChallenged(asked.claims))
        return oauthError(
          'interaction_required',
          'AADSTS50158: A challenge is not satisfied.',
          'basic_action',
          asked.claims,
        );
      return supervisorId === null
        ? oauthError(
            'invalid_grant',
            'AADSTS50173: The provided grant has expired due to it being revoked.',
            'bad_token',
          )
        : issued(tokens, supervisorId, asked);
    }
    case 'urn:ietf:params:oauth:grant-type:device_code':
    case 'device_code': {
      const polled = devices.poll(fields.get('device_code') ?? '', clientId);
      return polled.ok
        ? issued(tokens, polled.value, asked)
        : oauthError(polled.error, deviceTexts[polled.error]);
    }
    default:
      return oauthError('unsupported_grant_type', 'AADSTS70003: The grant type is not supported.');
  }
}

const deviceTexts = {
  authorization_pending: 'AADSTS70016: Waiting for the user to sign in.',
  slow_down: 'AADSTS70016: The interval between requests is too short.',
  authorization_declined: 'AADSTS70017: The user declined.',
  expired_token: 'AADSTS70020: The device code has expired.',
  bad_verification_code: 'AADSTS70018: The device code is not known.',
} as const;

async function byCode(
  tokens: Tokens,
  codes: Codes,
  fields: URLSearchParams,
  { clientId, scope, claims }: Asked,
): Promise<Response> {
  const pending = codes.redeem(fields.get('code') ?? '');
  if (pending === null || pending.clientId !== clientId || pending.redirectUri !== fields.get('redirect_uri'))
    return oauthError('invalid_grant', 'AADSTS70008: The code is wrong, was used or has expired.');
  if (pending.challenge !== (await s256(fields.get('code_verifier') ?? '')))
    return oauthError('invalid_grant', 'AADSTS501481: The code_verifier does not match the code_challenge.');
  const asked = { clientId, scope: scope === '' ? pending.scope : scope, claims: claims ?? pending.claims };
  return issued(tokens, pending.supervisorId, asked);
}

function issued(tokens: Tokens, supervisorId: string, asked: Asked): Response {
  if (!tokens.isEnabled(supervisorId))
    return oauthError('invalid_grant', 'AADSTS50057: The user account is disabled.');
  const made = tokens.issue(supervisorId, asked);
  return made.ok
    ? json(200, made.value)
    : oauthError('invalid_request', 'AADSTS50149: The claims parameter is malformed.');
}

async function s256(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return base64Url(new Uint8Array(digest));
}
