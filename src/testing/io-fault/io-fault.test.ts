import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import type { Played } from './play.ts';

const run = promisify(execFile);
const here = import.meta.dirname;

it('whichever call to the disk fails, no row that was said to be written is missing afterwards', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'daypass-io-'));
  const shim = path.join(folder, 'io-fault.so');
  // The compiler that built better-sqlite3.
  await run('gcc', ['-shared', '-fPIC', '-O1', '-o', shim, path.join(here, 'io-fault.c'), '-ldl']);
  const env = { ...process.env, LD_PRELOAD: shim };
  const { stdout } = await run(process.execPath, [path.join(here, 'play.mjs'), folder], { env });
  rmSync(folder, { recursive: true });
  const played: readonly Played[] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const { fault, faults, refusedStarts, refusedRows, problems } of played) {
    process.stdout.write(`${fault}: ${faults} calls failed in turn, ${refusedStarts} starts and `);
    process.stdout.write(`${refusedRows} rows refused, ${problems.length} problems\n`);
    expect(problems).toEqual([]);
    expect(faults).toBeGreaterThan(100);
  }
  expect(played).toHaveLength(5);
}, 120_000);
