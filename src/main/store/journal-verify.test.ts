import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalEvents } from '../../core/issuance/events.ts';
import { parseLine } from '../../core/journal/canonical.ts';
import { draftOf } from '../../testing/journal.contract.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { openStore, type Store } from './database.ts';
import { main } from './journal-cli.ts';
import { sha256 } from './journal-read.ts';
import { keyIdOf, readPublicKey } from './station-key.ts';

let dataDir = '';
let store: Store | null = null;
const clock = createVirtualClock();

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-verify-'));
});
afterEach(() => {
  close();
  rmSync(dataDir, { recursive: true });
});

function close(): void {
  store?.close();
  store = null;
}
/** As the station does at its start. */
function start(station = 'Gate 3', checkpointEvery = 8): Store {
  close();
  const opened = openStore({ dataDir, station, clock, sha256, checkpointEvery });
  if (!opened.ok) throw new Error(`store: ${opened.error.detail}`);
  store = opened.value;
  expect(store.checkpoint()).toEqual({ ok: true, value: null });
  return store;
}
function write(journal: Store['journal'], rows: number): void {
  for (let row = 0; row < rows; row += 1) journal.append(draftOf(`i-${row}`, 'requested'));
}
async function run(...argv: string[]) {
  const lines: string[] = [];
  const said: string[] = [];
  const code = await main(argv, { line: (text) => lines.push(text), say: (text) => said.push(text) });
  return { code, lines, said: said.join('\n') };
}
function fileOf(name: string, lines: readonly string[]): string {
  const file = path.join(dataDir, name);
  writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  return file;
}
function pemOfKeyLike(publicKey: RegExp): string {
  for (;;) {
    const pair = generateKeyPairSync('ed25519');
    const isLike = publicKey.test(pair.publicKey.export({ format: 'jwk' }).x ?? '');
    if (isLike) return pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  }
}
const exported = async () => (await run('export', '--data-dir', dataDir)).lines;
const verifyFolder = (...more: string[]) => run('verify', '--data-dir', dataDir, ...more);
const eventsOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line).event as string);
const ownKey = () => readPublicKey(dataDir) ?? '';

describe('a checkpoint is written', () => {
  it('as the first row of a new journal, so that the key is known from the start', async () => {
    start();
    const [line] = await exported();
    expect(JSON.parse(line ?? '')).toMatchObject({
      event: 'checkpoint',
      detail: { rows: 0, head: '0'.repeat(64), every: 8, publicKey: ownKey() },
    });
  });
  it('after so many rows, and when a supervisor leaves, but not twice in a row', async () => {
    const { journal, checkpoint } = start();
    write(journal, 8);
    journal.append(draftOf(null, 'signed-out'));
    checkpoint();
    const places = eventsOf(await exported()).flatMap((event, i) => (event === 'checkpoint' ? i + 1 : []));
    expect(places).toEqual([1, 8, 12]);
  });
  it('when the promise of the last one changes', async () => {
    start();
    start('Gate 3', 9);
    expect(eventsOf(await exported())).toEqual(['checkpoint', 'checkpoint']);
    start('Gate 3', 9);
    expect(await exported()).toHaveLength(2);
  });
});

describe('the checkpoint to keep elsewhere', () => {
  it('is the last signed line of the export', async () => {
    write(start().journal, 9);
    const { code, lines } = await run('checkpoint', '--data-dir', dataDir);
    expect(code).toBe(0);
    expect(lines).toEqual([(await exported())[7]]);
    const kept = parseLine(lines[0] ?? '');
    expect(kept).toMatchObject({ ok: true, value: { seq: 8, event: 'checkpoint' } });
  });
  it('is not there before anything was signed', async () => {
    const opened = openStore({ dataDir, station: 's', clock, sha256, checkpointEvery: 8 });
    if (opened.ok) opened.value.close();
    expect(await run('checkpoint', '--data-dir', dataDir)).toMatchObject({ code: 1, lines: [] });
  });
  it('brings its key with it, and shows that rows after it are gone', async () => {
    write(start().journal, 18);
    const { lines } = await run('checkpoint', '--data-dir', dataDir);
    const kept = fileOf('kept', lines);
    expect(await verifyFolder('--checkpoint', kept)).toMatchObject({ code: 0 });
    const short = fileOf('short', (await exported()).slice(0, 10));
    const { code, said } = await run('verify', '--file', short, '--checkpoint', kept);
    expect(code).toBe(1);
    expect(said).toContain('row 16: kept-checkpoint-missing');
  });
  it.each([
    ['nothing', []],
    ['what is no line of a journal', ['rubbish']],
  ])('is refused when the file holds %s', async (_title, lines) => {
    start();
    expect(await verifyFolder('--checkpoint', fileOf('kept', lines))).toMatchObject({ code: 1 });
  });
  it('is refused when it is a row without a signature, or with another', async () => {
    write(start().journal, 9);
    const [, plain, ...rest] = await exported();
    const signed = rest.find((line) => line.includes('"checkpoint"')) ?? '';
    const forged = signed.replace(
      /"signature":"(.)/,
      (_whole, first) => `"signature":"${first === 'A' ? 'B' : 'A'}`,
    );
    expect(forged).not.toBe(signed);
    for (const line of [plain ?? '', forged])
      expect((await verifyFolder('--checkpoint', fileOf('kept', [line]))).said).toContain(
        'no signed checkpoint',
      );
  });
});

