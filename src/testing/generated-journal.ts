/** Journals as a station writes them, drawn from a seed: for attacks on them, and to be left alone. */
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { fact, issuanceEvents } from '../core/issuance/events.ts';
import { canonicalLine } from '../core/journal/canonical.ts';
import type { EntryDraft, JournalEntry } from '../core/journal/entry.ts';
import type { StationKey } from '../main/ports.ts';
import { entryOfRow, insertSql, type JournalRow, rowOfEntry } from '../main/store/journal-row.ts';
import { createJournal } from '../main/store/journal-table.ts';
import { createCheckpoint } from '../main/store/journal-writer.ts';
import { migrate } from '../main/store/migrate.ts';
import { type Random, seededRandom } from './simulation/random.ts';
import { memoryKey } from './station-key.ts';

export interface GeneratedJournal {
  readonly entries: readonly JournalEntry[];
  readonly key: StationKey;
  /** Further rows by the same station, from any point of its past: as after an older copy was put back. */
  continuedFrom(rows: number, moreRows: number): readonly JournalEntry[];
}

export interface Asked {
  readonly seed: number;
  readonly rows?: number;
  readonly station?: string;
  readonly key?: StationKey;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const exportOf = (entries: readonly JournalEntry[]): string =>
  entries.map((entry) => `${canonicalLine(entry)}\n`).join('');

const startMs = Date.parse('2026-11-23T05:30:00Z');

export function generateJournal(asked: Asked): GeneratedJournal {
  const random = seededRandom(asked.seed);
  const station = asked.station ?? 'Gate 3';
  const key = asked.key ?? memoryKey();
  const checkpointEvery = random.int(5, 24);
  const write = (db: Database.Database, rows: number) => {
    let atMs = startMs + random.int(0, 1_000_000);
    const clock = {
      nowMs: () => (atMs += random.int(1, 90_000)),
      monotonicMs: () => 0,
      after: () => () => {},
    };
    const options = { dataDir: '/', station, clock, sha256, checkpointEvery };
    const journal = createJournal(db, options, key);
    const checkpoint = createCheckpoint(db, options, key);
    checkpoint();
    for (let row = 0; row < rows; row += 1) {
      // Now and then the station is closed and started again.
      if (random.chance(0.02)) checkpoint();
      else journal.append(drawDraft(random));
    }
    return db.prepare<[], JournalRow>('SELECT * FROM journal ORDER BY seq').all().map(entryOfRow);
  };
  const entries = write(emptyDatabase(), asked.rows ?? random.int(40, 90));
  return {
    entries,
    key,
    continuedFrom(rows, moreRows) {
      const db = emptyDatabase();
      const insert = db.prepare(insertSql);
      for (const entry of entries.slice(0, rows)) insert.run(rowOfEntry(entry));
      return write(db, moreRows);
    },
  };
}

function emptyDatabase(): Database.Database {
  const db = new Database(':memory:');
  migrate(db);
  return db;
}

const names = [
  'Anna Kowalska',
  'Łukasz Żak',
  'محمد علي',
  'O’Brien "Bo"',
  'Zoë\u2028Line',
  'Ana \\ Ruiz',
  '👩‍🏭 Mia',
] as const;

function drawDraft(random: Random): EntryDraft {
  const actor = { id: `a-${random.int(1, 4)}`, name: random.pick(names) };
  if (random.chance(0.04)) return { ...fact('signed-out'), issuanceId: null, actor, worker: null };
  const number = random.int(1, 10_000);
  const known = <T>(value: T): T | null => (random.chance(0.8) ? value : null);
  return {
    ...fact(random.pick(issuanceEvents), {
      codeKind: known(random.pick(['temporary', 'standard'])),
      codeId: known(`c-${number}`),
      startsAtMs: known(startMs + number),
      expiresAtMs: known(startMs + number * 60_000),
      printer: known('badge-printer'),
      jobId: known(`${number}`),
      outcome: known(random.pick(['printed', 'sent', 'none', 'live'])),
      detail: known({ reason: random.pick(names), tries: number, sent: random.chance(0.5) }),
      clientRequestId: known(`r-${number}`),
      requestId: known(`q-${number}`),
    }),
    issuanceId: `i-${number}`,
    actor,
    worker: known({ id: `w-${number}`, upn: `w${number}@example.com`, name: random.pick(names) }),
  };
}
