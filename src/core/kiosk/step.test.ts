/** Every pair of state and event that changes the state, one line each; late answers and double taps change nothing. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { trouble } from '../trouble.ts';
import { effectsOf } from './effects.ts';
import type { KioskEvent } from './event.ts';
import {
  barredCard,
  enrolOrder,
  liveCard,
  lockedFacts,
  plainCard,
  resetOrder,
  type State,
  signedIn,
  signedOut,
  viewAt,
  worker,
} from './samples.ts';
import { type FlowData, firstState } from './state.ts';
import { step } from './step.ts';
import { timeoutOf } from './timeouts.ts';

type Event = KioskEvent<FlowData>;

function play(state: State, ...events: readonly Event[]): State {
  return events.reduce((now, event) => step<FlowData>(now, event), state);
}

const station = (facts: Extract<Event, { type: 'station-read' }>['facts']): Event => ({
  type: 'station-read',
  facts,
});
const read = (state: State, result: Extract<Event, { type: 'view-read' }>['result']): State => {
  const effect = effectsOf(state).find((wanted) => wanted.do === 'read-view');
  return step<FlowData>(state, { type: 'view-read', attempt: effect?.attempt ?? -1, result });
};

const answered = { workers: [worker], source: 'cache', asOfMs: 5 } as const;
const signInState = play(firstState, station(signedOut));
const signingIn = play(signInState, { type: 'sign-in-asked', method: 'browser-window' });
const search = play(firstState, station(signedIn));
const looking = play(search, { type: 'text-typed', text: 'ana' });
const found = play(looking, { type: 'search-ended', attempt: looking.attempt, result: ok(answered) });
const loading = play(found, { type: 'worker-chosen', worker, hours: 8 });
const cardOf = (card: FlowData['card']) =>
  play(loading, { type: 'card-read', attempt: loading.attempt, result: ok(card) });
const onCard = cardOf(plainCard);
const confirm = play(cardOf(liveCard), { type: 'issue-asked' });
const enrolling = play(cardOf(barredCard), { type: 'order-asked', order: enrolOrder });
const asked = play(onCard, { type: 'issue-asked' });
const askedPin = play(onCard, { type: 'order-asked', order: resetOrder }, { type: 'order-confirmed' });
const startsAtMs = 1_900_000_000_000;
const watched = play(asked, {
  type: 'start-ended',
  attempt: asked.attempt,
  result: ok({ issuanceId: 'i1' }),
});
const printing = read(watched, ok(viewAt('print')));
const collect = read(watched, ok(viewAt('hand-over')));
const done = read(watched, ok(viewAt('closed', { outcome: 'handed-over' })));
const locked = play(search, station(lockedFacts));
const problem = play(loading, {
  type: 'card-read',
  attempt: loading.attempt,
  result: err(trouble('offline')),
});
const noRole = play(firstState, station({ ...signedIn, mayIssue: false }));
const unstarted = play(firstState, { type: 'timed-out', attempt: firstState.attempt });

const late = -1;

/** From where, what happens, where to, and what else must be true there. */
const pairs: readonly (readonly [string, State, Event, State['screen'], object])[] = [
  ['a signed-out station asks to sign in', firstState, station(signedOut), 'sign-in', { leaving: null }],
  ['a signed-in station starts at search', firstState, station(signedIn), 'search', { text: '' }],
  ['a locked station starts locked', firstState, station(lockedFacts), 'locked', {}],
  [
    'a page that restarts during a sign-in goes on waiting',
    firstState,
    station({ ...signedOut, session: 'signing-in' }),
    'signing-in',
    { method: null },
  ],
  [
    'a page that restarts during an issuance goes to it',
    firstState,
    station({ ...signedIn, issuanceId: 'i1' }),
    'issuing',
    { run: { is: 'watched', watch: expect.objectContaining({ issuanceId: 'i1', view: null }) } },
  ],
  [
    'a supervisor without the role is told so',
    firstState,
    station({ ...signedIn, mayIssue: false }),
    'problem',
    { trouble: trouble('no-role') },
  ],
  ['a station that does not answer is a problem', firstState, { type: 'station-failed' }, 'problem', {}],
  [
    'a sign-in is asked for',
    signInState,
    { type: 'sign-in-asked', method: 'device-code' },
    'signing-in',
    { method: 'device-code' },
  ],
  [
    'a refused sign-in says why',
    signingIn,
    { type: 'sign-in-ended', attempt: signingIn.attempt, trouble: trouble('sign-in-refused') },
    'sign-in',
    { trouble: trouble('sign-in-refused') },
  ],
  [
    'a sign-in can be cancelled',
    signingIn,
    { type: 'cancel-asked' },
    'sign-in',
    { leaving: 'cancel-sign-in' },
  ],
  ['a sign-in that is done leads to search', signingIn, station(signedIn), 'search', {}],
  [
    'a sign-in that takes forever ends',
    signingIn,
    { type: 'timed-out', attempt: signingIn.attempt },
    'sign-in',
    { trouble: trouble('sign-in-timeout'), leaving: 'cancel-sign-in' },
  ],
  [
    'typing searches',
    search,
    { type: 'text-typed', text: 'an' },
    'search',
    { found: { is: 'looking', before: [] } },
  ],
  [
    'one letter is too little',
    search,
    { type: 'text-typed', text: 'a' },
    'search',
    { found: { is: 'nothing-asked' } },
  ],
  [
    'one Chinese character is enough',
    search,
    { type: 'text-typed', text: '王' },
    'search',
    { found: { is: 'looking', asks: 'list', before: [] } },
  ],
  [
    'what the own list has is listed while the service is asked',
    looking,
    { type: 'search-ended', attempt: looking.attempt, result: ok({ ...answered, goesOn: true }) },
    'search',
    { attempt: looking.attempt + 1, found: { is: 'looking', asks: 'service', before: [worker] } },
  ],
  [
    'results are listed',
    looking,
    { type: 'search-ended', attempt: looking.attempt, result: ok(answered) },
    'search',
    { found: { is: 'found', workers: [worker], source: 'cache', asOfMs: 5 } },
  ],
  [
    'a list stays while the next is looked for',
    found,
    { type: 'text-typed', text: 'anab' },
    'search',
    { found: { is: 'looking', before: [worker] } },
  ],
  [
    'a search that fails says so in place',
    looking,
    { type: 'search-ended', attempt: looking.attempt, result: err(trouble('offline')) },
    'search',
    { found: { is: 'trouble', trouble: trouble('offline') } },
  ],
  [
    'a search without an answer says so in place',
    looking,
    { type: 'timed-out', attempt: looking.attempt },
    'search',
    { found: { is: 'trouble', trouble: trouble('no-answer') } },
  ],
  ['a search can be cleared', found, { type: 'cancel-asked' }, 'search', { text: '' }],
  [
    'a result is chosen',
    found,
    { type: 'worker-chosen', worker, hours: 8 },
    'worker',
    { card: null, hours: 8 },
  ],
  ['an open issuance is taken up again', search, { type: 'resume-asked', issuanceId: 'i1' }, 'issuing', {}],
  [
    'trouble beside the flow is shown',
    search,
    { type: 'trouble-met', trouble: trouble('disk') },
    'problem',
    {},
  ],
  [
    'a card is shown',
    loading,
    { type: 'card-read', attempt: loading.attempt, result: ok(plainCard) },
    'worker',
    { card: plainCard },
  ],
  [
    'a card that cannot be read can be tried again',
    loading,
    { type: 'card-read', attempt: loading.attempt, result: err(trouble('busy')) },
    'problem',
    { retry: { to: 'worker', workerId: 'w1', hours: 8 } },
  ],
  [
    'a card that never comes is a problem',
    loading,
    { type: 'timed-out', attempt: loading.attempt },
    'problem',
    {},
  ],
  ['a lifetime is chosen', onCard, { type: 'hours-chosen', hours: 4 }, 'worker', { hours: 4 }],
  [
    'a start is chosen',
    onCard,
    { type: 'start-chosen', startsAtMs },
    'worker',
    { startsAtMs, attempt: onCard.attempt + 1 },
  ],
  [
    'a start is taken back',
    play(onCard, { type: 'start-chosen', startsAtMs }),
    { type: 'start-chosen', startsAtMs: null },
    'worker',
    { startsAtMs: null },
  ],
  [
    'any other order is confirmed first',
    onCard,
    { type: 'order-asked', order: resetOrder },
    'confirm',
    { order: resetOrder, text: 'ana' },
  ],
  [
    'a worker who cannot get a code can be enrolled',
    cardOf(barredCard),
    { type: 'order-asked', order: enrolOrder },
    'confirm',
    { order: enrolOrder },
  ],
  [
    'an enrolment is put off where it is confirmed',
    enrolling,
    { type: 'start-chosen', startsAtMs },
    'confirm',
    { order: { is: 'enrol', startsAtMs }, attempt: enrolling.attempt + 1 },
  ],
  ['an enrolment is thought better of', enrolling, { type: 'cancel-asked' }, 'worker', { startsAtMs: null }],
  ['issue starts at once', onCard, { type: 'issue-asked' }, 'issuing', {}],
  ['issue asks first when a live code would go', cardOf(liveCard), { type: 'issue-asked' }, 'confirm', {}],
  ['back from a card keeps the search', onCard, { type: 'cancel-asked' }, 'search', { text: 'ana' }],
  [
    'a forgotten card is left without the search',
    onCard,
    { type: 'timed-out', attempt: onCard.attempt },
    'search',
    { text: '' },
  ],
  ['a replacement is confirmed', confirm, { type: 'order-confirmed' }, 'issuing', {}],
  ['a replacement is thought better of', confirm, { type: 'cancel-asked' }, 'worker', { card: liveCard }],
  [
    'a forgotten question goes back to the card',
    confirm,
    { type: 'timed-out', attempt: confirm.attempt },
    'worker',
    {},
  ],
  [
    'a started issuance is read',
    asked,
    { type: 'start-ended', attempt: asked.attempt, result: ok({ issuanceId: 'i1' }) },
    'issuing',
    {},
  ],
  [
    'a live code met at the start is read and asked about',
    asked,
    { type: 'start-ended', attempt: asked.attempt, result: err(trouble('live-code-exists')) },
    'worker',
    { card: null, asksToReplace: true },
  ],
  [
    'whoever was enrolled meanwhile is shown as things stand',
    play(enrolling, { type: 'order-confirmed' }),
    {
      type: 'start-ended',
      attempt: play(enrolling, { type: 'order-confirmed' }).attempt,
      result: err(trouble('already-enrolled')),
    },
    'worker',
    { card: null, asksToReplace: false, notice: 'already-enrolled' },
  ],
  [
    'a code met by another order than for a code is told, and not asked about',
    askedPin,
    { type: 'start-ended', attempt: askedPin.attempt, result: err(trouble('live-code-exists')) },
    'worker',
    { card: null, asksToReplace: false, notice: 'live-code-exists' },
  ],
  [
    'a refused start changed nothing',
    asked,
    { type: 'start-ended', attempt: asked.attempt, result: err(trouble('disk')) },
    'problem',
    { fate: 'nothing-changed' },
  ],
  [
    'a start without an answer is not forgotten',
    asked,
    { type: 'timed-out', attempt: asked.attempt },
    'problem',
    { fate: 'settling' },
  ],
  [
    'a silent issuance can be looked at again',
    watched,
    { type: 'timed-out', attempt: watched.attempt },
    'problem',
    { retry: { to: 'issuance', issuanceId: 'i1' } },
  ],
  [
    'a silent printout can be looked at again',
    printing,
    { type: 'timed-out', attempt: printing.attempt },
    'problem',
    {},
  ],
  ['a change is read', printing, { type: 'issuance-changed' }, 'printing', { attempt: printing.attempt + 1 }],
  ['a person answers', collect, { type: 'answer-given', answer: 'badge-collected' }, 'collect', {}],
  [
    'an unanswered badge waits on the search screen',
    collect,
    { type: 'timed-out', attempt: collect.attempt },
    'search',
    {},
  ],
  ['done goes back by itself', done, { type: 'timed-out', attempt: done.attempt }, 'search', { text: '' }],
  ['done goes back by a tap', done, { type: 'cancel-asked' }, 'search', {}],
  [
    'after a revoke the worker can be served again',
    done,
    { type: 'again-asked' },
    'worker',
    { workerId: 'w1' },
  ],
  ['a problem can be tried again', problem, { type: 'retry-asked' }, 'worker', { card: null }],
  ['a problem can be left', problem, { type: 'cancel-asked' }, 'search', {}],
  ['a problem is left by itself', problem, { type: 'timed-out', attempt: problem.attempt }, 'search', {}],
  [
    'without the role there is only signing out',
    noRole,
    { type: 'cancel-asked' },
    'sign-in',
    { leaving: 'sign-out' },
  ],
  ['a start is tried again', unstarted, { type: 'retry-asked' }, 'starting', {}],
  ['a supervisor signs out', found, { type: 'sign-out-asked' }, 'sign-in', { leaving: 'sign-out' }],
  ['a supervisor locks', onCard, { type: 'lock-asked' }, 'locked', { isLeaving: true }],
  [
    'another supervisor signs in at a lock',
    locked,
    { type: 'sign-in-asked', method: 'browser-window' },
    'signing-in',
    {},
  ],
  ['a PIN is tried', locked, { type: 'unlock-asked' }, 'locked', { isUnlocking: true }],
  ['an unlocked station is at search', locked, station(signedIn), 'search', { text: '' }],
  [
    'an unlocked station with an open badge is at the badge',
    locked,
    station({ ...signedIn, issuanceId: 'i1' }),
    'issuing',
    {},
  ],
];

