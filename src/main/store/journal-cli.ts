/** `npm run journal`: exports and verifies the journal without a window, also while the station runs. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { canonicalLine, parseLine } from '../../core/journal/canonical.ts';
import { type ChainCheck, checkChain, type Damage, isDated } from '../../core/journal/chain.ts';
import { csvHeader, csvLine } from '../../core/journal/csv.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { databaseName } from './database.ts';
import { diskCodeOf } from './disk-code.ts';
import { entryOfRow, type JournalRow } from './journal-row.ts';
import { openReadOnly } from './read-only.ts';

export interface Output {
  readonly line: (text: string) => void;
  readonly say: (text: string) => void;
}

const usage = `usage:
  npm run journal -- export --data-dir DIR [--format jsonl|csv] [--since ISO]
  npm run journal -- verify --data-dir DIR
  npm run journal -- verify --file export.jsonl`;

function toProcess(): Output {
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
  process.stdout.once('error', (failed: NodeJS.ErrnoException) => {
    if (failed.code !== 'EPIPE') throw failed;
  });
  return {
    line: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
  };
}

/** @returns the exit code: 0 good, 1 damage or nothing to read, 2 not understood */
export async function main(argv: readonly string[], output: Output = toProcess()): Promise<number> {
  const asked = parse(argv);
  if (asked === null) {
    output.say(usage);
    return 2;
  }
  try {
    if (asked.command === 'export') return exportRows(asked.dataDir ?? '', asked, output);
    if (asked.file !== null) return await verifyFile(asked.file, output);
    return verifyDatabase(asked.dataDir ?? '', output);
  } catch (failed) {
    output.say(`The journal could not be read (${diskCodeOf(failed)}).`);
    return 1;
  }
}

interface Asked {
  readonly command: 'export' | 'verify';
  readonly dataDir: string | null;
  readonly file: string | null;
  readonly format: 'jsonl' | 'csv';
  readonly sinceMs: number;
}

function parse(argv: readonly string[]): Asked | null {
  const option = { type: 'string' } as const;
  const options = { 'data-dir': option, file: option, format: option, since: option };
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [command] = positionals;
    const format = values.format ?? 'jsonl';
    const sinceMs = values.since === undefined ? 0 : instantOf(values.since);
    const dataDir = values['data-dir'] ?? null;
    const file = values.file ?? null;
    if (positionals.length !== 1 || Number.isNaN(sinceMs)) return null;
    if (format !== 'jsonl' && format !== 'csv') return null;
    if (command === 'export' && dataDir !== null && file === null)
      return { command, dataDir, file, format, sinceMs };
    const oneSource = (dataDir === null) !== (file === null);
    return command === 'verify' && oneSource ? { command, dataDir, file, format, sinceMs } : null;
  } catch (unknownOption) {
    if (unknownOption instanceof TypeError) return null;
    throw unknownOption;
  }
}

/** ISO 8601 only: `Date.parse` alone takes `5` for a month. A time without a zone is the machine's. */
function instantOf(text: string): number {
  const isIso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text);
  return isIso ? Date.parse(text) : Number.NaN;
}

/** A row as it stands; `entry` is null where somebody made it into what the journal cannot have written. */
interface Found {
  readonly seq: number;
  readonly entry: JournalEntry | null;
}

/** Yields rows in order, one by one, from a connection that cannot write. */
function* rowsOf(dataDir: string): Generator<Found> {
  const db = openReadOnly(path.join(dataDir, databaseName));
  try {
    for (const row of db.prepare<[], JournalRow>('SELECT * FROM journal ORDER BY seq').iterate())
      yield { seq: row.seq, entry: entryOrNull(row) };
  } finally {
    db.close();
  }
}

function entryOrNull(row: JournalRow): JournalEntry | null {
  try {
    const entry = entryOfRow(row);
    return isDated(entry) ? entry : null;
  } catch (malformedDetail) {
    if (malformedDetail instanceof SyntaxError) return null;
    throw malformedDetail;
  }
}

function exportRows(dataDir: string, asked: Asked, output: Output): number {
  if (!hasJournal(dataDir, output)) return 1;
  if (asked.format === 'csv') output.line(csvHeader);
  let damages = 0;
  let isSince = false;
  for (const { seq, entry } of rowsOf(dataDir)) {
    // Everything after the first row that is asked for: a clock that was set back leaves no hole in the chain.
    isSince ||= entry !== null && entry.atMs >= asked.sinceMs;
    if (entry === null) damages += tell([{ seq, kind: 'not-canonical' }], output);
    else if (isSince) output.line(asked.format === 'csv' ? csvLine(entry) : canonicalLine(entry));
  }
  return damages > 0 ? 1 : 0;
}

function verifyDatabase(dataDir: string, output: Output): number {
  if (!hasJournal(dataDir, output)) return 1;
  const check = checkChain(sha256);
  let found = 0;
  for (const { seq, entry } of rowsOf(dataDir))
    found += tell(entry === null ? [{ seq, kind: 'not-canonical' }] : check.take(entry), output);
  return conclude(check, found, output);
}

/** An export may begin at any row (`--since`); the file itself cannot tell whether it should have. */
async function verifyFile(file: string, output: Output): Promise<number> {
  const check = checkChain(sha256, { startsAnywhere: true });
  let firstSeq = 1;
  let found = 0;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1;
    const parsed = parseLine(line);
    if (parsed.ok && check.head().rows === 0) firstSeq = parsed.value.seq;
    if (parsed.ok) found += tell(check.take(parsed.value), output);
    else {
      found += 1;
      output.say(`line ${number}: ${parsed.error}`);
    }
  }
  if (firstSeq !== 1) output.say(`The file begins at row ${firstSeq}; the rows before it were not checked.`);
  return conclude(check, found, output);
}

function tell(damages: readonly Damage[], output: Output): number {
  for (const { seq, kind } of damages) output.say(`row ${seq}: ${kind}`);
  return damages.length;
}

function conclude(check: ChainCheck, found: number, output: Output): number {
  const { rows, hash } = check.head();
  const setBackAt = check.clockSetBackAt();
  if (setBackAt.length > 0)
    output.say(`The clock was set back before row ${setBackAt.slice(0, 20).join(', ')}.`);
  if (found > 0) output.say(`${found} damages in ${rows} rows.`);
  else output.say(`${rows} rows, chain whole, head ${hash}`);
  return found > 0 ? 1 : 0;
}

function hasJournal(dataDir: string, output: Output): boolean {
  const file = path.join(dataDir, databaseName);
  if (existsSync(file)) return true;
  output.say(`There is no journal at ${file}.`);
  return false;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
