/** From wherever any sequence of events leads, cancelling and waiting lead back to an idle screen. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { trouble } from '../trouble.ts';
import { effectsOf } from './effects.ts';
import type { KioskEvent } from './event.ts';
import {
  barredCard,
  enrolOrder,
  liveCard,
  offlineCard,
  orders,
  plainCard,
  type State,
  signedIn,
  signedOut,
  viewAt,
  worker,
} from './samples.ts';
import { type FlowData, firstState, type Scanned, screens } from './state.ts';
import { step } from './step.ts';
import { timeoutOf, timeouts } from './timeouts.ts';

/** Answers carry the attempt of an effect that is under way: -1 stands for it. */
type Event = KioskEvent<FlowData>;

const result = <T>(value: T) =>
  fc.constantFrom(
    ok(value),
    err(trouble('offline')),
    err(trouble('live-code-exists')),
    err(trouble('already-enrolled')),
  );
const view = fc
  .record({
    name: fc.constantFrom(
      'preflight',
      'create',
      'extend',
      'reset-pin',
      'print',
      'hand-over',
      'revoke',
      'closed',
    ),
    outcome: fc.constantFrom(
      'handed-over' as const,
      'extended' as const,
      'failed' as const,
      'refused' as const,
      'revoked' as const,
    ),
    order: fc.constantFrom(...orders),
  })
  .map(({ name, outcome, order }) => viewAt(name, { order, outcome: name === 'closed' ? outcome : null }));

const events: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    type: fc.constant('station-read' as const),
    facts: fc.record({
      isBroken: fc.constant(false),
      session: fc.constantFrom(
        'signed-out' as const,
        'signing-in' as const,
        'signed-in' as const,
        'locked' as const,
      ),
      mayIssue: fc.boolean(),
      issuanceId: fc.constantFrom(null, 'i1'),
      isOnline: fc.boolean(),
    }),
  }),
  fc.record({
    type: fc.constant('search-ended' as const),
    attempt: fc.constant(-1),
    result: result({ workers: [worker], source: 'service' as const, asOfMs: null }),
  }),
  fc.record({
    type: fc.constant('scan-read' as const),
    attempt: fc.constant(-1),
    result: fc
      .constantFrom<Scanned<FlowData['worker']>>(
        { is: 'worker', worker },
        { is: 'several', workers: [worker, worker], source: 'cache', asOfMs: 1 },
        { is: 'unknown-badge', mayEnrol: true },
        { is: 'nobody', mayEnrol: false },
        { is: 'nothing' },
      )
      .chain(result),
  }),
  fc.record({
    type: fc.constant('card-read' as const),
    attempt: fc.constant(-1),
    result: fc.oneof(result(plainCard), result(liveCard), result(barredCard), result(offlineCard)),
  }),
  fc.record({
    type: fc.constant('start-ended' as const),
    attempt: fc.constant(-1),
    result: result({ issuanceId: 'i1' }),
  }),
  fc.record({ type: fc.constant('view-read' as const), attempt: fc.constant(-1), result: view.map(ok) }),
  fc.record({
    type: fc.constantFrom('sign-in-ended' as const, 'answer-ended' as const, 'unlock-ended' as const),
    attempt: fc.constant(-1),
    trouble: fc.constantFrom(null, trouble('offline')),
  }),
  fc.constantFrom(...orders).map((order): Event => ({ type: 'order-asked', order })),
  fc.constantFrom(null, 1_900_000_000_000).map((startsAtMs): Event => ({ type: 'start-chosen', startsAtMs })),
  fc.constantFrom<Event>(
    { type: 'left', attempt: -1 },
    { type: 'station-failed' },
    { type: 'issuance-changed' },
    { type: 'scan-heard', hours: 8 },
    { type: 'scan-answered', to: 'search' },
    { type: 'scan-answered', to: 'enrol' },
    { type: 'sign-in-asked', method: 'browser-window' },
    { type: 'request-chosen', queueId: 'q1', workerId: 'w1', hours: 4 },
    { type: 'sign-out-asked' },
    { type: 'lock-asked' },
    { type: 'unlock-asked' },
    { type: 'text-typed', text: 'ana' },
    { type: 'worker-chosen', worker, hours: 8 },
    { type: 'issue-asked' },
    { type: 'order-confirmed' },
    { type: 'resume-asked', issuanceId: 'i1' },
    { type: 'answer-given', answer: 'reprint' },
    { type: 'answer-given', answer: 'slip-missing' },
    { type: 'answer-given', answer: 'give-up' },
    { type: 'answer-given', answer: 'reprint-elsewhere', printer: 'Zebra-2' },
    { type: 'again-asked' },
    { type: 'retry-asked' },
    { type: 'cancel-asked' },
    { type: 'timed-out', attempt: -1 },
  ),
);

