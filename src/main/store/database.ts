/** Opens the station's one SQLite file: durable, private, of a known version, and never silently started over. */
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fact } from '../../core/issuance/events.ts';
import { assert, err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Clock, Journal } from '../ports.ts';
import { createJournal, lastHashOf, type StoreOptions } from './journal-table.ts';
import { currentVersion, migrate, versionOf } from './migrate.ts';

export const databaseName = 'daypass.sqlite';

export interface Store {
  readonly journal: Journal;
  /** The name under which a damaged file was set aside at this start; the supervisor is told. */
  readonly setAside: string | null;
  close(): void;
}

/** Errors are `disk` troubles: `newer-version`, or SQLite's or the file system's own code in `detail`. */
export function openStore(options: StoreOptions): Result<Store, Trouble> {
  try {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
    const file = path.join(options.dataDir, databaseName);
    const damaged = existsSync(file) ? setAsideIfDamaged(file, options.clock) : null;
    const db = openFile(file);
    if (versionOf(db) > currentVersion) {
      db.close();
      return err(trouble('disk', { detail: 'newer-version' }));
    }
    copyBeforeMigrating(db, file);
    migrate(db);
    const journal = createJournal(db, options);
    if (damaged !== null) noteSetAside(journal, damaged);
    return ok({ journal, setAside: damaged?.name ?? null, close: () => db.close() });
  } catch (failed) {
    return err(trouble('disk', { detail: codeOf(failed) }));
  }
}

/** The code of an error of SQLite or of the file system; anything else is a bug and goes on as it is. */
export function codeOf(failed: unknown): string {
  const code = failed instanceof Error && 'code' in failed ? failed.code : undefined;
  if (typeof code === 'string') return code;
  throw failed;
}

function openFile(file: string): Database.Database {
  const db = new Database(file);
  chmodSync(file, 0o600);
  db.pragma('journal_mode = WAL');
  // better-sqlite3 is built with NORMAL for WAL, which may lose the last rows at a power cut; a lost row is a lost code.
  db.pragma('synchronous = FULL');
  assert(db.pragma('synchronous', { simple: true }) === 2, 'synchronous is FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 2000');
  return db;
}

interface Damaged {
  readonly name: string;
  readonly lastKnownHash: string | null;
}

/** A damaged file is kept as evidence under another name; a sound one is left alone. */
function setAsideIfDamaged(file: string, clock: Clock): Damaged | null {
  const { isSound, lastKnownHash } = examine(file);
  if (isSound) return null;
  const stamp = new Date(clock.nowMs()).toISOString().replaceAll(':', '-');
  const name = `${databaseName}.damaged-${stamp}`;
  const kept = path.join(path.dirname(file), name);
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, kept + suffix);
  }
  return { name, lastKnownHash };
}

function examine(file: string): { readonly isSound: boolean; readonly lastKnownHash: string | null } {
  let db: Database.Database | null = null;
  let lastKnownHash: string | null = null;
  try {
    db = new Database(file);
    const isNew = versionOf(db) === 0;
    lastKnownHash = isNew ? null : lastHashOf(db);
    const isSound = db.pragma('quick_check', { simple: true }) === 'ok';
    return { isSound, lastKnownHash };
  } catch (failed) {
    const code = codeOf(failed);
    if (code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_NOTADB' && code !== 'SQLITE_ERROR') throw failed;
    return { isSound: false, lastKnownHash };
  } finally {
    db?.close();
  }
}

/** The way back for a site whose new version turns out bad. */
function copyBeforeMigrating(db: Database.Database, file: string): void {
  const version = versionOf(db);
  if (version === 0 || version === currentVersion) return;
  db.pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(file, `${file}.before-version-${currentVersion}`);
}

function noteSetAside(journal: Journal, damaged: Damaged): void {
  const detail = {
    reason: 'previous-file-set-aside',
    previousFile: damaged.name,
    lastKnownHash: damaged.lastKnownHash,
  };
  journal.append({
    ...fact('settings-changed', { detail }),
    issuanceId: null,
    actor: null,
    worker: null,
  });
}
