/** The `Journal` port over its table: appends in one durable transaction, reads by prepared statements. */
import { closeSync, fsyncSync, openSync, statfsSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { fact } from '../../core/issuance/events.ts';
import type { EntryDraft, JournalEntry } from '../../core/journal/entry.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Journal, StationKey } from '../ports.ts';
import { diskCodeOf } from './disk-code.ts';
import { entryOfRow, type JournalRow } from './journal-row.ts';
import { createWriter, lastSql, type Writer, type WriterOptions } from './journal-writer.ts';

export interface StoreOptions extends WriterOptions {
  readonly dataDir: string;
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
  last: lastSql,
  entries: 'SELECT * FROM journal WHERE issuance_id = ? ORDER BY seq',
  open: `SELECT issuance_id FROM journal AS asked INDEXED BY journal_by_requested WHERE event = 'requested' AND NOT EXISTS
    (SELECT 1 FROM journal AS ended WHERE ended.issuance_id = asked.issuance_id AND ended.event = 'closed')
    ORDER BY seq`,
  // What a request became comes after it, and it waits for hours at most: few rows to look through.
  queued: `SELECT asked.*, (SELECT begun.issuance_id FROM journal AS begun WHERE begun.seq > asked.seq
      AND begun.event = 'requested' AND json_extract(begun.detail, '$.queued') = asked.issuance_id LIMIT 1) AS became
    FROM journal AS asked INDEXED BY journal_by_queued WHERE asked.event = 'queued' AND NOT EXISTS
    (SELECT 1 FROM journal AS ended WHERE ended.issuance_id = asked.issuance_id AND ended.event = 'dequeued')
    ORDER BY asked.seq`,
  creationOf: "SELECT * FROM journal WHERE event = 'created' AND code_id = ? ORDER BY seq DESC LIMIT 1",
  creationWith: `SELECT * FROM journal INDEXED BY journal_by_content WHERE event = 'created'
    AND json_valid(detail) AND json_extract(detail, '$.contentSha256') = ? ORDER BY seq DESC LIMIT 1`,
  standingSince: `SELECT * FROM journal AS made INDEXED BY journal_by_creation WHERE event = 'created' AND at_ms >= ?
    AND NOT EXISTS (SELECT 1 FROM journal AS gone INDEXED BY journal_by_gone_code
      WHERE gone.code_id = made.code_id AND gone.event IN ('deleted', 'revoked'))
    ORDER BY at_ms, seq`,
  codesMadeBy: `SELECT count(*) AS made FROM journal INDEXED BY journal_by_creation
    WHERE event = 'created' AND at_ms >= @sinceMs AND actor_id = @actorId AND seq > coalesce((
      SELECT max(seq) FROM journal WHERE event = 'signed-in' AND actor_id = @actorId AND detail ->> 'reason' = 'rate-cap'
      AND seq > (SELECT min(seq) FROM journal INDEXED BY journal_by_creation WHERE event = 'created' AND at_ms >= @sinceMs)
    ), 0)`,
  recent: 'SELECT * FROM journal ORDER BY seq DESC LIMIT ?',
  lastBatch: `SELECT * FROM journal INDEXED BY journal_by_batch WHERE event IN ('batch-started', 'batch-ended')
    ORDER BY seq DESC LIMIT 1`,
  requestedIn: `SELECT * FROM journal INDEXED BY journal_by_requested WHERE event = 'requested'
    AND issuance_id > ? AND issuance_id < ? ORDER BY issuance_id`,
} as const;

export function lastHashOf(db: BetterSqlite3.Database): string | null {
  const last = db.prepare<[], { hash: string }>(queries.last).get();
  return last?.hash ?? null;
}

export function createJournal(db: BetterSqlite3.Database, options: StoreOptions, key: StationKey): Journal {
  const writer = createWriter(db, options, key);
  const append = appender(db, writer, options.checkpointEvery);
  const entries = db.prepare<[string], JournalRow>(queries.entries);
  const open = db.prepare<[], { issuance_id: string }>(queries.open);
  const queued = db.prepare<[], JournalRow & { readonly became: string | null }>(queries.queued);
  const creationOf = db.prepare<[string], JournalRow>(queries.creationOf);
  const creationWith = db.prepare<[string], JournalRow>(queries.creationWith);
  const standingSince = db.prepare<[number], JournalRow>(queries.standingSince);
  const codesMadeBy = db.prepare<[{ actorId: string; sinceMs: number }], { made: number }>(
    queries.codesMadeBy,
  );
  const recent = db.prepare<[number], JournalRow>(queries.recent);
  const lastBatch = db.prepare<[], JournalRow>(queries.lastBatch);
  const requestedIn = db.prepare<[string, string], JournalRow>(queries.requestedIn);
  return {
    append: (draft) => guarded(() => append(draft)),
    entries: (issuanceId) => entries.all(issuanceId).map(entryOfRow),
    open: () => open.all().map((row) => row.issuance_id),
    queued: () => queued.all().map(({ became, ...row }) => ({ row: entryOfRow(row), became })),
    creationOf(codeId) {
      const row = creationOf.get(codeId);
      return row === undefined ? null : entryOfRow(row);
    },
    creationWith(contentSha256) {
      const row = creationWith.get(contentSha256);
      return row === undefined ? null : entryOfRow(row);
    },
    standingSince: (sinceMs) => standingSince.all(sinceMs).map(entryOfRow),
    codesMadeBy: (actorId, sinceMs) => codesMadeBy.get({ actorId, sinceMs })?.made ?? 0,
    recent: (limit) => recent.all(limit).map(entryOfRow),
    lastBatch() {
      const row = lastBatch.get();
      return row === undefined ? null : entryOfRow(row);
    },
    // The sign that follows the dash bounds what begins with it.
    requestedIn: (runId) => requestedIn.all(`${runId}-`, `${runId}.`).map(entryOfRow),
    probe: prober(db, writer, options.dataDir),
  };
}

/** A checkpoint follows every so many rows, and whenever a supervisor leaves. */
function appender(
  db: BetterSqlite3.Database,
  writer: Writer,
  checkpointEvery: number,
): (draft: EntryDraft) => JournalEntry {
  return db.transaction((draft: EntryDraft): JournalEntry => {
    const entry = writer.write(draft);
    if ((entry.seq + 1) % checkpointEvery === 0 || entry.event === 'signed-out') writer.writeCheckpoint();
    return entry;
  }).immediate;
}

/** Real writes that leave nothing behind, and room for what is to come. */
function prober(db: BetterSqlite3.Database, writer: Writer, dataDir: string): () => Result<null, Trouble> {
  const tryRow = db.transaction(() => {
    writer.write(probeDraft);
    throw new RolledBack();
  }).immediate;
  return () => {
    const free = guarded(() => {
      try {
        tryRow();
      } catch (failed) {
        if (!(failed instanceof RolledBack)) throw failed;
      }
      tryFile(path.join(dataDir, probeName));
      const { bavail, bsize } = statfsSync(dataDir);
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
export function guarded<T>(act: () => T): Result<T, Trouble> {
  try {
    return ok(act());
  } catch (failed) {
    return err(trouble('disk', { detail: diskCodeOf(failed) }));
  }
}
