/** A restart in the middle: which reads settle an issuance, which only look as if they did. */
import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { type Fact, fact } from './events.ts';
import { settleMs } from './evidence.ts';
import { nextAction } from './next.ts';

const nowMs = 1_800_000_000_000;
const lateMs = nowMs + settleMs;
const window = { startsAtMs: nowMs - 60_123, expiresAtMs: nowMs + 28_000_456 };
const cutWindow = { ...window, startsAtMs: Math.floor(window.startsAtMs / 1_000) * 1_000 };

const requested = fact('requested', { detail: { hours: 8, replaceCodeId: null } });
const createSent = fact('create-sent', { ...window, detail: { serverNowMs: nowMs } });
const created = fact('created', {
  codeId: 'ours',
  ...window,
  detail: { createdAtMs: nowMs, serverNowMs: nowMs },
});
const found = fact('orphan-found', { codeId: 'x', ...window, detail: { createdAtMs: nowMs } });
const deleteSent = (codeId: string, why: string) =>
  fact('delete-sent', { codeId, detail: { why, serverNowMs: nowMs } });
const deleted = (codeId: string, why: string) => fact('deleted', { codeId, detail: { why } });
const read = (outcome: string, known: Partial<Fact> = {}, atMs = lateMs) =>
  fact('reconciled', { outcome, detail: { serverNowMs: atMs, createdAtMs: nowMs }, ...known });
const printed = [
  fact('render-verified'),
  fact('print-submitted'),
  fact('print-ended', { outcome: 'printed' }),
];

const reconciling = (...facts: readonly Fact[]): Action => nextAction([requested, ...facts], 'reconciling');

describe('a code that carries the marks of our create', () => {
  const orphan = { codeId: 'x', ...window };

  it('is an orphan, also in times cut to whole seconds', () => {
    const seen = read('live', { ...orphan, ...cutWindow });
    expect(reconciling(createSent, seen)).toEqual({ do: 'note-orphan', found: seen });
  });
  it('must carry them to the millisecond when the create was refused', () => {
    const refused = fact('create-failed', { outcome: 'live-code-exists' });
    const exact = read('live', orphan);
    expect(reconciling(createSent, refused, exact)).toEqual({ do: 'note-orphan', found: exact });
    const told = { do: 'close', outcome: 'failed', reason: 'live-code-exists' };
    expect(reconciling(createSent, refused, read('live', { ...orphan, ...cutWindow }))).toEqual(told);
  });
  it('is none once it has expired: nothing of it is live', () => {
    const told = { do: 'close', outcome: 'failed', reason: 'interrupted' };
    expect(reconciling(createSent, read('expired', orphan))).toEqual(told);
  });
  it('is not found a second time by a read that lags its deletion', () => {
    const told = { do: 'close', outcome: 'revoked', reason: 'interrupted' };
    const cleared = [createSent, found, deleteSent('x', 'orphan'), deleted('x', 'orphan')];
    expect(reconciling(...cleared)).toEqual(told);
    expect(reconciling(...cleared, read('live', orphan))).toEqual(told);
    expect(reconciling(...cleared, read('live', orphan, nowMs + 1))).toEqual(told);
  });
});

describe('a code of ours that still lives', () => {
  const standing = read('live', { codeId: 'ours', ...window });

  it('and may be on paper is for a person to judge, whatever was deleted before it', () => {
    const replaced = [deleteSent('old', 'replace'), deleted('old', 'replace')];
    expect(reconciling(...replaced, createSent, created, ...printed, standing)).toEqual({ do: 'ask' });
  });
  it.each<[string, readonly Fact[]]>([
    ['was never on paper', [createSent, created]],
    ['was to be revoked', [createSent, created, ...printed, deleteSent('ours', 'revoke')]],
    ['came out for nobody, as a person said', [createSent, created, ...printed, fact('not-handed-over')]],
  ])('is revoked when it %s', (_title, facts) => {
    expect(reconciling(...facts, standing)).toEqual({ do: 'delete', codeId: 'ours', why: 'revoke' });
  });
  it('is asked about when another badge was made after a person had said that nothing came out', () => {
    const again = [...printed, fact('not-handed-over'), fact('render-verified')];
    expect(reconciling(createSent, created, ...again, standing)).toEqual({ do: 'ask' });
  });
  it('has its job called off first, which may still be waiting for paper', () => {
    const submitted = [fact('render-verified'), fact('print-submitted')];
    expect(reconciling(createSent, created, ...submitted)).toEqual({ do: 'end-print' });
    const ended = fact('print-ended', { outcome: 'unknown' });
    expect(reconciling(createSent, created, ...submitted, ended)).toMatchObject({ do: 'read' });
  });
  it('is over when its time is', () => {
    const over = read('expired', { codeId: 'ours', ...window });
    expect(reconciling(createSent, created, ...printed, over)).toEqual({
      do: 'close',
      outcome: 'expired-unused',
      reason: 'expired',
    });
  });
});

it('a code of ours that is past its end too soon to be believed is looked at again after a pause', () => {
  const early = read('expired', { codeId: 'ours', ...window }, nowMs + 1_000);
  const wait = (afterMs: number) => ({ do: 'read', purpose: 'decide', afterMs });
  expect(reconciling(createSent, created, early)).toEqual(wait(settleMs - 1_000));
  const almost = read('expired', { codeId: 'ours', ...window }, lateMs - 1);
  expect(reconciling(createSent, created, almost)).toEqual(wait(1_000));
});

describe('a delete of unknown end, of a code that was to be replaced', () => {
  const uncertain = [deleteSent('old', 'replace'), fact('outcome-unknown', { detail: { of: 'delete' } })];
  const told = (reason: string) => ({ do: 'close', outcome: 'failed', reason });

  it('is not called vain by a read that may be older', () => {
    expect(reconciling(...uncertain, read('live', { codeId: 'old' }, nowMs + 5_000))).toEqual({
      do: 'read',
      purpose: 'decide',
      afterMs: settleMs - 5_000,
    });
    expect(reconciling(...uncertain, read('live', { codeId: 'old' }))).toEqual(told('live-code-exists'));
  });
  it('is believed where the code is gone, or another one there', () => {
    expect(reconciling(...uncertain, read('none', {}, nowMs + 1))).toEqual(told('interrupted'));
    const theirs = read('live', { codeId: 'theirs' }, nowMs + 1);
    expect(reconciling(...uncertain, theirs)).toEqual(told('live-code-exists'));
  });
});

describe('a code of ours that is not seen', () => {
  it('is read again when the service had its time, and gone then', () => {
    const early = read('none', {}, nowMs + 1_000);
    expect(reconciling(createSent, created, early)).toEqual({
      do: 'read',
      purpose: 'decide',
      afterMs: settleMs - 1_000,
    });
    expect(reconciling(createSent, created, read('none'))).toEqual({
      do: 'close',
      outcome: 'revoked',
      reason: 'gone-at-service',
    });
  });
  it('stays open while nothing can be read', () => {
    const silent = fact('reconciled', { outcome: 'unreadable', detail: { kind: 'offline' } });
    expect(reconciling(createSent, created, silent)).toEqual({ do: 'park', reason: 'offline' });
  });
});

it.each<[string, readonly Fact[]]>([
  ['a create that was only sent', [createSent]],
  ['a create whose code is known', [createSent, created]],
  ['a delete that was only sent', [deleteSent('old', 'replace')]],
])('reads before it decides about %s', (_title, facts) => {
  expect(reconciling(...facts)).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
});
