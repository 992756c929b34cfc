import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkChain } from '../../core/journal/chain.ts';
import { trouble } from '../../core/trouble.ts';
import { describeJournal, draftOf } from '../../testing/journal.contract.ts';
import { memoryKey } from '../../testing/station-key.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { databaseName, openStore, type Store } from './database.ts';
import { createJournal, queries } from './journal-table.ts';
import { migrate, migrations } from './migrate.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
let dataDir = '';
let file = '';
const opened: Store[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-store-'));
  file = path.join(dataDir, databaseName);
});
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  rmSync(dataDir, { recursive: true });
});

function open(checkpointEvery = 1_000) {
  return openStore({ dataDir, station: 'Gate 3', clock: createVirtualClock(), sha256, checkpointEvery });
}
function openWell(checkpointEvery = 1_000): Store {
  const store = open(checkpointEvery);
  if (!store.ok) throw new Error(`store: ${store.error.detail}`);
  opened.push(store.value);
  return store.value;
}
function reopened(store: Store): Store {
  store.close();
  opened.splice(0);
  return openWell();
}

describeJournal('the SQLite journal', () => openWell().journal);

describe('the file', () => {
  it('is private and durable', () => {
    openWell();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const db = new Database(file);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    db.close();
  });

  it('keeps its rows and its chain over a restart', () => {
    const store = openWell();
    store.journal.append(draftOf('i-1', 'requested'));
    const again = reopened(store);
    again.journal.append(draftOf('i-1', 'closed'));
    const entries = again.journal.entries('i-1');
    expect(entries.map((entry) => entry.seq)).toEqual([1, 2]);
    const check = checkChain(sha256);
    expect(entries.flatMap((entry) => check.take(entry))).toEqual([]);
  });

  it('refuses to change or delete a row', () => {
    openWell().journal.append(draftOf('i-1', 'requested'));
    const db = new Database(file);
    expect(() => db.exec("UPDATE journal SET outcome = 'x'")).toThrow('append-only');
    expect(() => db.exec('DELETE FROM journal')).toThrow('append-only');
    db.close();
  });

  it('follows every n rows with a checkpoint that names the head', () => {
    const { journal } = openWell(4);
    for (let i = 0; i < 6; i += 1) journal.append(draftOf('i-1', 'state-read'));
    const events = journal
      .recent(20)
      .map((entry) => `${entry.seq}:${entry.event}`)
      .reverse();
    expect(events).toEqual([
      '1:state-read',
      '2:state-read',
      '3:state-read',
      '4:checkpoint',
      '5:state-read',
      '6:state-read',
      '7:state-read',
      '8:checkpoint',
    ]);
  });

  it('of a newer program is refused and left alone', () => {
    const store = openWell();
    store.journal.append(draftOf('i-1', 'requested'));
    store.close();
    opened.splice(0);
    const db = new Database(file);
    db.pragma('user_version = 99');
    db.close();
    const before = readFileSync(file);
    expect(open()).toMatchObject({ ok: false, error: { kind: 'disk', detail: 'newer-version' } });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it.each([
    ['rubbish', () => Buffer.from('this is not a database, not even nearly so, however long it may be')],
    [
      'a page of noise',
      (sound: Buffer) => Buffer.concat([sound.subarray(0, 4096), Buffer.alloc(sound.length - 4096, 0xa5)]),
    ],
  ])('damaged by %s is set aside, and a new chain says so', (_title, damage) => {
    const store = openWell();
    for (let i = 0; i < 200; i += 1) store.journal.append(draftOf(`i-${i}`, 'requested'));
    store.close();
    opened.splice(0);
    writeFileSync(file, damage(readFileSync(file)));
    const fresh = openWell();
    expect(readdirSync(dataDir)).toContain(fresh.setAside);
    expect(fresh.journal.recent(1_000).at(-1)).toMatchObject({
      seq: 1,
      event: 'settings-changed',
      detail: { reason: 'previous-file-set-aside', previousFile: fresh.setAside, readableRows: 200 },
    });
    expect(fresh.journal.open()).toHaveLength(200);
  });

  it('in a folder that cannot be made is a named trouble', () => {
    writeFileSync(path.join(dataDir, 'file'), '');
    const asked = {
      dataDir: path.join(dataDir, 'file', 'below'),
      station: 's',
      clock: createVirtualClock(),
      sha256,
      checkpointEvery: 9,
    };
    expect(openStore(asked)).toMatchObject({ ok: false, error: { kind: 'disk', detail: 'ENOTDIR' } });
  });

  it('that cannot grow refuses the row, names it, and goes on when there is room again', () => {
    openWell().close();
    opened.splice(0);
    const db = new Database(file);
    const journal = createJournal(
      db,
      {
        dataDir,
        station: 's',
        clock: createVirtualClock(),
        sha256,
        checkpointEvery: 1_000,
      },
      memoryKey(),
    );
    db.pragma(`max_page_count = ${db.pragma('page_count', { simple: true })}`);
    const big = { ...draftOf('i-1', 'requested'), detail: { text: 'x'.repeat(9_000) } };
    expect(journal.append(big)).toEqual({ ok: false, error: trouble('disk', { detail: 'SQLITE_FULL' }) });
    db.pragma('max_page_count = 1000000');
    expect(journal.append(big)).toMatchObject({ ok: true, value: { seq: 1 } });
    db.close();
  });
});

describe('migrations', () => {
  it('run once each, in order, with the version in the same transaction', () => {
    const db = new Database(':memory:');
    const next = migrations.length + 1;
    const second = { version: next, sql: 'ALTER TABLE journal ADD COLUMN note TEXT' };
    migrate(db, migrations);
    db.exec(
      `INSERT INTO journal (seq, at_ms, station, event, prev_hash, hash) VALUES (1, 0, 's', 'requested', '${'0'.repeat(64)}', '${'1'.repeat(64)}')`,
    );
    migrate(db, [...migrations, second]);
    migrate(db, [...migrations, second]);
    expect(db.pragma('user_version', { simple: true })).toBe(next);
    expect(db.prepare('SELECT seq, note FROM journal').all()).toEqual([{ seq: 1, note: null }]);
    const broken = { version: next + 1, sql: 'CREATE TABLE half (x); SELECT * FROM nowhere' };
    expect(() => migrate(db, [...migrations, second, broken])).toThrow('nowhere');
    expect(db.pragma('user_version', { simple: true })).toBe(next);
    expect(db.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").all()).toEqual([]);
    db.close();
  });
});

describe('the second migration', () => {
  it('keeps every row of the first and finds the codes that stand', () => {
    const db = new Database(':memory:');
    migrate(db, migrations.slice(0, 1));
    const insert = db.prepare(
      `INSERT INTO journal (seq, at_ms, station, event, code_id, prev_hash, hash) VALUES (?, ?, 's', ?, ?, '${'0'.repeat(64)}', '${'1'.repeat(64)}')`,
    );
    insert.run(1, 10, 'created', 'c-1');
    insert.run(2, 20, 'created', 'c-2');
    insert.run(3, 30, 'revoked', 'c-1');
    const before = db.prepare('SELECT * FROM journal').all();
    migrate(db, migrations);
    expect(db.prepare('SELECT * FROM journal').all()).toEqual(before);
    expect(db.prepare(queries.standingSince).all(0)).toMatchObject([{ code_id: 'c-2' }]);
    db.close();
  });
});

describe('the third migration', () => {
  it('keeps every row of the second and finds the requests that wait', () => {
    const db = new Database(':memory:');
    migrate(db, migrations.slice(0, 2));
    const insert = db.prepare(
      `INSERT INTO journal (seq, at_ms, station, issuance_id, event, prev_hash, hash) VALUES (?, 0, 's', ?, ?, '${'0'.repeat(64)}', '${'1'.repeat(64)}')`,
    );
    insert.run(1, 'q-1', 'queued');
    insert.run(2, 'q-2', 'queued');
    insert.run(3, 'q-1', 'dequeued');
    const before = db.prepare('SELECT * FROM journal').all();
    migrate(db, migrations);
    expect(db.prepare('SELECT * FROM journal').all()).toEqual(before);
    expect(db.prepare(queries.queued).all()).toMatchObject([{ issuance_id: 'q-2', became: null }]);
    db.close();
  });
});

describe('the hot queries', () => {
  it.each([
    ['entries', 'journal_by_issuance'],
    ['open', 'journal_by_requested'],
    ['queued', 'asked USING INDEX journal_by_queued'],
    ['creationOf', 'journal_by_created_code'],
    ['creationWith', 'journal_by_content'],
    ['standingSince', 'journal_by_creation'],
    ['codesMadeBy', 'journal_by_creation'],
    ['last', 'SCAN journal'],
    ['recent', 'SCAN journal'],
  ] as const)('%s uses %s', (name, plan) => {
    openWell();
    const db = new Database(file);
    const named = queries[name].includes('@') ? [{ actorId: 'x', sinceMs: 0 }] : [];
    const bound = queries[name].includes('?') ? ['x'] : named;
    const steps = db
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${queries[name]}`)
      .all(...bound);
    const detail = steps.map((step) => step.detail).join('; ');
    db.close();
    expect(detail).toContain(plan);
    expect(detail).not.toContain(name === 'last' || name === 'recent' ? 'TEMP B-TREE' : 'SCAN journal;');
  });
});
