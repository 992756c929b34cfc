/** The `Journal` port over its table: appends in one durable transaction, reads by prepared statements. */
import { closeSync, fsyncSync, openSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { fact } from '../../core/issuance/events.ts';
import { firstPrevHash, hashOf, type Sha256, storable } from '../../core/journal/canonical.ts';
import type { EntryDraft, JournalEntry } from '../../core/journal/entry.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Clock, Journal } from '../ports.ts';
import { diskCodeOf } from './disk-code.ts';
import { entryOfRow, insertSql, type JournalRow, rowOfEntry } from './journal-row.ts';

export interface StoreOptions {
  readonly dataDir: string;
  readonly station: string;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** A `checkpoint` row follows after this many rows. */
  readonly checkpointEvery: number;
}

/** Room for an issuance's rows many times over; below it nothing destructive is begun. */
const leastFreeBytes = 5_000_000;

const probeName = 'daypass.probe';
/** As large as the rows of the worst step, so that a file that cannot grow is noticed. */
const probeDraft: EntryDraft = {
  ...fact('settings-changed', { detail: { probe: 'x'.repeat(8_192) } }),
  issuanceId: null,
  actor: null,
  worker: null,
};

export const queries = {
  last: 'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1',
  entries: 'SELECT * FROM journal WHERE issuance_id = ? ORDER BY seq',
  open: `SELECT issuance_id FROM journal AS asked INDEXED BY journal_by_requested WHERE event = 'requested' AND NOT EXISTS
    (SELECT 1 FROM journal AS ended WHERE ended.issuance_id = asked.issuance_id AND ended.event = 'closed')
    ORDER BY seq`,
  creationOf: "SELECT * FROM journal WHERE event = 'created' AND code_id = ? ORDER BY seq DESC LIMIT 1",
  recent: 'SELECT * FROM journal ORDER BY seq DESC LIMIT ?',
} as const;

export function lastHashOf(db: BetterSqlite3.Database): string | null {
  const last = db.prepare<[], { hash: string }>(queries.last).get();
  return last?.hash ?? null;
}

export function createJournal(db: BetterSqlite3.Database, options: StoreOptions): Journal {
  const append = appender(db, options);
  const entries = db.prepare<[string], JournalRow>(queries.entries);
  const open = db.prepare<[], { issuance_id: string }>(queries.open);
  const creationOf = db.prepare<[string], JournalRow>(queries.creationOf);
  const recent = db.prepare<[number], JournalRow>(queries.recent);
  return {
    append: (draft) => guarded(() => append(draft)),
    entries: (issuanceId) => entries.all(issuanceId).map(entryOfRow),
    open: () => open.all().map((row) => row.issuance_id),
    creationOf(codeId) {
      const row = creationOf.get(codeId);
      return row === undefined ? null : entryOfRow(row);
    },
    recent: (limit) => recent.all(limit).map(entryOfRow),
    probe: prober(db, options),
  };
}

/** Writes the next row of the chain; the caller's transaction makes it durable. */
function writer(db: BetterSqlite3.Database, options: StoreOptions): (draft: EntryDraft) => JournalEntry {
  const last = db.prepare<[], { seq: number; hash: string }>(queries.last);
  const insert = db.prepare(insertSql);

  return (draft) => {
    const previous = last.get() ?? { seq: 0, hash: firstPrevHash };
    const unhashed = {
      ...storable(draft),
      seq: previous.seq + 1,
      atMs: Math.round(options.clock.nowMs()),
      station: options.station,
      prevHash: previous.hash,
    };
    const entry = { ...unhashed, hash: hashOf(unhashed, options.sha256) };
    insert.run(rowOfEntry(entry));
    return entry;
  };
}

function appender(db: BetterSqlite3.Database, options: StoreOptions): (draft: EntryDraft) => JournalEntry {
  const write = writer(db, options);
  return db.transaction((draft: EntryDraft): JournalEntry => {
    const entry = write(draft);
    if ((entry.seq + 1) % options.checkpointEvery === 0) write(checkpointAfter(entry));
    return entry;
  }).immediate;
}

function checkpointAfter(entry: JournalEntry): EntryDraft {
  const detail = { rows: entry.seq, head: entry.hash };
  return { ...fact('checkpoint', { detail }), issuanceId: null, actor: null, worker: null };
}

/** Real writes that leave nothing behind, and room for what is to come. */
function prober(db: BetterSqlite3.Database, options: StoreOptions): () => Result<null, Trouble> {
  const write = writer(db, options);
  const tryRow = db.transaction(() => {
    write(probeDraft);
    throw new RolledBack();
  }).immediate;
  return () => {
    const free = guarded(() => {
      try {
        tryRow();
      } catch (failed) {
        if (!(failed instanceof RolledBack)) throw failed;
      }
      tryFile(path.join(options.dataDir, probeName));
      const { bavail, bsize } = statfsSync(options.dataDir);
      return bavail * bsize;
    });
    if (!free.ok) return free;
    return free.value >= leastFreeBytes ? ok(null) : err(trouble('disk', { detail: 'nearly-full' }));
  };
}

/** Ends the probe's transaction. */
class RolledBack extends Error {}

/** A row that is rolled back never leaves SQLite's cache; only a file shows a disk that is full, read-only or gone. */
function tryFile(file: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeSync(handle, Buffer.alloc(4_096));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
    unlinkSync(file);
  }
}

/** SQLite's and the file system's refusals become `disk`; everything else is a bug and goes on. */
function guarded<T>(act: () => T): Result<T, Trouble> {
  try {
    return ok(act());
  } catch (failed) {
    return err(trouble('disk', { detail: diskCodeOf(failed) }));
  }
}
