/** What is still readable of a damaged journal, and the open issuances in it: carried over, so that no code is forgotten. */
import { hashOf, type Sha256 } from '../../core/journal/canonical.ts';
import { isDated } from '../../core/journal/chain.ts';
import type { EntryDraft, JournalEntry } from '../../core/journal/entry.ts';
import { diskCodeOf } from './disk-code.ts';
import { entryOfRow, type JournalRow } from './journal-row.ts';
import { openReadOnly } from './read-only.ts';

/** Rows whose own hash is right, by their number: from both ends of the table, as far as SQLite gets. */
export function readableRows(file: string, sha256: Sha256): readonly JournalEntry[] {
  const rows = new Map<number, JournalEntry>();
  for (const order of ['ASC', 'DESC'])
    tolerant(() => {
      const db = openReadOnly(file);
      try {
        const all = db.prepare<[], JournalRow>(`SELECT * FROM journal ORDER BY seq ${order}`);
        for (const row of all.iterate()) {
          const entry = soundEntry(row, sha256);
          if (entry !== null) rows.set(entry.seq, entry);
        }
      } finally {
        db.close();
      }
    });
  return [...rows.values()].toSorted((a, b) => a.seq - b.seq);
}

/** What SQLite cannot read of a damaged file it says by an error: there is nothing more to get then. */
function tolerant(read: () => void): void {
  try {
    read();
  } catch (failed) {
    diskCodeOf(failed);
  }
}

/** The row as an entry, or null where it is not what the journal wrote. */
export function soundEntry(row: JournalRow, sha256: Sha256): JournalEntry | null {
  try {
    const entry = entryOfRow(row);
    return isDated(entry) && hashOf(entry, sha256) === row.hash ? entry : null;
  } catch (malformed) {
    // A changed detail is no JSON, a changed column no text, number or instant: not a row that the journal wrote.
    const kinds = [SyntaxError, TypeError, RangeError];
    if (kinds.some((kind) => malformed instanceof kind)) return null;
    throw malformed;
  }
}

/**
 * The rows of every issuance without an end, and every request that still waits, as drafts for the new chain. Each tells where
 * it stood in the old one.
 */
export function carriedOver(rows: readonly JournalEntry[]): readonly EntryDraft[] {
  const ended = new Set(rows.flatMap(endedBy));
  const open = rows.filter(({ issuanceId }) => issuanceId !== null && !ended.has(issuanceId));
  const begun = new Set<string | null>();
  return open.flatMap((row) => {
    const isBegin = row.event === 'requested' || row.event === 'queued';
    const isLate = !isBegin && !begun.has(row.issuanceId);
    begun.add(row.issuanceId);
    // An issuance whose first rows are gone begins again with what is known of it.
    return isLate ? [requestOf(row), carried(row)] : [carried(row)];
  });
}

/** A request that became an issuance waits no more, whether or not that was written down. */
function endedBy({ event, issuanceId, detail }: JournalEntry): readonly unknown[] {
  if (event === 'closed' || event === 'dequeued') return [issuanceId];
  return event === 'requested' ? [detail?.queued ?? null] : [];
}

function carried(row: JournalEntry): EntryDraft {
  const { seq, atMs: _at, station: _station, prevHash: _prev, hash: _hash, ...draft } = row;
  return { ...draft, detail: { ...draft.detail, carriedFrom: seq } };
}

function requestOf(row: JournalEntry): EntryDraft {
  const { codeKind, issuanceId, actor, worker } = row;
  const nothing = {
    codeId: null,
    startsAtMs: null,
    expiresAtMs: null,
    printer: null,
    jobId: null,
    outcome: null,
  };
  const detail = { hours: null, replaceCodeId: null, carriedFrom: null };
  const ids = { clientRequestId: null, requestId: null };
  return { event: 'requested', codeKind, ...nothing, detail, ...ids, issuanceId, actor, worker };
}

/** All rows of either source, by number; the database's own where both have one. */
export function united(
  ofDatabase: readonly JournalEntry[],
  ofTail: readonly JournalEntry[],
): readonly JournalEntry[] {
  const rows = new Map([...ofTail, ...ofDatabase].map((row) => [row.seq, row]));
  return [...rows.values()].toSorted((a, b) => a.seq - b.seq);
}
