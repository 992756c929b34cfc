/** Checks that rows follow each other: no gap, no change, no row from elsewhere, no checkpoint that tells otherwise. */
import { firstPrevHash, hashOf, type Sha256 } from './canonical.ts';
import type { CheckpointDamage } from './checkpoints.ts';
import type { JournalEntry } from './entry.ts';

export interface Damage {
  /** The row where it shows. */
  readonly seq: number;
  readonly kind:
    | 'hash-mismatch'
    | 'broken-link'
    | 'gap'
    | 'wrong-checkpoint'
    | 'not-canonical'
    | CheckpointDamage;
}

/** Takes rows one by one, so that a journal of any length can be checked. */
export interface ChainCheck {
  take(entry: JournalEntry): readonly Damage[];
  /** Rows taken so far and the hash of the last. */
  head(): { readonly rows: number; readonly hash: string };
  /** Rows before which the clock had been set back. Not damage: the chain, not the clock, says what came first. */
  clockSetBackAt(): readonly number[];
}

/**
 * @param sha256 lower-case hex SHA-256 of a text's UTF-8 bytes
 * @param startsAnywhere for a part of a journal: its first row is taken as it is, without what came before
 */
export function checkChain(sha256: Sha256, { startsAnywhere = false } = {}): ChainCheck {
  let rows = 0;
  let expectedSeq = 1;
  let prevHash = firstPrevHash;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  const setBackAt: number[] = [];
  return {
    take(entry) {
      const kinds: Damage['kind'][] = [];
      const isFree = startsAnywhere && rows === 0;
      if (!isFree && entry.seq !== expectedSeq) kinds.push('gap');
      if (!isFree && entry.prevHash !== prevHash) kinds.push('broken-link');
      const hash = isDated(entry) ? hashOf(entry, sha256) : null;
      if (hash === null) kinds.push('not-canonical');
      else if (hash !== entry.hash) kinds.push('hash-mismatch');
      if (!tellsTheChain(entry)) kinds.push('wrong-checkpoint');
      if (entry.atMs < lastAtMs) setBackAt.push(entry.seq);
      rows += 1;
      expectedSeq = entry.seq + 1;
      lastAtMs = entry.atMs;
      // Going on from the computed hash makes a row with a forged hash show in the next row as well.
      prevHash = hash ?? entry.hash;
      return kinds.map((kind) => ({ seq: entry.seq, kind }));
    },
    head: () => ({ rows, hash: prevHash }),
    clockSetBackAt: () => setBackAt,
  };
}

/** Instants beyond every calendar are a forger's: the journal cannot have written them, and nothing can print them. */
export function isDated(entry: Pick<JournalEntry, 'atMs' | 'startsAtMs' | 'expiresAtMs'>): boolean {
  const instants = [entry.atMs, entry.startsAtMs ?? 0, entry.expiresAtMs ?? 0];
  return instants.every((ms) => !Number.isNaN(new Date(ms).getTime()));
}

/** A checkpoint names the rows before it and the hash of the last of them. */
function tellsTheChain({ event, seq, prevHash, detail }: JournalEntry): boolean {
  return event !== 'checkpoint' || (detail?.rows === seq - 1 && detail.head === prevHash);
}