describe('the kiosk flow', () => {
  it.each(pairs)('%s', (_title, from, event, screen, known) => {
    const next = step<FlowData>(from, event);
    expect(next).not.toBe(from);
    expect(next).toMatchObject({ screen, ...known });
  });

  it.each([
    search,
    looking,
    found,
    loading,
    onCard,
    confirm,
    asked,
    watched,
    printing,
    collect,
    done,
    problem,
    noRole,
  ])('drops everything when main locks or signs out ($screen)', (from) => {
    const lockedNow = play(from, station(lockedFacts));
    expect(lockedNow).toEqual({
      screen: 'locked',
      attempt: from.attempt + 1,
      isLeaving: false,
      isUnlocking: false,
      trouble: null,
    });
    expect(play(from, station(signedOut))).toEqual({
      screen: 'sign-in',
      attempt: from.attempt + 1,
      trouble: null,
      leaving: null,
    });
  });

  it.each<readonly [string, State, Event]>([
    ['sign-in', signingIn, { type: 'sign-in-ended', attempt: late, trouble: trouble('offline') }],
    ['search', looking, { type: 'search-ended', attempt: late, result: ok(answered) }],
    ['card', loading, { type: 'card-read', attempt: late, result: ok(plainCard) }],
    ['start', asked, { type: 'start-ended', attempt: late, result: ok({ issuanceId: 'i9' }) }],
    ['view', watched, { type: 'view-read', attempt: late, result: ok(viewAt('print')) }],
    ['answer', collect, { type: 'answer-ended', attempt: late, trouble: trouble('disk') }],
    [
      'unlock',
      play(locked, { type: 'unlock-asked' }),
      { type: 'unlock-ended', attempt: late, trouble: trouble('wrong-pin') },
    ],
    ['leaving', play(search, { type: 'lock-asked' }), { type: 'left', attempt: late }],
    ['time', onCard, { type: 'timed-out', attempt: late }],
  ])('ignores a late answer (%s)', (_what, state, event) => {
    expect(step<FlowData>(state, event)).toBe(state);
  });

  it.each<readonly [string, State, Event]>([
    ['result', found, { type: 'worker-chosen', worker, hours: 8 }],
    ['issue', onCard, { type: 'issue-asked' }],
    ['replace', confirm, { type: 'order-confirmed' }],
    ['order', onCard, { type: 'order-asked', order: resetOrder }],
    ['sign in', signInState, { type: 'sign-in-asked', method: 'browser-window' }],
    ['sign out', search, { type: 'sign-out-asked' }],
    ['lock', search, { type: 'lock-asked' }],
    ['unlock', locked, { type: 'unlock-asked' }],
    ['answer', collect, { type: 'answer-given', answer: 'revoke' }],
    ['resume', search, { type: 'resume-asked', issuanceId: 'i1' }],
  ])('takes a double tap for one (%s)', (_what, state, event) => {
    const once = step<FlowData>(state, event);
    expect(once).not.toBe(state);
    expect(step<FlowData>(once, event)).toBe(once);
  });

  it('does not issue to a worker with an obstacle', () => {
    const barred = cardOf(barredCard);
    expect(step<FlowData>(barred, { type: 'issue-asked' })).toBe(barred);
  });

  it('asks about a live code that was met while issuing, as soon as the card is read', () => {
    const refused = read(watched, ok(viewAt('closed', { outcome: 'refused' })));
    expect(refused).toMatchObject({ screen: 'worker', card: null, asksToReplace: true, hours: 8 });
    const next = play(refused, { type: 'card-read', attempt: refused.attempt, result: ok(liveCard) });
    expect(next).toMatchObject({ screen: 'confirm', card: liveCard, hours: 8 });
  });

  it('replaces exactly the code that was confirmed', () => {
    const replacing = play(confirm, { type: 'order-confirmed' });
    expect(effectsOf(replacing)).toMatchObject([
      { do: 'start', order: { is: 'issue', replaceCodeId: 'c1', hours: 8, startsAtMs: null } },
    ]);
  });

  it('carries out the very order that was confirmed', () => {
    expect(effectsOf(askedPin)).toMatchObject([{ do: 'start', workerId: 'w1', order: resetOrder }]);
    const later = play(enrolling, { type: 'start-chosen', startsAtMs }, { type: 'order-confirmed' });
    expect(effectsOf(later)).toMatchObject([{ order: { is: 'enrol', startsAtMs } }]);
  });

  it('keeps a chosen start through the question about a live code, and back', () => {
    const later = play(cardOf(liveCard), { type: 'start-chosen', startsAtMs }, { type: 'issue-asked' });
    expect(later).toMatchObject({ screen: 'confirm', order: { is: 'issue', startsAtMs } });
    expect(play(later, { type: 'cancel-asked' })).toMatchObject({ screen: 'worker', startsAtMs });
  });

  it('orders nothing and chooses no start before the card is read', () => {
    expect(play(loading, { type: 'order-asked', order: resetOrder })).toBe(loading);
    expect(play(loading, { type: 'start-chosen', startsAtMs })).toBe(loading);
  });

  it('chooses no start for an order that has none', () => {
    const question = play(onCard, { type: 'order-asked', order: resetOrder });
    expect(play(question, { type: 'start-chosen', startsAtMs })).toBe(question);
  });
});

