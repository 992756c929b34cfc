import { describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { trouble } from '../trouble.ts';
import { effectsOf } from './effects.ts';
import type { KioskEvent } from './event.ts';
import { plainCard, type State, signedIn, viewAt, worker } from './samples.ts';
import { ignoresScans, takesScans } from './scan-steps.ts';
import { type FlowData, firstState, type Scanned, screens } from './state.ts';
import { step } from './step.ts';

type Event = KioskEvent<FlowData>;
type Meant = Scanned<FlowData['worker']>;

const after = (...events: readonly Event[]) =>
  events.reduce<State>((state, event) => step<FlowData>(state, event), firstState);
const heard: Event = { type: 'scan-heard', hours: 4 };
const station: Event = { type: 'station-read', facts: signedIn };
const search = after(station);
const card = step<FlowData>(step<FlowData>(search, { type: 'worker-chosen', worker, hours: 8 }), {
  type: 'card-read',
  attempt: search.attempt + 1,
  result: ok(plainCard),
});
const issue: Event = { type: 'issue-asked' };
const watched = (name: string, known = {}): State => {
  const reading = after({ ...station, facts: { ...signedIn, issuanceId: 'i1' } });
  return step<FlowData>(reading, {
    type: 'view-read',
    attempt: reading.attempt,
    result: ok(viewAt(name, known)),
  });
};
const read = (state: State, meant: Meant): State =>
  step<FlowData>(state, { type: 'scan-read', attempt: state.attempt, result: ok(meant) });
const problem = (kind: 'offline' | 'no-role' | 'signed-out'): State => ({
  ...{ screen: 'problem', attempt: 9, retry: null, fate: null },
  trouble: trouble(kind),
});

describe('a scan', () => {
  it.each<[string, State]>([
    ['search', search],
    ['a card', card],
    ['the end of an issuance', watched('closed', { outcome: 'handed-over' })],
    ['a problem', problem('offline')],
    ['a scan before it', step<FlowData>(search, heard)],
  ])('leads from %s to the card of whom it means', (_title, state) => {
    const looking = step<FlowData>(state, heard);
    expect(looking).toMatchObject({ screen: 'identify', hours: 4 });
    expect(looking.attempt).toBe(state.attempt + 1);
    expect(effectsOf(looking)).toEqual([{ do: 'read-scan', attempt: looking.attempt }]);
    expect(read(looking, { is: 'worker', worker: { id: 'w2' } })).toMatchObject({
      screen: 'worker',
      workerId: 'w2',
      summary: { id: 'w2' },
      card: null,
      hours: 4,
    });
  });

  const started = step<FlowData>(card, issue);
  const confirming = step<FlowData>(card, { type: 'order-asked', order: { is: 'reset-pin' } });
  it.each<[string, State, boolean]>([
    ['a question', confirming, true],
    ['an order that was given', started, true],
    ['an issuance at work', watched('create'), true],
    ['printing', watched('print'), true],
    ['a badge that waits for its answer', watched('hand-over'), false],
    ['the lock', step<FlowData>(card, { type: 'lock-asked' }), false],
    ['sign-in', after({ ...station, facts: { ...signedIn, session: 'signed-out' } }), false],
    ['a missing role', problem('no-role'), false],
    ['a session that ended', problem('signed-out'), false],
    ['the start', firstState, false],
  ])('changes nothing at %s, which says so: %#', (_title, state, isSaid) => {
    expect(step<FlowData>(state, heard)).toBe(state);
    expect(takesScans(state)).toBe(false);
    expect(ignoresScans(state)).toBe(isSaid);
  });

  it('of several shows them, and a choice opens the card', () => {
    const workers = [worker, { id: 'w2' }];
    const found = { workers, source: 'cache', asOfMs: 7 } as const;
    const shown = read(step<FlowData>(search, heard), { is: 'several', ...found });
    expect(shown).toMatchObject({
      screen: 'search',
      text: '',
      scan: { is: 'several' },
      found: { is: 'found', ...found },
    });
    expect(effectsOf(shown)).toEqual([]);
    expect(step<FlowData>(shown, { type: 'worker-chosen', worker: { id: 'w2' }, hours: 8 })).toMatchObject({
      workerId: 'w2',
    });
  });

  it.each(['unknown-badge', 'nobody'] as const)(
    'of %s offers to search or to enrol, until somebody types',
    (is) => {
      const told = read(step<FlowData>(card, heard), { is, mayEnrol: true });
      expect(told).toMatchObject({ screen: 'search', text: '', scan: { is, mayEnrol: true } });
      expect(step<FlowData>(told, { type: 'scan-answered', to: 'search' })).toMatchObject({ scan: null });
      const enrolling = step<FlowData>(told, { type: 'scan-answered', to: 'enrol' });
      expect(enrolling).toMatchObject({ screen: 'search', scan: { is: 'to-enrol' } });
      for (const state of [told, enrolling])
        expect(step<FlowData>(state, { type: 'text-typed', text: 'ana' })).toMatchObject({ scan: null });
    },
  );

  it('that was read before leads to search', () => {
    expect(read(step<FlowData>(card, heard), { is: 'nothing' })).toMatchObject({
      screen: 'search',
      scan: null,
    });
  });

  it('that could not be looked up is a problem', () => {
    const looking = step<FlowData>(search, heard);
    const ended: Event = { type: 'scan-read', attempt: looking.attempt, result: err(trouble('offline')) };
    expect(step<FlowData>(looking, ended)).toMatchObject({ screen: 'problem', trouble: { kind: 'offline' } });
  });

  it('is answered too late for one that came after it, and for whoever went back', () => {
    const first = step<FlowData>(search, heard);
    const late: Event = { type: 'scan-read', attempt: first.attempt, result: ok({ is: 'worker', worker }) };
    for (const next of [heard, { type: 'cancel-asked' } as const]) {
      const state = step<FlowData>(first, next);
      expect(step<FlowData>(state, late)).toBe(state);
    }
  });

  it('that gets no answer is a problem in the end', () => {
    const looking = step<FlowData>(search, heard);
    const ended = step<FlowData>(looking, { type: 'timed-out', attempt: looking.attempt });
    expect(ended).toMatchObject({ screen: 'problem', trouble: { kind: 'no-answer' } });
  });
});

it('knows every screen', () => {
  expect(screens).toContain('identify');
});
