/** So many codes an hour, then a second sign-in: by the journal, so that neither a restart nor signing out sets it back. */
import { describe, expect, it } from 'vitest';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, anna, createAppStation, type Kept } from '../../../testing/app-station.ts';
import { supervisor } from '../../../testing/fake-session.ts';

async function station(kept: Kept = {}): Promise<AppStation> {
  const made = createAppStation({ codesPerHour: 5, ...kept });
  await made.signIn();
  return made;
}

/** Issues and removes again: each is a code made. */
async function makeCodes(s: AppStation, count: number): Promise<void> {
  for (let made = 0; made < count; made += 1) {
    const { issuanceId, step } = await s.issue();
    expect(step).toBe('hand-over');
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    await s.settle(issuanceId);
    await s.call('issuance.answer', { issuanceId, answer: 'revoke' });
    await s.settle(issuanceId);
    await s.call('session.touch', null);
  }
}
const codesLeft = async (s: AppStation) => {
  const card = await s.call('workers.read', { workerId: anna.id });
  return card.ok ? card.value.codesLeft : undefined;
};
const signIns = (s: AppStation) =>
  s.journal.all.flatMap(({ event, detail }) => (event === 'signed-in' ? [detail?.reason ?? null] : []));

describe('the codes that a supervisor makes in an hour', () => {
  it('are spoken of from four fifths of the limit on', async () => {
    const s = await station();
    await makeCodes(s, 3);
    expect(await codesLeft(s)).toBeNull();
    await makeCodes(s, 1);
    expect(await codesLeft(s)).toBe(1);
    await makeCodes(s, 1);
    expect(await codesLeft(s)).toBe(0);
  });

  it('beyond the limit take a second sign-in, which opens another hour’s worth and is journalled', async () => {
    const s = await station();
    await makeCodes(s, 5);
    expect(signIns(s)).toEqual([null]);
    await makeCodes(s, 1);
    expect(signIns(s)).toEqual([null, 'rate-cap']);
    expect(await codesLeft(s)).toBeNull();
    await makeCodes(s, 4);
    expect(signIns(s)).toHaveLength(2);
    await makeCodes(s, 1);
    expect(signIns(s)).toEqual([null, 'rate-cap', 'rate-cap']);
  });

  it('are refused by name when the second sign-in is given up, and nothing is sent', async () => {
    const s = await station();
    await makeCodes(s, 5);
    const before = s.directory.calls.length;
    s.session.fail(trouble('sign-in-cancelled'), 'sign-in');
    expect(await s.issue()).toMatchObject({ outcome: 'refused', trouble: { kind: 'rate-cap' } });
    expect(s.events().slice(-3)).toEqual(['requested', 'refused', 'closed']);
    expect(s.directory.calls.slice(before)).not.toContain('create');
    expect((await s.call('station.read', null)).session).toMatchObject({ state: 'signed-in', again: null });
  });

  it('count on after a restart and after signing out, for this supervisor', async () => {
    const s = await station();
    await makeCodes(s, 4);
    await s.call('session.signOut', null);
    s.app.stop();
    const { journal, clock, directory } = s;
    const next = await station({ journal, clock, directory });
    expect(await codesLeft(next)).toBe(1);
  });

  it('are forgotten after an hour', async () => {
    const s = await station();
    await makeCodes(s, 5);
    await s.clock.advance(3_600_000);
    await s.call('session.signOut', null);
    await s.signIn();
    expect(await codesLeft(s)).toBeNull();
  });

  it('do not count a removal or a PIN', async () => {
    const s = await station();
    await makeCodes(s, 5);
    const code = s.directory.adoptForeignCode(anna.id);
    const { id: codeId, createdAtMs } = code;
    expect(await s.order({ is: 'revoke', target: 'temporary', codeId, createdAtMs })).toMatchObject({
      outcome: 'revoked',
    });
    expect(signIns(s)).toEqual([null]);
  });

  it('shows why while the second sign-in is waited for, and a cancel ends the wait', async () => {
    const s = await station();
    await makeCodes(s, 5);
    s.session.holdSignIn();
    const started = await s.call('issuance.start', {
      workerId: anna.id,
      order: { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null },
    });
    await s.clock.advance(1_000);
    const { session, issuanceId } = await s.call('station.read', null);
    expect(session).toMatchObject({ state: 'signed-in', again: 'rate-cap' });
    await s.call('session.cancelSignIn', null);
    if (!started.ok) throw new Error('start');
    expect(started.value.issuanceId).toBe(issuanceId);
    expect(await s.settle(started.value.issuanceId)).toMatchObject({ outcome: 'refused' });
  });

  it('by another supervisor take the session over, and the order is not done for them', async () => {
    const s = await station();
    await makeCodes(s, 5);
    s.session.arrive({ id: 'another', name: 'Olga Other', upn: 'olga@example.com' });
    const started = await s.call('issuance.start', {
      workerId: anna.id,
      order: { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null },
    });
    await s.clock.advance(5_000);
    expect(started.ok && s.journal.entries(started.value.issuanceId).map(({ event }) => event)).toEqual([
      'requested',
      'refused',
      'closed',
    ]);
    expect(s.app.supervision.present()).toMatchObject({ name: 'Olga Other' });
    expect(s.journal.codesMadeBy('another', 0)).toBe(0);
    expect(s.journal.codesMadeBy(supervisor.id, 0)).toBe(5);
    await makeCodes(s, 1);
  });
});

describe('a session that only a person can renew', () => {
  it('is renewed in the middle of the order, which goes on in the same rows', async () => {
    const s = await station();
    s.session.expire();
    expect(await s.issue()).toMatchObject({ step: 'hand-over' });
    expect(signIns(s)).toEqual([null, 'session-ended']);
    expect(s.events().filter((event) => event === 'requested')).toHaveLength(1);
  });

  it('is renewed as well when the first look tells it', async () => {
    const s = await station();
    s.directory.failNext('read', trouble('session-revoked'));
    expect(await s.issue()).toMatchObject({ step: 'hand-over' });
    expect(signIns(s)).toEqual([null, 'session-ended']);
  });

  it.each(['session-revoked', 'supervisor-disabled'] as const)(
    'and is not, is refused by name: %s',
    async (kind) => {
      const s = await station();
      s.directory.failNext('read', trouble(kind));
      s.session.fail(trouble('sign-in-cancelled'), 'sign-in');
      expect(await s.issue()).toMatchObject({ outcome: 'refused', trouble: { kind } });
      expect(s.events()).toEqual(['requested', 'preflight-passed', 'refused', 'closed']);
      expect(s.directory.calls).not.toContain('create');
    },
  );

  it('keeps the session PIN of whoever comes back', async () => {
    const s = await station();
    await s.call('session.setPin', { pin: '4711' });
    s.session.expire();
    await s.issue();
    expect((await s.call('station.read', null)).session.hasPin).toBe(true);
  });
});
