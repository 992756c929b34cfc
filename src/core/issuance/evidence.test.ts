/** What reads prove: lag, younger codes, and the marks by which a create of ours is known again. */
import { describe, expect, it } from 'vitest';
import { type Detail, type Fact, fact } from './events.ts';
import { isFromOurCreate, isYounger, lagLeftMs, settleMs } from './evidence.ts';

const nowMs = 1_800_000_000_000;
const window = { startsAtMs: nowMs - 60_123, expiresAtMs: nowMs + 28_000_456 };

describe('how long a read may still miss a write', () => {
  const left = (written: Detail | null, seen: Detail | null) =>
    lagLeftMs(fact('create-sent', { detail: written }), fact('state-read', { detail: seen }));

  it.each<[string, Detail | null, Detail | null, number]>([
    ['all of it at the moment of the write', { serverNowMs: nowMs }, { serverNowMs: nowMs }, settleMs],
    ['the rest of it later', { serverNowMs: nowMs }, { serverNowMs: nowMs + 1_000 }, settleMs - 1_000],
    ['nothing when it is over', { serverNowMs: nowMs }, { serverNowMs: nowMs + settleMs }, 0],
    ['nothing long after', { serverNowMs: nowMs }, { serverNowMs: nowMs + 9 * settleMs }, 0],
    ['all of it without the time of the write', { serverNowMs: null }, { serverNowMs: nowMs }, settleMs],
    ['all of it without the time of the read', { serverNowMs: nowMs }, { serverNowMs: null }, settleMs],
    ['all of it for a write without details', null, { serverNowMs: nowMs }, settleMs],
    ['all of it for a read without details', { serverNowMs: nowMs }, null, settleMs],
    ['all of it for a time that is text', { serverNowMs: `${nowMs}` }, { serverNowMs: nowMs }, settleMs],
  ])('is %s', (_title, written, seen, ms) => {
    expect(left(written, seen)).toBe(ms);
  });
});

describe('a code that took the place of ours', () => {
  const ours = fact('created', { codeId: 'ours', detail: { createdAtMs: nowMs } });
  const saw = (codeId: string | null, detail: Detail | null) => fact('state-read', { codeId, detail });

  it.each<[string, Fact, Fact, boolean]>([
    ['is another one made later', saw('theirs', { createdAtMs: nowMs + 1 }), ours, true],
    ['is none that was made before', saw('theirs', { createdAtMs: nowMs - 1 }), ours, false],
    ['is none that was made at the same moment', saw('theirs', { createdAtMs: nowMs }), ours, false],
    ['is not ours itself, whatever its time', saw('ours', { createdAtMs: nowMs + 1 }), ours, false],
    ['is none of unknown age', saw('theirs', { createdAtMs: null }), ours, false],
    ['is none without details', saw('theirs', null), ours, false],
    ['is none told in text', saw('theirs', { createdAtMs: `${nowMs + 1}` }), ours, false],
    [
      'is not known beside one of ours of unknown age',
      saw('theirs', { createdAtMs: nowMs }),
      fact('created', { codeId: 'ours' }),
      false,
    ],
    [
      'is not known beside one of ours whose age is no number',
      saw('theirs', { createdAtMs: nowMs }),
      fact('created', { codeId: 'ours', detail: { createdAtMs: '0' } }),
      false,
    ],
  ])('%s', (_title, read, own, expected) => {
    expect(isYounger(read, own)).toBe(expected);
  });
});

describe('the trace of a create of ours', () => {
  const sent = fact('create-sent', { ...window, detail: { serverNowMs: nowMs } });
  const other = fact('create-sent', { ...window, startsAtMs: 1, detail: { serverNowMs: nowMs } });
  const found = (known: Partial<Fact> = {}, detail: Detail | null = { createdAtMs: nowMs + 500 }) =>
    fact('state-read', { codeId: 'x', ...window, detail, ...known });
  const cut = (ms: number) => Math.floor(ms / 1_000) * 1_000;

  it.each<[string, boolean, Fact, readonly Fact[], boolean]>([
    ['the very start and end', true, found(), [sent], false],
    ['the very start and end where only a proof counts', true, found(), [sent], true],
    ['any one of our creates', true, found(), [other, sent], false],
    ['another start', false, found({ startsAtMs: window.startsAtMs + 1 }), [sent], false],
    ['another end', false, found({ expiresAtMs: window.expiresAtMs - 1 }), [sent], false],
    ['no start', false, found({ startsAtMs: null }), [sent], false],
    ['no end', false, found({ expiresAtMs: null }), [sent], false],
    [
      'nothing in common but what is missing',
      false,
      found({ startsAtMs: null }),
      [{ ...sent, startsAtMs: null }],
      false,
    ],
    ['times that we never asked for', false, found(), [{ ...sent, expiresAtMs: null }], false],
    [
      'a start at the beginning of time where we asked for none',
      false,
      found({ startsAtMs: 0 }),
      [{ ...sent, startsAtMs: null }],
      false,
    ],
    [
      'none where we asked for the beginning of time',
      false,
      found({ startsAtMs: null }),
      [{ ...sent, startsAtMs: 0 }],
      false,
    ],
    ['a clock 5 s behind ours', true, found({}, { createdAtMs: nowMs - 5_000 }), [sent], false],
    ['an age from before we asked', false, found({}, { createdAtMs: nowMs - 5_001 }), [sent], false],
    ['no age', false, found({}, { createdAtMs: null }), [sent], false],
    ['no details', false, found({}, null), [sent], false],
    ['an age in text', false, found({}, { createdAtMs: `${nowMs}` }), [sent], false],
    ['a create without its time', false, found(), [{ ...sent, detail: null }], false],
    ['a create whose time is text', false, found(), [{ ...sent, detail: { serverNowMs: '0' } }], false],
    ['no create at all', false, found(), [], false],
  ])('%s: %s', (_title, expected, seen, creates, isExact) => {
    expect(isFromOurCreate(seen, creates, isExact)).toBe(expected);
  });

  it.each([
    ['cut to whole seconds', cut(window.startsAtMs), true],
    ['rounded up to whole seconds', cut(window.startsAtMs) + 1_000, true],
    ['a second away from where it was cut', cut(window.startsAtMs) - 1_000, false],
    ['in other milliseconds of the same second', window.startsAtMs + 100, false],
  ])('in a service that keeps less than we sent, %s', (_title, startsAtMs, expected) => {
    expect(isFromOurCreate(found({ startsAtMs }), [sent], false)).toBe(expected);
    expect(isFromOurCreate(found({ startsAtMs }), [sent], true)).toBe(false);
  });

  it('may lie a whole second off, where we asked for whole seconds', () => {
    const whole = { ...sent, startsAtMs: cut(window.startsAtMs) };
    const seen = found({ startsAtMs: cut(window.startsAtMs) + 1_000 });
    expect(isFromOurCreate(seen, [whole], false)).toBe(true);
  });
});
