/** A reset of the PIN: told once, on paper for one hand, and never called unchanged where it may have been applied. */
import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { type Fact, fact } from './events.ts';
import { nextAction } from './next.ts';
import { detailOf } from './order.ts';

const requested = fact('requested', { detail: detailOf({ is: 'reset-pin' }) });
const passed = fact('preflight-passed');
const saw = fact('state-read', { outcome: 'live', codeId: 'standard', detail: { serverNowMs: 1 } });
const noMethod = fact('state-read', { outcome: 'unreadable', detail: { kind: 'no-method' } });
const unreadable = fact('state-read', { outcome: 'unreadable', detail: { kind: 'offline' } });
const sent = fact('pin-reset-sent');
const lost = fact('outcome-unknown', { outcome: 'outcome-unknown', detail: { of: 'reset-pin' } });
const busy = (retryAfterSeconds: number | null) =>
  fact('outcome-unknown', { outcome: 'busy', detail: { of: 'reset-pin', retryAfterSeconds } });
const refused = fact('refused', { outcome: 'not-permitted', detail: { of: 'reset-pin' } });
const reset = fact('pin-reset');
const paper = { paper: 'pin-slip' };
const rendered = fact('render-verified', { detail: paper });
const submitted = fact('print-submitted', { jobId: '7', detail: paper });
const ended = (outcome: string) => fact('print-ended', { outcome, detail: paper });
const missing = fact('not-handed-over', { detail: { said: 'nothing-came-out', ...paper } });
const chose = (choice: string) => fact('not-handed-over', { detail: { choice } });
const again = (choice: string) => fact('not-handed-over', { detail: { choice, ...paper } });

const begun = [requested, passed, saw];
const made = [...begun, sent, reset];
const printed = [...made, rendered, submitted, ended('sent')];
const running = (...facts: readonly Fact[]): Action => nextAction(facts, 'running');
const reconciling = (...facts: readonly Fact[]): Action => nextAction(facts, 'reconciling');
const look = (afterMs: number) => ({ do: 'read', purpose: 'decide', afterMs });
const failed = (reason: string) => ({ do: 'close', outcome: 'failed', reason });
const times = (count: number, ...facts: readonly Fact[]) => Array.from({ length: count }, () => facts).flat();

describe('the straight way of a PIN', () => {
  it.each<[string, readonly Fact[], Action]>([
    ['a request is checked first', [requested], { do: 'preflight' }],
    [
      'a passed preflight is followed by a read',
      [requested, passed],
      { do: 'read', purpose: 'decide', afterMs: 0 },
    ],
    ['a method that is there has its PIN reset', begun, { do: 'reset-pin' }],
    ['a fresh PIN is laid out', made, { do: 'render', paper: 'pin-slip' }],
    ['its slip is printed', [...made, rendered], { do: 'print', paper: 'pin-slip' }],
    ['the job is followed', [...made, rendered, submitted], { do: 'follow-print', paper: 'pin-slip' }],
    ['a person is asked for the slip', printed, { do: 'ask' }],
    ['so is one about a job of unknown end', [...made, rendered, submitted, ended('unknown')], { do: 'ask' }],
    [
      'a slip in the hand closes',
      [...printed, fact('handed-over')],
      { do: 'close', outcome: 'handed-over', reason: 'confirmed-by-person' },
    ],
  ])('%s', (_title, facts, expected) => {
    expect(running(...facts)).toEqual(expected);
  });
});

describe('before anything was sent', () => {
  it('a worker without a method, or out of reach, has the order end with that word', () => {
    expect(running(requested, passed, noMethod)).toEqual(failed('no-method'));
    expect(running(requested, passed, unreadable)).toEqual(failed('offline'));
  });

  it.each<[string, readonly Fact[]]>([
    ['its request', [requested]],
    ['its preflight', [requested, passed]],
    ['its look', begun],
  ])('a restart after %s has nothing to settle', (_title, facts) => {
    expect(reconciling(...facts)).toEqual(failed('interrupted'));
  });
});

describe('a reset of unknown end', () => {
  it('is followed by a look after a second, or when the pause is over that was asked for, and another reset', () => {
    expect(running(...begun, sent)).toEqual(look(1_000));
    expect(running(...begun, sent, lost)).toEqual(look(1_000));
    expect(running(...begun, sent, busy(4))).toEqual(look(4_000));
    expect(running(...begun, sent, lost, saw)).toEqual({ do: 'reset-pin' });
  });

  it('is tried three times, and the PIN is lost then', () => {
    expect(running(...begun, ...times(2, sent, lost))).toEqual(look(1_000));
    expect(running(...begun, ...times(3, sent, lost))).toEqual(failed('pin-lost'));
    expect(running(...begun, ...times(2, sent, busy(1)), sent, lost)).toEqual(failed('pin-lost'));
    expect(running(...begun, sent, lost, ...times(2, sent, busy(1)))).toEqual(failed('pin-lost'));
  });

  it('is tried three times anew once a person asks for another PIN', () => {
    const asked = [...printed, missing, chose('new-pin')];
    expect(running(...asked, ...times(2, sent, lost))).toEqual(look(1_000));
    expect(running(...asked, ...times(3, sent, lost))).toEqual(failed('pin-lost'));
  });

  it('is a lost PIN where the next look fails', () => {
    expect(running(...begun, sent, lost, unreadable)).toEqual(failed('pin-lost'));
    expect(running(...begun, sent, lost, noMethod)).toEqual(failed('pin-lost'));
  });

  it.each<[string, readonly Fact[]]>([
    ['it was sent', [...begun, sent]],
    ['its reply was lost', [...begun, sent, lost]],
    ['a look followed', [...begun, sent, lost, saw]],
  ])('is a lost PIN for a restart after %s', (_title, facts) => {
    expect(reconciling(...facts)).toEqual(failed('pin-lost'));
  });
});

