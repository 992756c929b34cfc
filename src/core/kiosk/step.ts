/** The kiosk's flow as one pure function: a state and an event make the next state, the same object when nothing changed. */
import { trouble } from '../trouble.ts';
import type { KioskEvent } from './event.ts';
import { issuanceTimedOut, onIssuance } from './issuance-steps.ts';
import { noAnswer, toIssuance, toProblem, toSearch, toSignIn, toStarting, toWorker } from './make.ts';
import { onScan } from './scan-steps.ts';
import { leaveSession, onSession, onStation } from './session-steps.ts';
import type { FlowData, KioskState, Problem } from './state.ts';
import { onWorker } from './worker-steps.ts';

/** Pure. A tap that does not fit the screen, a second tap, and an answer to an older attempt change nothing. */
export function step<D extends FlowData>(state: KioskState<D>, event: KioskEvent<D>): KioskState<D> {
  if (state.screen === 'config-error') return state;
  switch (event.type) {
    case 'station-read':
      return onStation(state, event.facts);
    case 'station-failed':
      return state.screen === 'starting'
        ? toProblem(state, trouble('incident'), { retry: { to: 'start' } })
        : state;
    case 'trouble-met':
      return state.screen === 'search' ? toProblem(state, event.trouble) : state;
    case 'retry-asked':
      return state.screen === 'problem' ? retried(state) : state;
    case 'cancel-asked':
      return left(state, 'cancel');
    case 'timed-out':
      return event.attempt === state.attempt ? left(state, 'time') : state;
    default:
      return routed(state, event);
  }
}

function routed<D extends FlowData>(
  state: KioskState<D>,
  event: Exclude<
    KioskEvent<D>,
    {
      type: 'station-read' | 'station-failed' | 'trouble-met' | 'retry-asked' | 'cancel-asked' | 'timed-out';
    }
  >,
): KioskState<D> {
  switch (event.type) {
    case 'key-held':
    case 'key-gone':
    case 'text-typed':
    case 'search-ended':
    case 'worker-chosen':
    case 'request-chosen':
    case 'card-read':
    case 'hours-chosen':
    case 'start-chosen':
    case 'issue-asked':
    case 'order-asked':
    case 'order-confirmed':
      return onWorker(state, event);
    case 'scan-heard':
    case 'scan-read':
    case 'scan-answered':
      return onScan(state, event);
    case 'start-ended':
    case 'issuance-changed':
    case 'view-read':
    case 'answer-given':
    case 'answer-ended':
    case 'resume-asked':
    case 'again-asked':
      return onIssuance(state, event);
    default:
      return onSession(state, event);
  }
}

function left<D extends FlowData>(state: KioskState<D>, why: 'cancel' | 'time'): KioskState<D> {
  switch (state.screen) {
    case 'search':
      if (why === 'cancel') return state.text === '' ? state : toSearch(state);
      return { ...state, found: { is: 'trouble', trouble: noAnswer } };
    case 'worker':
      if (why === 'time' && state.card === null)
        return toProblem(state, noAnswer, {
          retry: { to: 'worker', workerId: state.workerId, hours: state.hours },
        });
      return toSearch(state, why === 'cancel' ? state.text : '');
    case 'confirm': {
      const { card, hours, text, order, queueId } = state;
      const startsAtMs = order.is === 'issue' ? order.startsAtMs : null;
      return toWorker(state, { workerId: card.worker.id, hours, startsAtMs, card, text, queueId });
    }
    case 'issuing':
    case 'printing':
      // A running issuance cannot be called off by a tap: only what comes out of it can be answered.
      return why === 'time' ? issuanceTimedOut(state) : state;
    case 'identify':
      return why === 'time' ? toProblem(state, noAnswer) : toSearch(state);
    case 'collect':
    case 'done':
      // An unanswered badge stays open in main, and search shows it until it is answered.
      return toSearch(state);
    case 'problem':
      return leftProblem(state);
    case 'config-error':
      return state;
    default:
      return leaveSession(state, why);
  }
}

function leftProblem<D extends FlowData>(state: Problem): KioskState<D> {
  if (state.retry?.to === 'start') return toStarting(state);
  return needsSignOut(state) ? toSignIn(state, 'sign-out') : toSearch(state);
}

/** Without the role there is nothing to go back to; a session that ended is brought back in place. */
export function needsSignOut(state: Problem): boolean {
  return state.trouble.kind === 'no-role' || state.trouble.kind === 'supervisor-disabled';
}

function retried<D extends FlowData>(state: Problem): KioskState<D> {
  const { retry } = state;
  switch (retry?.to) {
    case 'start':
      return toStarting(state);
    case 'worker':
      return toWorker(state, { workerId: retry.workerId, hours: retry.hours });
    case 'issuance':
      return toIssuance(state, retry.issuanceId);
    default:
      return leftProblem(state);
  }
}
