/** An extension: its end is set and not added to, so that what is not seen may be sent again; only seen ends count. */
import { describe, expect, it } from 'vitest';
import type { Action, Mode } from './action.ts';
import { type Fact, fact } from './events.ts';
import { settleMs } from './evidence.ts';
import { nextAction } from './next.ts';
import { detailOf } from './order.ts';

const nowMs = 1_800_000_000_000;
const dayMs = 86_400_000;
const times = { startsAtMs: nowMs - 300 * dayMs, expiresAtMs: nowMs + 2 * dayMs };
const laterMs = nowMs + 90 * dayMs + 123;

const requested = fact('requested', { detail: detailOf({ is: 'extend', codeId: 'ours' }) });
const passed = fact('preflight-passed');
const saw = (known: Partial<Fact> = {}, atMs = nowMs) =>
  fact('state-read', {
    outcome: 'live',
    codeId: 'ours',
    ...times,
    detail: { serverNowMs: atMs, createdAtMs: times.startsAtMs },
    ...known,
  });
const none = (atMs: number) =>
  saw({ outcome: 'none', codeId: null, startsAtMs: null, expiresAtMs: null }, atMs);
const expired = (atMs: number) => saw({ outcome: 'expired', expiresAtMs: nowMs }, atMs);
const unreadable = fact('state-read', { outcome: 'unreadable', detail: { kind: 'offline' } });
const reconciled = (read: Fact): Fact => ({ ...read, event: 'reconciled' });
const sent = fact('extend-sent', {
  codeId: 'ours',
  startsAtMs: times.startsAtMs,
  expiresAtMs: laterMs,
  detail: { serverNowMs: nowMs },
});
const sentLater = (ms: number) => ({
  ...sent,
  expiresAtMs: laterMs + ms,
  detail: { serverNowMs: nowMs + ms },
});
const lost = fact('outcome-unknown', { outcome: 'outcome-unknown', detail: { of: 'extend' } });
const busy = (retryAfterSeconds: number | null) =>
  fact('outcome-unknown', { outcome: 'busy', detail: { of: 'extend', retryAfterSeconds } });
const refused = fact('refused', { outcome: 'rejected', detail: { of: 'extend' } });
const extended = saw({ expiresAtMs: laterMs });

const next = (mode: Mode, ...facts: readonly Fact[]): Action =>
  nextAction([requested, passed, ...facts], mode);
const running = (...facts: readonly Fact[]) => next('running', ...facts);
const reconciling = (...facts: readonly Fact[]) => next('reconciling', ...facts);
const look = (afterMs: number) => ({ do: 'read', purpose: 'decide', afterMs });
const failed = (reason: string) => ({ do: 'close', outcome: 'failed', reason });

describe('the straight way of an extension', () => {
  it.each<[string, readonly Fact[], Action]>([
    ['a request is checked first', [requested], { do: 'preflight' }],
    [
      'a passed preflight is followed by a read',
      [requested, passed],
      { do: 'read', purpose: 'decide', afterMs: 0 },
    ],
    ['the code that the supervisor saw is extended', [requested, passed, saw()], { do: 'extend' }],
    [
      'an extended code closes',
      [requested, passed, saw(), sent, fact('extended')],
      { do: 'close', outcome: 'extended', reason: 'extended' },
    ],
  ])('%s', (_title, facts, expected) => {
    expect(nextAction(facts, 'running')).toEqual(expected);
  });
});

describe('an extension before anything was sent', () => {
  it.each<[string, Fact, string]>([
    ['without a code', none(nowMs), 'no-code'],
    ['of a code that another one replaced', saw({ codeId: 'theirs' }), 'no-code'],
    ['of a code past its end, which an extension could make anew', expired(nowMs), 'no-code'],
    ['without an answer of the service', unreadable, 'offline'],
  ])('%s ends and changes nothing', (_title, read, reason) => {
    expect(running(read)).toEqual(failed(reason));
  });

  it.each<[string, readonly Fact[]]>([
    ['its request', [requested]],
    ['its preflight', [requested, passed]],
    ['its first look', [requested, passed, saw()]],
    ['a look of the restart itself', [requested, passed, reconciled(saw())]],
  ])('is not begun by a restart after %s', (_title, facts) => {
    expect(nextAction(facts, 'reconciling')).toEqual(failed('interrupted'));
  });
});

