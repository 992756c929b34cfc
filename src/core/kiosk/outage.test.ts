/** The flow through an outage: cards without codes, requests re-authorised, and a session that ended meanwhile. */
import { describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { trouble } from '../trouble.ts';
import { effectsOf } from './effects.ts';
import type { KioskEvent } from './event.ts';
import {
  barredCard,
  liveCard,
  offlineCard,
  plainCard,
  type State,
  signedIn,
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

  it.each(['offline', 'no-answer'] as const)(
    'is where an order ends that met no network before anything was changed (%s)',
    (kind) => {
      const asked = play(cardRead(loading, plainCard), { type: 'issue-asked' });
      const back = play(asked, {
        type: 'start-ended',
        attempt: asked.attempt,
        result: err(trouble(kind)),
      });
      expect(back).toMatchObject({ screen: 'worker', card: null, notice: 'offline' });
      const failed = play(back, {
        type: 'card-read',
        attempt: back.attempt,
        result: err(trouble('offline')),
      });
      expect(failed).toMatchObject({ screen: 'problem', fate: 'nothing-changed' });
    },
  );

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

describe('a session that ended', () => {
  const problem = play(loading, {
    type: 'card-read',
    attempt: loading.attempt,
    result: err(trouble('session-revoked')),
  });

  it('is no reason to leave: after the sign-in the same worker is read', () => {
    expect(problem).toMatchObject({ screen: 'problem', retry: { to: 'worker', workerId: 'w1', hours: 4 } });
    expect(play(problem, { type: 'retry-asked' })).toMatchObject({ screen: 'worker', workerId: 'w1' });
    expect(play(problem, { type: 'cancel-asked' })).toMatchObject({ screen: 'search' });
  });
});
