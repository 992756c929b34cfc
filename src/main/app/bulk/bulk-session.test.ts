/** A run and the session of whoever began it. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/result.ts';
import type { AppStation } from '../../../testing/app-station.ts';
import { bulkDesk, people, runOf, settled, startRun } from '../../../testing/bulk-desk.ts';

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
