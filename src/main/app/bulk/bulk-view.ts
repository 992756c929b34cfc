/** What the page is told of a run: counts, printers, an estimate, and the rows that somebody has to look at. */
import { estimateMs } from '../../../core/bulk/estimate.ts';
import type { BulkGlance, BulkRowState, BulkRowView, BulkRunView } from '../../../shared/bulk.ts';
import type { Clock } from '../../ports.ts';
import type { BulkRun } from './bulk-run.ts';
import { lineView } from './print-lines.ts';
import type { RunRow } from './run-rows.ts';

/** More rows than that are in the report. */
const shownRows = 200;
/** What needs a person comes first. */
const byNeed: readonly BulkRowState[] = [
  'failed',
  'ask',
  'settling',
  'working',
  'waiting',
  'called-off',
  'handed-over',
];

export function runView(run: BulkRun, clock: Clock): BulkRunView {
  const { runId, order, rows } = run.known;
  const counts = countsOf(rows);
  const left = counts.waiting + counts.working;
  const nowMs = clock.monotonicMs();
  return {
    runId,
    order,
    state: stateOf(run),
    pausedBy: run.isRunning ? null : run.pausedBy,
    rows: rows.length,
    counts,
    again: rows.filter((row) => run.canTryAgain(row)).length,
    leftMs: run.isRunning ? estimateMs(run.printedAtMs, left, nowMs) : null,
    printers: run.lines.map((line) => lineView(line, rows.filter(cameOutOf(line.printer.name)).length)),
    list: byNeed
      .flatMap((state) => rows.filter((row) => row.state === state))
      .slice(0, shownRows)
      .map((row) => rowView(run, row)),
  };
}

/** Null for one that is at its end. */
export function glanceAt(run: BulkRun): BulkGlance | null {
  if (run.isEnded) return null;
  const { rows } = run.known;
  const counts = countsOf(rows);
  const printed = counts.ask + counts['handed-over'];
  return {
    state: stateOf(run),
    pausedBy: run.isRunning ? null : run.pausedBy,
    rows: rows.length,
    printed,
  };
}

function cameOutOf(printer: string): (row: RunRow) => boolean {
  return ({ state, print }) => (state === 'ask' || state === 'handed-over') && print?.printer === printer;
}

function stateOf(run: BulkRun): BulkRunView['state'] {
  if (run.isEnded) return 'ended';
  if (run.isRunning) return 'running';
  return run.working() > 0 ? 'pausing' : 'paused';
}

function countsOf(rows: readonly RunRow[]): Readonly<Record<BulkRowState, number>> {
  const counts: Record<BulkRowState, number> = {
    ...{ waiting: 0, working: 0, ask: 0, settling: 0 },
    ...{ 'handed-over': 0, failed: 0, 'called-off': 0 },
  };
  for (const { state } of rows) counts[state] += 1;
  return counts;
}

export function rowView(run: BulkRun, row: RunRow): BulkRowView {
  const { place, line, worker, state, reason, print } = row;
  const word = print?.outcome;
  return {
    place,
    line,
    name: worker.displayName,
    state,
    reason,
    print: word === 'sent' || word === 'printed' || word === 'unknown' ? word : null,
    printer: print?.printer ?? null,
    canTryAgain: run.canTryAgain(row),
  };
}
