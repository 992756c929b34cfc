import { describe, expect, it } from 'vitest';
import type { Action } from './action.ts';
import { type Fact, fact } from './events.ts';
import { nextAction } from './next.ts';
import { mostCreates } from './next-code.ts';

const serverNowMs = 1_800_000_000_000;
const window = { startsAtMs: serverNowMs - 60_000, expiresAtMs: serverNowMs + 8 * 3_600_000 - 60_000 };

const requested = (replaceCodeId: string | null = null) =>
  fact('requested', { detail: { hours: 8, replaceCodeId } });
const passed = fact('preflight-passed');
const sawNone = fact('state-read', { outcome: 'none', detail: { serverNowMs } });
const saw = (codeId: string, outcome = 'live', createdAtMs = serverNowMs - 7_200_000) =>
  fact('state-read', { outcome, codeId, ...window, detail: { serverNowMs, createdAtMs } });
const unreadable = fact('state-read', { outcome: 'unreadable', detail: { kind: 'offline' } });
const createSent = fact('create-sent', { ...window, detail: { serverNowMs } });
const created = fact('created', {
  codeId: 'ours',
  ...window,
  detail: { createdAtMs: serverNowMs, serverNowMs },
});
const unknownCreate = fact('outcome-unknown', { outcome: 'outcome-unknown', detail: { of: 'create' } });
const deleteSent = (codeId: string, why: string) =>
  fact('delete-sent', { codeId, detail: { why, serverNowMs } });
const deleted = (codeId: string, why: string) => fact('deleted', { codeId, detail: { why } });

function running(...facts: readonly Fact[]): Action {
  return nextAction([requested(), passed, ...facts], 'running');
}

describe('the straight way', () => {
  it.each<[string, readonly Fact[], Action]>([
    ['a request is checked first', [requested()], { do: 'preflight' }],
    [
      'a passed preflight is followed by a read',
      [requested(), passed],
      { do: 'read', purpose: 'decide', afterMs: 0 },
    ],
    ['no code: create', [requested(), passed, sawNone], { do: 'create' }],
    [
      'a created code is verified',
      [requested(), passed, sawNone, createSent, created],
      { do: 'read', purpose: 'verify', afterMs: 0 },
    ],
    [
      'a verified code is rendered',
      [requested(), passed, sawNone, createSent, created, saw('ours')],
      { do: 'render', paper: 'badge' },
    ],
    [
      'a rendered badge is printed',
      [requested(), passed, sawNone, createSent, created, saw('ours'), fact('render-verified')],
      { do: 'print', paper: 'badge' },
    ],
    [
      'a submitted job is followed',
      [requested(), fact('print-submitted')],
      { do: 'follow-print', paper: 'badge' },
    ],
    [
      'a job that failed is for a person to judge',
      [requested(), fact('print-ended', { outcome: 'not-printed' })],
      { do: 'ask' },
    ],
    [
      'what a printed badge stands for is looked at once more',
      [requested(), fact('print-ended', { outcome: 'printed' })],
      { do: 'read', purpose: 'verify', afterMs: 0 },
    ],
    ['so is a badge that did not come out', [requested(), fact('not-handed-over')], { do: 'ask' }],
    [
      'a handed-over badge closes',
      [requested(), fact('handed-over')],
      { do: 'close', outcome: 'handed-over', reason: 'confirmed-by-person' },
    ],
    [
      'a revoked code closes',
      [requested(), fact('revoked')],
      { do: 'close', outcome: 'revoked', reason: 'revoked' },
    ],
    [
      'a failed preflight closes',
      [requested(), fact('preflight-failed', { outcome: 'disk' })],
      { do: 'close', outcome: 'failed', reason: 'disk' },
    ],
    [
      'a refusal closes',
      [requested(), fact('refused', { outcome: 'not-permitted' })],
      { do: 'close', outcome: 'refused', reason: 'not-permitted' },
    ],
    ['nothing follows the end', [requested(), fact('closed')], { do: 'nothing' }],
  ])('%s', (_title, facts, expected) => {
    expect(nextAction(facts, 'running')).toEqual(expected);
  });
});

