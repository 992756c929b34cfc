/** The journal's last rows a second time, beside the database: what a damaged log loses is missed, and not lost. */
import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { canonicalLine, hashOf, parseLine, type Sha256 } from '../../core/journal/canonical.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { diskCodeOf } from './disk-code.ts';

export const tailName = 'journal.tail';

export interface Tail {
  /** @param isQuiet nothing is open after this row: the rows before it need not be kept twice any longer */
  note(entries: readonly JournalEntry[], isQuiet: boolean): void;
  close(): void;
}

/**
 * SQLite takes a frame of its log with a wrong checksum for the log's end, and says nothing of the rows behind it. Each
 * row is therefore written here too, once it is committed, since the last moment with no open issuance. The file is not
 * synced: after a power cut it may be behind the database, after a kill it is not. It can only ever tell of more rows.
 */
export function openTail(dataDir: string): Tail {
  const file = openSync(path.join(dataDir, tailName), 'a', 0o600);
  let isOpen = true;
  return {
    note(entries, isQuiet) {
      if (!isOpen) return;
      try {
        if (isQuiet) ftruncateSync(file);
        writeSync(file, entries.map((entry) => `${canonicalLine(entry)}\n`).join(''));
      } catch (failed) {
        // The row itself is durable; a full disk takes only its second copy.
        diskCodeOf(failed);
      }
    },
    close() {
      if (isOpen) closeSync(file);
      isOpen = false;
    },
  };
}

/** The rows that can be read and whose hash is right, in order; rows of a torn or changed line are left out. */
export function readTail(dataDir: string, sha256: Sha256, name = tailName): readonly JournalEntry[] {
  const file = path.join(dataDir, name);
  if (!existsSync(file)) return [];
  const rows = readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const parsed = parseLine(line);
      return parsed.ok && hashOf(parsed.value, sha256) === parsed.value.hash ? [parsed.value] : [];
    });
  return rows.toSorted((a, b) => a.seq - b.seq);
}
