/** A key that is held back is looked for as if it were typed: what the list shows until it is, or is not. */
import { describe, expect, it } from 'vitest';
import { ok } from '../result.ts';
import { effectsOf } from './effects.ts';
import type { KioskEvent } from './event.ts';
import { worker } from './samples.ts';
import type { FlowData, KioskState } from './state.ts';
import { firstState } from './state.ts';
import { step } from './step.ts';

type Event = KioskEvent<FlowData>;
type State = KioskState<FlowData>;

const play = (state: State, ...events: readonly Event[]): State =>
  events.reduce((now, event) => step<FlowData>(now, event), state);
const answered = { workers: [worker], source: 'cache', asOfMs: 5 } as const;
const ended = (state: State, more: { readonly goesOn?: true; readonly workers?: readonly [] } = {}) =>
  play(state, { type: 'search-ended', attempt: state.attempt, result: ok({ ...answered, ...more }) });

const facts = {
  isBroken: false,
  session: 'signed-in',
  mayIssue: true,
  issuanceId: null,
  isOnline: true,
} as const;
const search = play(firstState, { type: 'station-read', facts });
const found = ended(play(search, { type: 'text-typed', text: 'ana' }));
const held = play(found, { type: 'key-held', text: 'anab' });
const typed: Event = { type: 'text-typed', text: 'anab' };

describe('a key that is held back', () => {
  it('is looked for in the list alone, ahead of the field', () => {
    expect(held).toMatchObject({
      text: 'ana',
      ahead: { text: 'anab', goesOn: false },
      found: { is: 'looking', before: [worker] },
    });
    expect(effectsOf(held)).toEqual([{ do: 'search', attempt: held.attempt, text: 'anab', from: 'list' }]);
  });

  it('is not looked for where it makes too little text', () => {
    expect(play(search, { type: 'key-held', text: 'a' })).toBe(search);
  });

  it.each([
    ['was found', ended(held), { is: 'found', workers: [worker] }],
    ['is still looked for', held, { is: 'looking', asks: 'list', before: [worker] }],
  ])('that is typed asks nothing anew for what %s', (_title, from, now) => {
    const next = play(from, typed);
    expect(next).toMatchObject({ attempt: held.attempt, text: 'anab', ahead: null, found: now });
    expect(play(next, { type: 'key-gone' })).toBe(next);
  });

  it('asks the service once it is typed, not before', () => {
    const more = ended(held, { goesOn: true });
    expect(more).toMatchObject({ attempt: held.attempt, found: { asks: 'list', before: [worker] } });
    const next = play(more, typed);
    expect(next).toMatchObject({ ahead: null, found: { asks: 'service', before: [worker] } });
    const { attempt } = held;
    expect(effectsOf(next)).toEqual([{ do: 'search', attempt: attempt + 1, text: 'anab', from: 'service' }]);
  });

  it('leaves the list where nobody is in it, until the service has answered', () => {
    const none = ended(held, { goesOn: true, workers: [] });
    expect(none).toMatchObject({ found: { is: 'looking', before: [worker] } });
  });

  it('that became another text is looked for like any', () => {
    const next = play(ended(held), { type: 'text-typed', text: 'anac' });
    expect(next).toMatchObject({ text: 'anac', ahead: null, found: { is: 'looking', asks: 'list' } });
    expect(effectsOf(next)).toMatchObject([{ text: 'anac', from: 'list-first' }]);
  });

  it('that was a scanner’s is forgotten, and the list is again of the text', () => {
    const next = play(ended(held), { type: 'key-gone' });
    expect(next).toMatchObject({ text: 'ana', ahead: null, found: { is: 'looking', asks: 'list' } });
    expect(effectsOf(next)).toMatchObject([{ text: 'ana', from: 'list-first' }]);
  });

  it('means nothing on another screen', () => {
    const card = play(found, { type: 'worker-chosen', worker, hours: 8 });
    expect(play(card, { type: 'key-held', text: 'anab' }, { type: 'key-gone' })).toBe(card);
  });
});
