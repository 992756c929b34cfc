import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Person, pageOf, person } from '../../../testing/listed-people.ts';
import { readListedPage } from '../../graph/listed-page.ts';
import { byCardSql, exactSql } from './exact.ts';
import { timesSql } from './sample.ts';
import { candidatesSql } from './search.ts';
import { beginsSql, hasSql } from './spelling.ts';
import { version } from './tables.ts';
import { rangeSql, seekSql } from './typing-errors.ts';
import { openWorkerCache, type ThreadCache } from './worker-cache.ts';
import { byIdSql } from './worker-table.ts';

let dataDir = '';
let file = '';
const opened: ThreadCache[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-workers-'));
  file = path.join(dataDir, 'workers.sqlite');
});
afterEach(() => {
  for (const cache of opened.splice(0)) cache.close();
  rmSync(dataDir, { recursive: true });
});

function open(scope = 'tenant'): ThreadCache {
  const cache = openWorkerCache({ dataDir, scope, readPage: readListedPage });
  opened.push(cache);
  return cache;
}

/** Everybody in one page. */
function holding(people: readonly Person[]): ThreadCache {
  const cache = open();
  const taken = cache.take(null, pageOf(people), 1);
  if (!taken.ok) throw new Error(taken.error.kind);
  return cache;
}

function names(cache: ThreadCache, text: string): readonly string[] {
  const hits = cache.search(text, 25);
  if (!hits.ok) throw new Error(hits.error.detail ?? hits.error.kind);
  return hits.value.workers.map(({ displayName }) => displayName);
}

const workersOf = (cache: ThreadCache) => {
  const standing = cache.standing();
  return standing.ok ? standing.value.workers : standing.error.detail;
};

describe('the file', () => {
  it('is readable by nobody else, its log included', () => {
    holding([person(1, 'Anna', 'Kowalska')]);
    for (const end of ['', '-wal', '-shm']) expect(statSync(file + end).mode & 0o777, end).toBe(0o600);
  });

  it('is used again by the same tenant, and by no other', () => {
    holding([person(1, 'Anna', 'Kowalska')]).close();
    expect(names(open(), 'anna')).toEqual(['Anna Kowalska']);
    opened.pop()?.close();
    expect(workersOf(open('another tenant'))).toBe(0);
    expect(readFileSync(file).includes('Kowalska')).toBe(false);
  });

  it.each([
    ['of a newer version', (db: Database.Database) => db.pragma(`user_version = ${version + 1}`)],
    ['of another program', (db: Database.Database) => db.pragma('application_id = 7')],
    ['without a table', (db: Database.Database) => db.exec('DROP TABLE spelling')],
    ['without its progress', (db: Database.Database) => db.exec('DELETE FROM progress')],
  ])('%s is deleted and begun anew', (_what, spoil) => {
    holding([person(1, 'Anna', 'Kowalska')]).close();
    const db = new Database(file);
    spoil(db);
    db.close();
    const cache = open();
    expect(workersOf(cache)).toBe(0);
    expect(cache.take(null, pageOf([person(2, 'Marek', 'Nowak')]), 1)).toMatchObject({ ok: true });
    expect(names(cache, 'nowak')).toEqual(['Marek Nowak']);
  });

  it('that is no database at all is deleted and begun anew', () => {
    writeFileSync(file, 'x'.repeat(9_000));
    expect(workersOf(open())).toBe(0);
    expect(existsSync(path.join(dataDir, 'daypass.sqlite'))).toBe(false);
  });

  it('that turns out damaged in the middle is deleted, and the next page finds a new one', () => {
    const many = Array.from({ length: 900 }, (_, n) => person(n, `Given${n}`, `Family${n}`));
    holding(many).close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 4_096 * 20));
    const cache = open();
    const met = cache.search('family7', 25);
    expect(met).toMatchObject({ ok: false, error: { kind: 'disk' } });
    expect(workersOf(cache)).toBe(0);
    cache.take(null, pageOf(many.slice(0, 3)), 1);
    expect(names(cache, 'family2')).toEqual(['Given2 Family2']);
  });

  it('tells a disk that refuses', () => {
    writeFileSync(file, '');
    const cache = openWorkerCache({ dataDir: path.join(file, 'x'), scope: 's', readPage: readListedPage });
    expect(cache.standing()).toMatchObject({ ok: false, error: { kind: 'disk' } });
  });

  it('keeps only what is shown: no other property of a user reaches it', () => {
    const told = { ...person(1, 'Anna', 'Kowalska'), mobilePhone: '+48 600', photo: 'secret-picture' };
    holding([told as Person]).close();
    expect(readFileSync(file).includes('secret-picture')).toBe(false);
    expect(readFileSync(file).includes('+48 600')).toBe(false);
  });
});