describe('a code that is already there', () => {
  it('is deleted when it is the one that the supervisor agreed to replace', () => {
    const action = nextAction([requested('old'), passed, saw('old')], 'running');
    expect(action).toEqual({ do: 'delete', codeId: 'old', why: 'replace' });
  });

  it('is never deleted when nobody agreed to lose it', () => {
    expect(running(saw('other'))).toEqual({ do: 'close', outcome: 'refused', reason: 'live-code-exists' });
    const changed = nextAction([requested('old'), passed, saw('other')], 'running');
    expect(changed).toEqual({ do: 'close', outcome: 'refused', reason: 'live-code-exists' });
  });

  it('is cleared away without asking when it has expired', () => {
    expect(running(saw('old', 'expired'))).toEqual({ do: 'delete', codeId: 'old', why: 'expired' });
    expect(running(saw('old', 'expired'), deleteSent('old', 'expired'), deleted('old', 'expired'))).toEqual({
      do: 'create',
    });
  });

  it('ends the journey when the first read fails, since nothing was changed yet', () => {
    expect(running(unreadable)).toEqual({ do: 'close', outcome: 'failed', reason: 'offline' });
  });
});

describe('an uncertain delete', () => {
  const sent = [
    saw('old'),
    deleteSent('old', 'replace'),
    fact('outcome-unknown', { detail: { of: 'delete' } }),
  ];

  it('is decided by a read', () => {
    expect(running(...sent)).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
  });
  it('counts as done when the code is gone', () => {
    expect(running(...sent, sawNone)).toEqual({ do: 'create' });
  });
  it('is repeated when the same code still lives, but not for ever', () => {
    expect(running(...sent, saw('old'))).toEqual({ do: 'delete', codeId: 'old', why: 'replace' });
    const often = [...sent, saw('old'), ...sent.slice(1), saw('old'), ...sent.slice(1), saw('old')];
    expect(running(...often)).toEqual({ do: 'park', reason: 'delete-not-applied' });
  });
  it('gives way when somebody else issued meanwhile', () => {
    expect(running(...sent, saw('other'))).toEqual({
      do: 'close',
      outcome: 'refused',
      reason: 'live-code-exists',
    });
  });
  it('waits longer each time while nothing can be read, and parks at last', () => {
    expect(running(...sent, unreadable)).toEqual({ do: 'read', purpose: 'decide', afterMs: 1_000 });
    const silence = Array.from({ length: 6 }, () => unreadable);
    expect(running(...sent, ...silence)).toEqual({ do: 'park', reason: 'offline' });
  });
  it('of a code to revoke is noted as revoked when the code is gone', () => {
    const revoking = [createSent, created, deleteSent('ours', 'revoke'), fact('outcome-unknown')];
    const later = fact('state-read', { outcome: 'none', detail: { serverNowMs: serverNowMs + 45_000 } });
    expect(running(...revoking, later)).toEqual({ do: 'note-revoked', codeId: 'ours' });
    const younger = saw('theirs', 'live', serverNowMs + 1);
    expect(running(...revoking, younger)).toEqual({ do: 'note-revoked', codeId: 'ours' });
    expect(running(...revoking, saw('older'))).toMatchObject({ do: 'read', afterMs: 45_000 });
  });
  it('of a code to revoke does not trust a "none" that may be older than the code', () => {
    const revoking = [createSent, created, deleteSent('ours', 'revoke'), fact('outcome-unknown'), sawNone];
    expect(running(...revoking)).toEqual({ do: 'read', purpose: 'decide', afterMs: 45_000 });
  });
});

describe('an uncertain create', () => {
  const lost = [sawNone, createSent, unknownCreate];
  const ownTrace = saw('orphan', 'live', serverNowMs + 500);

  it('is decided by a read and never repeated blindly', () => {
    expect(running(...lost)).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
    expect(running(sawNone, createSent)).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
  });
  it('that left our code without its content is an orphan: noted, deleted, made again', () => {
    expect(running(...lost, ownTrace)).toEqual({ do: 'note-orphan', found: ownTrace });
    const noted = fact('orphan-found', { codeId: 'orphan' });
    expect(running(...lost, ownTrace, noted)).toEqual({ do: 'delete', codeId: 'orphan', why: 'orphan' });
    const cleared = [deleteSent('orphan', 'orphan'), deleted('orphan', 'orphan')];
    expect(running(...lost, ownTrace, noted, ...cleared)).toEqual({ do: 'create' });
  });
  it('does not claim a code with other times, or one made before we asked', () => {
    const otherTimes = { ...ownTrace, expiresAtMs: window.expiresAtMs + 60_000 };
    const late = { detail: { ...otherTimes.detail, serverNowMs: serverNowMs + 45_000 } };
    expect(running(...lost, { ...otherTimes, ...late })).toEqual({
      do: 'close',
      outcome: 'refused',
      reason: 'live-code-exists',
    });
    const cut = { ...ownTrace, startsAtMs: window.startsAtMs, expiresAtMs: window.expiresAtMs };
    expect(running(...lost, cut)).toEqual({ do: 'note-orphan', found: cut });
    const older = saw('older', 'live', serverNowMs - 60_000);
    expect(running(...lost, older)).toEqual({ do: 'park', reason: 'live-code-exists' });
  });
  it('is tried again only after three reads that show none', () => {
    expect(running(...lost, sawNone)).toMatchObject({ do: 'read', afterMs: 1_000 });
    expect(running(...lost, sawNone, sawNone)).toMatchObject({ do: 'read', afterMs: 2_000 });
    expect(running(...lost, sawNone, sawNone, sawNone)).toEqual({ do: 'create' });
  });
  it('stops after a fixed number of creates', () => {
    const round = [createSent, unknownCreate, sawNone, sawNone, sawNone];
    const rounds = Array.from({ length: mostCreates }, () => round).flat();
    expect(running(sawNone, ...rounds)).toEqual({ do: 'park', reason: 'outcome-unknown' });
  });
  it('waits for a read to show the code that the service says exists', () => {
    const refused = fact('create-failed', { outcome: 'live-code-exists' });
    const again = [...lost, sawNone, sawNone, sawNone, createSent, refused];
    expect(running(...again)).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
    expect(running(...again, sawNone)).toEqual({ do: 'read', purpose: 'decide', afterMs: 1_000 });
    expect(running(...again, ownTrace)).toEqual({ do: 'note-orphan', found: ownTrace });
    const never = Array.from({ length: 6 }, () => sawNone);
    expect(running(...again, ...never)).toMatchObject({ do: 'park' });
  });
});

