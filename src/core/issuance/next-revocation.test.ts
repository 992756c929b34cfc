/** A removal that a supervisor ordered: of what the supervisor saw, until it is seen to be gone, and of nothing else. */
import { describe, expect, it } from 'vitest';
import type { Action, Mode } from './action.ts';
import { type Fact, fact } from './events.ts';
import { settleMs } from './evidence.ts';
import { nextAction } from './next.ts';
import { detailOf, type Target } from './order.ts';

const nowMs = 1_800_000_000_000;
const hourMs = 3_600_000;

const ordered = (
  target: Target,
  codeId: string | null = 'seen',
  createdAtMs: number | null = nowMs - hourMs,
) => fact('requested', { detail: detailOf({ is: 'revoke', target, codeId, createdAtMs }) });
const passed = fact('preflight-passed');
const saw = (codeId: string | null = 'seen', createdAtMs: number | null = nowMs - hourMs, atMs = nowMs) =>
  fact('state-read', { outcome: 'live', codeId, detail: { serverNowMs: atMs, createdAtMs } });
const none = (atMs = nowMs) =>
  fact('state-read', { outcome: 'none', detail: { serverNowMs: atMs, createdAtMs: null } });
const unreadable = fact('state-read', { outcome: 'unreadable', detail: { kind: 'offline' } });
const reconciled = (read: Fact): Fact => ({ ...read, event: 'reconciled' });
const sent = fact('delete-sent', { codeId: 'seen', detail: { why: 'revoke', serverNowMs: nowMs } });
const lost = fact('outcome-unknown', { outcome: 'outcome-unknown', detail: { of: 'delete' } });
const busy = fact('outcome-unknown', { outcome: 'busy', detail: { of: 'delete', retryAfterSeconds: 7 } });

const on = (mode: Mode, first: Fact, ...facts: readonly Fact[]): Action =>
  nextAction([first, passed, ...facts], mode);
const running = (...facts: readonly Fact[]) => on('running', ordered('temporary'), ...facts);
const reconciling = (...facts: readonly Fact[]) => on('reconciling', ordered('temporary'), ...facts);
const look = (afterMs: number) => ({ do: 'read', purpose: 'decide', afterMs });
const failed = (reason: string) => ({ do: 'close', outcome: 'failed', reason });
const remove = { do: 'delete', codeId: 'seen', why: 'revoke' };
const gone = { do: 'note-revoked', codeId: 'seen' };
const notApplied = { do: 'park', reason: 'delete-not-applied' };

describe('the straight way of a removal', () => {
  it.each<[string, readonly Fact[], Mode, object]>([
    ['a request is checked first', [ordered('standard')], 'running', { do: 'preflight' }],
    [
      'a restart goes on with what was only ordered, by a look',
      [ordered('standard')],
      'reconciling',
      look(0),
    ],
    ['a passed preflight is followed by a read', [ordered('standard'), passed], 'running', look(0)],
    ['after a restart as well', [ordered('standard'), passed], 'reconciling', look(0)],
    ['what is there is deleted', [ordered('standard'), passed, saw()], 'running', remove],
    [
      'also by a restart, which had not begun',
      [ordered('standard'), passed, reconciled(saw())],
      'reconciling',
      remove,
    ],
    [
      'what was deleted closes, as it was ordered',
      [ordered('standard'), passed, saw(), sent, fact('revoked', { codeId: 'seen' })],
      'running',
      { do: 'close', outcome: 'revoked', reason: 'ordered' },
    ],
  ])('%s', (_title, facts, mode, expected) => {
    expect(nextAction(facts, mode)).toEqual(expected);
  });

  it('also removes what has come to its end', () => {
    expect(running({ ...saw(), outcome: 'expired' })).toEqual(remove);
  });
});

describe('a code that is gone before it is deleted', () => {
  it.each<[string, Fact]>([
    ['because there is none', none()],
    ['because another one stands in its place', saw('theirs', nowMs - 1)],
  ])('is noted: %s', (_title, read) => {
    expect(running(read)).toEqual(gone);
    expect(reconciling(reconciled(read))).toEqual(gone);
  });

  it('is looked for again while the service may not show it yet', () => {
    const young = ordered('temporary', 'seen', nowMs - 5_000);
    expect(on('running', young, none())).toEqual(look(settleMs - 5_000));
    expect(on('running', young, none(), none(nowMs - 5_000 + settleMs))).toEqual(gone);
    expect(on('reconciling', young, reconciled(none()))).toEqual(look(settleMs - 5_000));
  });

  it('is never waited for longer than the service may lag, however young the order calls it', () => {
    expect(on('running', ordered('temporary', 'seen', nowMs + hourMs), none())).toEqual(look(settleMs));
  });

  it('of unknown age is believed to be gone', () => {
    expect(on('running', ordered('temporary', 'seen', null), none())).toEqual(gone);
  });

  it('is not believed to be by a read that tells no time', () => {
    const timeless = fact('state-read', { outcome: 'none' });
    expect(running(timeless)).toEqual(look(settleMs));
  });
});

