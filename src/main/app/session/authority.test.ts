/** Who may still write: the role's age before each write, and every refusal by its own name in the journal. */
import { describe, expect, it } from 'vitest';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, anna, createAppStation, self } from '../../../testing/app-station.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}
const writes = ({ directory }: AppStation) =>
  directory.calls.filter((call) => ['create', 'delete', 'extend', 'reset-pin'].includes(call));
const roleReads = ({ directory }: AppStation) => directory.calls.filter((call) => call === 'mayIssue').length;
/** Time goes by with somebody at the screen. */
async function linger(s: AppStation, seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += 30) {
    await s.clock.advance(Math.min(30, seconds - gone) * 1_000);
    await s.call('session.touch', null);
  }
}
const rows = (s: AppStation) =>
  s.journal.all.flatMap(({ issuanceId, event, outcome }) =>
    issuanceId === null ? [] : [`${event} ${outcome ?? ''}`.trim()],
  );
const mayIssue = async (s: AppStation) =>
  (await s.call('station.read', null)).session.supervisor?.mayIssue ?? null;

describe('the role', () => {
  it('read at sign-in is good for the issuance that follows', async () => {
    const s = await station();
    await linger(s, 25);
    await s.issue();
    expect(roleReads(s)).toBe(1);
  });

  it('is read once more when it may be a minute old before the last write', async () => {
    const s = await station();
    await linger(s, 40);
    await s.issue();
    expect(roleReads(s)).toBe(2);
    expect(writes(s)).toEqual(['create']);
  });

  it('that is gone is refused by name before anything is sent, and the page is told', async () => {
    const s = await station();
    await linger(s, 40);
    s.directory.removeRole();
    expect(await s.issue()).toMatchObject({ outcome: 'refused', trouble: { kind: 'no-role' } });
    expect(rows(s)).toEqual(['requested', 'refused no-role', 'closed refused']);
    expect(writes(s)).toEqual([]);
    expect(await mayIssue(s)).toBe(false);
  });

  it.each([
    ['cannot be reached', 'offline'],
    ['has no time', 'busy'],
  ] as const)('that cannot be read because the service %s permits nothing', async (_why, kind) => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    await linger(s, 35);
    s.directory.failNext('mayIssue', trouble(kind));
    expect(await s.issue()).toMatchObject({ outcome: 'failed', trouble: { kind } });
    expect(writes(s)).toEqual([]);
    expect(await mayIssue(s)).toBe(true);
  });

  it.each([
    { is: 'enrol', startsAtMs: null },
    { is: 'replace', replaceCodeId: null },
    { is: 'reset-pin' },
  ] as const)('is asked for by every order: $is', async (order) => {
    const s = await station();
    await linger(s, 40);
    s.directory.removeRole();
    expect(await s.order(order)).toMatchObject({ outcome: 'refused', trouble: { kind: 'no-role' } });
  });

  it('that went since it was read is told by name when the service refuses', async () => {
    const s = await station();
    const started = await s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    s.directory.removeRole();
    if (!started.ok) throw new Error('start');
    expect(await s.settle(started.value.issuanceId)).toMatchObject({ trouble: { kind: 'no-role' } });
    expect(rows(s).at(-1)).toBe('closed refused');
    expect(await mayIssue(s)).toBe(false);
  });
});

describe('the role of a supervisor who decides minutes later', () => {
  /** A badge that did not come out; nobody knows it yet. */
  async function undecided(): Promise<{ readonly s: AppStation; readonly issuanceId: string }> {
    const s = await station();
    const { issuanceId } = await s.issue();
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    await s.settle(issuanceId);
    await linger(s, 90);
    return { s, issuanceId };
  }

  it('is read again before the code is removed', async () => {
    const { s, issuanceId } = await undecided();
    await s.call('issuance.answer', { issuanceId, answer: 'revoke' });
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'revoked' });
    expect(roleReads(s)).toBe(2);
  });

  it.each([
    [59, 1],
    [61, 2],
  ])(
    'is good for a minute and no longer: %i s after the sign-in it was read %i times',
    async (atS, reads) => {
      const s = await station();
      const { issuanceId } = await s.issue();
      await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
      await s.settle(issuanceId);
      expect(s.clock.monotonicMs()).toBeLessThan(30_000);
      await linger(s, atS - s.clock.monotonicMs() / 1_000);
      expect(writes(s)).toEqual(['create']);
      await s.call('issuance.answer', { issuanceId, answer: 'revoke' });
      await s.settle(issuanceId);
      expect(writes(s)).toEqual(['create', 'delete']);
      expect(roleReads(s)).toBe(reads);
    },
  );

  it('and is gone: nothing is sent, the row says why, and the next supervisor settles it', async () => {
    const { s, issuanceId } = await undecided();
    s.directory.failNext('mayIssue', trouble('offline'));
    await s.call('issuance.answer', { issuanceId, answer: 'revoke' });
    expect(await s.settle(issuanceId)).toMatchObject({ step: 'hand-over', trouble: { kind: 'offline' } });
    expect(rows(s).at(-1)).toBe('reconciled unreadable');
    expect(s.journal.all.at(-1)?.detail).toMatchObject({ kind: 'offline', of: 'delete' });
    expect(writes(s)).toEqual(['create']);
    await s.call('session.signOut', null);
    await s.signIn();
    await s.clock.advance(60_000);
    expect(rows(s).slice(-2)).toEqual(['revoked', 'closed revoked']);
  });
});

describe('whom no code is issued to', () => {
  it('an administrator is refused by name and journalled, also when the page asks directly', async () => {
    const s = await station();
    s.directory.protect(anna.id);
    expect(await s.issue()).toMatchObject({ outcome: 'refused', trouble: { kind: 'worker-privileged' } });
    expect(rows(s)).toEqual(['requested', 'preflight-passed', 'refused worker-privileged', 'closed refused']);
    expect(await mayIssue(s)).toBe(true);
  });

  it('an administrator is told on the card, and a role that is gone is not taken for that', async () => {
    const s = await station();
    s.directory.protect(anna.id);
    const card = () => s.call('workers.read', { workerId: anna.id });
    expect(await card()).toMatchObject({ value: { obstacle: { kind: 'worker-privileged' } } });
    s.directory.removeRole();
    expect(await card()).toMatchObject({ value: { obstacle: { kind: 'no-role' } } });
  });

  it('oneself, also when the page asks directly', async () => {
    const s = await station();
    expect(await s.issue(self)).toMatchObject({ outcome: 'refused', trouble: { kind: 'worker-is-self' } });
    expect(rows(s)).toEqual(['requested', 'refused worker-is-self', 'closed refused']);
    expect(s.directory.calls).not.toContain('read');
  });
});