describe('a create that the service refused', () => {
  it('ends the journey and keeps the reason', () => {
    const refused = fact('create-failed', { outcome: 'rejected' });
    expect(running(sawNone, createSent, refused)).toEqual({
      do: 'close',
      outcome: 'failed',
      reason: 'rejected',
    });
  });
  it('because of a code of another station is told to the person', () => {
    const refused = fact('create-failed', { outcome: 'live-code-exists' });
    const told = { do: 'close', outcome: 'refused', reason: 'live-code-exists' };
    const ours = saw('theirs', 'live', serverNowMs + 900);
    const theirs = { ...ours, startsAtMs: (ours.startsAtMs ?? 0) + 7 };
    expect(running(sawNone, createSent, refused, theirs)).toEqual(told);
    const never = Array.from({ length: 6 }, () => sawNone);
    expect(running(sawNone, createSent, refused, ...never)).toEqual(told);
  });
  it('because the network sent it twice is known by the very times that we asked for', () => {
    const refused = fact('create-failed', { outcome: 'live-code-exists' });
    const ours = saw('ours-twice', 'live', serverNowMs + 900);
    expect(running(sawNone, createSent, refused, ours)).toEqual({ do: 'note-orphan', found: ours });
  });
});

describe('the check of a fresh code', () => {
  const made = [
    requested('old'),
    passed,
    saw('old'),
    deleteSent('old', 'replace'),
    deleted('old', 'replace'),
    createSent,
    created,
  ];

  it.each([
    ['cannot be read', unreadable],
    ['lags and shows none', sawNone],
    ['lags and shows the code just deleted', saw('old')],
  ])('does not waste it when the state %s', (_title, read) => {
    expect(nextAction([...made, read], 'running')).toEqual({ do: 'render', paper: 'badge' });
  });
  it.each([
    ['stands', saw('ours')],
    ['cannot be read', unreadable],
    ['lags and shows none', sawNone],
  ])('lets a person judge the paper when the code %s', (_title, read) => {
    const out = [fact('render-verified'), fact('print-ended', { outcome: 'printed' })];
    expect(nextAction([...made, saw('ours'), ...out, read], 'running')).toEqual({ do: 'ask' });
  });
  it('tells that a badge on paper is worth nothing when another code took its place meanwhile', () => {
    const out = [fact('render-verified'), fact('print-ended', { outcome: 'sent' })];
    const younger = saw('theirs', 'live', serverNowMs + 1);
    expect(nextAction([...made, saw('ours'), ...out, younger], 'running')).toEqual({
      do: 'close',
      outcome: 'failed',
      reason: 'code-superseded',
    });
  });
  it('makes the badge again for a reprint, whatever the paper before', () => {
    const chosen = fact('not-handed-over', { detail: { choice: 'reprint' } });
    const failed = [fact('render-verified'), fact('print-ended', { outcome: 'not-printed' }), chosen];
    const again = { do: 'render', paper: 'badge' };
    expect(nextAction([...made, ...failed, saw('ours')], 'running')).toEqual(again);
    const out = [fact('render-verified'), fact('print-ended', { outcome: 'printed' })];
    const denied = [...out, fact('not-handed-over'), chosen];
    expect(nextAction([...made, ...denied, saw('ours')], 'running')).toEqual(again);
  });
  it('stops when another code took its place', () => {
    expect(nextAction([...made, saw('theirs', 'live', serverNowMs + 1)], 'running')).toEqual({
      do: 'close',
      outcome: 'failed',
      reason: 'code-superseded',
    });
  });
});

