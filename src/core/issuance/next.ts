/** The one decision of the product: given what is journalled so far, what an issuance does next. */
import { assert } from '../result.ts';
import { unsettledCreate } from './accounts.ts';
import { type Action, close, type Mode } from './action.ts';
import type { Fact } from './events.ts';
import { type History, historyOf } from './history.ts';
import { nextForCode } from './next-code.ts';
import { nextForExtension } from './next-extension.ts';
import { nextForPin } from './next-pin.ts';
import { nextForRevocation } from './next-revocation.ts';
import { lookAgain, nextInReconcile } from './reconcile.ts';

/** What to do next. */
export function nextAction(facts: readonly Fact[], mode: Mode): Action {
  const history = historyOf(facts);
  assert(history !== undefined, 'an issuance has at least its request');
  const action = endOf(history) ?? nextOf(history, facts, mode);
  if (action.do !== 'close' || action.outcome === 'handed-over') return action;
  const unsettled = unsettledCreate(facts);
  if (unsettled === null) return action;
  // What was lost on the way here must not be forgotten: a reconcile goes on reading until it is proven gone.
  return mode === 'running' ? { do: 'park', reason: action.reason } : lookAgain(unsettled, history.last);
}

function nextOf(history: History, facts: readonly Fact[], mode: Mode): Action {
  switch (history.order.is) {
    case 'revoke':
      return nextForRevocation(history, history.order, mode);
    case 'extend':
      return nextForExtension(history, history.order, mode);
    case 'reset-pin':
      return nextForPin(history, facts, mode);
    default:
      return mode === 'running' ? nextForCode(history, facts) : nextInReconcile(history, facts);
  }
}

function endOf({ last, order, mayBeChanged }: History): Action | null {
  switch (last.event) {
    case 'closed':
      return { do: 'nothing' };
    case 'handed-over':
      return close('handed-over', 'confirmed-by-person');
    case 'extended':
      return close('extended', 'extended');
    case 'revoked':
      return close('revoked', order.is === 'revoke' ? 'ordered' : 'revoked');
    case 'refused':
      // "Nothing was changed" is not to be said where an earlier try may have been applied.
      if (mayBeChanged) return null;
      return close('refused', last.outcome ?? 'refused');
    case 'preflight-failed':
      return close('failed', last.outcome ?? 'preflight');
    default:
      return null;
  }
}
