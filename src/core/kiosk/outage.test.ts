/** The flow through an outage: cards without codes, requests re-authorised, and a sign-in in the middle that leads back. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { type Trouble, trouble } from '../trouble.ts';
import { effectsOf } from './effects.ts';
import type { KioskEvent } from './event.ts';
import {
  barredCard,
  liveCard,
  offlineCard,
  plainCard,
  type State,
  signedIn,
  signedOut,
  viewAt,
  worker,
} from './samples.ts';
import { type FlowData, firstState } from './state.ts';
import { step } from './step.ts';

type Event = KioskEvent<FlowData>;

function play(state: State, ...events: readonly Event[]): State {
  return events.reduce((now, event) => step<FlowData>(now, event), state);
}
const station = (facts: Partial<Extract<Event, { type: 'station-read' }>['facts']>): Event => ({
  type: 'station-read',
  facts: { ...signedIn, ...facts },
});
const search = play(firstState, station({}));
const cardRead = (from: State, card: FlowData['card']): State =>
  play(from, { type: 'card-read', attempt: from.attempt, result: ok(card) });
const loading = play(search, { type: 'worker-chosen', worker, hours: 4 });
const chosen = play(search, { type: 'request-chosen', queueId: 'q1', workerId: 'w1', hours: 4 });
const renewal: Event = { type: 'renewal-asked', method: 'browser-window', supervisorId: 's1' };

describe('a card without codes', () => {
  const offline = cardRead(loading, offlineCard);

  it('orders nothing', () => {
    expect(offline).toMatchObject({ screen: 'worker', card: offlineCard });
    expect(play(offline, { type: 'issue-asked' })).toBe(offline);
  });

  it('is read again by itself once the network is back, and not before', () => {
    expect(play(offline, station({ isOnline: false }))).toBe(offline);
    const again = play(offline, station({ isOnline: true }));
    expect(effectsOf(again)).toMatchObject([{ do: 'read-card', workerId: 'w1' }]);
    expect(again).toMatchObject({ hours: 4 });
  });

  it('is where an order ends that met no network before anything was changed', () => {
    const asked = play(cardRead(loading, plainCard), { type: 'issue-asked' });
    const back = play(asked, {
      type: 'start-ended',
      attempt: asked.attempt,
      result: err(trouble('offline')),
    });
    expect(back).toMatchObject({ screen: 'worker', card: null, notice: 'offline' });
    const failed = play(back, {
      type: 'card-read',
      attempt: back.attempt,
      result: err(trouble('offline')),
    });
    expect(failed).toMatchObject({ screen: 'problem', fate: 'nothing-changed' });
  });

  it('does not hide that an old code was removed already', () => {
    const asked = play(cardRead(loading, plainCard), { type: 'issue-asked' });
    const started = play(asked, {
      type: 'start-ended',
      attempt: asked.attempt,
      result: ok({ issuanceId: 'i1' }),
    });
    const attempt = effectsOf(started)[0]?.attempt ?? -1;
    const view = viewAt('closed', { outcome: 'failed', trouble: trouble('offline'), done: ['delete'] });
    expect(play(started, { type: 'view-read', attempt, result: ok(view) })).toMatchObject({
      screen: 'problem',
      fate: 'old-code-removed',
    });
  });
});

describe('a request that is re-authorised', () => {
  it('is ordered as soon as the card is read, in its name', () => {
    const asked = cardRead(chosen, plainCard);
    expect(effectsOf(asked)).toMatchObject([
      { do: 'start', workerId: 'w1', order: { is: 'issue', hours: 4, startsAtMs: null }, queueId: 'q1' },
    ]);
  });

  it('asks about a live code as always, and is ordered in its name after that', () => {
    const question = cardRead(chosen, liveCard);
    expect(question.screen).toBe('confirm');
    expect(effectsOf(play(question, { type: 'order-confirmed' }))).toMatchObject([
      { do: 'start', queueId: 'q1', order: { replaceCodeId: 'c1' } },
    ]);
    const thoughtOver = play(question, { type: 'cancel-asked' }, { type: 'issue-asked' });
    expect(thoughtOver).toMatchObject({ screen: 'confirm', queueId: 'q1' });
  });

  it('asks about a live code that turned up meanwhile, and is ordered in its name after that', () => {
    const asked = cardRead(chosen, plainCard);
    const met = err(trouble('live-code-exists'));
    const again = play(asked, { type: 'start-ended', attempt: asked.attempt, result: met });
    expect(cardRead(again, liveCard)).toMatchObject({ screen: 'confirm', queueId: 'q1' });
    // Gone again by now: a person taps once more.
    expect(cardRead(again, plainCard)).toMatchObject({ screen: 'worker', queueId: 'q1' });
  });

  it('starts nothing where nothing can be issued, or the network is gone again', () => {
    expect(effectsOf(cardRead(chosen, barredCard))).toEqual([]);
    const offline = cardRead(chosen, offlineCard);
    expect(offline).toMatchObject({ screen: 'worker', queueId: null });
    const back = play(offline, station({ isOnline: true }));
    expect(cardRead(back, plainCard)).toMatchObject({ screen: 'worker' });
  });

  it('is another order once other hours or another start are chosen', () => {
    const onCard = cardRead(chosen, barredCard);
    expect(play(onCard, { type: 'hours-chosen', hours: 12 })).toMatchObject({ queueId: null });
    expect(play(onCard, { type: 'start-chosen', startsAtMs: 5 })).toMatchObject({ queueId: null });
  });
});

describe('a sign-in in the middle', () => {
  const onCard = cardRead(loading, plainCard);
  const asking = play(onCard, renewal);
  const ended = (state: State, met: Trouble | null): Event => ({
    type: 'sign-in-ended',
    attempt: state.attempt,
    trouble: met,
  });

  it('leads back to the same worker', () => {
    expect(effectsOf(asking)).toMatchObject([{ do: 'sign-in', method: 'browser-window' }]);
    const back = play(asking, ended(asking, null), station({}));
    expect(back).toMatchObject({ screen: 'worker', workerId: 'w1', hours: 4, card: null });
  });

  it('is not taken for over because the supervisor is still signed in', () => {
    expect(play(asking, station({}))).toBe(asking);
  });

  it.each<[string, State]>([
    ['was cancelled at Microsoft', play(asking, ended(asking, trouble('sign-in-cancelled')))],
    [
      'was cancelled here',
      play(asking, { type: 'cancel-asked' }, { type: 'left', attempt: asking.attempt + 1 }),
    ],
  ])('leads back as well when it %s', (_how, over) => {
    expect(play(over, station({}))).toMatchObject({ screen: 'worker', workerId: 'w1' });
    const late = play(over, station({ session: 'signing-in' }), station({}));
    expect(late).toMatchObject({ screen: 'worker', workerId: 'w1' });
  });

  it('leads nobody else there', () => {
    const other = play(asking, ended(asking, null), station({ supervisorId: 's2' }));
    expect(other).toMatchObject({ screen: 'search', text: '' });
  });

  it('leads back to the question that was on the screen, as the worker’s card', () => {
    const question = play(cardRead(loading, liveCard), { type: 'issue-asked' }, renewal);
    expect(play(question, ended(question, null), station({}))).toMatchObject({
      screen: 'worker',
      workerId: 'w1',
    });
  });

  it('leads from a problem to where trying again leads', () => {
    const problem = play(loading, {
      type: 'card-read',
      attempt: loading.attempt,
      result: err(trouble('signed-out')),
    });
    const signing = play(problem, renewal);
    expect(signing.screen).toBe('signing-in');
    expect(play(signing, ended(signing, null), station({}))).toMatchObject({
      screen: 'worker',
      workerId: 'w1',
      hours: 4,
    });
    expect(play(problem, { type: 'cancel-asked' }).screen).toBe('search');
  });

  it('leads to the issuance that is open', () => {
    const back = play(asking, ended(asking, null), station({ issuanceId: 'i1' }));
    expect(effectsOf(back)).toMatchObject([{ do: 'read-view', issuanceId: 'i1' }]);
  });

  it('leads from the search back to the search', () => {
    const signing = play(search, renewal);
    expect(play(signing, ended(signing, null), station({}))).toMatchObject({ screen: 'search' });
  });

  it('ends at the sign-in when the session came to its end meanwhile', () => {
    const over = play(asking, ended(asking, trouble('sign-in-cancelled')));
    expect(play(over, { type: 'station-read', facts: signedOut })).toMatchObject({
      screen: 'sign-in',
      renewal: null,
    });
  });

  it('is not begun while the machine is at work', () => {
    const issuing = play(onCard, { type: 'issue-asked' });
    expect(play(issuing, renewal)).toBe(issuing);
  });
});
