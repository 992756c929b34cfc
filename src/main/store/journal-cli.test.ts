import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftOf } from '../../testing/journal.contract.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { databaseName, openStore, type Store } from './database.ts';
import { main } from './journal-cli.ts';
import { openReadOnly } from './read-only.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
let dataDir = '';
let store: Store;

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-cli-'));
  const opened = openStore({
    dataDir,
    station: 'Gate 3',
    clock: createVirtualClock(),
    sha256,
    checkpointEvery: 1_000,
  });
  if (!opened.ok) throw new Error('store');
  store = opened.value;
  for (const event of ['requested', 'created', 'closed'] as const)
    store.journal.append(draftOf('i-1', event));
});
afterEach(() => {
  store.close();
  rmSync(dataDir, { recursive: true });
});

async function run(...argv: string[]) {
  const lines: string[] = [];
  const said: string[] = [];
  const code = await main(argv, { line: (text) => lines.push(text), say: (text) => said.push(text) });
  return { code, lines, said: said.join('\n') };
}

/** As somebody with the file and no regard for its triggers. */
function change(sql: string): void {
  const db = new Database(path.join(dataDir, databaseName));
  db.exec(`DROP TRIGGER journal_is_never_changed; ${sql}`);
  db.close();
}

describe('export', () => {
  it('writes a line a row while the station has the file open', async () => {
    const { code, lines } = await run('export', '--data-dir', dataDir);
    expect(code).toBe(0);
    expect(lines.map((line) => JSON.parse(line).event)).toEqual(['requested', 'created', 'closed']);
  });
  it('writes a table with a header', async () => {
    const { lines } = await run('export', '--data-dir', dataDir, '--format', 'csv');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^seq,at,station,/);
  });
  it('leaves out what is older than asked for', async () => {
    expect((await run('export', '--data-dir', dataDir, '--since', '2999-01-01')).lines).toEqual([]);
  });
  it('can be verified from its file, and shows a line that was changed', async () => {
    const file = path.join(dataDir, 'export.jsonl');
    const { lines } = await run('export', '--data-dir', dataDir);
    writeFileSync(file, `${lines.join('\n')}\n`);
    expect(await run('verify', '--file', file)).toMatchObject({ code: 0 });
    writeFileSync(file, readFileSync(file, 'utf8').replace('Anna', 'Hanna'));
    expect(await run('verify', '--file', file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('row 1: hash-mismatch'),
    });
    writeFileSync(file, `${lines[0]}\n${lines[2]}\nrubbish\n`);
    const { said } = await run('verify', '--file', file);
    expect(said).toContain('row 3: gap');
    expect(said).toContain('row 3: broken-link');
    expect(said).toContain('line 3: not-json');
  });
});

describe('a part of a journal', () => {
  it('is whole from where it begins, and says where that is', async () => {
    const file = path.join(dataDir, 'export.jsonl');
    const { lines } = await run('export', '--data-dir', dataDir);
    writeFileSync(file, `${lines.slice(1).join('\n')}\n`);
    expect(await run('verify', '--file', file, '--part')).toMatchObject({
      code: 0,
      said: expect.stringContaining('begins at row 2'),
    });
  });
  it('has no hole where the clock was set back', async () => {
    change('UPDATE journal SET at_ms = 1000 WHERE seq = 3');
    const { lines } = await run('export', '--data-dir', dataDir, '--since', '2026-01-01');
    expect(lines).toHaveLength(3);
  });
});

describe('rows that nobody but a forger can have written', () => {
  it.each([
    ['an instant beyond every calendar', 'UPDATE journal SET at_ms = 9000000000000000000 WHERE seq = 2'],
    [
      'a detail that is no JSON',
      "PRAGMA ignore_check_constraints = 1; UPDATE journal SET detail = '{' WHERE seq = 2",
    ],
  ])('are told, not tripped over: %s', async (_title, sql) => {
    change(sql);
    const verified = await run('verify', '--data-dir', dataDir);
    expect(verified).toMatchObject({ code: 1, said: expect.stringContaining('row 2: not-canonical') });
    const exported = await run('export', '--data-dir', dataDir);
    expect(exported).toMatchObject({ code: 1, said: expect.stringContaining('row 2: not-canonical') });
    expect(exported.lines).toHaveLength(2);
  });
  it('include a checkpoint that tells otherwise than the chain', async () => {
    const misleading = { ...draftOf(null, 'checkpoint'), detail: { rows: 77, head: '0'.repeat(64) } };
    store.journal.append(misleading);
    expect(await run('verify', '--data-dir', dataDir)).toMatchObject({
      code: 1,
      said: expect.stringContaining('row 4: wrong-checkpoint'),
    });
  });
});

describe('a copy', () => {
  it('without its log is read where nothing can be written beside it', () => {
    store.close();
    // So long a name leaves no room for `-wal` and `-shm`, which fails as a read-only folder does, for root too.
    const copy = path.join(dataDir, 'c'.repeat(253));
    copyFileSync(path.join(dataDir, databaseName), copy);
    const db = openReadOnly(copy);
    expect(db.prepare('SELECT count(*) AS rows FROM journal').get()).toEqual({ rows: 3 });
    expect(() => db.exec('CREATE TABLE t (x)')).toThrow('readonly');
    db.close();
  });
});

describe('verify', () => {
  it('says how many rows are whole', async () => {
    store.checkpoint();
    expect(await run('verify', '--data-dir', dataDir)).toMatchObject({
      code: 0,
      said: expect.stringContaining('4 rows, chain whole'),
    });
  });
  it('finds a row that somebody with the file changed', async () => {
    change("UPDATE journal SET worker_name = 'Nobody' WHERE seq = 2");
    expect(await run('verify', '--data-dir', dataDir)).toMatchObject({
      code: 1,
      said: expect.stringContaining('row 2: hash-mismatch'),
    });
  });
  it('says so when there is nothing to verify', async () => {
    expect(await run('verify', '--data-dir', path.join(dataDir, 'nowhere'))).toMatchObject({ code: 1 });
    expect(await run('verify', '--file', path.join(dataDir, 'nowhere'))).toMatchObject({
      code: 1,
      said: expect.stringContaining('ENOENT'),
    });
  });
});

describe('anything else', () => {
  it.each([
    [[]],
    [['export']],
    [['verify']],
    [['delete', '--data-dir', 'x']],
    [['export', '--data-dir', 'x', '--format', 'xml']],
    [['export', '--data-dir', 'x', '--since', 'soon']],
    [['export', '--data-dir', 'x', '--since', '5']],
    [['export', '--data-dir', 'x', '--file', 'y']],
    [['verify', '--data-dir', 'x', '--file', 'y']],
    [['export', '--nonsense']],
  ])('such as %j is answered with the usage', async (argv) => {
    expect(await run(...argv)).toMatchObject({ code: 2, said: expect.stringContaining('usage') });
  });
});
