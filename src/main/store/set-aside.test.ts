import { createHash } from 'node:crypto';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { draftOf } from '../../testing/journal.contract.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { databaseName, openStore, type Store } from './database.ts';
import { tailName } from './journal-tail.ts';
import { copyBeforeMigrating, currentVersion } from './migrate.ts';
import { carriedOver, readableRows } from './salvage.ts';
import { examine, type FileState, lastKnownHash } from './set-aside.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
let dataDir = '';
let file = '';
const opened: Store[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-set-aside-'));
  file = path.join(dataDir, databaseName);
});
afterEach(() => {
  closeAll();
  rmSync(dataDir, { recursive: true });
});

function closeAll(): void {
  for (const store of opened.splice(0)) store.close();
}
function open() {
  const clock = createVirtualClock();
  const store = openStore({ dataDir, station: 'Gate 3', clock, sha256, checkpointEvery: 1_000 });
  if (store.ok) opened.push(store.value);
  return store;
}
function openWell(): Store {
  const store = open();
  if (!store.ok) throw new Error(`store: ${store.error.detail}`);
  return store.value;
}
/** A journal of `rows` issuances, every second one closed, whose file is closed again. */
function written(rows: number): readonly JournalEntry[] {
  const { journal } = openWell();
  for (let i = 0; i < rows; i += 1) {
    journal.append(draftOf(`i-${i}`, 'requested'));
    if (i % 2 === 0) journal.append(draftOf(`i-${i}`, 'closed'));
  }
  const entries = journal.recent(1_000);
  closeAll();
  return entries;
}
function change(sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}
const firstRow = (store: Store) => store.journal.recent(1_000).at(-1);