describe('a kill', () => {
  const people = Array.from({ length: 12 }, (_, n) => person(n, `Given${n}`, `Family${n}`));
  const pages = [
    pageOf(people.slice(0, 5), { next: 'two' }),
    pageOf(people.slice(4, 9), { next: 'three' }),
    pageOf(people.slice(9), { delta: 'later' }),
  ];
  const links = [null, 'two', 'three', 'later'];

  it.each([0, 1, 2, 3])('after page %i goes on with the very next, to the same end', (killedAfter) => {
    let cache = open();
    for (const [at, page] of pages.entries()) {
      // Never closed: what the disk has at this moment is all that is left.
      if (at === killedAfter) cache = open();
      const standing = cache.standing();
      expect(standing).toMatchObject({ ok: true, value: { link: links[at] } });
      cache.take(links[at] ?? null, page, 1);
    }
    expect(open().standing()).toMatchObject({
      ok: true,
      value: { workers: 12, isComplete: true, linkIs: 'delta', link: 'later' },
    });
    expect(names(cache, 'family')).toHaveLength(12);
  });

  it('in the middle of a page leaves nothing of it', () => {
    open().take(null, pages[0] ?? new Uint8Array(), 1);
    const db = new Database(file);
    db.exec("CREATE TRIGGER cut BEFORE UPDATE ON progress BEGIN SELECT RAISE(ABORT, 'cut'); END");
    const cache = open();
    expect(cache.take('two', pages[1] ?? new Uint8Array(), 1)).toMatchObject({ ok: false });
    db.exec('DROP TRIGGER cut');
    db.close();
    expect(cache.standing()).toMatchObject({ ok: true, value: { workers: 5, link: 'two' } });
    expect(names(cache, 'family7')).toEqual([]);
  });
});

describe('a whole round', () => {
  const lists = () => {
    const db = new Database(file, { readonly: true });
    const row = db
      .prepare<[], { lists: number }>('SELECT count(DISTINCT segid) AS lists FROM letters_idx')
      .get();
    db.close();
    return row?.lists;
  };
  const page = (from: number, onward: Parameters<typeof pageOf>[1]) =>
    pageOf(
      Array.from({ length: 300 }, (_, n) => person(from + n, `Given${from + n}`, `Family${from + n}`)),
      onward,
    );

  it('is put in order slice by slice, and finds the same', () => {
    const cache = open();
    cache.take(null, page(0, { next: 'two' }), 1);
    expect(cache.tidy()).toBe(false);
    cache.take('two', page(300, { delta: 'later' }), 1);
    const before = names(cache, 'family4');
    expect(lists()).toBe(2);
    while (cache.tidy());
    expect(lists()).toBe(1);
    expect(names(cache, 'family4')).toEqual(before);
  });

  it('is put in order by the next start where an end of the station cut that off', () => {
    const cut = open();
    cut.take(null, page(0, { next: 'two' }), 1);
    cut.take('two', page(300, { delta: 'later' }), 1);
    cut.close();
    const cache = open();
    const before = names(cache, 'family4');
    expect(lists()).toBe(2);
    while (cache.tidy());
    expect(lists()).toBe(1);
    expect(names(cache, 'family4')).toEqual(before);
  });

  it('is left as it is by a start in its middle', () => {
    const cut = open();
    cut.take(null, page(0, { next: 'two' }), 1);
    cut.take('two', page(300, { next: 'three' }), 1);
    cut.close();
    const cache = open();
    cache.standing();
    expect(cache.tidy()).toBe(false);
    expect(lists()).toBe(2);
  });

  it('is not put in order by a copy that was closed', () => {
    const cache = open();
    cache.take(null, page(0, { delta: 'later' }), 1);
    cache.close();
    expect(cache.tidy()).toBe(false);
  });
});

