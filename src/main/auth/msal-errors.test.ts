import {
  AuthError,
  ClientAuthError,
  ClientConfigurationError,
  InteractionRequiredAuthError,
  ServerError,
} from '@azure/msal-node';
import { describe, expect, it } from 'vitest';
import { trouble } from '../../core/trouble.ts';
import { claimsOf, type Flow, troubleOfMsal } from './msal-errors.ts';

const server = (code: string, subError = '', number = '') =>
  new ServerError(code, 'c', 'AADSTS: text about sam@example.com', subError, number);
const client = (code: string) => new ClientAuthError(code, 'c', '');
const needsPerson = (code: string) =>
  new InteractionRequiredAuthError(code, 'c', 'text about sam@example.com');
const polled = (word: string) => new AuthError('post_request_failed', 'c', word);

const table: readonly (readonly [Flow, AuthError, string, string])[] = [
  ['browser-window', server('access_denied'), 'sign-in-cancelled', 'access_denied'],
  ['browser-window', client('user_canceled'), 'sign-in-cancelled', 'user_canceled'],
  [
    'browser-window',
    server('invalid_grant', 'bad_token', '50173'),
    'sign-in-refused',
    'invalid_grant bad_token AADSTS50173',
  ],
  [
    'browser-window',
    server('unauthorized_client', '', '700016'),
    'sign-in-refused',
    'unauthorized_client AADSTS700016',
  ],
  ['browser-window', server('temporarily_unavailable'), 'busy', 'temporarily_unavailable'],
  ['browser-window', server('server_error'), 'server-error', 'server_error'],
  ['browser-window', server(''), 'busy', 'throttled'],
  ['browser-window', client('state_mismatch'), 'sign-in-refused', 'state_mismatch'],
  ['browser-window', client('client_info_decoding_error'), 'bad-answer', 'client_info_decoding_error'],
  ['browser-window', client('endpoints_resolution_error'), 'bad-answer', 'endpoints_resolution_error'],
  ['browser-window', client('network_error'), 'bad-answer', 'network_error'],
  [
    'browser-window',
    new ClientConfigurationError('untrusted_authority', 'c'),
    'sign-in-refused',
    'untrusted_authority',
  ],
  [
    'browser-window',
    new AuthError('loopback_server_timeout', 'c', ''),
    'sign-in-refused',
    'loopback_server_timeout',
  ],
  [
    'browser-window',
    new AuthError('loopback_server_query_response_not_supported', 'c'),
    'sign-in-refused',
    'loopback_server_query_response_not_supported',
  ],
  [
    'browser-window',
    new AuthError('no_auth_code_in_response', 'c'),
    'sign-in-refused',
    'no_auth_code_in_response',
  ],
  ['browser-window', needsPerson('consent_required'), 'sign-in-refused', 'consent_required'],
  [
    'device-code',
    client('device_code_polling_cancelled'),
    'sign-in-cancelled',
    'device_code_polling_cancelled',
  ],
  ['device-code', client('user_timeout_reached'), 'sign-in-timeout', 'user_timeout_reached'],
  ['device-code', client('device_code_expired'), 'device-code-expired', 'device_code_expired'],
  ['device-code', polled('expired_token'), 'device-code-expired', 'expired_token'],
  ['device-code', polled('code_expired'), 'device-code-expired', 'code_expired'],
  ['device-code', polled('authorization_declined'), 'device-code-declined', 'authorization_declined'],
  ['device-code', polled('access_denied'), 'device-code-declined', 'access_denied'],
  ['device-code', polled('slow_down'), 'busy', 'slow_down'],
  ['device-code', polled('bad_verification_code'), 'sign-in-refused', 'bad_verification_code'],
  ['device-code', polled('AADSTS: a text about sam@example.com'), 'sign-in-refused', 'post_request_failed'],
  ['silent', needsPerson('no_tokens_found'), 'signed-out', 'no_tokens_found'],
  ['silent', needsPerson('refresh_token_expired'), 'signed-out', 'refresh_token_expired'],
  ['silent', needsPerson('interaction_required'), 'signed-out', 'interaction_required'],
  ['silent', client('no_account_in_silent_request'), 'signed-out', 'no_account_in_silent_request'],
  ['silent', server('invalid_grant', '', '50173'), 'session-revoked', 'invalid_grant AADSTS50173'],
  ['silent', server('invalid_grant', '', '50057'), 'supervisor-disabled', 'invalid_grant AADSTS50057'],
  ['silent', server('invalid_grant', '', '70008'), 'signed-out', 'invalid_grant AADSTS70008'],
  ['silent', server('access_denied'), 'signed-out', 'access_denied'],
  ['silent', server('temporarily_unavailable'), 'busy', 'temporarily_unavailable'],
  ['silent', server('__proto__'), 'signed-out', '__proto__'],
];

describe('MSAL’s errors', () => {
  it.each(table)('in %s: %s is %s', (flow, error, kind, detail) => {
    expect(troubleOfMsal(error, flow, null)).toEqual(trouble(kind as 'busy', { detail }));
  });

  it.each(['network_error', 'endpoints_resolution_error', 'openid_config_error', 'token_parsing_error'])(
    '%s is whatever the network said',
    (code) => {
      const said = trouble('untrusted-server', { detail: 'ERR_CERT_DATE_INVALID' });
      expect(troubleOfMsal(client(code), 'silent', said)).toBe(said);
    },
  );

  it('does not blame the network for a refusal by the service', () => {
    const said = trouble('offline');
    expect(troubleOfMsal(needsPerson('no_tokens_found'), 'silent', said).kind).toBe('signed-out');
  });

  it('lets a bug of ours pass on', () => {
    expect(() => troubleOfMsal(new TypeError('bug'), 'silent', null)).toThrow('bug');
  });

  it('carries the claims that a person has to satisfy', () => {
    const error = new InteractionRequiredAuthError('interaction_required', 'c', '', '', '', '', '{"a":1}');
    expect(claimsOf(error)).toBe('{"a":1}');
    expect(claimsOf(needsPerson('no_tokens_found'))).toBeNull();
    expect(claimsOf(new Error('x'))).toBeNull();
  });
});
