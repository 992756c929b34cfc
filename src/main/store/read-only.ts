/** Opens a journal to look at it: while the station has it open, and also a copy where nothing can be written. */
import { existsSync, readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { diskCodeOf } from './disk-code.ts';

/**
 * A database in WAL mode needs a file for shared memory beside it even to be read (sqlite.org/wal.html, "Read-Only
 * Databases"). On read-only media there is none; without a log beside it the file is whole and is read from memory.
 */
export function openReadOnly(file: string): Database.Database {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true });
    db.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get();
    return db;
  } catch (failed) {
    db?.close();
    const isUnwritable = /^SQLITE_(CANTOPEN|READONLY)/.test(diskCodeOf(failed));
    if (!isUnwritable || !existsSync(file) || existsSync(`${file}-wal`)) throw failed;
    return new Database(withoutLog(readFileSync(file)), { readonly: true });
  }
}

/** Bytes 18 and 19 are 2 for a database with a write-ahead log, 1 for one without (sqlite.org/fileformat2.html, 1.3.3). */
function withoutLog(content: Buffer): Buffer {
  if (content.length < 20) return content;
  content.fill(1, 18, 20);
  return content;
}
