/** How long a step may last without news before it is left by itself. */
import type { FlowData, KioskState, Screen } from './state.ts';

/** A read or a start that got no answer at all: longer than main's own budgets. */
const noAnswerMs = 30_000;

/** Milliseconds; null is an idle step, which main's lock ends, or one that only a restart ends. */
export const timeouts: Readonly<Record<Screen, number | null>> = {
  starting: 10_000,
  'sign-in': null,
  // Main ends a sign-in itself; a device code lives 15 min.
  'signing-in': 16 * 60_000,
  search: null,
  identify: noAnswerMs,
  worker: 90_000,
  confirm: 60_000,
  // Main waits out a service whose reads lag its writes by some 30 s, and has time-outs of its own.
  issuing: 150_000,
  printing: 180_000,
  collect: 10 * 60_000,
  done: 6_000,
  problem: 120_000,
  locked: null,
  'config-error': null,
};

/** An enrolled worker hears of the first sign-in before the screen goes. */
const doneEnrolledMs = 20_000;

/** When `timed-out` is due, counted from the state's attempt; null when it never is. */
export function timeoutOf<D extends FlowData>(state: KioskState<D>): number | null {
  switch (state.screen) {
    case 'sign-in':
      return state.leaving === null ? null : noAnswerMs;
    case 'locked':
      return state.isLeaving || state.isUnlocking ? noAnswerMs : null;
    case 'search':
      return state.found.is === 'looking' ? noAnswerMs : null;
    case 'worker':
      return state.card === null ? noAnswerMs : timeouts.worker;
    case 'issuing':
      return state.run.is === 'asked' ? noAnswerMs : timeouts.issuing;
    case 'done':
      return state.view.order.is === 'enrol' ? doneEnrolledMs : timeouts.done;
    default:
      return timeouts[state.screen];
  }
}
