/** The supervisor's part of the flow: who is signed in is main's word, and the page follows it from wherever it is. */
import { trouble } from '../trouble.ts';
import type { KioskEvent, StationFacts } from './event.ts';
import { onOpenIssuance } from './issuance-steps.ts';
import { noAnswer, toIssuance, toLocked, toProblem, toSearch, toSignIn, toWorker } from './make.ts';
import type { FlowData, KioskState } from './state.ts';

export function onStation<D extends FlowData>(state: KioskState<D>, facts: StationFacts): KioskState<D> {
  if (facts.isBroken) return { screen: 'config-error', attempt: state.attempt + 1 };
  switch (facts.session) {
    case 'signed-out':
      return onSignedOut(state);
    case 'signing-in':
      return onSigningIn(state);
    case 'locked':
      return onLocked(state);
    default:
      return onSignedIn(state, facts);
  }
}

function onSignedOut<D extends FlowData>(state: KioskState<D>): KioskState<D> {
  if (state.screen === 'sign-in') return state;
  // Our own sign-in ends with its answer; a reading from before it is old news.
  if (state.screen === 'signing-in' && state.method !== null) return state;
  return toSignIn(state);
}

function onSigningIn<D extends FlowData>(state: KioskState<D>): KioskState<D> {
  if (state.screen === 'signing-in') return state;
  if (state.screen === 'sign-in' && state.leaving !== null) return state;
  return { screen: 'signing-in', attempt: state.attempt + 1, method: null };
}

function onLocked<D extends FlowData>(state: KioskState<D>): KioskState<D> {
  if (state.screen === 'locked') return state;
  if (state.screen === 'signing-in' && state.method !== null) return state;
  if (state.screen === 'sign-in' && state.leaving === 'sign-out') return state;
  return toLocked(state, false);
}

function onSignedIn<D extends FlowData>(state: KioskState<D>, facts: StationFacts): KioskState<D> {
  if (state.screen === 'sign-in' && state.leaving !== null) return state;
  if (state.screen === 'locked' && state.isLeaving) return state;
  if (!facts.mayIssue) return isNoRole(state) ? state : toProblem(state, trouble('no-role'));
  switch (state.screen) {
    case 'starting':
    case 'sign-in':
    case 'signing-in':
    case 'locked':
      return facts.issuanceId === null ? toSearch(state) : toIssuance(state, facts.issuanceId);
    case 'worker':
      // The network is back: what the card could not say can be read now.
      return facts.isOnline && state.card !== null && state.card.offline !== null
        ? toWorker(state, { ...state, card: null, notice: null })
        : state;
    default:
      return onOpenIssuance(state, facts.issuanceId);
  }
}

function isNoRole<D extends FlowData>(state: KioskState<D>): boolean {
  return state.screen === 'problem' && state.trouble.kind === 'no-role';
}

type SessionEvent<D extends FlowData> = Extract<
  KioskEvent<D>,
  {
    type:
      | 'sign-in-asked'
      | 'sign-in-ended'
      | 'sign-out-asked'
      | 'lock-asked'
      | 'left'
      | 'unlock-asked'
      | 'unlock-ended';
  }
>;

export function onSession<D extends FlowData>(state: KioskState<D>, event: SessionEvent<D>): KioskState<D> {
  switch (event.type) {
    case 'sign-in-asked':
      if (state.screen !== 'sign-in' && state.screen !== 'locked') return state;
      return { screen: 'signing-in', attempt: state.attempt + 1, method: event.method };
    case 'sign-in-ended':
      // Success is told by the station; here only that it did not succeed.
      if (state.screen !== 'signing-in' || event.attempt !== state.attempt || event.trouble === null)
        return state;
      return toSignIn(state, null, event.trouble);
    case 'sign-out-asked':
      return isSignedOut(state) ? state : toSignIn(state, 'sign-out');
    case 'lock-asked':
      return isSignedOut(state) || state.screen === 'locked' ? state : toLocked(state, true);
    case 'left':
      return onLeft(state, event.attempt);
    default:
      return onUnlock(state, event);
  }
}

function isSignedOut<D extends FlowData>(state: KioskState<D>): boolean {
  return state.screen === 'starting' || state.screen === 'sign-in' || state.screen === 'signing-in';
}

function onLeft<D extends FlowData>(state: KioskState<D>, attempt: number): KioskState<D> {
  if (attempt !== state.attempt) return state;
  if (state.screen === 'sign-in' && state.leaving !== null) return { ...state, leaving: null };
  if (state.screen === 'locked' && state.isLeaving) return { ...state, isLeaving: false };
  return state;
}

function onUnlock<D extends FlowData>(
  state: KioskState<D>,
  event: Extract<KioskEvent<D>, { type: 'unlock-asked' | 'unlock-ended' }>,
): KioskState<D> {
  if (state.screen !== 'locked') return state;
  if (event.type === 'unlock-asked') {
    if (state.isUnlocking) return state;
    return { ...state, attempt: state.attempt + 1, isUnlocking: true, isLeaving: false, trouble: null };
  }
  if (!state.isUnlocking || event.attempt !== state.attempt) return state;
  return { ...state, isUnlocking: false, trouble: event.trouble };
}

/** Time is up, or the person wants out, on a screen of this part. */
export function leaveSession<D extends FlowData>(
  state: Extract<KioskState<D>, { screen: 'starting' | 'sign-in' | 'signing-in' | 'locked' }>,
  why: 'cancel' | 'time',
): KioskState<D> {
  switch (state.screen) {
    case 'starting':
      return why === 'time' ? toProblem(state, noAnswer, { retry: { to: 'start' } }) : state;
    case 'signing-in':
      return toSignIn(state, 'cancel-sign-in', why === 'time' ? trouble('sign-in-timeout') : null);
    case 'sign-in':
      return why === 'time' ? { ...state, leaving: null } : state;
    default:
      return why === 'time' ? { ...state, isLeaving: false, isUnlocking: false } : state;
  }
}
