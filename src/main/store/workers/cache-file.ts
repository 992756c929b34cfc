/** Opens `workers.sqlite`, and deletes it without regret when it is not what this version can use. */
import { chmodSync, closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { applicationId, createTables, type Db, version } from './tables.ts';

export const cacheName = 'workers.sqlite';

/** `scope` names whose workers these are: a file of another tenant, unit or group is deleted. */
export function openCacheFile(dataDir: string, scope: string): Db {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, cacheName);
  const kept = opened(file);
  if (kept !== null) {
    if (isUsable(kept, scope)) return kept;
    kept.close();
  }
  deleteCacheFile(dataDir);
  const fresh = opened(file);
  if (fresh === null) throw new CacheRefused();
  createTables(fresh, scope);
  return fresh;
}

export function deleteCacheFile(dataDir: string): void {
  for (const end of ['', '-wal', '-shm', '-journal'])
    rmSync(path.join(dataDir, `${cacheName}${end}`), { force: true, recursive: true });
}

/** Whether the error says that the file's content is bad, and not the disk below it. */
export function isDamage(failed: unknown): boolean {
  const code = failed instanceof Database.SqliteError ? failed.code : '';
  return /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code);
}

/** The same, or tables that are not as this version makes them. */
export function isForeign(failed: unknown): boolean {
  return isDamage(failed) || (failed instanceof Database.SqliteError && failed.code === 'SQLITE_ERROR');
}

/** Null when SQLite cannot even read it as a database. SQLite gives the log the mode of the file. */
function opened(file: string): Db | null {
  let db: Db | null = null;
  try {
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    db = new Database(file);
    // A power cut may take the last pages back, link and workers alike; the next start lists them again.
    db.pragma('synchronous = NORMAL');
    db.pragma('journal_mode = WAL');
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma('cache_size = -48000');
    db.pragma('temp_store = MEMORY');
    db.pragma('busy_timeout = 2000');
    return db;
  } catch (failed) {
    db?.close();
    if (isForeign(failed) || isFolder(failed)) return null;
    throw failed;
  }
}

function isUsable(db: Db, scope: string): boolean {
  try {
    if (db.pragma('application_id', { simple: true }) !== applicationId) return false;
    if (db.pragma('user_version', { simple: true }) !== version) return false;
    const row = db.prepare<[], { scope: string }>('SELECT scope FROM progress').get();
    return row?.scope === scope;
  } catch (failed) {
    if (isForeign(failed)) return false;
    throw failed;
  }
}

function isFolder(failed: unknown): boolean {
  return failed instanceof Error && 'code' in failed && failed.code === 'EISDIR';
}

/** The file was deleted and cannot be made anew. */
class CacheRefused extends Error {
  readonly code = 'SQLITE_CANTOPEN';
  constructor() {
    super('the copy of the workers could not be begun');
  }
}
