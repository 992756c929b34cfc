/** Tells a damaged database from a sound one, and keeps the damaged one as evidence under another name. */
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Sha256 } from '../../core/journal/canonical.ts';
import { checkChain } from '../../core/journal/chain.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import type { Clock } from '../ports.ts';
import { diskCodeOf } from './disk-code.ts';
import type { JournalRow } from './journal-row.ts';
import { lastHashOf } from './journal-table.ts';
import { readTail, tailName } from './journal-tail.ts';
import { currentVersion, migrate, migrations, versionOf } from './migrate.ts';
import { soundEntry } from './salvage.ts';

export type FileState = 'absent' | 'sound' | 'newer-version' | 'damaged';

/** Some months of a busy station; reading them takes a fraction of a second. */
const rowsCheckedAtStart = 20_000;

/** Looks without writing first, so that a broken file stays as it was found. Throws where the disk refuses. */
export function examine(file: string, sha256: Sha256): FileState {
  // A write-ahead log without its database still holds rows, and SQLite would delete it.
  if (!existsSync(file)) return existsSync(`${file}-wal`) ? 'damaged' : 'absent';
  // A first start that a full disk cut off leaves a rollback journal, which only a writer can undo.
  if (existsSync(`${file}-journal`)) read(file, false, null, schemaOf);
  // An empty file is a first start that was cut off, unless a log or a tail has content: then a journal was cut to
  // nothing, and SQLite would delete the log. A first start fills the database before it makes either.
  const beside = [`${file}-wal`, path.join(path.dirname(file), tailName)];
  if (statSync(file).size === 0) return beside.some(hasContent) ? 'damaged' : 'absent';
  const tail = readTail(path.dirname(file), sha256);
  const state = read(file, true, 'damaged', (db) => stateOf(db, tail, sha256));
  if (state !== 'sound') return state;
  // SQLite passes over CHECK constraints where it may not write, so rows are looked at once more where it may.
  return read(file, false, 'damaged', (db) => (isOk(db, 'quick_check') ? 'sound' : 'damaged'));
}

function hasContent(file: string): boolean {
  return existsSync(file) && statSync(file).size > 0;
}

function stateOf(db: Database.Database, tail: readonly JournalEntry[], sha256: Sha256): FileState {
  const structure = structureOf(db);
  if (structure !== 'sound' || versionOf(db) === 0) return structure;
  return hasAllOf(db, tail) && isChainWhole(db, sha256) ? 'sound' : 'damaged';
}

/** No row is missing that the tail tells of. */
function hasAllOf(db: Database.Database, tail: readonly JournalEntry[]): boolean {
  const hashAt = db.prepare<[number], { hash: string }>('SELECT hash FROM journal WHERE seq = ?');
  return tail.every(({ seq, hash }) => hashAt.get(seq)?.hash === hash);
}

/** The last rows, in which an issuance may still be open; `journal verify` looks at all. */
function isChainWhole(db: Database.Database, sha256: Sha256): boolean {
  const check = checkChain(sha256, { startsAnywhere: true });
  const rows = db.prepare<[number], JournalRow>(
    'SELECT * FROM (SELECT * FROM journal ORDER BY seq DESC LIMIT ?) ORDER BY seq',
  );
  for (const row of rows.iterate(rowsCheckedAtStart)) {
    const entry = soundEntry(row, sha256);
    if (entry === null || check.take(entry).length > 0) return false;
  }
  return true;
}

function structureOf(db: Database.Database): FileState {
  const version = versionOf(db);
  // Decided before any table is looked at: a newer version may have other tables.
  if (version > currentVersion) return 'newer-version';
  if (schemaOf(db) !== schemaAt(version)) return 'damaged';
  // Not quick_check, which takes no notice of an index that disagrees with its table and so hides open issuances.
  return isOk(db, 'integrity_check') ? 'sound' : 'damaged';
}

function isOk(db: Database.Database, check: 'integrity_check' | 'quick_check'): boolean {
  return db.pragma(check, { simple: true }) === 'ok';
}

/** What the migrations up to a version leave behind: tables, indices and the triggers that keep rows as they are. */
function schemaAt(version: number): string {
  const db = new Database(':memory:');
  try {
    migrate(db, migrations.slice(0, version));
    return schemaOf(db);
  } finally {
    db.close();
  }
}

function schemaOf(db: Database.Database): string {
  const made = 'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name';
  return JSON.stringify(db.prepare(made).all());
}

/** The hash of the last row that can still be read, to tie the new chain to the old. */
export function lastKnownHash(file: string): string | null {
  if (!existsSync(file)) return null;
  const hash = read(file, true, null, lastHashOf);
  return hash !== null && /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}

function read<T>(file: string, readonly: boolean, ifDamaged: T, look: (db: Database.Database) => T): T {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly });
    return look(db);
  } catch (failed) {
    const code = diskCodeOf(failed);
    // SQLITE_ERROR is what an unreadable schema or a missing table gives.
    if (!/^SQLITE_(CORRUPT|NOTADB|ERROR|IOERR_SHORT_READ)/.test(code)) throw failed;
    return ifDamaged;
  } finally {
    db?.close();
  }
}

/** @returns the name under which the file is kept in the same folder */
export function setAside(file: string, clock: Clock): string {
  const stamp = new Date(clock.nowMs()).toISOString().replaceAll(':', '-');
  const kept = `${file}.damaged-${stamp}`;
  // The database first: what is left of it after a crash in between is a log alone, and that is seen at the next start.
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  const tail = path.join(path.dirname(file), tailName);
  if (existsSync(tail)) renameSync(tail, `${kept}.tail`);
  return path.basename(kept);
}

/** The last file set aside in this folder, by the time in its name. */
export function newestSetAside(file: string): string | null {
  const prefix = `${path.basename(file)}.damaged-`;
  const kept = readdirSync(path.dirname(file)).filter((name) => name.startsWith(prefix));
  const names = kept.map((name) => name.replace(/(-wal|-shm|\.tail)$/, ''));
  return names.sort().at(-1) ?? null;
}
