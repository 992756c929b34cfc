/** The actions an issuance can take next, and how facts speak about codes. */
import { assert } from '../result.ts';
import type { ClosedOutcome, Fact } from './events.ts';
import type { DeleteReason } from './history.ts';
import type { Paper } from './order.ts';

/**
 * `running`: the content is in memory and the worker waits. `reconciling`: an earlier run ended in the middle, the content
 * is lost, and the only aim is that no live code stays unaccounted.
 */
export type Mode = 'running' | 'reconciling';

export type Action =
  | { readonly do: 'preflight' | 'create' | 'extend' | 'reset-pin' }
  | { readonly do: 'render' | 'print' | 'follow-print'; readonly paper: Paper }
  /** Nobody waits for this job any more: it is called off, so that nothing of it comes out later. */
  | { readonly do: 'end-print' }
  /** One GET, after a wait; `verify` only looks whether a fresh code stands as created. */
  | { readonly do: 'read'; readonly purpose: 'decide' | 'verify'; readonly afterMs: number }
  /** `codeId` null: a method without a standard code. */
  | { readonly do: 'delete'; readonly codeId: string | null; readonly why: DeleteReason }
  | { readonly do: 'note-orphan'; readonly found: Fact }
  /** A read showed that the code to revoke is gone. */
  | { readonly do: 'note-revoked'; readonly codeId: string | null }
  /** A read showed that the code lives as long as it can. */
  | { readonly do: 'note-extended'; readonly found: Fact }
  /** A person decides: is the badge in the worker's hand, or what instead. */
  | { readonly do: 'ask' }
  | { readonly do: 'close'; readonly outcome: ClosedOutcome; readonly reason: string }
  /** Stays open: the truth cannot be had now, a later reconcile asks again. */
  | { readonly do: 'park'; readonly reason: string }
  | { readonly do: 'nothing' };

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
