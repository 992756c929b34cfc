/** The journal's rows for somebody who only looks: one by one, forged ones told apart, also while the station writes. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isDated } from '../../core/journal/chain.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { databaseName } from './database.ts';
import { entryOfRow, type JournalRow } from './journal-row.ts';
import { openReadOnly } from './read-only.ts';

export interface Output {
  readonly line: (text: string) => void;
  readonly say: (text: string) => void;
}

/** A row as it stands; `entry` is null where somebody made it into what the journal cannot have written. */
export interface Found {
  readonly seq: number;
  readonly entry: JournalEntry | null;
}

/** Yields rows in order, one by one, from a connection that cannot write. */
export function* rowsOf(dataDir: string): Generator<Found> {
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

export function hasJournal(dataDir: string, output: Output): boolean {
  const file = path.join(dataDir, databaseName);
  if (existsSync(file)) return true;
  output.say(`There is no journal at ${file}.`);
  return false;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