describe('an extension of unknown end', () => {
  it.each<[string, readonly Fact[], number]>([
    ['at once after a reply that was lost', [sent, lost], 0],
    ['at once after it was sent', [sent], 0],
    ['when the pause is over that the service asked for', [sent, busy(7)], 7_000],
    ['at once where it asked for none', [sent, busy(null)], 0],
  ])('is looked at %s', (_title, facts, afterMs) => {
    expect(running(saw(), ...facts)).toEqual(look(afterMs));
    expect(reconciling(saw(), ...facts)).toEqual(look(afterMs));
  });

  it.each<[string, Partial<Fact>]>([
    ['to the millisecond', { expiresAtMs: laterMs }],
    ['in whole seconds', { expiresAtMs: Math.floor(laterMs / 1_000) * 1_000 }],
    ['rounded up', { expiresAtMs: laterMs + 877 }],
    ['even later, by another station', { expiresAtMs: laterMs + dayMs }],
  ])('was carried out where the code lives as long as was asked for: %s', (_title, known) => {
    const seen = saw(known);
    expect(running(saw(), sent, lost, seen)).toEqual({ do: 'note-extended', found: seen });
    const again = reconciled(seen);
    expect(reconciling(saw(), sent, lost, again)).toEqual({ do: 'note-extended', found: again });
  });

  it.each<[string, Partial<Fact>]>([
    ['a second before', { expiresAtMs: laterMs - 1_000 }],
    ['at an end that is not told', { expiresAtMs: null }],
  ])('was not where it ends %s', (_title, known) => {
    expect(running(saw(), sent, lost, saw(known))).toEqual({ do: 'extend' });
  });

  it('is not taken for carried out where no end was written down', () => {
    expect(running(saw(), { ...sent, expiresAtMs: null }, lost, extended)).toEqual({ do: 'extend' });
  });

  it('was carried out by any of the tries, whose ends differ by the time between them', () => {
    const tries = [saw(), sent, lost, saw(), sentLater(9_000), lost];
    expect(running(...tries, extended)).toEqual({ do: 'note-extended', found: extended });
    const found = reconciled(extended);
    expect(reconciling(...tries, found)).toEqual({ do: 'note-extended', found });
  });

  it('is sent again while the old end is seen, three times at most, and waited out then', () => {
    const round = [sent, lost, saw()];
    expect(running(saw(), ...round)).toEqual({ do: 'extend' });
    expect(running(saw(), ...round, ...round)).toEqual({ do: 'extend' });
    const thrice = [saw(), ...round, ...round, sent, lost];
    expect(running(...thrice, saw({}, nowMs + 1_000))).toEqual(look(settleMs - 1_000));
    expect(running(...thrice, saw({}, nowMs + settleMs))).toEqual(failed('not-extended'));
  });

  it('is not sent again by a restart, which waits until the service had its time', () => {
    const early = reconciled(saw({}, nowMs + 5_000));
    expect(reconciling(saw(), sent, lost, early)).toEqual(look(settleMs - 5_000));
    const late = reconciled(saw({}, nowMs + settleMs));
    expect(reconciling(saw(), sent, lost, late)).toEqual(failed('not-extended'));
  });

  it.each<[string, (atMs: number) => Fact]>([
    ['none', none],
    ['another code', (atMs) => saw({ codeId: 'theirs', expiresAtMs: laterMs }, atMs)],
    ['a code past its end', expired],
  ])('that leaves %s to be seen is no reason to send again: what that is, time tells', (_title, seen) => {
    expect(running(saw(), sent, lost, seen(nowMs + 1))).toEqual(look(settleMs - 1));
    expect(running(saw(), sent, lost, seen(nowMs + settleMs))).toEqual(failed('no-code'));
    expect(reconciling(saw(), sent, lost, reconciled(seen(nowMs + 1)))).toEqual(look(settleMs - 1));
    expect(reconciling(saw(), sent, lost, reconciled(seen(nowMs + settleMs)))).toEqual(failed('no-code'));
  });

  it('waits longer each time while nothing can be read, and parks at last', () => {
    expect(running(saw(), sent, lost, unreadable)).toEqual(look(1_000));
    expect(running(saw(), sent, lost, unreadable, unreadable)).toEqual(look(2_000));
    const silence = Array.from({ length: 6 }, () => unreadable);
    expect(running(saw(), sent, lost, ...silence)).toEqual({ do: 'park', reason: 'offline' });
  });

  it('stays open while a restart can read nothing', () => {
    const silent = reconciled(unreadable);
    expect(reconciling(saw(), sent, lost, silent)).toEqual({ do: 'park', reason: 'offline' });
  });
});

describe('an extension that the service refused', () => {
  it('ends, since nothing was changed', () => {
    const told = { do: 'close', outcome: 'refused', reason: 'rejected' };
    expect(running(saw(), sent, refused)).toEqual(told);
    expect(reconciling(saw(), sent, refused)).toEqual(told);
  });

  it('after one of unknown end is looked at, since that one may have been carried out', () => {
    const tries = [saw(), sent, lost, saw(), sentLater(9_000), refused];
    expect(running(...tries)).toEqual(look(0));
    expect(running(...tries, extended)).toEqual({ do: 'note-extended', found: extended });
    expect(reconciling(...tries)).toEqual(look(0));
  });

  it('is not sent once more', () => {
    const tries = [saw(), sent, lost, saw(), sentLater(9_000), refused];
    expect(running(...tries, saw({}, nowMs + 9_000))).toEqual(look(settleMs));
    const late = saw({}, nowMs + 9_000 + settleMs);
    expect(running(...tries, late)).toEqual(failed('not-extended'));
    expect(running(...tries, unreadable)).toEqual(look(1_000));
  });
});
