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

/**
 * A cell that no spreadsheet takes for a formula; null is empty. What begins like one gets an apostrophe in front, which makes it
 * text (OWASP, "CSV Injection"): also after a semicolon or a tab, which are what separates cells where a comma is the decimal sign.
 */
export function csvCell(value: unknown): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = text.replace(formulaStart, "$1'");
  return /[",;\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Full-width signs are signs to spreadsheets of East Asia. */
const formulaStart = /(^|[;\t\r\n])(?=[\s"]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;
