import { describe, expect, it } from 'vitest';
import { trouble } from '../../../core/trouble.ts';
import { type AppStation, anna, createAppStation } from '../../../testing/app-station.ts';
import { issueOrder } from '../../../testing/issuing-settings.ts';

async function station(): Promise<AppStation> {
  const made = createAppStation();
  await made.signIn();
  return made;
}
const session = async (s: AppStation) => (await s.call('station.read', null)).session;

describe('signing in', () => {
  it('ends with the supervisor and whether they may issue', async () => {
    const s = await station();
    expect(await session(s)).toMatchObject({
      state: 'signed-in',
      supervisor: { name: 'Sam Supervisor', mayIssue: true },
    });
  });
  it('tells a supervisor without the role before a worker is chosen', async () => {
    const s = createAppStation();
    s.directory.removeRole();
    await s.signIn();
    expect(await session(s)).toMatchObject({ supervisor: { name: 'Sam Supervisor', mayIssue: false } });
  });
  it('can be cancelled, and says so', async () => {
    const s = createAppStation();
    s.session.holdSignIn();
    const running = s.call('session.signIn', { method: 'browser-window' });
    expect(await session(s)).toMatchObject({ state: 'signing-in' });
    await s.call('session.cancelSignIn', null);
    expect(await running).toMatchObject({ ok: false, error: { kind: 'sign-in-cancelled' } });
    expect(await session(s)).toMatchObject({ state: 'signed-out', trouble: { kind: 'sign-in-cancelled' } });
  });
  it('shows the device code while it is waited for', async () => {
    const s = createAppStation();
    s.session.holdSignIn();
    const running = s.call('session.signIn', { method: 'device-code' });
    await s.clock.advance(1);
    expect((await session(s)).deviceCode).toMatchObject({ userCode: 'ABCD1234' });
    await s.call('session.cancelSignIn', null);
    await running;
    expect((await session(s)).deviceCode).toBeNull();
  });
  it('does not keep a session whose roles could not be read', async () => {
    const s = createAppStation();
    s.directory.failNext('mayIssue', trouble('offline'));
    expect(await s.call('session.signIn', { method: 'browser-window' })).toMatchObject({
      error: { kind: 'offline' },
    });
    expect((await session(s)).state).toBe('signed-out');
    expect(await s.session.token()).toMatchObject({ ok: false });
  });
});

describe('the idle lock', () => {
  it('is announced at least 20 s before it falls', async () => {
    const s = await station();
    const { warnAtMs, lockAtMs } = await session(s);
    expect((lockAtMs ?? 0) - (warnAtMs ?? 0)).toBeGreaterThanOrEqual(20_000);
    await s.clock.advance(60_000);
    expect((await session(s)).state).toBe('locked');
    expect(s.app.supervision.present()).toBeNull();
  });
  it('is put off by a touch', async () => {
    const s = await station();
    await s.clock.advance(50_000);
    await s.call('session.touch', null);
    await s.clock.advance(50_000);
    expect((await session(s)).state).toBe('signed-in');
  });
  it('falls on a full disk as well, where no sign-in outlives the program', async () => {
    const s = await station();
    s.journal.fillDisk();
    await s.clock.advance(60_000);
    expect((await session(s)).state).toBe('locked');
  });
  it('waits while the machine is in the middle of an issuance', async () => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    s.printer.runOutOfPaper();
    await s.clock.advance(55_000);
    const started = await s.call('issuance.start', { workerId: anna.id, order: issueOrder(8) });
    await s.clock.advance(10_000);
    expect((await session(s)).state).toBe('signed-in');
    if (started.ok) await s.settle(started.value.issuanceId);
  });
});

describe('a lock', () => {
  it('wipes the clipboard and forgets whose card was open, like every way out', async () => {
    const s = await station();
    await s.call('workers.read', { workerId: anna.id });
    await s.call('session.setPin', { pin: '4711' });
    await s.call('session.lock', null);
    expect(s.hidden).toHaveLength(1);
    await s.call('session.unlock', { pin: '4711' });
    await s.issue();
    expect(s.directory.calls.filter((call) => call === 'worker')).toHaveLength(2);
    await s.call('session.signOut', null);
    expect(s.hidden).toHaveLength(2);
  });
  it('leaves an issuance alone: the badge is asked about after the unlock', async () => {
    const s = await station();
    await s.call('session.setPin', { pin: '4711' });
    const { issuanceId } = await s.issue();
    await s.call('session.lock', null);
    expect((await s.call('station.read', null)).leftovers).toEqual([]);
    await s.call('session.unlock', { pin: '4711' });
    expect((await s.call('station.read', null)).issuanceId).toBe(issuanceId);
    await s.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    expect(await s.settle(issuanceId)).toMatchObject({ outcome: 'handed-over' });
  });
});

describe('the session PIN', () => {
  it('unlocks quickly', async () => {
    const s = await station();
    await s.call('session.setPin', { pin: '4711' });
    await s.call('session.lock', null);
    expect(await s.call('session.unlock', { pin: '4711' })).toMatchObject({ ok: true });
    expect((await session(s)).state).toBe('signed-in');
  });
  it('is wrong five times at most: then the supervisor is signed out', async () => {
    const s = await station();
    await s.call('session.setPin', { pin: '4711' });
    await s.call('session.lock', null);
    for (let tries = 4; tries > 0; tries -= 1) {
      expect(await s.call('session.unlock', { pin: '0000' })).toMatchObject({ error: { kind: 'wrong-pin' } });
      expect(await session(s)).toMatchObject({ state: 'locked', pinTriesLeft: tries });
    }
    await s.call('session.unlock', { pin: '0000' });
    expect(await session(s)).toMatchObject({ state: 'signed-out', hasPin: false });
  });
  it('does not open a lock when none was set', async () => {
    const s = await station();
    await s.call('session.lock', null);
    expect(await s.call('session.unlock', { pin: '0000' })).toMatchObject({ ok: false });
    expect((await session(s)).state).toBe('locked');
  });
});

describe('the absolute limit', () => {
  it('signs out, however much the screen is touched', async () => {
    const s = await station();
    for (let minute = 0; minute < 481; minute += 1) {
      await s.clock.advance(55_000);
      await s.call('session.touch', null);
      await s.clock.advance(5_000);
    }
    expect((await session(s)).state).toBe('signed-out');
    expect(s.journal.all.at(-1)).toMatchObject({ event: 'signed-out', detail: { reason: 'absolute-limit' } });
  });
});