describe('verify says what it could not know', () => {
  it('when only the folder itself tells its key', async () => {
    write(start().journal, 3);
    const { code, said } = await verifyFolder();
    expect(code).toBe(0);
    expect(said).toContain(`Signed by key ${keyIdOf(ownKey())} (${ownKey()})`);
    expect(said).toContain('The key is the one in the data folder');
    expect(said).toContain('No checkpoint kept outside was given');
    expect(said).toContain('3 rows since the last signed checkpoint (row 1)');
  });
  it('when a file comes with no key at all', async () => {
    write(start().journal, 3);
    const file = fileOf('export.jsonl', await exported());
    expect((await run('verify', '--file', file)).said).toContain('The key was not given');
    expect((await run('verify', '--file', file, '--public-key', ownKey())).said).not.toContain('not given');
  });
});

describe('a public key', () => {
  it('is taken from a file too, and has to be the one that signed', async () => {
    start();
    const other = `${'A'.repeat(42)}E`;
    expect(await verifyFolder('--public-key', path.join(dataDir, 'station-key.pub'))).toMatchObject({
      code: 0,
    });
    const { code, said } = await verifyFolder('--public-key', other);
    expect(code).toBe(1);
    expect(said).toContain('row 1: unknown-key');
    expect(said).toContain('row 1: nothing-signed');
    expect(await verifyFolder('--public-key', other, '--public-key', ownKey())).toMatchObject({ code: 0 });
  });
  it('that is none is not understood', async () => {
    start();
    expect(await verifyFolder('--public-key', 'short')).toMatchObject({ code: 2 });
  });
});

describe('a station', () => {
  it('that lost its key works on, says so, and is whole only for who trusts both keys', async () => {
    write(start().journal, 3);
    const before = ownKey();
    close();
    rmSync(path.join(dataDir, 'station-key.pem'));
    write(start().journal, 3);
    const row = (await exported()).find((line) => line.includes('station-key-changed')) ?? '';
    expect(JSON.parse(row).detail).toEqual({
      reason: 'station-key-changed',
      keyId: keyIdOf(ownKey()),
      previousKeyId: keyIdOf(before),
    });
    expect(await verifyFolder('--public-key', before, '--public-key', ownKey())).toMatchObject({ code: 0 });
    expect((await verifyFolder('--public-key', before)).said).toContain('row 6: unknown-key');
    expect((await verifyFolder()).said).toContain('row 1: unknown-key');
  });
  it('whose key begins with a dash, as one in 64 does, can be verified by it', async () => {
    writeFileSync(path.join(dataDir, 'station-key.pem'), pemOfKeyLike(/^-/));
    write(start().journal, 3);
    expect(ownKey()).toMatch(/^-/);
    expect(await verifyFolder('--public-key', ownKey(), '--part')).toMatchObject({ code: 0 });
    expect(await verifyFolder('--public-key')).toMatchObject({ code: 2 });
  });
  it('that was renamed says so, and is whole', async () => {
    write(start('Gate 3').journal, 3);
    write(start('Gate 4').journal, 3);
    expect((await exported()).find((line) => line.includes('station-renamed'))).toContain('"Gate 3"');
    expect(await verifyFolder()).toMatchObject({ code: 0 });
  });
  it('that was renamed behind its back is found out', async () => {
    write(start().journal, 3);
    const opened = openStore({ dataDir, station: 'Gate 9', clock, sha256, checkpointEvery: 8 });
    if (!opened.ok) throw new Error('store');
    write(opened.value.journal, 1);
    opened.value.close();
    expect((await verifyFolder()).said).toContain('row 5: other-station');
  });
});

describe('the independent verifier, as a program,', () => {
  const tool = path.resolve(import.meta.dirname, '../../../tools/verify-journal.mjs');
  const audit = (...argv: string[]) => spawnSync(process.execPath, [tool, ...argv], { encoding: 'utf8' });

  it('needs nothing but Node, and agrees', async () => {
    write(start().journal, 18);
    const lines = await exported();
    const file = fileOf('export.jsonl', lines);
    const kept = fileOf('kept', [lines[15] ?? '']);
    const whole = audit(file, '--public-key', path.join(dataDir, 'station-key.pub'), '--checkpoint', kept);
    expect(whole).toMatchObject({ status: 0, stdout: '0 findings; 5 rows since the last good checkpoint\n' });
    const short = audit(fileOf('short', lines.slice(0, 12)), '--public-key', ownKey(), '--checkpoint', kept);
    expect(short).toMatchObject({ status: 1, stdout: expect.stringContaining('missing: {"seq":16') });
    expect(audit(path.join(dataDir, 'nowhere')).status).toBe(1);
  });
  it('knows every kind of row, as the station’s own does', async () => {
    const { journal, checkpoint } = start();
    for (const event of journalEvents) if (event !== 'checkpoint') journal.append(draftOf('i-1', event));
    checkpoint();
    const file = fileOf('export.jsonl', await exported());
    expect(audit(file, '--public-key', ownKey())).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^0 findings; /),
    });
    expect(await run('verify', '--file', file, '--public-key', ownKey())).toMatchObject({ code: 0 });
    expect(await verifyFolder()).toMatchObject({ code: 0 });
  });
});