describe('a file that is not damaged', () => {
  it('stays where it is when a newer program made it, whatever its tables are', () => {
    written(1);
    change('DROP TABLE journal; CREATE TABLE facts (seq INTEGER); PRAGMA user_version = 99');
    expect(open()).toMatchObject({ ok: false, error: { kind: 'disk', detail: 'newer-version' } });
    expect(readdirSync(dataDir).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  it('has its tables in itself from the first start on, so that without its log it is no new journal', () => {
    const { journal } = openWell();
    journal.append(draftOf('i-1', 'requested'));
    const whole = readFileSync(file);
    closeAll();
    writeFileSync(file, whole);
    const alone = new Database(file);
    expect(alone.pragma('user_version', { simple: true })).toBe(currentVersion);
    alone.close();
  });

  it('of a program that was killed is taken with all its rows', () => {
    const { journal } = openWell();
    journal.append(draftOf('i-1', 'requested'));
    const copy = mkdtempSync(path.join(tmpdir(), 'daypass-killed-'));
    for (const suffix of ['', '-wal']) copyFileSync(file + suffix, path.join(copy, databaseName + suffix));
    closeAll();
    rmSync(dataDir, { recursive: true });
    renameSync(copy, dataDir);
    const again = openWell();
    expect(again.setAside).toBeNull();
    expect(again.journal.open()).toEqual(['i-1']);
  });
});

describe('a journal that cannot be read is never silently started over', () => {
  it.each<[string, () => void]>([
    ['cut to nothing', () => truncateSync(file, 0)],
    ['cut in the middle', () => truncateSync(file, 8_192)],
    ['without its version', () => change('PRAGMA user_version = 0')],
    ['without what keeps its rows as they are', () => change('DROP TRIGGER journal_is_never_changed')],
    [
      'with a detail that is no JSON',
      () =>
        change(
          "PRAGMA ignore_check_constraints = 1; INSERT INTO journal (seq, at_ms, station, event, detail, prev_hash, hash) SELECT seq + 1, 0, 's', 'closed', '{', hash, hash FROM journal ORDER BY seq DESC LIMIT 1",
        ),
    ],
    ['without its table', () => change('DROP TABLE journal')],
    [
      'gone but for its log',
      () => {
        writeFileSync(`${file}-wal`, 'rows');
        rmSync(file);
      },
    ],
  ])('%s', (_title, damage) => {
    written(50);
    damage();
    const store = openWell();
    expect(store.setAside).toMatch(/^daypass\.sqlite\.damaged-/);
    expect(firstRow(store)?.detail).toMatchObject({ previousFile: store.setAside });
  });

  it('and the new chain names the last hash of the old where it can be read', () => {
    const [last] = written(50);
    change('DROP INDEX journal_by_requested');
    expect(firstRow(openWell())?.detail).toMatchObject({ lastKnownHash: last?.hash });
  });

  it('and a new chain that could not say so is not begun', () => {
    written(1);
    truncateSync(file, 0);
    const full = () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    };
    const options = { dataDir, station: 's', clock: createVirtualClock(), checkpointEvery: 9 };
    expect(openStore({ ...options, sha256: full })).toMatchObject({
      ok: false,
      error: { detail: 'SQLITE_FULL' },
    });
    const store = openWell();
    expect(firstRow(store)?.detail).toMatchObject({ previousFile: store.setAside });
  });

  it('and the file is kept byte for byte', () => {
    written(50);
    truncateSync(file, 8_192);
    const before = readFileSync(file);
    const { setAside } = openWell();
    expect(readFileSync(path.join(dataDir, setAside ?? '')).equals(before)).toBe(true);
  });

  it('and a crash between setting aside and the first row is made good at the next start', () => {
    written(1);
    renameSync(file, `${file}.damaged-2026-11-22T08-00-00.000Z`);
    renameSync(`${file}.damaged-2026-11-22T08-00-00.000Z`, `${file}.damaged-2026-11-22T09-00-00.000Z`);
    const store = openWell();
    expect(firstRow(store)?.detail).toMatchObject({
      previousFile: `${databaseName}.damaged-2026-11-22T09-00-00.000Z`,
    });
    closeAll();
    const again = openWell();
    // Nobody has seen it yet, and it is noted once.
    expect(again.setAside).not.toBeNull();
    expect(again.journal.recent(9)).toHaveLength(1);
  });
});

/** What the use-cases ask for. Every row is read as well: none may be such that reading it fails. */
const askedOf = ({ journal }: Store) =>
  JSON.stringify([
    journal.open(),
    journal.queued(),
    journal.entries('i-7').length,
    journal.recent(1_000).length,
  ]);

describe('noise in the file', () => {
  it('at any of 300 places is noticed, or changes nothing that the use-cases ask for', () => {
    const hashes = new Set(written(60).map(({ hash }) => hash));
    const truth = askedOf(openWell());
    closeAll();
    const sound = readFileSync(file);
    rmSync(path.join(dataDir, tailName), { force: true });
    const places = Array.from({ length: 300 }, (_, i) => 28 + Math.floor((i * (sound.length - 28)) / 300));
    // A new chain for each would be hundreds of durable writes: here the damaged file is read as such a chain begins with it.
    const verdictAt = (at: number, bit: number): FileState | 'unnoticed' | 'invented' => {
      const noisy = Buffer.from(sound);
      noisy.writeUInt8((sound[at] ?? 0) ^ (1 << bit), at);
      writeFileSync(file, noisy);
      const state = examine(file, sha256);
      if (state === 'damaged') {
        lastKnownHash(file);
        const rows = readableRows(file, sha256);
        carriedOver(rows);
        return rows.every(({ hash }) => hashes.has(hash)) ? state : 'invented';
      }
      if (state !== 'sound') return state;
      const store = openWell();
      const isTrue = store.setAside === null && askedOf(store) === truth;
      closeAll();
      return isTrue ? state : 'unnoticed';
    };
    const verdicts = places.map((at, i) => verdictAt(at, i % 8));
    expect(new Set(verdicts)).toEqual(new Set(['sound', 'damaged']));
    expect(verdicts.filter((verdict) => verdict === 'damaged').length).toBeGreaterThan(100);
  }, 60_000);
});

describe('the copy before a migration', () => {
  it('holds every row, those still in the log included, while somebody reads', () => {
    const { journal } = openWell();
    journal.append(draftOf('i-1', 'requested'));
    const reader = new Database(file, { readonly: true });
    const reading = reader.prepare('SELECT seq FROM journal').iterate();
    reading.next();
    const db = new Database(file);
    const copied = copyBeforeMigrating(db, file, currentVersion + 1);
    db.close();
    reading.return?.();
    reader.close();
    const copy = new Database(copied ?? '', { readonly: true });
    expect(copy.prepare('SELECT issuance_id FROM journal').all()).toEqual([{ issuance_id: 'i-1' }]);
    expect(copy.pragma('user_version', { simple: true })).toBe(currentVersion);
    copy.close();
  });

  it('is not made for a file that needs no migration', () => {
    written(1);
    const db = new Database(file);
    expect(copyBeforeMigrating(db, file, currentVersion)).toBeNull();
    db.close();
  });
});
