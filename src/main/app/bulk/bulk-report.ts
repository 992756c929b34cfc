/** A run as a table for a spreadsheet: every row with what became of it, and nothing that opens or executes anything. */
import { csvCell } from '../../../core/journal/csv.ts';
import type { BulkRun } from './bulk-run.ts';
import type { RunRow } from './run-rows.ts';

const columns = [
  'line',
  'name',
  'upn',
  'outcome',
  'reason',
  'printer',
  'codeId',
  'expiresAt',
  'tries',
] as const;

/** UTF-8 with the mark by which spreadsheets know it. */
export function reportOf(run: BulkRun): string {
  const lines = run.known.rows.map((row) => lineOf(run, row));
  return `\u{FEFF}${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function lineOf(run: BulkRun, row: RunRow): string {
  const made = run.factsOf(row).findLast(({ event }) => event === 'created');
  const hasCode = row.state === 'handed-over' || row.state === 'ask';
  const cells: Readonly<Record<(typeof columns)[number], unknown>> = {
    line: row.line,
    name: row.worker.displayName,
    upn: row.worker.userPrincipalName,
    outcome: row.state,
    reason: row.state === 'failed' ? row.reason : null,
    printer: row.print?.printer ?? null,
    codeId: hasCode ? (made?.codeId ?? null) : null,
    expiresAt: hasCode && made?.expiresAtMs != null ? new Date(made.expiresAtMs).toISOString() : null,
    tries: row.attempt,
  };
  return columns.map((column) => csvCell(cells[column])).join(',');
}