describe('an issuance on the screen', () => {
  it.each([
    ['create', 'issuing'],
    ['print', 'printing'],
    ['hand-over', 'collect'],
    ['revoke', 'issuing'],
  ])('shows step %s on %s', (name, screen) => {
    expect(read(watched, ok(viewAt(name))).screen).toBe(screen);
  });

  it('reads once more when it changed during a read, however often', () => {
    const changed = play(watched, { type: 'issuance-changed' }, { type: 'issuance-changed' });
    expect(effectsOf(changed)).toEqual(effectsOf(watched));
    const again = read(changed, ok(viewAt('create')));
    expect(effectsOf(again)).toHaveLength(1);
    expect(effectsOf(read(again, ok(viewAt('print'))))).toHaveLength(0);
  });

  it.each([
    ['nothing-changed', [] as const],
    ['old-code-removed', ['preflight', 'delete'] as const],
  ])('says what became of the codes when it failed (%s)', (fate, doneSteps) => {
    const view = viewAt('closed', { outcome: 'failed', trouble: trouble('busy'), done: doneSteps });
    expect(read(watched, ok(view))).toMatchObject({ screen: 'problem', trouble: trouble('busy'), fate });
  });

  it('says nothing of a code where a PIN was reset already', () => {
    const known = { order: resetOrder, trouble: trouble('pin-lost'), done: ['preflight', 'reset-pin'] };
    const view = viewAt('closed', { outcome: 'failed', ...known });
    expect(read(watched, ok(view))).toMatchObject({ screen: 'problem', fate: null });
  });

  it.each(['extended', 'revoked', 'expired-unused'] as const)('is done when it is %s', (outcome) => {
    expect(read(watched, ok(viewAt('closed', { outcome })))).toMatchObject({ screen: 'done', outcome });
  });

  it('leaves more time to read what an enrolled worker must know', () => {
    const enrolled = read(watched, ok(viewAt('closed', { outcome: 'handed-over', order: enrolOrder })));
    expect(timeoutOf(enrolled)).toBeGreaterThan(timeoutOf(done) ?? 0);
  });

  it('takes an issuance that the station set aside off the screen, after one more read', () => {
    const stuck = read(watched, ok(viewAt('create', { trouble: trouble('outcome-unknown') })));
    const doubted = play(stuck, station(signedIn));
    expect(effectsOf(doubted)).toHaveLength(1);
    const parked = read(doubted, ok(viewAt('create', { trouble: trouble('outcome-unknown') })));
    expect(parked).toMatchObject({
      screen: 'problem',
      trouble: trouble('outcome-unknown'),
      fate: 'settling',
    });
  });

  it('believes an end that the one more read tells', () => {
    const doubted = play(printing, station(signedIn));
    expect(read(doubted, ok(viewAt('closed', { outcome: 'handed-over' }))).screen).toBe('done');
  });

  it('stays while the station lists it', () => {
    expect(play(printing, station({ ...signedIn, issuanceId: 'i1' }))).toBe(printing);
  });

  it('reads again after an answer, and a refused answer leads to a problem that leads back', () => {
    const answering = play(collect, { type: 'answer-given', answer: 'reprint' });
    const attempt = effectsOf(answering)[0]?.attempt ?? -1;
    const accepted = play(answering, { type: 'answer-ended', attempt, trouble: null });
    expect(effectsOf(accepted)).toMatchObject([{ do: 'read-view' }]);
    const refused = play(answering, { type: 'answer-ended', attempt, trouble: trouble('disk') });
    expect(refused).toMatchObject({ screen: 'problem', retry: { to: 'issuance', issuanceId: 'i1' } });
    expect(play(refused, { type: 'retry-asked' })).toMatchObject({ screen: 'issuing' });
  });

  it('says that a lost issuance is being settled', () => {
    expect(read(watched, err(trouble('interrupted')))).toMatchObject({ screen: 'problem', fate: 'settling' });
  });
});

describe('leaving', () => {
  it('holds "signed in" for old news until main has locked or signed out', () => {
    const lockedNow = play(search, { type: 'lock-asked' });
    expect(play(lockedNow, station(signedIn))).toBe(lockedNow);
    const settled = play(lockedNow, { type: 'left', attempt: lockedNow.attempt });
    expect(play(settled, station(signedIn)).screen).toBe('search');
    const out = play(search, { type: 'sign-out-asked' });
    expect(play(out, station(signedIn))).toBe(out);
    expect(play(out, station(lockedFacts))).toBe(out);
  });

  it('does not take a reading from before a sign-in for its end', () => {
    expect(play(signingIn, station(signedOut))).toBe(signingIn);
    expect(play(signingIn, station(lockedFacts))).toBe(signingIn);
  });

  it('shows a broken config and stays there, whatever happens', () => {
    const broken = play(firstState, station({ ...signedOut, isBroken: true }));
    expect(broken.screen).toBe('config-error');
    expect(play(broken, station(signedIn))).toBe(broken);
  });
});