describe('a delete of unknown end', () => {
  it.each<[string, readonly Fact[], number]>([
    ['at once after it was sent', [sent], 0],
    ['at once after a reply that was lost', [sent, lost], 0],
    ['when the pause is over that the service asked for', [sent, busy], 7_000],
  ])('is looked at %s', (_title, facts, afterMs) => {
    expect(running(saw(), ...facts)).toEqual(look(afterMs));
    expect(reconciling(saw(), ...facts)).toEqual(look(afterMs));
  });

  it('was carried out where the code is gone', () => {
    expect(running(saw(), sent, lost, none())).toEqual(gone);
    expect(reconciling(saw(), sent, lost, reconciled(none()))).toEqual(gone);
  });

  it('is sent again while the code is seen, three times at most', () => {
    const round = [sent, lost, saw()];
    expect(running(saw(), ...round)).toEqual(remove);
    expect(running(saw(), ...round, ...round)).toEqual(remove);
    expect(running(saw(), ...round, ...round, ...round)).toEqual(notApplied);
  });

  it('is sent again by a restart with every second look, so that a service which refuses it is not hammered', () => {
    const seen = reconciled(saw());
    expect(reconciling(saw(), sent, lost, seen)).toEqual(notApplied);
    expect(reconciling(saw(), sent, lost, seen, seen)).toEqual(remove);
    expect(reconciling(saw(), sent, lost, seen, seen, sent, lost, seen)).toEqual(notApplied);
    const round = [sent, lost, saw()];
    expect(reconciling(saw(), ...round, ...round, ...round, seen)).toEqual(remove);
  });
});

describe('a service that does not answer', () => {
  it('ends the order before anything was sent, since nothing was changed', () => {
    expect(running(unreadable)).toEqual(failed('offline'));
  });

  it('is waited for longer each time once a delete was sent, and left to a restart at last', () => {
    expect(running(saw(), sent, lost, unreadable)).toEqual(look(1_000));
    const silence = Array.from({ length: 6 }, () => unreadable);
    expect(running(saw(), sent, lost, ...silence)).toEqual({ do: 'park', reason: 'offline' });
  });

  it('keeps the order open after a restart, whatever was sent', () => {
    const later = { do: 'park', reason: 'offline' };
    expect(reconciling(reconciled(unreadable))).toEqual(later);
    expect(reconciling(saw(), sent, lost, reconciled(unreadable))).toEqual(later);
  });
});

describe('a method', () => {
  const whole = (...facts: readonly Fact[]) => on('running', ordered('method'), ...facts);
  const changed = { do: 'close', outcome: 'refused', reason: 'live-code-exists' };

  it.each<[string, Fact]>([
    ['with the code that the supervisor saw', saw()],
    ['whose code has gone meanwhile', saw(null, null)],
    [
      'that a read from before that code was made still shows with the one before',
      saw('old', nowMs - 2 * hourMs),
    ],
  ])('is removed %s', (_title, read) => {
    expect(whole(read)).toEqual(remove);
    expect(on('reconciling', ordered('method'), reconciled(read))).toEqual(remove);
  });

  it('with the code that the supervisor saw is removed, however old that is', () => {
    const ageless = ordered('method', 'seen', null);
    expect(on('running', ageless, saw('seen', null))).toEqual(remove);
    expect(whole(saw('seen', nowMs + hourMs))).toEqual(remove);
  });

  it('without a standard code is removed as it was seen', () => {
    const bare = ordered('method', null, null);
    expect(on('running', bare, saw(null, null))).toEqual({ ...remove, codeId: null });
    expect(on('running', bare, none())).toEqual({ ...gone, codeId: null });
  });

  it.each<[string, Fact, Fact]>([
    ['one of the same moment', ordered('method'), saw('theirs', nowMs - hourMs)],
    ['one of which nothing else is told', ordered('method'), { ...saw('theirs'), detail: null }],
    ['a later one', ordered('method'), saw('theirs', nowMs - hourMs + 1)],
    ['one of unknown age', ordered('method'), saw('theirs', null)],
    ['any, where the supervisor saw none', ordered('method', null, null), saw('theirs')],
  ])('for which somebody made another code meanwhile is left to them: %s', (_title, first, read) => {
    expect(on('running', first, read)).toEqual(changed);
    expect(on('reconciling', first, reconciled(read))).toEqual(changed);
    const tried = [saw(), sent, lost];
    expect(on('reconciling', first, ...tried, reconciled(read))).toEqual(changed);
  });

  it('is gone where there is none', () => {
    expect(whole(none())).toEqual(gone);
    expect(whole(saw(), sent, lost, none())).toEqual(gone);
  });
});
