import { describe, expect, it } from 'vitest';
import { fact } from '../../../core/issuance/events.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import { type AppStation, createAppStation, type Kept } from '../../../testing/app-station.ts';
import { supervisor } from '../../../testing/fake-session.ts';

const minuteMs = 60_000;
const session = async (s: AppStation) => (await s.call('station.read', null)).session;
const rows = (s: AppStation) =>
  s.journal.all.map(({ event, detail }) => [event, detail?.reason].filter(Boolean).join(' '));

/** A supervisor is signed in, on a station that keeps it. */
async function station(): Promise<AppStation> {
  const s = createAppStation({ persistSignIn: true });
  await s.clock.advance(1);
  await s.signIn();
  return s;
}

/** The program ends without a word and starts again, all but memory kept. */
async function restarted(before: AppStation, kept: Kept = {}): Promise<AppStation> {
  const { clock, journal, directory, session } = before;
  session.expire();
  const s = createAppStation({ clock, journal, directory, session, persistSignIn: true, ...kept });
  await clock.advance(1);
  return s;
}

/** Locked and unlocked by the session PIN. */
async function unlocked(s: AppStation): Promise<AppStation> {
  await s.call('session.setPin', { pin: '4711' });
  await s.call('session.lock', null);
  expect(await s.call('session.unlock', { pin: '4711' })).toMatchObject({ ok: true });
  return s;
}

async function expectNobody(s: AppStation, told: Trouble['kind'] | null = null): Promise<void> {
  const { state, supervisor: who, trouble: found } = await session(s);
  expect([state, who, found?.kind ?? null]).toEqual(['signed-out', null, told]);
  expect(s.session.kept()).toBeNull();
  expect(s.incidents).toEqual([]);
}

describe('a start after a supervisor was cut off', () => {
  it('goes on with them, and the journal says how', async () => {
    const s = await restarted(await station());
    expect(await session(s)).toMatchObject({
      state: 'signed-in',
      supervisor: { name: 'Sam Supervisor', mayIssue: true },
      hasPin: false,
      trouble: null,
    });
    expect(rows(s)).toEqual(['signed-in', 'signed-in resumed']);
    expect(s.journal.all.at(-1)?.actor).toEqual({ id: supervisor.id, name: supervisor.name });
    expect((await s.issue()).step).toBe('hand-over');
  });

  it('shows meanwhile that it is signing in, and lets nobody else begin', async () => {
    const before = await station();
    before.session.expire();
    const { clock, journal, directory, session: kept } = before;
    const s = createAppStation({ clock, journal, directory, session: kept, persistSignIn: true });
    expect((await session(s)).state).toBe('signing-in');
  });

  it('asks for a sign-in where the config does not keep it', async () => {
    const s = await restarted(await station(), { persistSignIn: false });
    expect((await session(s)).state).toBe('signed-out');
    expect(rows(s)).toEqual(['signed-in']);
  });

  it('reads the role anew', async () => {
    const before = await station();
    before.directory.removeRole();
    const s = await restarted(before);
    expect(await session(s)).toMatchObject({ state: 'signed-in', supervisor: { mayIssue: false } });
  });

  it('goes on with whoever unlocked, and without their PIN', async () => {
    const s = await restarted(await unlocked(await station()));
    expect(await session(s)).toMatchObject({ state: 'signed-in', hasPin: false });
    expect(rows(s)).toEqual(['signed-in', 'locked', 'unlocked', 'signed-in resumed']);
    expect(s.journal.all.at(-2)?.actor).toEqual({ id: supervisor.id, name: supervisor.name });
  });

  it('locks for want of a touch as ever', async () => {
    const s = await restarted(await station());
    await s.clock.advance(60_000);
    expect((await session(s)).state).toBe('locked');
  });
});

