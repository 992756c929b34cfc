import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { draftOf } from '../../testing/journal.contract.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { databaseName, openStore, type Store } from './database.ts';
import { main } from './journal-cli.ts';

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
    expect(said).toContain('line 3: not-json');
  });
});

describe('verify', () => {
  it('says how many rows are whole', async () => {
    expect(await run('verify', '--data-dir', dataDir)).toMatchObject({
      code: 0,
      said: expect.stringContaining('3 rows, chain whole'),
    });
  });
  it('finds a row that somebody with the file changed', async () => {
    const db = new Database(path.join(dataDir, databaseName));
    db.exec("DROP TRIGGER journal_is_never_changed; UPDATE journal SET worker_name = 'Nobody' WHERE seq = 2");
    db.close();
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
    [['verify', '--data-dir', 'x', '--file', 'y']],
    [['export', '--nonsense']],
  ])('such as %j is answered with the usage', async (argv) => {
    expect(await run(...argv)).toMatchObject({ code: 2, said: expect.stringContaining('usage') });
  });
});
