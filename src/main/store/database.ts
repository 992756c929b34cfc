/** Opens the station's one SQLite file: durable, private, of a known version, and never silently started over. */
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { setAsideSeen, stationDraft } from '../../core/journal/checkpoints.ts';
import { assert, err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Journal, StationKey } from '../ports.ts';
import { diskCodeOf } from './disk-code.ts';
import { entryOfRow, type JournalRow } from './journal-row.ts';
import { createJournal, guarded, lastHashOf, type StoreOptions } from './journal-table.ts';
import { openTail, readTail, type Tail } from './journal-tail.ts';
import { createCheckpoint, lastSql } from './journal-writer.ts';
import { copyBeforeMigrating, migrate } from './migrate.ts';
import { carriedOver, readableRows, united } from './salvage.ts';
import { examine, lastKnownHash, newestSetAside, setAside } from './set-aside.ts';
import { type Keyring, openStationKey } from './station-key.ts';

export const databaseName = 'daypass.sqlite';

export interface Store {
  readonly journal: Journal;
  /** The name under which a damaged file was set aside, until a supervisor has said to have seen it. */
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
    const state = examine(file, options.sha256);
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
  const tail = openTail(options.dataDir);
  const journal = keptTwice(createJournal(db, options, key), db, tail);
  const sign = createCheckpoint(db, options, key);
  const previous = lastHashOf(db) === null ? newestSetAside(file) : null;
  // Without these rows the new chain would look like the only one there ever was, and open issuances be forgotten.
  if (previous !== null) db.transaction(() => takeOver(journal, options, previous)).immediate();
  return ok({
    journal,
    setAside: unseenSetAside(db),
    stationKey: key,
    checkpoint: () => guarded(sign),
    close: () => {
      tail.close();
      db.close();
    },
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
  // SQLite's own measure. better-sqlite3 is built with 16 MB, which a day's rows fill and nothing needs.
  db.pragma('cache_size = -2000');
  return mode === 'wal';
}

/** Begins the new chain with what is known of the old one. Throws where a row is refused, so that none stays. */
function takeOver(journal: Journal, { dataDir, sha256 }: StoreOptions, previousFile: string): void {
  const kept = path.join(dataDir, previousFile);
  const rows = united(readableRows(kept, sha256), readTail(dataDir, sha256, `${previousFile}.tail`));
  const carried = carriedOver(rows);
  const detail = {
    reason: 'previous-file-set-aside',
    previousFile,
    lastKnownHash: rows.at(-1)?.hash ?? lastKnownHash(kept),
    readableRows: rows.length,
    carriedRows: carried.length,
  };
  for (const draft of [stationDraft('settings-changed', detail), ...carried]) {
    const written = journal.append(draft);
    if (!written.ok) throw new TakeOverRefused(written.error.detail ?? 'SQLITE_IOERR');
  }
}

/** A chain that followed a damaged one says so among its first rows; who was told of it, in a later one. */
function unseenSetAside(db: Database.Database): string | null {
  const fileOf = (reason: string, among: string) =>
    db
      .prepare<[string], { file: string | null }>(
        `SELECT detail ->> 'previousFile' AS file FROM journal
          WHERE event = 'settings-changed' AND detail ->> 'reason' = ? AND ${among} ORDER BY seq DESC LIMIT 1`,
      )
      .get(reason)?.file ?? null;
  const file = fileOf('previous-file-set-aside', 'seq <= 2');
  return file !== null && fileOf(setAsideSeen, 'seq > 1') === null ? file : null;
}

/** Rolls the take-over back; `code` says why, as SQLite's own errors do. */
class TakeOverRefused extends Error {
  constructor(readonly code: string) {
    super('the new journal could not be begun');
  }
}

/** Each row that became durable is noted in the tail as well, with those that the journal wrote of itself. */
function keptTwice(journal: Journal, db: Database.Database, tail: Tail): Journal {
  const after = db.prepare<[number], JournalRow>('SELECT * FROM journal WHERE seq > ? ORDER BY seq');
  let lastSeq = db.prepare<[], { seq: number }>(lastSql).get()?.seq ?? 0;
  return {
    ...journal,
    append(draft) {
      const written = journal.append(draft);
      if (!written.ok) return written;
      const entries = after.all(lastSeq).map(entryOfRow);
      lastSeq = entries.at(-1)?.seq ?? lastSeq;
      const mayBeQuiet = draft.issuanceId === null || draft.event === 'closed';
      tail.note(entries, mayBeQuiet && journal.open().length === 0);
      return written;
    },
  };
}
