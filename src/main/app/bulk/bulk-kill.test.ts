/** A run whose station is killed at each of its rows: the next start finds all of it, and every row comes to a badge or an end. */
import { describe, expect, it } from 'vitest';
import type { AppStation } from '../../../testing/app-station.ts';
import { bulkDesk, mostUnprintedEver, people, runOf, settled, startRun } from '../../../testing/bulk-desk.ts';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';

const few = people.slice(0, 5);

class Killed extends Error {}

/** A desk whose process dies when the journal has this many rows: whatever it calls from then on never happens. */
async function dyingAt(rows: number) {
  let isDead = false;
  let written = () => 0;
  const isOver = () => {
    isDead ||= written() >= rows;
    return isDead;
  };
  const portCalled = () => {
    if (isOver()) throw new Killed();
  };
  // Nor does anything happen by itself any more.
  const world = createVirtualClock();
  const after = (ms: number, run: () => void) => world.after(ms, () => (isOver() ? undefined : run()));
  const s = await bulkDesk({ portCalled, clock: { ...world, after } });
  written = () => s.journal.all.length;
  s.directory.adoptForeignCode(few[0]?.id ?? '');
  s.directory.adoptForeignStandard(few[1]?.id ?? '');
  await startRun(s, few).catch(() => {});
  for (let round = 0; round < 80 && !isDead; round += 1) await s.clock.advance(250);
  isDead = true;
  return { ...s, clock: world };
}

async function restarted(s: AppStation): Promise<AppStation> {
  const { journal, directory, clock, printer, spare } = s;
  return bulkDesk({ journal, directory, clock, printer, spare });
}

/** As a person at the printers sees it: the badge of this very code is there or not. */
function isOnPaper(s: AppStation, expiresAtMs: number | null): boolean {
  const papers = [...s.printer.history, ...s.spare.history].map((pdf) => new TextDecoder().decode(pdf));
  return papers.some((text) => text.endsWith(`until ${expiresAtMs}`));
}

async function answerTruly(s: AppStation): Promise<void> {
  for (const { place, name, state } of (await runOf(s)).list) {
    if (state !== 'ask') continue;
    const worker = few.find(({ displayName }) => displayName === name);
    const code = s.directory.temporaryOf(worker?.id ?? '');
    await s.call('bulk.answer', {
      place,
      answer: isOnPaper(s, code?.expiresAtMs ?? null) ? 'here' : 'again',
    });
  }
}

async function broughtToAnEnd(s: AppStation): Promise<void> {
  for (let round = 0; round < 60 && (await runOf(s)).state !== 'ended'; round += 1) {
    await answerTruly(s);
    const { state } = await runOf(s);
    if (state === 'paused') await s.call('bulk.resume', null);
    await s.call('session.touch', null);
    await s.clock.advance(4_000);
  }
}

/** Rows of a whole run and of what goes before it. */
const all = 80;

describe('a station that is killed in the middle of a run', () => {
  it('and was never killed has so many rows', async () => {
    const s = await dyingAt(Number.POSITIVE_INFINITY);
    expect(s.journal.all.length).toBeLessThan(all);
    expect(s.journal.all.filter(({ event }) => event === 'print-ended')).toHaveLength(few.length);
  });

  it.each(Array.from({ length: all }, (_, at) => at + 1))('after row %i accounts for each', async (rows) => {
    const before = await dyingAt(rows);
    const s = await restarted(before);
    if (s.journal.lastBatch() === null) {
      await s.clock.advance(2_000);
      expect(s.journal.open()).toEqual([]);
      expect(s.directory.calls).not.toContain('create');
      return;
    }
    await broughtToAnEnd(s);
    const { counts, printers } = await runOf(s);
    expect(counts['handed-over']).toBe(few.length);
    expect(printers.reduce((sum, { printed }) => sum + printed, 0)).toBe(few.length);
    const handed = s.journal.all.filter(
      ({ event, outcome }) => event === 'closed' && outcome === 'handed-over',
    );
    expect(handed.map(({ worker }) => worker?.id).sort()).toEqual(few.map(({ id }) => id));
    for (const { codeId, worker } of handed) {
      const live = s.directory.temporaryOf(worker?.id ?? '');
      expect(live?.id).toBe(codeId);
      expect(isOnPaper(s, live?.expiresAtMs ?? null)).toBe(true);
    }
    expect(s.journal.open()).toEqual([]);
    // What the dead process had made nobody will print any more.
    expect(mostUnprintedEver(s.journal.all.slice(0, rows))).toBeLessThanOrEqual(2);
    expect(mostUnprintedEver(s.journal.all.slice(rows))).toBeLessThanOrEqual(2);
    expect(s.incidents).toEqual([]);
  });

  it('says how far the run had come, and goes on only when it is told to', async () => {
    const s = await restarted(await dyingAt(45));
    const run = await runOf(s);
    expect(run).toMatchObject({ state: 'paused', pausedBy: 'interrupted', rows: few.length });
    const creates = () => s.directory.calls.filter((call) => call === 'create').length;
    const made = creates();
    await settled(s, async () => (await runOf(s)).counts.settling === 0);
    expect(creates()).toBe(made);
  });
});
