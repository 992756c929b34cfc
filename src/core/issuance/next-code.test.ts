/** Standard codes and whole methods go the way of temporary codes; what differs is what they meet and what they print. */
import { describe, expect, it } from 'vitest';
import type { Action, Mode } from './action.ts';
import { type Fact, fact } from './events.ts';
import { settleMs } from './evidence.ts';
import { nextAction } from './next.ts';
import { detailOf, type Order } from './order.ts';

const nowMs = 1_800_000_000_000;
const lateMs = nowMs + settleMs;
const window = { startsAtMs: nowMs - 60_123, expiresAtMs: nowMs + 365 * 86_400_000 - 456 };

const passed = fact('preflight-passed');
const none = (atMs = nowMs) => fact('state-read', { outcome: 'none', detail: { serverNowMs: atMs } });
const saw = (
  codeId: string | null,
  known: Partial<Fact> = {},
  createdAtMs: number | null = nowMs - 7_200_000,
) =>
  fact('state-read', {
    outcome: 'live',
    codeId,
    startsAtMs: 1,
    expiresAtMs: 2,
    detail: { serverNowMs: nowMs, createdAtMs },
    ...known,
  });
const bareMethod = (atMs: number) =>
  fact('state-read', { outcome: 'live', detail: { serverNowMs: atMs, createdAtMs: null } });
const noMethod = fact('state-read', { outcome: 'unreadable', detail: { kind: 'no-method' } });
const reconciled = (read: Fact): Fact => ({ ...read, event: 'reconciled' });
const createSent = fact('create-sent', { ...window, detail: { serverNowMs: nowMs } });
const lost = fact('outcome-unknown', { detail: { of: 'create' } });
const created = fact('created', {
  codeId: 'ours',
  ...window,
  detail: { createdAtMs: nowMs, serverNowMs: nowMs },
});
const ours = saw('ours', window, nowMs);
const deleteSent = (codeId: string, why: string) =>
  fact('delete-sent', { codeId, detail: { why, serverNowMs: nowMs } });
const deleted = (codeId: string, why: string) => fact('deleted', { codeId, detail: { why } });
const on = (paper: string) => ({
  rendered: fact('render-verified', { detail: { paper } }),
  submitted: fact('print-submitted', { jobId: paper, detail: { paper } }),
  ended: (outcome: string) => fact('print-ended', { outcome, detail: { paper } }),
  missing: fact('not-handed-over', { detail: { paper, said: 'slip-missing' } }),
  again: fact('not-handed-over', { detail: { paper, choice: 'reprint' } }),
});
const badge = on('badge');
const slip = on('pin-slip');

const next = (mode: Mode, order: Order, facts: readonly Fact[]): Action =>
  nextAction([fact('requested', { detail: detailOf(order) }), passed, ...facts], mode);
const look = (afterMs: number, purpose = 'decide') => ({ do: 'read', purpose, afterMs });
const closed = (outcome: string, reason: string) => ({ do: 'close', outcome, reason });

