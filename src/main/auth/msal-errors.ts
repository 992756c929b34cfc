/** Gives each way MSAL can fail a name of ours: MSAL's own texts are links to a web page. */
import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { type Trouble, type TroubleKind, trouble } from '../../core/trouble.ts';

export type Flow = 'browser-window' | 'device-code' | 'silent';

/** MSAL could not get through: the reason is what the network said. `bad-answer` when it said nothing wrong. */
const networkCodes = new Set([
  'network_error',
  'no_network_connectivity',
  'endpoints_resolution_error',
  'openid_config_error',
  'token_parsing_error',
]);

/** By error code, whatever the flow. MSAL's own refusal to ask again so soon has no code at all: `busy`. */
const kinds: ReadonlyMap<string, TroubleKind> = new Map(
  Object.entries({
    // the person
    access_denied: 'sign-in-cancelled',
    user_canceled: 'sign-in-cancelled',
    user_cancelled: 'sign-in-cancelled',
    device_code_polling_cancelled: 'sign-in-cancelled',
    user_timeout_reached: 'sign-in-timeout',
    device_code_expired: 'device-code-expired',
    expired_token: 'device-code-expired',
    code_expired: 'device-code-expired',
    authorization_declined: 'device-code-declined',
    // the service
    slow_down: 'busy',
    temporarily_unavailable: 'busy',
    server_error: 'server-error',
    // answers that are none
    client_info_decoding_error: 'bad-answer',
    client_info_empty_error: 'bad-answer',
    null_or_empty_token: 'bad-answer',
    authorization_code_missing_from_server_response: 'bad-answer',
  } as const),
);

/** What the service says of the account itself, by Entra's own number (learn.microsoft.com, "AADSTS error codes"). */
const withdrawn: ReadonlyMap<string, TroubleKind> = new Map(
  Object.entries({
    50034: 'supervisor-disabled', // deleted
    50057: 'supervisor-disabled',
    50132: 'session-revoked',
    50133: 'session-revoked',
    50173: 'session-revoked',
  } as const),
);

/**
 * The trouble behind an error that MSAL threw; `network` is what the network reported during the call. Throws again
 * what MSAL did not throw: that is a bug of ours.
 */
export function troubleOfMsal(error: unknown, flow: Flow, network: Trouble | null): Trouble {
  if (!(error instanceof AuthError)) throw error;
  const code = codeOf(error);
  if (networkCodes.has(code)) return network ?? trouble('bad-answer', { detail: code });
  const needsPerson = flow === 'silent' ? 'signed-out' : 'sign-in-refused';
  const kind =
    error.errorCode === '' ? 'busy' : (withdrawnKind(flow, error) ?? kindIn(flow, code) ?? needsPerson);
  return trouble(kind, { detail: detailOf(error, code) });
}

/** While a device code is polled, MSAL hides the service's word behind `post_request_failed`. */
function codeOf(error: AuthError): string {
  const word = error.errorCode === 'post_request_failed' ? plain(error.errorMessage) : '';
  return word === '' ? plain(error.errorCode) : word;
}

/** While somebody signs in, Entra's own page has said it. */
function withdrawnKind(flow: Flow, error: AuthError): TroubleKind | null {
  return flow === 'silent' ? (withdrawn.get(numberOf(error)) ?? null) : null;
}

function kindIn(flow: Flow, code: string): TroubleKind | null {
  if (flow === 'device-code' && code === 'access_denied') return 'device-code-declined';
  const kind = kinds.get(code) ?? null;
  // Silently, nobody can have cancelled anything: the service withdrew the session.
  return flow === 'silent' && kind?.startsWith('sign-in') === true ? null : kind;
}

/** `invalid_grant bad_token AADSTS50173`: identifiers only, for descriptions name people. */
function detailOf(error: AuthError, code: string): string {
  const number = numberOf(error);
  const words = [
    error.errorCode === '' ? 'throttled' : code,
    plain(error.subError),
    number === '' ? '' : `AADSTS${number}`,
  ];
  return words.filter((word) => word !== '').join(' ');
}

/** `50173` of AADSTS50173; empty where the service gave none. */
function numberOf(error: AuthError): string {
  return 'errorNo' in error ? plain(String(error.errorNo ?? '')) : '';
}

function plain(text: string): string {
  return /^[\w.-]{1,80}$/.test(text) ? text : '';
}

/** The claims that the next sign-in has to satisfy, where the service named them. */
export function claimsOf(error: unknown): string | null {
  if (!(error instanceof InteractionRequiredAuthError) || error.claims === '') return null;
  return error.claims;
}