describe('a reset that the service had no time for', () => {
  it('leaves the PIN as it was, and says so', () => {
    expect(running(...begun, ...times(3, sent, busy(1)))).toEqual(failed('busy'));
    expect(running(...begun, sent, busy(1), unreadable)).toEqual(failed('offline'));
    expect(reconciling(...begun, sent, busy(1))).toEqual(failed('interrupted'));
  });

  it('is a lost PIN all the same where the one before it is in nobody’s hand', () => {
    expect(running(...printed, missing, chose('new-pin'), ...times(3, sent, busy(1)))).toEqual(
      failed('pin-lost'),
    );
  });
});

describe('a reset that the service refused', () => {
  const told = { do: 'close', outcome: 'refused', reason: 'not-permitted' };

  it('leaves the PIN as it was', () => {
    expect(running(...begun, sent, refused)).toEqual(told);
    expect(running(...begun, sent, busy(1), saw, sent, refused)).toEqual(told);
    expect(reconciling(...begun, sent, refused)).toEqual(told);
  });

  it('after one that may have been applied leaves a PIN that nobody knows', () => {
    expect(running(...begun, sent, lost, saw, sent, refused)).toEqual(failed('pin-lost'));
    expect(reconciling(...begun, sent, lost, saw, sent, refused)).toEqual(failed('pin-lost'));
  });

  it('after one whose slip is missing does too', () => {
    expect(running(...printed, missing, chose('new-pin'), sent, refused)).toEqual(failed('pin-lost'));
  });
});

describe('a slip that did not come out', () => {
  const failing = [...made, rendered, submitted, ended('not-printed')];

  it('is for a person to judge', () => {
    expect(running(...failing)).toEqual({ do: 'ask' });
    expect(running(...made, ended('not-printed'))).toEqual({ do: 'ask' });
    expect(running(...printed, missing)).toEqual({ do: 'ask' });
  });

  it.each(['reprint', 'reprint-elsewhere'])('is laid out again for a %s, of the same PIN', (choice) => {
    expect(running(...failing, again(choice))).toEqual({ do: 'render', paper: 'pin-slip' });
    expect(running(...printed, missing, again(choice))).toEqual({ do: 'render', paper: 'pin-slip' });
  });

  it('can be made good by another PIN, whose own slip it takes', () => {
    expect(running(...printed, missing, chose('new-pin'))).toEqual({ do: 'reset-pin' });
    const anew = [...printed, missing, chose('new-pin'), sent, reset];
    expect(running(...anew)).toEqual({ do: 'render', paper: 'pin-slip' });
  });

  it('can be left at that: the PIN is lost', () => {
    expect(running(...failing, chose('give-up'))).toEqual(failed('pin-lost'));
  });

  it('is asked about again after an answer that chooses nothing, or after a reprint is out', () => {
    expect(running(...printed, fact('not-handed-over'))).toEqual({ do: 'ask' });
    expect(running(...failing, again('reprint'), rendered, submitted, ended('printed'))).toEqual({
      do: 'ask',
    });
  });
});

describe('a restart with a PIN that was told', () => {
  it('calls its job off first, which may still be waiting for paper', () => {
    expect(reconciling(...made, rendered, submitted)).toEqual({ do: 'end-print' });
  });

  it.each<[string, readonly Fact[]]>([
    ['was laid out, and perhaps sent', [...made, rendered]],
    ['was printed', printed],
    ['may have been', [...made, rendered, submitted, ended('unknown')]],
    [
      'turned out to have printed although a person saw nothing',
      [...made, rendered, submitted, missing, ended('sent')],
    ],
  ])('asks a person where the slip %s', (_title, facts) => {
    expect(reconciling(...facts)).toEqual({ do: 'ask' });
  });

  it.each<[string, readonly Fact[]]>([
    ['was never laid out', made],
    ['certainly failed', [...made, rendered, submitted, ended('not-printed')]],
    ['is missing, as a person said', [...printed, missing]],
    ['gave way to another PIN that was never laid out', [...printed, missing, chose('new-pin'), sent, reset]],
    ['was given up', [...printed, missing, chose('give-up')]],
  ])('knows the PIN for lost where the slip %s', (_title, facts) => {
    expect(reconciling(...facts)).toEqual(failed('pin-lost'));
  });

  it('believes a person who has the slip', () => {
    expect(reconciling(...printed, fact('handed-over'))).toMatchObject({ outcome: 'handed-over' });
  });
});
