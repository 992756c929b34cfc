/** A running issuance in doubt: facts that say little, reads that lag, codes that may or may not be ours. */
import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { type Fact, fact } from './events.ts';
import { settleMs } from './evidence.ts';
import { nextAction } from './next.ts';
import { mostCreates } from './next-code.ts';

const nowMs = 1_800_000_000_000;
const window = { startsAtMs: nowMs - 60_123, expiresAtMs: nowMs + 28_000_456 };
const cutWindow = { ...window, startsAtMs: Math.floor(window.startsAtMs / 1_000) * 1_000 };

const requested = fact('requested', { detail: { hours: 8, replaceCodeId: 'old' } });
const none = (atMs = nowMs) => fact('state-read', { outcome: 'none', detail: { serverNowMs: atMs } });
const unreadable = fact('state-read', { outcome: 'unreadable', detail: { kind: 'offline' } });
const live = (codeId: string, known: Partial<Fact> = {}) =>
  fact('state-read', {
    outcome: 'live',
    codeId,
    detail: { serverNowMs: nowMs, createdAtMs: nowMs - 1 },
    ...known,
  });
const trace = (codeId: string, times: Partial<Fact> = window) =>
  live(codeId, { ...times, detail: { serverNowMs: nowMs + 1, createdAtMs: nowMs + 1 } });
const createSent = fact('create-sent', { ...window, detail: { serverNowMs: nowMs } });
const created = fact('created', {
  codeId: 'ours',
  ...window,
  detail: { createdAtMs: nowMs, serverNowMs: nowMs },
});
const lost = fact('outcome-unknown', { detail: { of: 'create' } });
const exists = fact('create-failed', { outcome: 'live-code-exists' });
const deleteSent = (codeId: string, why: string) =>
  fact('delete-sent', { codeId, detail: { why, serverNowMs: nowMs } });
const deleted = (codeId: string, why: string) => fact('deleted', { codeId, detail: { why } });

const running = (...facts: readonly Fact[]): Action => nextAction([requested, ...facts], 'running');

it('an issuance without its request is a bug', () => {
  expect(() => nextAction([], 'running')).toThrow('an issuance has at least its request');
});

describe('an end', () => {
  it.each<[string, Fact, Action]>([
    ['a refusal without a word', fact('refused'), { do: 'close', outcome: 'refused', reason: 'refused' }],
    [
      'a preflight without a word',
      fact('preflight-failed'),
      { do: 'close', outcome: 'failed', reason: 'preflight' },
    ],
    [
      'a refused create without a word',
      fact('create-failed'),
      { do: 'close', outcome: 'failed', reason: 'rejected' },
    ],
  ])('has a reason after %s', (_title, last, expected) => {
    expect(running(last)).toEqual(expected);
  });

  it('waits while a create before it is not accounted for: parked in a running issuance, read again in a reconcile', () => {
    const facts = [requested, createSent, lost, fact('refused', { outcome: 'not-permitted' })];
    expect(nextAction(facts, 'running')).toEqual({ do: 'park', reason: 'not-permitted' });
    expect(nextAction(facts, 'reconciling')).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
  });

  it('comes after the last create that is allowed, when the code of each was found and deleted', () => {
    const round = (id: string) => [
      createSent,
      lost,
      trace(id),
      fact('orphan-found', { codeId: id, ...window, detail: { createdAtMs: nowMs + 1 } }),
      deleteSent(id, 'orphan'),
      deleted(id, 'orphan'),
    ];
    const rounds = Array.from({ length: mostCreates }, (_, index) => round(`orphan-${index}`)).flat();
    expect(running(...rounds)).toEqual({ do: 'close', outcome: 'failed', reason: 'outcome-unknown' });
    expect(running(...round('orphan'))).toEqual({ do: 'create' });
  });
});

describe('a read after a write of unknown end', () => {
  it('waits as long as reads before it call for, and not at all when those are used up', () => {
    const reads = (count: number) => Array.from({ length: count }, () => none());
    expect(running(createSent, ...reads(2), lost)).toEqual({ do: 'read', purpose: 'decide', afterMs: 2_000 });
    expect(running(createSent, ...reads(9), lost)).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
  });

  it('that could not be had never leads to another create', () => {
    expect(running(createSent, lost, unreadable, unreadable, unreadable)).toEqual({
      do: 'read',
      purpose: 'decide',
      afterMs: 4_000,
    });
  });

  it('that still shows the code deleted before proves nothing', () => {
    const cleared = [live('old'), deleteSent('old', 'replace'), deleted('old', 'replace')];
    expect(running(...cleared, createSent, lost, live('old'))).toMatchObject({ do: 'read', afterMs: 1_000 });
    expect(running(...cleared, createSent, lost, live('other'))).toMatchObject({ do: 'park' });
  });

  it('is met with patience when the service refused the create because of a code that it does not show', () => {
    expect(running(createSent, exists, none())).toEqual({ do: 'read', purpose: 'decide', afterMs: 1_000 });
  });
});

describe('a code in times cut to whole seconds', () => {
  it('is taken for ours after a create of unknown end', () => {
    const seen = trace('x', cutWindow);
    expect(running(createSent, lost, seen)).toEqual({ do: 'note-orphan', found: seen });
  });
  it('is not taken for ours after a create that was refused: that is no proof', () => {
    const told = { do: 'close', outcome: 'refused', reason: 'live-code-exists' };
    expect(running(createSent, exists, trace('x', cutWindow))).toEqual(told);
  });
});

describe('a revoke of unknown end', () => {
  const revoking = [deleteSent('ours', 'revoke'), fact('outcome-unknown')];
  const wait = (afterMs: number) => ({ do: 'read', purpose: 'decide', afterMs });

  it('is measured from the create of the code, as long as one of ours is known', () => {
    const later = { ...created, detail: { createdAtMs: nowMs, serverNowMs: nowMs - 10_000 } };
    expect(running(createSent, later, ...revoking, none())).toEqual(wait(settleMs - 10_000));
  });
  it('is measured from the revoke itself where none of ours is known', () => {
    expect(running(...revoking, none())).toEqual(wait(settleMs));
    expect(running(...revoking, none(nowMs + settleMs))).toEqual({ do: 'note-revoked', codeId: 'ours' });
  });
  it('leaves an older code of somebody else for lag until the service had its time', () => {
    expect(running(createSent, created, ...revoking, live('theirs'))).toEqual(wait(settleMs));
  });
});

it.each(['live', 'expired'])('a code made after ours, %s by now, proves that ours is gone', (outcome) => {
  expect(running(createSent, created, { ...trace('theirs'), outcome })).toEqual({
    do: 'close',
    outcome: 'failed',
    reason: 'code-superseded',
  });
});

it('a look before a revoke that could not be taken leaves the decision to the person', () => {
  expect(running(createSent, created, fact('reconciled', { outcome: 'unreadable' }))).toEqual({ do: 'ask' });
});
