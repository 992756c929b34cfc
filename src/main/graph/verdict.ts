/** What a reply (or the lack of one) means, as a pure decision: the one place that tells applied, not applied and unknown apart. */
import { type Trouble, type TroubleKind, trouble } from '../../core/trouble.ts';
import type { NetworkTrouble, Reply } from '../ports.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { type GraphError, graphError, requestId } from './wire.ts';
import { claimsChallenge } from './www-authenticate.ts';

/**
 * `delete` and `create` change something: their doubts are named, and a create (of a code or a PIN, or a new end of a code)
 * is never sent again after one without a look.
 */
export type CallKind = 'read' | 'delete' | 'create';

export interface CallShape {
  readonly kind: CallKind;
  readonly surface: 'directory' | 'qr-code';
  /** What a 404 about anything but the user means. */
  readonly notFound: TroubleKind;
  /** What a conflict, or words to the effect that it is there already, mean; left out where nothing is made. */
  readonly exists?: TroubleKind;
}

export type Verdict =
  /** A success by its status: the body decides. */
  | { readonly act: 'parse' }
  /** Not applied. The same request once more with a token that answers the challenge. */
  | { readonly act: 'fresh-token'; readonly claims: string | null }
  /** Not applied: this version of Graph does not know the path. */
  | { readonly act: 'other-version'; readonly trouble: Trouble }
  /** May be sent again, after `afterMs` or (null) after a growing pause; `trouble` when the tries are used up. */
  | { readonly act: 'again'; readonly afterMs: number | null; readonly trouble: Trouble }
  | { readonly act: 'stop'; readonly trouble: Trouble };

/** A verdict that needs no look at the body. */
export type Onward = Exclude<Verdict, { readonly act: 'parse' }>;

/** Graph's codes for "there is no such user"; every other 404 below `/authentication` speaks of the method or code. */
const noSuchUser = new Set(['request_resourcenotfound', 'usernotfound', 'authenticationusernotfound']);
const transient = new Set([500, 502, 504]);

export function judgeNetwork(kind: CallKind, failure: NetworkTrouble): Onward {
  if (kind !== 'read' && failure.sent === 'maybe') return stop('outcome-unknown', { detail: failure.detail });
  const named = trouble(failure.kind, { detail: failure.detail });
  const passes = kind === 'read' && (failure.kind === 'no-answer' || failure.kind === 'bad-answer');
  return passes ? { act: 'again', afterMs: null, trouble: named } : { act: 'stop', trouble: named };
}

/** `serverNowMs` is the reply's own clock, for a `Retry-After` written as a date. */
export function judgeReply(call: CallShape, reply: Reply, serverNowMs: number | null): Verdict {
  const { status } = reply;
  const error = status >= 400 ? graphError(jsonOf(reply)) : null;
  const known = {
    requestId: replyRequestId(reply) ?? error?.requestId ?? null,
    detail: `${status} ${error?.code ?? ''}`.trim(),
  };
  if (isMisdirected(reply)) return misdirected(call.kind, known);
  if (status < 300) return { act: 'parse' };
  if (status === 429 || status === 503) return throttled(call.kind, reply, serverNowMs, known);
  if (status >= 500 || status === 408) return failed(call.kind, status, known);
  if (status === 401)
    return { act: 'fresh-token', claims: claimsChallenge(reply.headers.get('www-authenticate')) };
  if (status === 407) return stop(call.kind === 'read' ? 'proxy-refused' : 'outcome-unknown', known);
  if (status === 403) return stop('not-permitted', known);
  if (call.surface === 'qr-code' && error !== null && isRoutingError(status, error)) {
    return {
      act: 'other-version',
      trouble: trouble('rejected', { ...known, detail: `${status} no-such-segment` }),
    };
  }
  if (status === 404)
    return stop(noSuchUser.has(error?.code.toLowerCase() ?? '') ? 'no-such-worker' : call.notFound, known);
  if (call.exists !== undefined && saysExists(status, error)) return stop(call.exists, known);
  return stop('rejected', known);
}

/**
 * Whether something between us and Graph spoke: a login page of the network, a proxy's block page, a redirect. Graph
 * answers these calls in JSON and never redirects them. 407, 429 and 5xx are believed by their status, whoever sends them.
 */
function isMisdirected(reply: Reply): boolean {
  const { status } = reply;
  if ((status >= 300 && status < 400) || status === 511) return true;
  return status < 500 && status !== 407 && status !== 429 && isHtml(reply);
}

export function isHtml(reply: Reply): boolean {
  const type = reply.headers.get('content-type') ?? '';
  if (/^(?:text\/html|application\/xhtml\+xml)\b/i.test(type)) return true;
  if (/^image\//i.test(type)) return false;
  return /^[\ufeff\s]*</.test(new TextDecoder().decode(reply.body.subarray(0, 64)));
}

/** The body as JSON, or undefined when it is none. */
export function jsonOf(reply: Reply): unknown {
  if (reply.body.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(reply.body));
  } catch (notJson) {
    if (notJson instanceof SyntaxError) return undefined;
    throw notJson;
  }
}

export function replyRequestId(reply: Reply): string | null {
  return requestId(reply.headers.get('request-id'));
}

type Known = Partial<Omit<Trouble, 'kind'>>;

function stop(kind: TroubleKind, known: Known): Onward {
  return { act: 'stop', trouble: trouble(kind, known) };
}

function misdirected(kind: CallKind, known: Known): Onward {
  return stop(kind === 'read' ? 'captive-portal' : 'outcome-unknown', {
    ...known,
    detail: `${known.detail} not-graph`,
  });
}

/**
 * 429 and 503 mean "not applied". Reads and deletes wait as long as they are told; a create does so after 429 only, for
 * a 503 may come from a gateway that gave up on a request already passed on.
 */
function throttled(kind: CallKind, reply: Reply, serverNowMs: number | null, known: Known): Onward {
  const seconds = retryAfterSeconds(reply.headers.get('retry-after'), serverNowMs);
  const busy = trouble('busy', { ...known, retryAfterSeconds: seconds });
  const mayRepeat = kind === 'read' || (seconds !== null && (kind === 'delete' || reply.status === 429));
  if (!mayRepeat) return { act: 'stop', trouble: busy };
  return { act: 'again', afterMs: seconds === null ? null : seconds * 1000, trouble: busy };
}

function failed(kind: CallKind, status: number, known: Known): Onward {
  if (kind !== 'read') return stop('outcome-unknown', known);
  if (status === 408) return { act: 'again', afterMs: null, trouble: trouble('no-answer', known) };
  const named = trouble('server-error', known);
  return transient.has(status)
    ? { act: 'again', afterMs: null, trouble: named }
    : { act: 'stop', trouble: named };
}

/**
 * "Resource not found for the segment 'qrCodePinMethod'.": the published v1.0 metadata lacks the property that beta has.
 * The code beside it is the generic `BadRequest`, so only the message tells.
 */
function isRoutingError(status: number, error: GraphError): boolean {
  return (status === 400 || status === 404) && /resource not found for the segment/i.test(error.message);
}

/** No code is documented for "there is a temporary code already"; 409 and words to that effect are taken for it. */
function saysExists(status: number, error: GraphError | null): boolean {
  if (status === 409) return true;
  const said = `${error?.code ?? ''} ${error?.message ?? ''}`;
  return status === 400 && /already|exist/i.test(said) && !/not exist|n't exist/i.test(said);
}
