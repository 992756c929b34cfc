import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { draftOf } from '../../testing/journal.contract.ts';
import { memoryKey } from '../../testing/station-key.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createJournal } from './journal-table.ts';
import { migrate } from './migrate.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
let dataDir = '';
let db: Database.Database;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-probe-'));
  db = new Database(path.join(dataDir, 'j.sqlite'));
  migrate(db);
});
afterEach(() => {
  db.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const journalAt = (folder: string) =>
  createJournal(
    db,
    {
      dataDir: folder,
      station: 's',
      clock: createVirtualClock(),
      sha256,
      checkpointEvery: 100,
    },
    memoryKey(),
  );

it('says that there is room and leaves nothing behind, row or file', () => {
  const journal = journalAt(dataDir);
  expect(journal.probe()).toEqual({ ok: true, value: null });
  expect(journal.recent(9)).toEqual([]);
  expect(readdirSync(dataDir)).toEqual(['j.sqlite']);
});

it('says so when the database cannot grow, before a row is refused', () => {
  const journal = journalAt(dataDir);
  db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
  expect(journal.probe()).toMatchObject({ ok: false, error: { kind: 'disk', detail: 'SQLITE_FULL' } });
  db.pragma('max_page_count = 1000000');
  expect(journal.probe().ok).toBe(true);
  expect(journal.append(draftOf('i-1', 'requested'))).toMatchObject({ ok: true, value: { seq: 1 } });
});

it('says so when somebody else holds the database', () => {
  const journal = journalAt(dataDir);
  db.pragma('busy_timeout = 0');
  const other = new Database(path.join(dataDir, 'j.sqlite'));
  other.exec('BEGIN EXCLUSIVE');
  expect(journal.probe()).toMatchObject({ ok: false, error: { kind: 'disk', detail: 'SQLITE_BUSY' } });
  other.close();
});

it('says so when files cannot be written any more though the database is open', () => {
  mkdirSync(path.join(dataDir, 'daypass.probe'));
  expect(journalAt(dataDir).probe()).toMatchObject({ ok: false, error: { kind: 'disk', detail: 'EISDIR' } });
});

it('leaves a bug a bug', () => {
  const options = { dataDir, station: 's', clock: createVirtualClock(), checkpointEvery: 100 };
  const broken = createJournal(
    db,
    {
      ...options,
      sha256: () => {
        throw Object.assign(new TypeError('not a disk'), { code: 'ERR_INVALID_ARG_TYPE' });
      },
    },
    memoryKey(),
  );
  expect(() => broken.probe()).toThrow('not a disk');
  expect(() => broken.append(draftOf('i-1', 'requested'))).toThrow('not a disk');
});
