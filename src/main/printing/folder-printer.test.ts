import { readdirSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { printerContract } from '../../testing/printer.contract.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { folderPrinter } from './folder-printer.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'daypass-folder-'));
});
afterEach(() => rm(dir, { recursive: true }));

const printerFor = (folder: string) =>
  folderPrinter({ name: 'badges', stock: 'card-cr80', dpi: 300, folder, clock: createVirtualClock() });

printerContract('the folder printer', false, async () => {
  const folder = join(dir, 'badges');
  return {
    printer: printerFor(folder),
    // At the very moment of the question: a look that takes its time would see what came after.
    countPapers: async () => readdirSync(folder).length,
    faults: null,
    takeDown: async () => {},
  };
});

describe('the folder printer', () => {
  it('writes the PDF for its owner only, under a name that tells the time and nobody’s name', async () => {
    const folder = join(dir, 'deep', 'badges');
    await printerFor(folder).submit(Uint8Array.of(1, 2, 3));
    const [name = ''] = await readdir(folder);
    expect(name).toMatch(/^badge-20261123T080000Z-[0-9a-f]{8}\.pdf$/);
    expect(await readFile(join(folder, name))).toEqual(Buffer.from([1, 2, 3]));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it('tells the file’s name as the job', async () => {
    const job = await printerFor(dir).submit(Uint8Array.of(1));
    expect(job).toEqual({ ok: true, value: { jobId: (await readdir(dir))[0], jobUuid: null } });
  });

  it('refuses when the folder cannot be made', async () => {
    await writeFile(join(dir, 'file'), '');
    const printer = printerFor(join(dir, 'file', 'badges'));
    expect(await printer.status()).toEqual({ state: 'offline', reason: 'folder-unwritable' });
    expect(await printer.submit(Uint8Array.of(1))).toEqual({
      ok: false,
      error: { reason: 'folder-unwritable', detail: 'ENOTDIR' },
    });
  });
});
