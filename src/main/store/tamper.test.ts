import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalLine } from '../../core/journal/canonical.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import { exportOf, generateJournal } from '../../testing/generated-journal.ts';
import { type Attack, attackKinds } from '../../testing/journal-attacks.ts';
import { madeToFit } from '../../testing/journal-forgery.ts';
import { seededRandom } from '../../testing/simulation/random.ts';
import { databaseName } from './database.ts';
import { main } from './journal-cli.ts';
import { insertSql, rowOfEntry } from './journal-row.ts';
import { migrate } from './migrate.ts';

type Independent = (text: string, keys: readonly string[], kept: string) => { wrong: string[]; open: number };
/** By its address only: it shares no code and no types with anything here. */
const tool = pathToFileURL(path.resolve(import.meta.dirname, '../../../tools/verify-journal.mjs')).href;
let independent: Independent;
let dataDir = '';
let db: Database.Database;

beforeAll(async () => {
  independent = ((await import(tool)) as { verifyJournal: Independent }).verifyJournal;
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-tamper-'));
  db = new Database(path.join(dataDir, databaseName));
  db.pragma('synchronous = OFF');
  migrate(db);
  db.exec('DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_deleted');
});
afterAll(() => {
  db.close();
  rmSync(dataDir, { recursive: true });
});

async function run(...argv: string[]) {
  const lines: string[] = [];
  const said: string[] = [];
  const code = await main(argv, { line: (text) => lines.push(text), say: (text) => said.push(text) });
  return { code, text: lines.map((line) => `${line}\n`).join(''), said: said.join('\n') };
}

const seeds = Array.from({ length: 60 }, (_, index) => index + 1);
const [first, ...others] = seeds.map((seed) => generateJournal({ seed }));
if (first === undefined) throw new Error('no journals');
const journals = [first, ...others] as const;

interface Verdict {
  readonly isWholeByUs: boolean;
  readonly isWholeByThem: boolean;
  readonly said: string;
}

/** What an auditor finds who noted the key when the station was set up. */
async function audit(attack: Attack, publicKey: string, where: 'file' | 'database'): Promise<Verdict> {
  const keptText = attack.kept === null ? '' : `${canonicalLine(attack.kept)}\n`;
  const keptFile = path.join(dataDir, 'kept.jsonl');
  writeFileSync(keptFile, keptText);
  const trust = ['--public-key', publicKey, ...(attack.kept === null ? [] : ['--checkpoint', keptFile])];
  const file = path.join(dataDir, 'export.jsonl');
  if (where === 'file') writeFileSync(file, exportOf(attack.rows));
  else writeRows(attack.rows);
  const source = where === 'file' ? ['--file', file] : ['--data-dir', dataDir];
  const ours = await run('verify', ...source, ...trust);
  const text = where === 'file' ? exportOf(attack.rows) : (await run('export', '--data-dir', dataDir)).text;
  const theirs = independent(text, [publicKey], keptText);
  return { isWholeByUs: ours.code === 0, isWholeByThem: theirs.wrong.length === 0, said: ours.said };
}

function writeRows(rows: readonly JournalEntry[]): void {
  const insert = db.prepare(insertSql);
  db.transaction(() => {
    db.exec('DELETE FROM journal');
    for (const row of rows) insert.run(rowOfEntry(row));
  })();
}

/** A table holds a number once; an export holds what is written into it. */
const fitsTable = ({ rows }: Attack) => new Set(rows.map((row) => row.seq)).size === rows.length;

describe('an attack on the journal by somebody without its key', () => {
  it.each(attackKinds)('of the kind %s shows in all of %i', async (kind, count, make) => {
    const random = seededRandom(count + kind.length);
    const unnoticed: string[] = [];
    const where = { file: 0, database: 0 };
    for (let round = 0; round < count; round += 1) {
      const journal = random.pick(journals);
      const attack = make(random, journal, round);
      expect(exportOf(attack.rows), attack.how).not.toBe(exportOf(journal.entries));
      const place = round % 2 === 0 && fitsTable(attack) ? 'database' : 'file';
      const verdict = await audit(attack, journal.key.publicKey, place);
      where[place] += 1;
      if (verdict.isWholeByUs || verdict.isWholeByThem)
        unnoticed.push(`${attack.how}: ours ${!verdict.isWholeByUs}, theirs ${!verdict.isWholeByThem}`);
    }
    expect(unnoticed).toEqual([]);
    expect(where.file + where.database).toBe(count);
  });
});

describe('an export of which any one bit is turned', () => {
  it('is damaged by both verifiers', () => {
    const random = seededRandom(7);
    const { entries, key } = generateJournal({ seed: 7, rows: 12 });
    const whole = Buffer.from(exportOf(entries));
    const file = path.join(dataDir, 'turned.jsonl');
    return Promise.all(
      Array.from({ length: 200 }, async (_, round) => {
        const at = random.int(0, whole.length - 1);
        const turned = Buffer.from(whole);
        turned.writeUInt8((whole[at] ?? 0) ^ (1 << random.int(0, 7)), at);
        writeFileSync(`${file}${round}`, turned);
        const ours = await run('verify', '--file', `${file}${round}`, '--public-key', key.publicKey);
        const theirs = independent(turned.toString(), [key.publicKey], '');
        expect([ours.code, theirs.wrong.length > 0], `byte ${at}`).toEqual([1, true]);
      }),
    );
  });
});

describe('a journal that nobody touched', () => {
  it('is whole by both verifiers, as a file and as a database, each of 60 times', async () => {
    for (const { entries, key } of journals) {
      const kept = entries.findLast((row) => row.event === 'checkpoint') ?? null;
      for (const where of ['file', 'database'] as const) {
        const verdict = await audit({ rows: entries, kept, how: '' }, key.publicKey, where);
        expect(verdict, verdict.said).toMatchObject({ isWholeByUs: true, isWholeByThem: true });
      }
    }
  });
});

describe('the rows since the last signed checkpoint', () => {
  it('can be written anew by whoever holds the file, and both verifiers say how many they are', async () => {
    for (const { entries, key } of journals.slice(0, 20)) {
      const signed = entries.findLastIndex((row) => row.event === 'checkpoint') + 1;
      const invented = entries.map((row, i) => (i < signed ? row : { ...row, outcome: 'invented' }));
      const rows = madeToFit(invented, signed, 'chain');
      const verdict = await audit({ rows, kept: null, how: '' }, key.publicKey, 'file');
      const open = entries.length - signed;
      expect(verdict).toMatchObject({ isWholeByUs: true, isWholeByThem: true });
      expect(verdict.said).toContain(`${open} rows since the last signed checkpoint`);
      expect(independent(exportOf(rows), [key.publicKey], '').open).toBe(open);
    }
  });
});
