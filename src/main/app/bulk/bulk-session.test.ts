/** A run and the session of whoever began it. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/result.ts';
import type { AppStation } from '../../../testing/app-station.ts';
import { bulkDesk, enter, people, runOf, settled, startRun } from '../../../testing/bulk-desk.ts';

const writes = ({ directory }: AppStation) =>
  directory.calls.filter((call) => call === 'create' || call === 'delete').length;

/** The role is gone, and the service would carry out what it is asked all the same: only the station can refuse. */
function loseRoleQuietly(s: AppStation): { readonly writesWhenAsked: () => readonly number[] } {
  const asked: number[] = [];
  s.directory.mayIssue = async () => {
    asked.push(writes(s));
    return ok(false);
  };
  return { writesWhenAsked: () => asked };
}

describe('a role that goes in the middle of a run', () => {
  it('stops it by name before the next write, also between a delete and its create', async () => {
    const s = await bulkDesk();
    for (const { id } of people) s.directory.adoptForeignCode(id);
    // One refusal for lack of time, and every write waits for longer than a word on the role is good.
    await startRun(s, people, () => s.directory.throttle('delete', 70));
    const { writesWhenAsked } = loseRoleQuietly(s);
    await settled(s, async () => (await runOf(s)).state === 'paused');
    expect(await runOf(s)).toMatchObject({ pausedBy: 'no-role' });
    const before = writes(s);
    expect(before).toBeGreaterThan(1);
    await s.call('bulk.resume', null);
    await s.clock.advance(30_000);
    expect(writesWhenAsked()).toEqual([before]);
    expect(writes(s)).toBe(before);
    const rows = s.journal.all.filter(({ outcome }) => outcome === 'no-role');
    expect(rows.map(({ event, detail }) => `${event} ${detail?.of}`)).toEqual(
      expect.arrayContaining(['refused delete', 'refused create', 'refused preflight']),
    );
  });
});

describe('the absolute limit in the middle of a run', () => {
  /** Time goes by with somebody at the screen. */
  async function linger(s: AppStation, untilMs: number): Promise<void> {
    while (s.clock.monotonicMs() < untilMs) {
      await s.clock.advance(Math.min(50_000, untilMs - s.clock.monotonicMs()));
      await s.call('session.touch', null);
    }
  }

  it('ends the session when what is under way has ended, and leaves the rest to whoever comes next', async () => {
    const s = await bulkDesk({ roundTripMs: 2_000 });
    const signedInAtMs = s.journal.all.find(({ event }) => event === 'signed-in')?.atMs ?? 0;
    const limitMs = signedInAtMs + 480 * 60_000;
    await linger(s, limitMs - s.clock.nowMs() + s.clock.monotonicMs() - 30_000);
    await startRun(s, people);
    await settled(s, async () => (await s.call('station.read', null)).session.state === 'signed-out');
    const out = s.journal.all.findLast(({ event }) => event === 'signed-out');
    expect(out?.detail).toEqual({ reason: 'absolute-limit' });
    expect(out?.atMs).toBeGreaterThan(limitMs);
    expect((out?.atMs ?? 0) - limitMs).toBeLessThan(20_000);

    await enter(s);
    await settled(s, async () => (await runOf(s)).counts.settling === 0);
    const { pausedBy, counts } = await runOf(s);
    expect(pausedBy).toBe('interrupted');
    expect(counts.ask).toBeGreaterThan(0);
    expect(counts.waiting).toBeGreaterThan(0);
    // Nobody lost a code and got none for it.
    expect(counts.ask + counts.waiting).toBe(people.length);
    await s.call('bulk.resume', null);
    await settled(s, async () => (await runOf(s)).counts.ask === people.length);
  });
});
