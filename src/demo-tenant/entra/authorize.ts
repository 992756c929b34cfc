/** The interactive half of the code flow: what is asked, the account page, and codes that work once, soon, for one client. */

import { type EntraParts, isKnown } from './application.ts';
import { base64Url } from './base64-url.ts';
import { accountPage, formPost, messagePage } from './pages.ts';

export interface Pending {
  readonly supervisorId: string;
  readonly clientId: string;
  readonly challenge: string;
  readonly redirectUri: string;
  readonly scope: string;
  /** As in the request; null when there were none. */
  readonly claims: string | null;
}

export interface Codes {
  /** The account page, or a page that says what is wrong with the request. */
  ask(asked: URLSearchParams): Response;
  /** The form that takes the answer to the application. */
  choose(fields: URLSearchParams): Response;
  /** What a code stands for; null when it is unknown, used or expired. Uses it up. */
  redeem(code: string): Pending | null;
}

const lifeMs = 10 * 60_000;
const kept = [
  'client_id',
  'redirect_uri',
  'response_type',
  'response_mode',
  'code_challenge',
  'code_challenge_method',
  'client_info',
  'scope',
  'state',
  'claims',
];

export function createCodes(parts: EntraParts): Codes {
  const { state, nowMs, authority, tenantId } = parts;
  const codes = new Map<string, { readonly pending: Pending; readonly untilMs: number }>();
  return {
    ask(asked) {
      const problem = problemOf(parts, asked);
      if (problem !== null)
        return messagePage('Sorry, but we are having trouble signing you in.', problem, 400);
      // There are no sessions: a sign-in always asks.
      if (asked.get('prompt') === 'none')
        return refused(asked, 'login_required', 'AADSTS50058: Nobody is signed in.');
      const hidden = kept.flatMap((name) => (asked.has(name) ? [[name, asked.get(name) ?? '']] : []));
      return accountPage(state.supervisors, `${authority}/oauth2/v2.0/authorize`, Object.fromEntries(hidden));
    },
    choose(fields) {
      const problem = problemOf(parts, fields);
      if (problem !== null)
        return messagePage('Sorry, but we are having trouble signing you in.', problem, 400);
      const supervisor = state.supervisors.find((candidate) => candidate.key === fields.get('account'));
      if (supervisor === undefined)
        return refused(fields, 'access_denied', 'AADSTS65004: User declined to consent to access the app.');
      if (!supervisor.isEnabled)
        return messagePage(
          'Sorry, but we are having trouble signing you in.',
          'AADSTS50057: The user account is disabled.',
          400,
        );
      const code = `demo-code.${crypto.randomUUID()}`;
      codes.set(code, { pending: pendingOf(supervisor.id, fields), untilMs: nowMs() + lifeMs });
      const clientInfo = base64Url(JSON.stringify({ uid: supervisor.id, utid: tenantId }));
      return formPost(fields.get('redirect_uri') ?? '', {
        code,
        ...(fields.get('client_info') === '1' ? { client_info: clientInfo } : {}),
        state: fields.get('state') ?? '',
        session_state: crypto.randomUUID(),
      });
    },
    redeem(code) {
      const known = codes.get(code);
      codes.delete(code);
      return known !== undefined && known.untilMs > nowMs() ? known.pending : null;
    },
  };
}

/** What must be right before a person is asked, and again when the page answers. Null: nothing is wrong. */
function problemOf(parts: EntraParts, asked: URLSearchParams): string | null {
  if (!isKnown(parts, asked)) return 'AADSTS700016: The application was not found in the directory.';
  if (!/^http:\/\/localhost(:\d{1,5})?\/?$/.test(asked.get('redirect_uri') ?? ''))
    return 'AADSTS50011: The redirect URI does not match one of the application.';
  if (asked.get('response_type') !== 'code' || asked.get('response_mode') !== 'form_post')
    return 'AADSTS900144: response_type must be code and response_mode form_post.';
  const isChallenge = /^[\w-]{43}$/.test(asked.get('code_challenge') ?? '');
  return isChallenge && asked.get('code_challenge_method') === 'S256'
    ? null
    : 'AADSTS9002325: Proof Key for Code Exchange is required.';
}

function refused(asked: URLSearchParams, error: string, description: string): Response {
  const fields = { error, error_description: description, state: asked.get('state') ?? '' };
  return formPost(asked.get('redirect_uri') ?? '', fields);
}

function pendingOf(supervisorId: string, fields: URLSearchParams): Pending {
  const text = (name: string) => fields.get(name) ?? '';
  return {
    supervisorId,
    clientId: text('client_id'),
    challenge: text('code_challenge'),
    redirectUri: text('redirect_uri'),
    scope: text('scope'),
    claims: text('claims') === '' ? null : text('claims'),
  };
}