describe('an enrolment', () => {
  const enrol: Order = { is: 'enrol', startsAtMs: null };
  const running = (...facts: readonly Fact[]) => next('running', enrol, facts);
  const reconciling = (...facts: readonly Fact[]) => next('reconciling', enrol, facts);

  it('begins where there is no method', () => {
    expect(running(none())).toEqual({ do: 'create' });
    expect(running(none(), createSent, created)).toEqual(look(0, 'verify'));
  });

  it('deletes nothing that is there: somebody else was quicker', () => {
    expect(running(saw('theirs'))).toEqual(closed('refused', 'already-enrolled'));
    expect(running(bareMethod(nowMs))).toEqual(closed('refused', 'already-enrolled'));
  });

  it('that the service refused because of a method is told of it', () => {
    const exists = fact('create-failed', { outcome: 'live-code-exists' });
    expect(running(none(), createSent, exists)).toEqual(look(0));
    expect(running(none(), createSent, exists, saw('theirs'))).toEqual(closed('refused', 'already-enrolled'));
    const never = Array.from({ length: 6 }, () => none());
    expect(running(none(), createSent, exists, ...never)).toEqual(closed('refused', 'already-enrolled'));
  });

  it('of which the reply was lost is known again by its code, and undone before it is made anew', () => {
    expect(running(none(), createSent, lost, ours)).toEqual({ do: 'note-orphan', found: ours });
    const found = [none(), createSent, lost, ours, { ...ours, event: 'orphan-found' } as const];
    expect(running(...found)).toEqual({ do: 'delete', codeId: 'ours', why: 'orphan' });
    expect(running(...found, deleteSent('ours', 'orphan'), deleted('ours', 'orphan'))).toEqual({
      do: 'create',
    });
    const uncertain = [...found, deleteSent('ours', 'orphan'), fact('outcome-unknown')];
    expect(running(...uncertain, none())).toEqual({ do: 'create' });
    expect(running(...uncertain, saw('theirs'))).toMatchObject({ reason: 'already-enrolled' });
  });

  it('of which the reply was lost leaves a method without a code to others', () => {
    expect(running(none(), createSent, lost, bareMethod(nowMs))).toEqual({
      do: 'park',
      reason: 'already-enrolled',
    });
    expect(running(none(), createSent, lost, bareMethod(lateMs))).toEqual(
      closed('refused', 'already-enrolled'),
    );
    expect(reconciling(none(), createSent, lost, reconciled(bareMethod(nowMs)))).toEqual(look(settleMs));
    expect(reconciling(none(), createSent, lost, reconciled(bareMethod(lateMs)))).toEqual(
      closed('failed', 'already-enrolled'),
    );
  });

  describe('on paper', () => {
    const made = [none(), createSent, created, ours];
    const badgeOut = [badge.submitted, badge.ended('sent')];
    const bothOut = [badge.rendered, slip.rendered, ...badgeOut, slip.submitted, slip.ended('sent')];

    it.each<[string, readonly Fact[], object]>([
      ['lays out the badge', [], { do: 'render', paper: 'badge' }],
      ['and the slip, before anything is printed', [badge.rendered], { do: 'render', paper: 'pin-slip' }],
      ['prints the badge', [badge.rendered, slip.rendered], { do: 'print', paper: 'badge' }],
      [
        'follows its job',
        [badge.rendered, slip.rendered, badge.submitted],
        { do: 'follow-print', paper: 'badge' },
      ],
      ['prints the slip', [badge.rendered, slip.rendered, ...badgeOut], { do: 'print', paper: 'pin-slip' }],
      [
        'follows that job',
        [badge.rendered, slip.rendered, ...badgeOut, slip.submitted],
        { do: 'follow-print', paper: 'pin-slip' },
      ],
      ['looks once more when both are out', bothOut, look(0, 'verify')],
      ['asks for both', [...bothOut, ours], { do: 'ask' }],
    ])('%s', (_title, facts, expected) => {
      expect(running(...made, ...facts)).toEqual(expected);
    });

    it('asks at once about the first paper that fails', () => {
      expect(running(...made, badge.ended('not-printed'))).toEqual({ do: 'ask' });
      expect(running(...made, badge.rendered, slip.ended('not-printed'))).toEqual({ do: 'ask' });
      const jam = [badge.rendered, slip.rendered, badge.submitted, badge.ended('not-printed')];
      expect(running(...made, ...jam)).toEqual({ do: 'ask' });
    });

    it('goes on with the paper that is asked for again, after a look', () => {
      const again = [...bothOut, ours, slip.missing, slip.again];
      expect(running(...made, ...bothOut, ours, slip.missing)).toEqual({ do: 'ask' });
      expect(running(...made, ...again, ours)).toEqual({ do: 'render', paper: 'pin-slip' });
      expect(running(...made, ...again, ours, slip.rendered)).toEqual({ do: 'print', paper: 'pin-slip' });
    });

    it('says that both are worth nothing when another code took their place', () => {
      const younger = saw('theirs', {}, nowMs + 1);
      expect(running(...made, ...bothOut, younger)).toEqual(closed('failed', 'code-superseded'));
    });

    it('is asked about after a restart where the badge may be out, whatever became of the slip', () => {
      const seen = reconciled(ours);
      const only = [badge.rendered, slip.rendered, ...badgeOut];
      expect(reconciling(...made, ...only, seen)).toEqual({ do: 'ask' });
      expect(reconciling(...made, ...bothOut, slip.missing, seen)).toEqual({ do: 'ask' });
      expect(reconciling(...made, ...only, slip.submitted)).toEqual({ do: 'end-print' });
    });

    it('is undone by a restart where only the slip may be out: a PIN without a code opens nothing', () => {
      const jam = [badge.rendered, slip.rendered, badge.submitted, badge.ended('not-printed')];
      expect(reconciling(...made, ...jam, slip.submitted, slip.ended('sent'), reconciled(ours))).toEqual({
        do: 'delete',
        codeId: 'ours',
        why: 'revoke',
      });
    });
  });
});

describe('another standard code', () => {
  const replace = (replaceCodeId: string | null): Order => ({ is: 'replace', replaceCodeId });
  const running = (...facts: readonly Fact[]) => next('running', replace('old'), facts);

  it('takes the place of the one that the supervisor saw, and of no other', () => {
    expect(running(saw('old'))).toEqual({ do: 'delete', codeId: 'old', why: 'replace' });
    expect(running(saw('theirs'))).toEqual(closed('refused', 'live-code-exists'));
    expect(next('running', replace(null), [saw('old')])).toEqual(closed('refused', 'live-code-exists'));
  });

  it('is made where there is none, or one past its end', () => {
    expect(running(none())).toEqual({ do: 'create' });
    expect(running(saw('old', { outcome: 'expired' }))).toEqual({
      do: 'delete',
      codeId: 'old',
      why: 'expired',
    });
  });

  it('cannot be made without a method', () => {
    expect(running(noMethod)).toEqual(closed('failed', 'no-method'));
  });

  it('prints one badge', () => {
    const made = [saw('old'), deleteSent('old', 'replace'), deleted('old', 'replace'), createSent, created];
    expect(running(...made, ours)).toEqual({ do: 'render', paper: 'badge' });
    expect(running(...made, ours, badge.rendered)).toEqual({ do: 'print', paper: 'badge' });
    const out = [badge.rendered, badge.submitted, badge.ended('printed')];
    expect(running(...made, ours, ...out)).toEqual(look(0, 'verify'));
    expect(running(...made, ours, ...out, ours)).toEqual({ do: 'ask' });
  });

  it('is not made by a restart, although the old one is gone', () => {
    const gone = [saw('old'), deleteSent('old', 'replace'), deleted('old', 'replace')];
    expect(next('reconciling', replace('old'), gone)).toEqual(closed('failed', 'interrupted'));
  });
});
