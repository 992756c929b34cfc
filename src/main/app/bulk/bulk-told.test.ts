/** What a run tells of itself: when it will be through, and row by row in its report. */
import { describe, expect, it } from 'vitest';
import { ok } from '../../../core/result.ts';
import { bulkDesk, people, runOf, settled, startRun } from '../../../testing/bulk-desk.ts';
import { cellsOf } from '../../../testing/spreadsheet.ts';

describe('the estimate', () => {
  it('is told while the run is under way, as soon as anybody can tell, and comes true', async () => {
    const s = await bulkDesk();
    await startRun(s, people);
    const told: { readonly out: number; readonly leftMs: number | null; readonly atMs: number }[] = [];
    await settled(s, async () => {
      const { state, counts, leftMs } = await runOf(s);
      if (state === 'running') told.push({ out: counts.ask, leftMs, atMs: s.clock.monotonicMs() });
      return state === 'paused';
    });
    const endMs = s.clock.monotonicMs();
    const isNone = told.filter(({ leftMs }) => leftMs === null).map(({ out }) => out);
    expect(isNone.length).toBeGreaterThan(0);
    expect(Math.max(...isNone)).toBeLessThan(3);
    const guesses = told.flatMap(({ out, leftMs, atMs }) => (leftMs === null ? [] : [{ out, leftMs, atMs }]));
    expect(guesses.filter(({ leftMs }) => leftMs <= 0)).toEqual([]);
    const late = guesses.filter(({ out }) => out >= (people.length * 3) / 4);
    expect(late.length).toBeGreaterThan(0);
    // What it says near the end is right to the second.
    for (const { leftMs, atMs } of late) expect(Math.abs(atMs + leftMs - endMs)).toBeLessThan(1_000);
    expect((await runOf(s)).leftMs).toBeNull();
  });
});

describe('the report', () => {
  it('says of each row what became of it, cell by cell, and tells no secret', async () => {
    const saved: string[] = [];
    const s = await bulkDesk({ saveReport: (text) => ok(`reports/${saved.push(text)}.csv`) });
    const [first, second, third, fourth, last] = people;
    if (!first || !second || !third || !fourth || !last) throw new Error('people');
    // One printer works on four rows at once.
    await startRun(s, people.slice(0, 5), () => void s.directory.adoptForeignCode(third.id));
    await settled(s, async () => (await runOf(s)).state === 'paused');
    await s.call('bulk.answer', { place: 1, answer: 'here' });
    await s.call('bulk.answer', { place: 2, answer: 'revoke' });
    await settled(s, async () => (await runOf(s)).counts.failed === 2);
    expect(await s.call('bulk.report', null)).toEqual({ ok: true, value: { file: 'reports/1.csv' } });

    const [table = ''] = saved;
    const rows = table.slice(1).trimEnd().split('\r\n');
    const until = '2026-11-23T15:59';
    const codeOf = ({ id }: { readonly id: string }) => {
      const { id: codeId = '', expiresAtMs = 0 } = s.directory.temporaryOf(id) ?? {};
      const expiresAt = new Date(expiresAtMs).toISOString();
      expect(expiresAt.slice(0, until.length)).toBe(until);
      return [codeId, expiresAt];
    };
    const who = ({ displayName, userPrincipalName }: typeof first) => [displayName, userPrincipalName];
    expect(rows.map((row) => cellsOf(`${row}\n`, ','))).toEqual([
      ['line', 'name', 'upn', 'outcome', 'reason', 'printer', 'codeId', 'expiresAt', 'tries'],
      ['2', ...who(first), 'handed-over', '', 'first', ...codeOf(first), '1'],
      ['3', ...who(second), 'failed', 'revoked', 'first', '', '', '1'],
      ['4', ...who(third), 'failed', 'live-code-exists', '', '', '', '1'],
      ['5', ...who(fourth), 'ask', '', 'first', ...codeOf(fourth), '1'],
      ['6', ...who(last), 'ask', '', 'spare', ...codeOf(last), '1'],
    ]);
    // Both are part of every content that the tenant of this test makes.
    expect(table).not.toMatch(/ms-qrpin|not-a-real-key/);
  });
});
