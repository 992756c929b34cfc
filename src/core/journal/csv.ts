/** The journal as a table for a spreadsheet: the export's keys as columns, nothing that a spreadsheet would execute. */
import { canonicalLine } from './canonical.ts';
import type { JournalEntry } from './entry.ts';

const columns = [
  'seq',
  'at',
  'station',
  'issuanceId',
  'event',
  'actor',
  'worker',
  'codeKind',
  'codeId',
  'startsAt',
  'expiresAt',
  'printer',
  'jobId',
  'outcome',
  'detail',
  'clientRequestId',
  'requestId',
  'prevHash',
  'hash',
] as const;

export const csvHeader = columns.join(',');

/** One row; objects stand as JSON. */
export function csvLine(entry: JournalEntry): string {
  const values = JSON.parse(canonicalLine(entry)) as Record<string, unknown>;
  return columns.map((column) => csvCell(values[column])).join(',');
}

/** A cell that no spreadsheet takes for a formula; null is empty. */
export function csvCell(value: unknown): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  // A cell that begins like a formula would run in a spreadsheet; an apostrophe in front makes it text.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
