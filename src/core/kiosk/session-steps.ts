/** The supervisor's part of the flow: who is signed in is main's word, and the page follows it from wherever it is. */
import { trouble } from '../trouble.ts';
import type { KioskEvent, StationFacts } from './event.ts';
import { onOpenIssuance } from './issuance-steps.ts';
import { noAnswer, toIssuance, toLocked, toProblem, toSearch, toSignIn, toWorker } from './make.ts';
import type { FlowData, KioskState, Method, Renewal } from './state.ts';

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
  const renewal = state.screen === 'sign-in' ? state.renewal : null;
  return { screen: 'signing-in', attempt: state.attempt + 1, method: null, renewal };
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
    case 'sign-in':
      return entered(state, facts, state.renewal);
    case 'signing-in':
      // Whoever renews is signed in all the time: only the answer tells that it is over.
      return state.renewal !== null && state.method !== null ? state : entered(state, facts, state.renewal);
    case 'starting':
    case 'locked':
      return entered(state, facts, null);
    case 'worker':
      // The network is back: what the card could not say can be read now.
      return facts.isOnline && state.card !== null && state.card.offline !== null
        ? toWorker(state, { ...state, card: null, notice: null })
        : state;
    default:
      return onOpenIssuance(state, facts.issuanceId);
  }
}

/** To the issuance under way, or to where a renewal began, or to the search. */
function entered<D extends FlowData>(
  state: KioskState<D>,
  facts: StationFacts,
  renewal: Renewal | null,
): KioskState<D> {
  if (facts.issuanceId !== null) return toIssuance(state, facts.issuanceId);
  const isSame = renewal !== null && renewal.supervisorId === facts.supervisorId;
  return isSame && renewal.place !== null ? toWorker(state, renewal.place) : toSearch(state);
}

function isNoRole<D extends FlowData>(state: KioskState<D>): boolean {
  return state.screen === 'problem' && state.trouble.kind === 'no-role';
}

type SessionEvent<D extends FlowData> = Extract<
  KioskEvent<D>,
  {
    type:
      | 'sign-in-asked'
      | 'renewal-asked'
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
      return { screen: 'signing-in', attempt: state.attempt + 1, method: event.method, renewal: null };
    case 'renewal-asked':
      return renewed(state, event.method, event.supervisorId);
    case 'sign-in-ended':
      if (state.screen !== 'signing-in' || event.attempt !== state.attempt) return state;
      // The station tells how it ended; either way there is a place to go back to.
      if (state.renewal !== null) return { ...state, method: null };
      // Success is told by the station; here only that it did not succeed.
      return event.trouble === null ? state : toSignIn(state, null, event.trouble);
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

function renewed<D extends FlowData>(
  state: KioskState<D>,
  method: Method,
  supervisorId: string,
): KioskState<D> {
  const renewal = { supervisorId, place: placeOf(state) };
  switch (state.screen) {
    case 'search':
    case 'worker':
    case 'confirm':
    case 'collect':
    case 'problem':
      return { screen: 'signing-in', attempt: state.attempt + 1, method, renewal };
    default:
      return state;
  }
}

function placeOf<D extends FlowData>(state: KioskState<D>): Renewal['place'] {
  switch (state.screen) {
    case 'worker': {
      const { workerId, hours, startsAtMs, text } = state;
      return { workerId, hours, startsAtMs, text };
    }
    case 'confirm': {
      const { card, order, hours, text } = state;
      const startsAtMs = order.is === 'issue' ? order.startsAtMs : null;
      return { workerId: card.worker.id, hours, startsAtMs, text };
    }
    case 'problem':
      if (state.retry?.to !== 'worker') return null;
      return { workerId: state.retry.workerId, hours: state.retry.hours, startsAtMs: null, text: '' };
    default:
      return null;
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
      return toSignIn(
        state,
        'cancel-sign-in',
        why === 'time' ? trouble('sign-in-timeout') : null,
        state.renewal,
      );
    case 'sign-in':
      return why === 'time' ? { ...state, leaving: null } : state;
    default:
      return why === 'time' ? { ...state, isLeaving: false, isUnlocking: false } : state;
  }
}
