import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { searchMemory } from './memory.ts';
import { createFinder } from './needles.ts';

/** Longer than a page, so that it lies in two. The other process makes it byte by byte: it has no copy of it elsewhere. */
const bytes = Buffer.from(Array.from({ length: 6_000 }, (_, at) => (at * at + 7 * at + 13) % 251));
const other = `
  const reserved = Buffer.alloc(1_000_000_000);
  const from = 500_000_000;
  for (let at = 0; at < 6_000; at += 1) reserved[from + at] = (at * at + 7 * at + 13) % 251;
  console.log('held');
  process.stdin.once('data', () => {
    reserved.fill(0, from, from + 6_000);
    console.log('gone');
  });`;

let child: ChildProcess;
const told = async () => String((await once(child.stdout ?? child, 'data'))[0]).trim();
const look = () => searchMemory({ pid: child.pid ?? 0, kind: 'other' }, createFinder([{ name: 'x', bytes }]));

beforeAll(async () => {
  child = spawn(process.execPath, ['-e', other], { stdio: ['pipe', 'pipe', 'inherit'] });
  expect(await told()).toBe('held');
});
afterAll(() => child.kill());

describe('the search through another process’s memory', () => {
  it('finds what lies in the middle of memory that nobody else touched, and spends no time on the rest', async () => {
    const held = look();
    expect(held.traces).toHaveLength(1);
    expect(held.bytes).toBeLessThan(500_000_000);
  });

  it('no longer finds what was zeroed', async () => {
    child.stdin?.write('zero it\n');
    expect(await told()).toBe('gone');
    expect(look().traces).toEqual([]);
  });
});