/** Fills in the attempt that the state waits for, so that random answers are not all late. */
function addressed(state: State, event: Event): Event {
  if (!('attempt' in event)) return event;
  const kind = event.type === 'view-read' ? 'read-view' : event.type === 'answer-ended' ? 'answer' : null;
  const effect = effectsOf(state).find((wanted) => kind === null || wanted.do === kind);
  return { ...event, attempt: effect?.attempt ?? state.attempt };
}

function run(all: readonly Event[]): State {
  return all.reduce<State>((state, event) => step<FlowData>(state, addressed(state, event)), firstState);
}

/** Deep screens are reached by luck alone too rarely: most runs start on the way there. */
const head = fc.constantFrom<readonly Event[]>(
  [],
  [
    { type: 'station-read', facts: signedIn },
    { type: 'worker-chosen', worker, hours: 8 },
  ],
  [
    { type: 'station-read', facts: signedIn },
    { type: 'worker-chosen', worker, hours: 8 },
    { type: 'card-read', attempt: -1, result: ok(liveCard) },
    { type: 'issue-asked' },
  ],
  [
    { type: 'station-read', facts: signedIn },
    { type: 'worker-chosen', worker, hours: 8 },
    { type: 'card-read', attempt: -1, result: ok(barredCard) },
    { type: 'order-asked', order: enrolOrder },
  ],
  [
    { type: 'station-read', facts: { ...signedIn, issuanceId: 'i1' } },
    { type: 'view-read', attempt: -1, result: ok(viewAt('hand-over')) },
  ],
  [
    { type: 'station-read', facts: { ...signedIn, issuanceId: 'i1' } },
    { type: 'view-read', attempt: -1, result: ok(viewAt('print')) },
  ],
  [
    { type: 'station-read', facts: { ...signedIn, issuanceId: 'i1' } },
    { type: 'view-read', attempt: -1, result: ok(viewAt('closed', { outcome: 'handed-over' })) },
  ],
);

const idle: readonly State['screen'][] = ['search', 'sign-in', 'locked'];

/** Waits where time helps and cancels where it does not; main's answer brings the first screen. */
function wayOut(state: State): State {
  if (state.screen === 'starting') return step<FlowData>(state, { type: 'station-read', facts: signedOut });
  const waited = step<FlowData>(state, { type: 'timed-out', attempt: state.attempt });
  return timeoutOf(state) === null || waited === state
    ? step<FlowData>(state, { type: 'cancel-asked' })
    : waited;
}

it('leads back to an idle screen from every reachable state within four steps', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(head, fc.array(events, { maxLength: 30 }), (first, all) => {
      const path = [...first, ...all];
      for (let length = 0; length <= path.length; length += 1) reached.add(run(path.slice(0, length)).screen);
      let state = run(path);
      for (let steps = 0; steps < 4 && !idle.includes(state.screen); steps += 1) state = wayOut(state);
      expect(idle).toContain(state.screen);
    }),
    { numRuns: 3_000 },
  );
  const missed = screens.filter((screen) => !reached.has(screen) && screen !== 'config-error');
  expect(missed).toEqual([]);
});

it('never gives out an attempt number twice: numbers only grow', () => {
  fc.assert(
    fc.property(fc.array(events, { maxLength: 30 }), events, (all, event) => {
      const before = run(all);
      const next = step<FlowData>(before, addressed(before, event));
      expect(next.attempt).toBeGreaterThanOrEqual(before.attempt);
      if (next.screen !== before.screen && next.screen !== 'printing' && next.screen !== 'collect')
        expect(effectsOf(next).every((effect) => effect.attempt >= before.attempt)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('has a time limit on every step that is not idle', () => {
  const endless = screens.filter((screen) => timeouts[screen] === null);
  expect(endless).toEqual(['sign-in', 'search', 'locked', 'config-error']);
});
