import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { columns } from '../faults/columns.ts';
import { detailOf, judge, type Row, type Sheet, sheetsOf } from '../faults/oracle.ts';
import { expectStory, people, play } from '../faults/play.ts';
import { type FaultRow, first, jobRows, preflightRows, spare, untilIdle } from '../faults/table.ts';
import { startPrivateCups } from '../harness/cups.ts';
import { signIn } from '../harness/kiosk.ts';
import { test as base, expect, expectWholeChain, journalOf } from '../harness/station.ts';

/** Two printers, of different stock and dots. */
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first argument's pattern
  cups: async ({}, use) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'dpc-'));
    const cups = await startPrivateCups({ dir, queues: [first, spare] });
    await use(cups);
    await cups.stop();
    await rm(dir, { recursive: true, force: true });
  },
});

const dpis = { badge: 300, spare: 203 };
const printing = {
  printers: [
    { queue: 'badge', stock: 'card-cr80', dpi: dpis.badge },
    { queue: 'spare', stock: 'label-62mm', dpi: dpis.spare },
  ],
  timeoutSeconds: 5,
};

const halves = { 'before a code is made and while it waits': preflightRows, 'in the job': jobRows };

for (const column of columns)
  for (const [half, rows] of Object.entries(halves))
    test(`printer faults ${half}, ${column.name}: screen, journal and paper agree`, async ({
      start,
      cups,
      dataDir,
    }) => {
      test.setTimeout(300_000);
      const station = await start({ printing, session: { idleLockSeconds: 600 } });
      await signIn(station);
      const played: Played[] = [];
      for (const [index, row] of rows.map(column.as).entries()) {
        const person = people[index];
        if (person === undefined) throw new Error('too few workers');
        const startedMs = performance.now();
        const met = await play(row, column, person, { station, cups });
        expectStory(met.row, met.rows);
        played.push({ row: met.row, issuanceId: met.rows[0]?.issuanceId, ms: performance.now() - startedMs });
      }
      // Whatever any fault left waiting would come out now: all printers are in good order.
      await untilIdle(cups);
      const sheets = [
        ...(await sheetsOf(cups, 'badge', dpis.badge)),
        ...(await sheetsOf(cups, 'spare', dpis.spare)),
      ];
      const journal = await journalOf(dataDir);
      const verdict = judge(journal, sheets);
      const table = played.map((one) => ({ ...one, paper: paperOf(journal, sheets, one.issuanceId) }));
      const summary = JSON.stringify({ faults: rows.length, sheets: sheets.length, ...verdict });
      process.stdout.write(`${[`${column.name}, ${half}`, ...table.map(lineOf), summary, ''].join('\n')}\n`);
      for (const { row, paper } of table) expect.soft(paper, `${row.fault}: paper`).toEqual(row.paper);
      expect(verdict).toEqual({ unjournalled: [], handedOverWithoutPaper: [], late: [], denied: [] });
      await expectWholeChain(dataDir);
    });

interface Played {
  readonly row: FaultRow;
  readonly issuanceId: unknown;
  readonly ms: number;
}

/** How many sheets of this issuance came out of the first and of the spare printer. */
function paperOf(journal: readonly Row[], sheets: readonly Sheet[], issuanceId: unknown): readonly number[] {
  const rows = journal.filter((row) => row.issuanceId === issuanceId);
  const isOwn = ({ sha256, pin, printer, jobId }: Sheet) =>
    rows.some((row) =>
      pin === null
        ? row.event === 'created' && sha256 === detailOf(row, 'contentSha256')
        : row.event === 'print-submitted' && row.printer === printer && row.jobId === jobId,
    );
  const own = sheets.filter(isOwn);
  return [first, spare].map(({ name }) => own.filter(({ printer }) => printer === name).length);
}

function lineOf({ row, ms, paper }: Played & { readonly paper: readonly number[] }): string {
  const asked = (row.asks ?? []).map(({ outcome, reason, tap }) => `${reason ?? outcome}>${tap}`);
  const seen = row.refused === undefined ? asked.join(' ') : `refused:${row.refused}`;
  const cells = [row.fault.padEnd(56), seen.padEnd(66), row.end.padEnd(12), paper.join('+')];
  return [...cells, `${(ms / 1_000).toFixed(1)} s`].join(' ');
}