describe('reconciling after a restart', () => {
  const reconciled = (known: Partial<Fact>, atMs = serverNowMs + 60_000, createdAtMs = serverNowMs) =>
    fact('reconciled', { ...known, detail: { serverNowMs: atMs, createdAtMs } });
  const reconciling = (...facts: readonly Fact[]) =>
    nextAction([requested(), passed, ...facts], 'reconciling');
  const live = reconciled({ outcome: 'live', codeId: 'ours', ...window });
  const printed = [createSent, created, saw('ours'), fact('render-verified'), fact('print-submitted')];

  it('closes what never reached the service without asking it', () => {
    expect(reconciling()).toEqual({ do: 'close', outcome: 'failed', reason: 'interrupted' });
    expect(reconciling(sawNone)).toEqual({ do: 'close', outcome: 'failed', reason: 'interrupted' });
  });
  it('reads once when a write was sent', () => {
    expect(reconciling(sawNone, createSent)).toEqual({ do: 'read', purpose: 'decide', afterMs: 0 });
    expect(reconciling(saw('old'), deleteSent('old', 'replace'))).toMatchObject({ do: 'read' });
  });
  it('never creates again', () => {
    const gone = [saw('old'), deleteSent('old', 'replace'), deleted('old', 'replace')];
    expect(reconciling(...gone)).toEqual({ do: 'close', outcome: 'failed', reason: 'interrupted' });
    expect(reconciling(sawNone, createSent, reconciled({ outcome: 'none' }))).toMatchObject({
      do: 'close',
      outcome: 'failed',
    });
  });
  it('deletes an orphan and says so', () => {
    const found = reconciled(
      { outcome: 'live', codeId: 'x', ...window },
      serverNowMs + 5_000,
      serverNowMs + 200,
    );
    expect(reconciling(sawNone, createSent, found)).toEqual({ do: 'note-orphan', found });
    const noted = { ...found, event: 'orphan-found' } as const;
    expect(reconciling(sawNone, createSent, found, noted)).toEqual({
      do: 'delete',
      codeId: 'x',
      why: 'orphan',
    });
    const cleared = [deleteSent('x', 'orphan'), deleted('x', 'orphan')];
    expect(reconciling(sawNone, createSent, found, noted, ...cleared)).toMatchObject({
      do: 'close',
      outcome: 'revoked',
    });
  });
  it('leaves a code that is not ours alone', () => {
    const theirs = reconciled(
      { outcome: 'live', codeId: 'x', ...window },
      serverNowMs + 45_000,
      serverNowMs - 3_600_000,
    );
    expect(reconciling(sawNone, createSent, theirs)).toEqual({
      do: 'close',
      outcome: 'failed',
      reason: 'live-code-exists',
    });
  });
  it('does not trust a "none" that may be lag', () => {
    const early = reconciled({ outcome: 'none' }, serverNowMs + 4_000);
    expect(reconciling(sawNone, createSent, early)).toEqual({
      do: 'read',
      purpose: 'decide',
      afterMs: 41_000,
    });
  });
  it('revokes our code when it cannot be on paper, and asks when it may be', () => {
    expect(reconciling(createSent, created, live)).toEqual({ do: 'delete', codeId: 'ours', why: 'revoke' });
    expect(reconciling(...printed, live)).toEqual({ do: 'ask' });
    expect(reconciling(...printed, deleteSent('ours', 'revoke'), live)).toEqual({
      do: 'delete',
      codeId: 'ours',
      why: 'revoke',
    });
  });
  it('tells an expired code from a vanished one', () => {
    const expired = reconciled({ outcome: 'expired', codeId: 'ours' });
    expect(reconciling(createSent, created, expired)).toEqual({
      do: 'close',
      outcome: 'expired-unused',
      reason: 'expired',
    });
    expect(reconciling(createSent, created, reconciled({ outcome: 'none' }))).toEqual({
      do: 'close',
      outcome: 'revoked',
      reason: 'gone-at-service',
    });
  });
  it('stays open while the service cannot be read', () => {
    expect(reconciling(createSent, reconciled({ outcome: 'unreadable' }))).toMatchObject({ do: 'park' });
  });
  it('closes what only lacked its last row', () => {
    expect(reconciling(...printed, fact('handed-over'))).toMatchObject({
      do: 'close',
      outcome: 'handed-over',
    });
  });
});
