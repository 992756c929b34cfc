/** Writes the journal's rows, each with its place in the chain, and the signed checkpoints among them. */
import type BetterSqlite3 from 'better-sqlite3';
import {
  firstPrevHash,
  hashOf,
  type Sha256,
  storable,
  type UnhashedEntry,
} from '../../core/journal/canonical.ts';
import {
  checkpointDraft,
  keyChanged,
  renamed,
  signedDetailOf,
  signedText,
  stationDraft,
} from '../../core/journal/checkpoints.ts';
import type { EntryDraft, JournalEntry } from '../../core/journal/entry.ts';
import type { Clock, StationKey } from '../ports.ts';
import { entryOfRow, insertSql, type JournalRow, rowOfEntry } from './journal-row.ts';
import { keyIdOf } from './station-key.ts';

export interface WriterOptions {
  readonly station: string;
  readonly clock: Clock;
  readonly sha256: Sha256;
  /** A signed `checkpoint` row follows after at most this many rows. */
  readonly checkpointEvery: number;
}

/** Neither opens a transaction: that of the caller makes the rows durable. */
export interface Writer {
  write(draft: EntryDraft): JournalEntry;
  /** Signs what stands so far. */
  writeCheckpoint(): JournalEntry;
}

export function createWriter(db: BetterSqlite3.Database, options: WriterOptions, key: StationKey): Writer {
  const last = db.prepare<[], { seq: number; hash: string }>(lastSql);
  const insert = db.prepare(insertSql);
  const head = () => last.get() ?? { seq: 0, hash: firstPrevHash };

  const following = (previous: { seq: number; hash: string }, draft: EntryDraft): UnhashedEntry => ({
    ...storable(draft),
    seq: previous.seq + 1,
    atMs: Math.round(options.clock.nowMs()),
    station: options.station,
    prevHash: previous.hash,
  });
  const store = (unhashed: UnhashedEntry): JournalEntry => {
    const entry = { ...unhashed, hash: hashOf(unhashed, options.sha256) };
    insert.run(rowOfEntry(entry));
    return entry;
  };
  return {
    write: (draft) => store(following(head(), draft)),
    writeCheckpoint() {
      const previous = head();
      const facts = {
        rows: previous.seq,
        head: previous.hash,
        every: options.checkpointEvery,
        publicKey: key.publicKey,
      };
      const unsigned = following(previous, checkpointDraft(facts));
      const signature = Buffer.from(key.sign(Buffer.from(signedText(unsigned)))).toString('base64url');
      return store({ ...unsigned, ...storable(checkpointDraft({ ...facts, signature })) });
    },
  };
}

export const lastSql = 'SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1';
const lastCheckpointSql = "SELECT * FROM journal WHERE event = 'checkpoint' ORDER BY seq DESC LIMIT 1";

/** The last checkpoint that is signed, if the last one is. */
export function lastSignedCheckpoint(db: BetterSqlite3.Database): JournalEntry | null {
  const row = db.prepare<[], JournalRow>(lastCheckpointSql).get();
  const entry = row === undefined ? null : entryOfRow(row);
  return entry !== null && signedDetailOf(entry) !== null ? entry : null;
}

/**
 * Signs what stands so far, unless the last row does. The first row of a journal names the key; what differs from the
 * last checkpoint (another key, another name of the station) is told in a row of its own first.
 */
export function createCheckpoint(
  db: BetterSqlite3.Database,
  options: WriterOptions,
  key: StationKey,
): () => null {
  const writer = createWriter(db, options, key);
  const last = db.prepare<[], { seq: number }>(lastSql);
  return db.transaction((): null => {
    const before = lastSignedCheckpoint(db);
    const signed = before === null ? null : signedDetailOf(before);
    if (before !== null && before.station !== options.station)
      writer.write(stationDraft('settings-changed', { reason: renamed, previousStation: before.station }));
    if (signed !== null && signed.publicKey !== key.publicKey) {
      const previousKeyId = keyIdOf(signed.publicKey);
      writer.write(stationDraft('settings-changed', { reason: keyChanged, keyId: key.keyId, previousKeyId }));
    }
    const isFresh = before !== null && before.seq === last.get()?.seq;
    if (!isFresh || signed?.every !== options.checkpointEvery) writer.writeCheckpoint();
    return null;
  }).immediate;
}