describe('nobody is signed in by a start', () => {
  it('after they signed out', async () => {
    const before = await station();
    await before.call('session.signOut', null);
    expect(before.session.kept()).toBeNull();
    await expectNobody(await restarted(before));
  });

  it('after the station locked', async () => {
    const before = await station();
    await before.call('session.lock', null);
    await expectNobody(await restarted(before));
  });

  it('after it locked once more since the last unlock', async () => {
    const before = await unlocked(await station());
    await before.call('session.lock', null);
    await expectNobody(await restarted(before));
  });

  it('after a wrong PIN at a locked station', async () => {
    const before = await station();
    await before.call('session.setPin', { pin: '4711' });
    await before.call('session.lock', null);
    await before.call('session.unlock', { pin: '0000' });
    expect(rows(before)).toEqual(['signed-in', 'locked']);
    await expectNobody(await restarted(before));
  });

  it('after a lock that a full disk kept out of the journal: then they are signed out at once', async () => {
    const before = await station();
    before.journal.fillDisk();
    await before.call('session.lock', null);
    expect(rows(before)).toEqual(['signed-in']);
    expect(before.session.kept()).toBeNull();
    before.journal.freeDisk();
    await expectNobody(await restarted(before));
  });

  it.each([
    ['somebody else’s unlock', 'unlocked', { id: 'someone', name: 'Tom' }],
    ['nobody’s unlock', 'unlocked', null],
    ['nobody’s sign-in', 'signed-in', null],
  ] as const)('where the journal ends with %s', async (_what, event, actor) => {
    const before = await station();
    before.journal.append({ ...fact(event), issuanceId: null, actor, worker: null });
    await expectNobody(await restarted(before));
  });

  it('where an unlock follows a sign-out', async () => {
    const before = await station();
    const { id, name } = supervisor;
    for (const event of ['signed-out', 'unlocked'] as const)
      before.journal.append({ ...fact(event), issuanceId: null, actor: { id, name }, worker: null });
    await expectNobody(await restarted(before));
  });

  it('after five wrong PINs', async () => {
    const before = await station();
    await before.call('session.setPin', { pin: '4711' });
    await before.call('session.lock', null);
    for (let tries = 0; tries < 5; tries += 1) await before.call('session.unlock', { pin: '0000' });
    expect(before.session.kept()).toBeNull();
    await expectNobody(await restarted(before));
  });

  it('when it is somebody else’s sign-in that was kept', async () => {
    const before = await station();
    before.session.arrive({ ...supervisor, id: '5a1e0000-0000-4000-8000-000000000002', name: 'Tom' });
    await before.session.signIn('browser-window', () => undefined);
    await expectNobody(await restarted(before));
  });

  it('when nothing was kept', async () => {
    const before = await station();
    await before.session.signOut();
    await expectNobody(await restarted(before));
  });

  it('when the journal is a new one', async () => {
    const before = await station();
    const { clock, session: kept } = before;
    before.session.expire();
    const s = createAppStation({ clock, session: kept, persistSignIn: true });
    await clock.advance(1);
    await expectNobody(s);
  });

  it.each(['offline', 'no-answer', 'untrusted-server'] as const)(
    'when the service is not reached: %s, and says so',
    async (kind) => {
      const before = await station();
      before.session.fail(trouble(kind));
      await expectNobody(await restarted(before), kind);
    },
  );

  it('when the role could not be read, and says so', async () => {
    const before = await station();
    before.directory.failNext('mayIssue', trouble('offline'));
    await expectNobody(await restarted(before), 'offline');
  });

  it('when the service withdrew the session: signing in is what the screen asks for anyway', async () => {
    const before = await station();
    before.session.fail(trouble('session-revoked'));
    await expectNobody(await restarted(before));
  });

  it('and whoever comes then signs in', async () => {
    const before = await station();
    before.session.fail(trouble('offline'));
    const s = await restarted(before);
    s.session.fail(null);
    await s.signIn();
    expect(await session(s)).toMatchObject({ state: 'signed-in', trouble: null });
  });
});

describe('the absolute limit', () => {
  /** Restarted twice, the second time so many minutes after the sign-in. */
  async function restartedAfter(minutes: number, found: Trouble | null = null): Promise<AppStation> {
    const first = await station();
    first.clock.stepWallClock(200 * minuteMs);
    const middle = await restarted(first);
    // Nothing of the first runs happens while the station is off.
    middle.clock.stepWallClock((minutes - 200) * minuteMs);
    middle.session.fail(found);
    return restarted(middle);
  }
  it('is no longer for a restart', async () => {
    const s = await restartedAfter(479);
    expect((await session(s)).state).toBe('signed-in');
    await s.clock.advance(50_000);
    await s.call('session.touch', null);
    await s.clock.advance(11_000);
    expect(rows(s)).toContain('signed-out absolute-limit');
    expect((await session(s)).state).toBe('signed-out');
    expect(s.session.kept()).toBeNull();
  });
  it('may have passed while the station was off', async () => {
    // The service is not even asked.
    const s = await restartedAfter(481, trouble('offline'));
    expect(rows(s)).not.toContain('signed-out absolute-limit');
    await expectNobody(s);
  });
  it('is no longer for an unlock', async () => {
    const before = await station();
    before.clock.stepWallClock(479 * minuteMs);
    await unlocked(before);
    before.clock.stepWallClock(2 * minuteMs);
    await expectNobody(await restarted(before));
  });
  it('is not put off by a clock that was turned back', async () => {
    const before = await station();
    before.clock.stepWallClock(-10 * minuteMs);
    await expectNobody(await restarted(before));
  });
  it('is not put off by a clock that was turned back and on again', async () => {
    const before = await station();
    before.clock.stepWallClock(-10 * minuteMs);
    before.app.blocked('key');
    before.clock.stepWallClock(20 * minuteMs);
    await expectNobody(await restarted(before));
  });
  it('does not mind a clock that is set by a moment', async () => {
    const before = await station();
    before.clock.stepWallClock(-2_000);
    expect((await session(await restarted(before))).state).toBe('signed-in');
  });
});
