/** What comes next for a PIN that is to be reset: told once like a content, but another reset makes a lost one harmless. */
import { type Action, close, type Mode, read, reasonOf } from './action.ts';
import type { Fact } from './events.ts';
import { askedPauseMs } from './evidence.ts';
import type { History } from './history.ts';
import { nextOnPaper } from './papers.ts';

const mostTries = 3;

export function nextForPin(history: History, facts: readonly Fact[], mode: Mode): Action {
  return mode === 'running' ? nextWhileRunning(history, facts) : nextInReconcile(history);
}

function nextWhileRunning(history: History, facts: readonly Fact[]): Action {
  const { last } = history;
  switch (last.event) {
    case 'requested':
      return { do: 'preflight' };
    case 'preflight-passed':
      return read('decide', 0);
    case 'state-read':
      return last.outcome === 'live' ? { do: 'reset-pin' } : without(history, reasonOf(last));
    case 'pin-reset-sent':
    case 'outcome-unknown':
      // Nobody knows the PIN that this may have made; the next one takes its place.
      return triesOf(facts) < mostTries
        ? read('decide', askedPauseMs(last) ?? 1_000)
        : without(history, 'busy');
    case 'refused':
      return close('failed', 'pin-lost');
    default:
      return chosen(last) ?? nextOnPaper(facts) ?? { do: 'ask' };
  }
}

/** What a person chose instead of the slip; null where it is still to come out. */
function chosen({ detail }: Fact): Action | null {
  if (detail?.choice === 'new-pin') return { do: 'reset-pin' };
  return detail?.choice === 'give-up' ? close('failed', 'pin-lost') : null;
}

/** Only where every reset was surely not applied the worker still has the PIN from before. */
function without({ mayBeChanged }: History, reason: string): Action {
  return close('failed', mayBeChanged ? 'pin-lost' : reason);
}

/** Resets that were sent since a person last decided. */
function triesOf(facts: readonly Fact[]): number {
  const decidedAt = facts.findLastIndex(({ event }) => event === 'not-handed-over');
  return facts.slice(decidedAt + 1).filter(({ event }) => event === 'pin-reset-sent').length;
}

/** The PIN is gone from memory: it is in a hand, or nobody has it and the worker needs another one. */
function nextInReconcile({ last, mayBeChanged, mayBeOnPaper, personSaysNoPaper }: History): Action {
  if (last.event === 'print-submitted') return { do: 'end-print' };
  if (!mayBeChanged) return close('failed', 'interrupted');
  return mayBeOnPaper && !personSaysNoPaper ? { do: 'ask' } : close('failed', 'pin-lost');
}