describe('names from outside', () => {
  const hostile = [
    'Robert"); DROP TABLE worker;--',
    'a OR b NOT c NEAR(d, 2)',
    '"quoted" *star* ^caret {surname} : x',
    "O'Neil \u0000 null",
    '\u202eevil\u2066 marks',
    '٠١٢ عبد الرحمن',
    '👩‍🏭 Emoji',
    'x'.repeat(5_000),
    `${'Long Word '.repeat(500)}`,
    '%_\\ like',
    "'; SELECT 1; '",
  ];

  it.each(hostile)('are kept and searched as they are: %j', (name) => {
    const people = [person(1, 'Anna', 'Kowalska'), person(2, '', '', { displayName: name, surname: null })];
    const cache = holding(people);
    for (const text of [name, name.slice(0, 3), `anna ${name}`, name.slice(-20)])
      expect(cache.search(text, 25), text).toMatchObject({ ok: true });
    expect(names(cache, 'kowalska')).toEqual(['Anna Kowalska']);
    expect(workersOf(cache)).toBe(2);
  });

  it('find their owner by their beginning', () => {
    const people = hostile.map((name, n) => person(n, '', '', { displayName: name, surname: null }));
    const cache = holding(people);
    expect(names(cache, 'robert drop')).toHaveLength(1);
    expect(names(cache, "o'neil")).toHaveLength(1);
    expect(names(cache, 'oneil')).toHaveLength(1);
    expect(names(cache, '012')).toHaveLength(1);
    expect(names(cache, '"quoted" *star*')).toHaveLength(1);
    expect(names(cache, '%')).toEqual([]);
  });
});

describe('the hot queries', () => {
  it.each([
    [
      'candidates',
      candidatesSql,
      ['"kow"'],
      [/^SCAN letters VIRTUAL TABLE INDEX/, /^SEARCH worker USING INTEGER PRIMARY KEY/],
    ],
    ['the next word', seekSql, ['a', 'b'], [/^SEARCH spelling USING PRIMARY KEY \(word>\? AND word<\?\)/]],
    [
      'words that begin so',
      rangeSql,
      ['a', 'b'],
      [/^SEARCH spelling USING PRIMARY KEY \(word>\? AND word<\?\)/],
    ],
    ['a word', hasSql, ['a', '1'], [/^SEARCH spelling USING PRIMARY KEY \(word=\? AND is_surname=\?\)/]],
    [
      'whether a word begins so',
      beginsSql,
      ['a', 'b', '1'],
      [/^SEARCH spelling USING PRIMARY KEY \(word>\? AND word<\?\)/],
    ],
    ['how common letters are', timesSql, ['kow'], [/^SEARCH sampled USING PRIMARY KEY \(letters=\?\)/]],
    ...(['employee_id', 'upn'] as const).map((column): [string, string, string[], RegExp[]] => [
      `a worker by the whole ${column}`,
      exactSql(column),
      ['"e10"', 'E10'],
      [/^SCAN letters VIRTUAL TABLE INDEX \d+:M/, /^SEARCH worker USING INTEGER PRIMARY KEY/],
    ]),
    [
      'a worker by a card',
      byCardSql,
      ['04A1'],
      [/^SEARCH worker USING INDEX worker_by_card \(card_number=\?\)/],
    ],
    ['a worker by id', byIdSql, ['x'], [/^SEARCH worker USING INDEX sqlite_autoindex_worker_1/]],
  ])('ask the indexes: %s', (_what, sql, given, expected) => {
    holding([person(1, 'Anna', 'Kowalska')]);
    const db = new Database(file, { readonly: true });
    const plan = db.prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...given);
    db.close();
    expect(plan).toHaveLength(expected.length);
    for (const [at, { detail }] of plan.entries()) expect(detail).toMatch(expected[at] ?? /^$/);
  });
});
