/** Opens the station's one SQLite file: durable, private, of a known version, and never silently started over. */
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { fact } from '../../core/issuance/events.ts';
import { assert, err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Journal, StationKey } from '../ports.ts';
import { diskCodeOf } from './disk-code.ts';
import { createJournal, guarded, lastHashOf, type StoreOptions } from './journal-table.ts';
import { createCheckpoint } from './journal-writer.ts';
import { copyBeforeMigrating, migrate } from './migrate.ts';
import { examine, lastKnownHash, newestSetAside, setAside } from './set-aside.ts';
import { type Keyring, openStationKey } from './station-key.ts';

export const databaseName = 'daypass.sqlite';

export interface Store {
  readonly journal: Journal;
  /** The name under which a damaged file was set aside at this start; the supervisor is told. */
  readonly setAside: string | null;
  readonly stationKey: StationKey;
  /** Signs what stands so far, unless the last row does: after the start and before a clean close. */
  checkpoint(): Result<null, Trouble>;
  close(): void;
}

/** Errors are `disk` troubles: `newer-version`, `not-wal`, or SQLite's or the file system's own code in `detail`. */
export function openStore(options: StoreOptions, keyring: Keyring | null = null): Result<Store, Trouble> {
  let db: Database.Database | null = null;
  try {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
    const file = path.join(options.dataDir, databaseName);
    const state = examine(file);
    if (state === 'newer-version') return err(trouble('disk', { detail: state }));
    if (state === 'damaged') setAside(file, options.clock);
    db = new Database(file);
    const store = storeOf(db, file, options, openStationKey(options.dataDir, keyring));
    if (!store.ok) db.close();
    return store;
  } catch (failed) {
    db?.close();
    return err(trouble('disk', { detail: diskCodeOf(failed) }));
  }
}

function storeOf(
  db: Database.Database,
  file: string,
  options: StoreOptions,
  key: StationKey,
): Result<Store, Trouble> {
  chmodSync(file, 0o600);
  if (!makeDurable(db)) return err(trouble('disk', { detail: 'not-wal' }));
  copyBeforeMigrating(db, file);
  migrate(db);
  // SQLite drops a log that it cannot read; the tables must not be lost with it. Waits for no reader.
  db.pragma('wal_checkpoint(PASSIVE)');
  const journal = createJournal(db, options, key);
  const sign = createCheckpoint(db, options, key);
  const previous = lastHashOf(db) === null ? newestSetAside(file) : null;
  const noted = previous === null ? null : noteSetAside(journal, file, previous);
  // Without that row the new chain would look like the only one there ever was.
  if (noted !== null && !noted.ok) return noted;
  return ok({
    journal,
    setAside: previous,
    stationKey: key,
    checkpoint: () => guarded(sign),
    close: () => db.close(),
  });
}

/** @returns false where the file system has no room for a write-ahead log's shared memory */
function makeDurable(db: Database.Database): boolean {
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  // better-sqlite3 is built with NORMAL for WAL, which may lose the last rows at a power cut; a lost row is a lost code.
  db.pragma('synchronous = FULL');
  assert(db.pragma('synchronous', { simple: true }) === 2, 'synchronous is FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('busy_timeout = 2000');
  return mode === 'wal';
}

function noteSetAside(journal: Journal, file: string, previousFile: string): Result<unknown, Trouble> {
  const kept = path.join(path.dirname(file), previousFile);
  const detail = {
    reason: 'previous-file-set-aside',
    previousFile,
    lastKnownHash: lastKnownHash(kept),
  };
  return journal.append({
    ...fact('settings-changed', { detail }),
    issuanceId: null,
    actor: null,
    worker: null,
  });
}
