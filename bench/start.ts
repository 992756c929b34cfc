/** What a cold start and an idle station cost, against the least Electron application with the same binary, taken in turn. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { cpuMsOf, proportionalKb } from './process-tree.ts';

const pairs = 20;
/** Memory and work at rest are of the last few pairs: each has to settle first. */
const restedPairs = 3;
const settleMs = 10_000;
const idleMs = 20_000;
const watch = path.resolve('bench/start/watch.cjs');

interface Start {
  readonly usableMs: number;
  readonly memoryMb: number | null;
  /** Of one core. */
  readonly idlePercent: number | null;
}

/**
 * All windows are of one size, and all profiles were made by an earlier start. Ours asks for no graphics card: a bare window that
 * asks for none either is started as well, for what is left between the two.
 */
export async function bench(command: readonly string[], env: Record<string, string>): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  const bare = [...command, path.resolve('bench/start/bare'), `--user-data-dir=${path.join(work, 'bare')}`];
  const plain = [
    ...command,
    '--disable-gpu',
    path.resolve('bench/start/bare'),
    `--user-data-dir=${path.join(work, 'plain')}`,
  ];
  const ours = [...command, path.resolve('.'), '--windowed', '--data-dir', path.join(work, 'ours')];
  const [bareStarts, plainStarts, ourStarts]: [Start[], Start[], Start[]] = [[], [], []];
  try {
    for (let pair = 0; pair <= pairs; pair += 1) {
      const isRested = pair > pairs - restedPairs;
      const one = await start(bare, env, isRested);
      const unaided = await start(plain, env, false);
      const other = await start(ours, env, isRested);
      // The first of each makes its profile.
      if (pair === 0) continue;
      bareStarts.push(one);
      plainStarts.push(unaided);
      ourStarts.push(other);
    }
  } finally {
    rmSync(work, { recursive: true });
  }
  const compare = (name: string, of: (start: Start) => number | null) =>
    print(name, median(bareStarts.map(of)), median(ourStarts.map(of)));
  print(
    'ms from a cold start to the first usable screen against a bare window that asks for no graphics card',
    median(plainStarts.map(({ usableMs }) => usableMs)),
    median(ourStarts.map(({ usableMs }) => usableMs)),
  );
  compare(
    'ms from a cold start to the first usable screen against a bare window',
    ({ usableMs }) => usableMs,
  );
  compare('MB of all processes at rest (PSS) against a bare window', ({ memoryMb }) => memoryMb);
  compare('percent of one core at rest against a bare window', ({ idlePercent }) => idlePercent);
}

async function start(
  command: readonly string[],
  env: Record<string, string>,
  isRested: boolean,
): Promise<Start> {
  const [program = '', ...args] = command;
  const startedAtMs = performance.timeOrigin + performance.now();
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env, NODE_OPTIONS: `--require=${watch}` },
  });
  const closed = once(child, 'close');
  try {
    const usableMs = (await usableAtMs(child)) - startedAtMs;
    if (!isRested) return { usableMs, memoryMb: null, idlePercent: null };
    await pause(settleMs);
    const memoryMb = proportionalKb(child.pid ?? 0) / 1024;
    const beforeMs = cpuMsOf(child.pid ?? 0);
    await pause(idleMs);
    const idlePercent = (100 * (cpuMsOf(child.pid ?? 0) - beforeMs)) / idleMs;
    return { usableMs, memoryMb, idlePercent };
  } finally {
    child.kill('SIGTERM');
    await closed;
  }
}

async function usableAtMs({ stderr }: ChildProcess): Promise<number> {
  if (stderr === null) throw new Error('no standard error');
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    const found = /^usable (\d+(\.\d+)?)$/.exec(line);
    if (found !== null) {
      stderr.resume();
      return Number(found[1]);
    }
    said.push(line);
  }
  throw new Error(`no usable screen:\n${said.join('\n')}`);
}

function median(values: readonly (number | null)[]): number {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** `name ratio baseline ours`. */
function print(name: string, baseline: number, ours: number): void {
  process.stdout.write(`${name} ${(ours / baseline).toFixed(4)} ${baseline.toFixed(2)} ${ours.toFixed(2)}\n`);
}
