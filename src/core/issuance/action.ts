/** The actions an issuance can take next, and how facts speak about codes. */
import { assert } from '../result.ts';
import type { ClosedOutcome, Fact } from './events.ts';
import type { DeleteReason } from './history.ts';

export type Action =
  | { readonly do: 'preflight' | 'create' | 'render' | 'print' | 'follow-print' }
  /** One GET, after a wait; `verify` only looks whether a fresh code stands as created. */
  | { readonly do: 'read'; readonly purpose: 'decide' | 'verify'; readonly afterMs: number }
  | { readonly do: 'delete'; readonly codeId: string; readonly why: DeleteReason }
  | { readonly do: 'note-orphan'; readonly found: Fact }
  /** A read showed that the code to revoke is gone. */
  | { readonly do: 'note-revoked'; readonly codeId: string }
  /** A person decides: is the badge in the worker's hand, or what instead. */
  | { readonly do: 'ask' }
  | { readonly do: 'close'; readonly outcome: ClosedOutcome; readonly reason: string }
  /** Stays open: the truth cannot be had now, a later reconcile asks again. */
  | { readonly do: 'park'; readonly reason: string }
  | { readonly do: 'nothing' };

/**
 * Whether a code whose content we do not hold is the trace of one of our creates: made no earlier than the create
 * was sent, with the very start and end that we asked for. Both carry random milliseconds, so that no other station
 * asks for the same; a service that keeps whole seconds is met halfway, unless `isExact` (our create was refused, so
 * only a proof counts).
 */
export function isFromOurCreate(found: Fact, creates: readonly Fact[], isExact: boolean): boolean {
  const createdAtMs = found.detail?.createdAtMs;
  return creates.some((sent) => {
    const sentAtMs = sent.detail?.serverNowMs;
    if (typeof createdAtMs !== 'number' || typeof sentAtMs !== 'number') return false;
    return (
      createdAtMs >= sentAtMs - clockSlackMs &&
      isSameInstant(found.startsAtMs, sent.startsAtMs, isExact) &&
      isSameInstant(found.expiresAtMs, sent.expiresAtMs, isExact)
    );
  });
}

/** The service's `Date` tells whole seconds only. */
const clockSlackMs = 5_000;

function isSameInstant(found: number | null, asked: number | null, isExact: boolean): boolean {
  if (found === null || asked === null) return false;
  const isCutToSeconds = found % 1_000 === 0 && !isExact;
  return isCutToSeconds ? Math.abs(found - asked) <= 1_000 : found === asked;
}

export function codeOf(fact: Fact): string {
  assert(fact.codeId !== null, `${fact.event} names a code`);
  return fact.codeId;
}

export function reasonOf(fact: Fact): string {
  const kind = fact.detail?.kind;
  return typeof kind === 'string' ? kind : 'outcome-unknown';
}

export function close(outcome: ClosedOutcome, reason: string): Action {
  return { do: 'close', outcome, reason };
}

export function read(purpose: 'decide' | 'verify', afterMs: number): Action {
  return { do: 'read', purpose, afterMs };
}
