/** Holds journal and paper against each other: every sheet has its row, every hand-over its sheet, and none came late. */
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { PrivateCups } from '../harness/cups.ts';
import { decodeWithZbar, pinOn, rasterise } from '../harness/paper.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface Sheet {
  readonly printer: string;
  readonly jobId: string;
  /** Of what zbar read from it; null: no code, as on a PIN slip, a blank or a torn sheet. */
  readonly sha256: string | null;
  /** On a PIN slip, which is known by its digits. */
  readonly pin: string | null;
  readonly atMs: number;
}

export interface Verdict {
  /** Badges whose code or whose job no row of the journal names. */
  readonly unjournalled: readonly string[];
  readonly handedOverWithoutPaper: readonly string[];
  /** Badges that came out after their job had been written down as ended. */
  readonly late: readonly string[];
  /** Badges of which the journal says that they were not printed. */
  readonly denied: readonly string[];
}

/** What lies in the tray of one printer; an empty sheet is none. */
export async function sheetsOf(cups: PrivateCups, printer: string, dpi: number): Promise<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  for (const file of await cups.jobs(printer)) {
    const { size, mtimeMs } = await stat(file);
    if (size === 0) continue;
    const read = await decodeWithZbar(await rasterise(file, dpi));
    const sha256 = read === null ? null : createHash('sha256').update(read).digest('hex');
    const pin = sha256 === null ? await pinOn(file) : null;
    const jobId = String(Number(path.basename(file, '.prn')));
    sheets.push({ printer, jobId, sha256, pin, atMs: mtimeMs });
  }
  return sheets;
}

/** A file's time is when its writing ended; the row that the job ended follows within the station's poll. */
export function judge(journal: readonly Row[], sheets: readonly Sheet[]): Verdict {
  const rowsOf = (event: string) => journal.filter((row) => row.event === event);
  const isOf = (sheet: Sheet) => (row: Row) => row.printer === sheet.printer && row.jobId === sheet.jobId;
  const nameOf = ({ printer, jobId }: Sheet) => `${printer}-${jobId}`;
  // The journal has no word about what a PIN is: a slip belongs to whoever sent its job.
  const madeOf = (sheet: Sheet) =>
    sheet.pin === null
      ? rowsOf('created').find((row) => detailOf(row, 'contentSha256') === sheet.sha256)
      : rowsOf('print-submitted').find((row) => isOf(sheet)(row) && detailOf(row, 'paper') === 'pin-slip');
  const isKnown = (sheet: Sheet) =>
    madeOf(sheet) !== undefined && rowsOf('print-submitted').some((row) => isOf(sheet)(row));
  const endsOf = (sheet: Sheet) => rowsOf('print-ended').filter(isOf(sheet));
  const isLate = (sheet: Sheet) =>
    endsOf(sheet).every((end) => Date.parse(String(end.at)) < Math.floor(sheet.atMs));
  const isDenied = (sheet: Sheet) => endsOf(sheet).every((end) => end.outcome === 'not-printed');
  const hasPaper = ({ issuanceId }: Row) => sheets.some((sheet) => madeOf(sheet)?.issuanceId === issuanceId);
  return {
    unjournalled: sheets.filter((sheet) => !isKnown(sheet)).map(nameOf),
    handedOverWithoutPaper: rowsOf('handed-over').flatMap((row) =>
      hasPaper(row) ? [] : [String(row.issuanceId)],
    ),
    late: sheets.filter(isLate).map(nameOf),
    denied: sheets.filter(isDenied).map(nameOf),
  };
}

export function detailOf(row: Row, name: string): unknown {
  return (row.detail as Row | null)?.[name];
}

/** An issuance's rows from the badge's rendering on, without the looks at the service in between. */
export function storyOf(rows: readonly Row[]): readonly string[] {
  const isMade = ({ event }: Row) => event === 'created' || event === 'pin-reset';
  const words = rows.slice(rows.findIndex(isMade) + 1).flatMap(wordOf);
  return words.filter((word) => word !== '');
}

function wordOf(row: Row): readonly string[] {
  const printer = row.printer === null ? '' : ` ${String(row.printer)}`;
  switch (row.event) {
    case 'render-verified':
      return [`render${printer}`];
    case 'print-submitted':
      return [`submit${printer}`];
    case 'print-ended': {
      const reason = detailOf(row, 'reason');
      return [`${String(row.outcome)}${reason == null ? '' : `:${String(reason)}`}${printer}`];
    }
    case 'not-handed-over':
      return [`says${printer} ${String(detailOf(row, 'choice') ?? detailOf(row, 'said'))}`];
    case 'handed-over':
    case 'revoked':
      return [String(row.event)];
    default:
      return [];
  }
}
