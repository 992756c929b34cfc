/** A station whose wall clock is wrong, or is set while it works: codes, badges, countdowns and the journal all the same. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkChain } from '../../../core/journal/chain.ts';
import type { IssuanceView } from '../../../shared/issuance.ts';
import { type AppStation, anna, createAppStation, type Kept } from '../../../testing/app-station.ts';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const startMs = createVirtualClock().trueMs();

const offsets = [
  ['as it should be', 0],
  ['an hour slow', -hourMs],
  ['an hour fast', hourMs],
  ['26 hours slow', -26 * hourMs],
  ['26 hours fast', 26 * hourMs],
  ['in 2039, past the end of 32-bit seconds', Date.parse('2039-01-19T04:00:00Z') - startMs],
  ['in 1970, as after an empty battery', -startMs + hourMs],
] as const;

/** A station whose clock is set by `ms` before the port call number `atCall`; 0: before it starts. */
function stationWith(ms: number, atCall: number, kept: Kept = {}) {
  const clock = kept.clock ?? createVirtualClock();
  if (atCall === 0) clock.stepWallClock(ms);
  let calls = 0;
  const portCalled = () => {
    calls += 1;
    if (calls === atCall) clock.stepWallClock(ms);
  };
  return { s: createAppStation({ ...kept, clock, portCalled }), calls: () => calls };
}

const nowOnPage = async (s: AppStation) => (await s.call('station.read', null)).nowMs;

/** What the service, the paper and the page hold after an issuance of eight hours that began at `trueMs`. */
async function expectRight(s: AppStation, view: IssuanceView, trueMs: number): Promise<void> {
  const code = s.directory.temporaryOf(anna.id);
  if (code === null) throw new Error('no code was made');
  const lifeMs = code.expiresAtMs - code.startsAtMs;
  expect(Math.abs(code.startsAtMs + minuteMs - trueMs)).toBeLessThan(5_000);
  expect(Math.abs(lifeMs - 8 * hourMs)).toBeLessThan(1_000);
  const { startsAtMs, expiresAtMs } = code;
  expect(s.badges).toMatchObject([{ startsAtMs, expiresAtMs }]);
  expect(view).toMatchObject({ step: 'hand-over', hours: 8, expiresAtMs, trouble: null });
  const leftMs = (view.contentUntilMs ?? 0) - (await nowOnPage(s));
  expect(Math.abs(leftMs - 5 * minuteMs)).toBeLessThan(2_000);
  expect(s.incidents).toEqual([]);
}

/** The chain is whole, and each row that lies before the one before it is named as set back and not as damage. */
function expectWholeChain({ journal }: AppStation): void {
  const check = checkChain((text) => createHash('sha256').update(text).digest('hex'));
  expect(journal.all.flatMap((entry) => check.take(entry))).toEqual([]);
  const before = (index: number) => journal.all[index - 1]?.atMs ?? Number.NEGATIVE_INFINITY;
  const setBack = journal.all.filter((entry, index) => entry.atMs < before(index));
  expect(check.clockSetBackAt()).toEqual(setBack.map(({ seq }) => seq));
}

describe.each(offsets)('a clock that is %s', (_what, ms) => {
  it('all along changes no code, no badge and no countdown', async () => {
    const { s } = stationWith(ms, 0);
    await s.signIn();
    await expectRight(s, await s.issue(), startMs);
    expectWholeChain(s);
  });

  it('from any step of an issuance on changes none either', async () => {
    for (let atCall = 1; ; atCall += 1) {
      const { s, calls } = stationWith(ms, atCall);
      await s.signIn();
      await expectRight(s, await s.issue(), startMs);
      expectWholeChain(s);
      if (calls() < atCall) break;
      expect(atCall).toBeLessThan(100);
    }
  });

  it('since a restart leaves no code without an account', async () => {
    for (let rows = 1; rows <= 9; rows += 1) {
      const { s: before } = stationWith(0, 0);
      await before.signIn();
      before.journal.fillDisk(rows);
      await before.issue().catch(() => {});
      before.app.stop();
      before.journal.freeDisk();
      const { journal, directory, clock } = before;
      const { s: after } = stationWith(ms, 0, { journal, directory, clock });
      await after.signIn();
      await clock.advance(50_000);
      await after.call('session.touch', null);
      await clock.advance(50_000);
      const { leftovers } = await after.call('station.read', null);
      const isAsked = leftovers.some(({ state }) => state === 'ask-hand-over');
      expect(directory.temporaryOf(anna.id) === null || isAsked).toBe(true);
      expect(journal.open()).toHaveLength(isAsked ? 1 : 0);
      expectWholeChain(after);
    }
  });
});

describe.each(offsets)('a clock set to be %s while a person waits', (_what, ms) => {
  async function waiting() {
    const { s } = stationWith(0, 0);
    await s.signIn();
    const { issuanceId } = await s.issue();
    await s.call('issuance.answer', { issuanceId, answer: 'nothing-came-out' });
    const read = async () => {
      const view = await s.call('issuance.read', { issuanceId });
      if (!view.ok) throw new Error(view.error.kind);
      return view.value;
    };
    return { s, read };
  }

  it('wipes the content after five real minutes, and counts them down for the page', async () => {
    const { s, read } = await waiting();
    const untilMs = (await read()).contentUntilMs ?? 0;
    s.clock.stepWallClock(ms);
    expect((await read()).contentUntilMs).toBe(untilMs);
    await s.clock.advance(untilMs - (await nowOnPage(s)) - 1_000);
    expect((await read()).answers).toContain('reprint');
    await s.clock.advance(1_000);
    expect(await read()).toMatchObject({ answers: ['revoke', 'badge-collected'], contentUntilMs: null });
  });

  it('locks after one idle minute, warned of in time', async () => {
    const { s } = await waiting();
    await s.call('session.touch', null);
    s.clock.stepWallClock(ms);
    const { nowMs, session } = await s.call('station.read', null);
    expect((session.lockAtMs ?? 0) - nowMs).toBe(minuteMs);
    expect((session.warnAtMs ?? 0) - nowMs).toBe(40_000);
    await s.clock.advance(59_000);
    expect((await s.call('station.read', null)).session.state).toBe('signed-in');
    await s.clock.advance(1_000);
    expect((await s.call('station.read', null)).session.state).toBe('locked');
  });

  it('tells a device code’s end by how long the service lets it live', async () => {
    const { s } = stationWith(0, 0);
    s.clock.stepWallClock(ms);
    s.session.holdSignIn();
    const signingIn = s.call('session.signIn', { method: 'device-code' });
    await s.clock.advance(1_000);
    const { nowMs, session } = await s.call('station.read', null);
    expect((session.deviceCode?.expiresAtMs ?? 0) - nowMs).toBe(15 * minuteMs - 1_000);
    await s.call('session.cancelSignIn', null);
    expect(await signingIn).toMatchObject({ ok: false });
  });

  it('ends the session at its limit by real time', async () => {
    const { s } = stationWith(0, 0);
    await s.signIn();
    s.clock.stepWallClock(ms);
    for (let minute = 1; minute < 480; minute += 0.5) {
      await s.call('session.touch', null);
      await s.clock.advance(minuteMs / 2);
    }
    expect((await s.call('station.read', null)).session.state).toBe('signed-in');
    await s.clock.advance(minuteMs / 2);
    await s.clock.advance(minuteMs / 2);
    expect((await s.call('station.read', null)).session.state).toBe('signed-out');
  });
});
