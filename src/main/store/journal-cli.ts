/** `npm run journal`: exports and verifies the journal without a window, also while the station runs. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { canonicalLine, parseLine } from '../../core/journal/canonical.ts';
import { type ChainCheck, checkChain, type Damage } from '../../core/journal/chain.ts';
import { csvHeader, csvLine } from '../../core/journal/csv.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { databaseName } from './database.ts';
import { diskCodeOf } from './disk-code.ts';
import { entryOfRow, type JournalRow } from './journal-row.ts';

export interface Output {
  readonly line: (text: string) => void;
  readonly say: (text: string) => void;
}

const usage = `usage:
  npm run journal -- export --data-dir DIR [--format jsonl|csv] [--since ISO]
  npm run journal -- verify --data-dir DIR
  npm run journal -- verify --file export.jsonl`;

const toProcess: Output = {
  line: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
};

/** @returns the exit code: 0 good, 1 damage or nothing to read, 2 not understood */
export async function main(argv: readonly string[], output: Output = toProcess): Promise<number> {
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
    const sinceMs = values.since === undefined ? 0 : Date.parse(values.since);
    const dataDir = values['data-dir'] ?? null;
    const file = values.file ?? null;
    if (positionals.length !== 1 || Number.isNaN(sinceMs)) return null;
    if (format !== 'jsonl' && format !== 'csv') return null;
    if (command === 'export' && dataDir !== null) return { command, dataDir, file: null, format, sinceMs };
    const oneSource = (dataDir === null) !== (file === null);
    return command === 'verify' && oneSource ? { command, dataDir, file, format, sinceMs } : null;
  } catch (unknownOption) {
    if (unknownOption instanceof TypeError) return null;
    throw unknownOption;
  }
}

/** Yields rows in order, in pages, from a connection that cannot write. */
function* rowsOf(dataDir: string): Generator<JournalEntry> {
  const db = new Database(path.join(dataDir, databaseName), { readonly: true });
  try {
    for (const row of db.prepare<[], JournalRow>('SELECT * FROM journal ORDER BY seq').iterate())
      yield entryOfRow(row);
  } finally {
    db.close();
  }
}

function exportRows(dataDir: string, asked: Asked, output: Output): number {
  if (!hasJournal(dataDir, output)) return 1;
  if (asked.format === 'csv') output.line(csvHeader);
  for (const entry of rowsOf(dataDir)) {
    if (entry.atMs < asked.sinceMs) continue;
    output.line(asked.format === 'csv' ? csvLine(entry) : canonicalLine(entry));
  }
  return 0;
}

function verifyDatabase(dataDir: string, output: Output): number {
  if (!hasJournal(dataDir, output)) return 1;
  const check = checkChain(sha256);
  let found = 0;
  for (const entry of rowsOf(dataDir)) found += tell(check.take(entry), output);
  return conclude(check, found, output);
}

async function verifyFile(file: string, output: Output): Promise<number> {
  const check = checkChain(sha256);
  let found = 0;
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    number += 1;
    const parsed = parseLine(line);
    if (parsed.ok) found += tell(check.take(parsed.value), output);
    else {
      found += 1;
      output.say(`line ${number}: ${parsed.error}`);
    }
  }
  return conclude(check, found, output);
}

function tell(damages: readonly Damage[], output: Output): number {
  for (const { seq, kind } of damages) output.say(`row ${seq}: ${kind}`);
  return damages.length;
}

function conclude(check: ChainCheck, found: number, output: Output): number {
  const { rows, hash } = check.head();
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
