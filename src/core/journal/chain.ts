/** Checks that rows follow each other: no gap, no change, no row from elsewhere. */
import { firstPrevHash, hashOf, type Sha256 } from './canonical.ts';
import type { JournalEntry } from './entry.ts';

export interface Damage {
  /** The row where it shows. */
  readonly seq: number;
  readonly kind: 'hash-mismatch' | 'broken-link' | 'gap';
}

/** Takes rows one by one, so that a journal of any length can be checked. */
export interface ChainCheck {
  take(entry: JournalEntry): readonly Damage[];
  /** Rows taken so far and the hash of the last. */
  head(): { readonly rows: number; readonly hash: string };
}

/** @param sha256 lower-case hex SHA-256 of a text's UTF-8 bytes */
export function checkChain(sha256: Sha256): ChainCheck {
  let rows = 0;
  let expectedSeq = 1;
  let prevHash = firstPrevHash;
  return {
    take(entry) {
      const damages: Damage[] = [];
      if (entry.seq !== expectedSeq) damages.push({ seq: entry.seq, kind: 'gap' });
      if (entry.prevHash !== prevHash) damages.push({ seq: entry.seq, kind: 'broken-link' });
      const hash = hashOf(entry, sha256);
      if (hash !== entry.hash) damages.push({ seq: entry.seq, kind: 'hash-mismatch' });
      rows += 1;
      expectedSeq = entry.seq + 1;
      // Going on from the computed hash makes a row with a forged hash show in the next row as well.
      prevHash = hash;
      return damages;
    },
    head: () => ({ rows, hash: prevHash }),
  };
}
