/** What a process and all its children use, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** Of /proc/PID/stat, whose times are in hundredths of a second: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly cpuMs: number;
}

/** Memory that several processes share is counted in parts, so that the sum is what they hold together. */
export function proportionalKb(root: number): number {
  return sum(treeOf(root).map(({ pid }) => proportionalKbOf(pid)));
}

export function cpuMsOf(root: number): number {
  return sum(treeOf(root).map(({ cpuMs }) => cpuMs));
}

/** Of one process without its children. */
export function proportionalKbOf(pid: number): number {
  const text = readOrGone(`/proc/${pid}/smaps_rollup`);
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
}

function treeOf(root: number): readonly Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)));
  const below = (pid: number): readonly Stat[] =>
    all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid)]);
  return [...all.filter(({ pid }) => pid === root), ...below(root)];
}

function statOf(pid: number): readonly Stat[] {
  const text = readOrGone(`/proc/${pid}/stat`);
  // The name of a program may hold blanks and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields.length < 13) return [];
  return [{ pid, parent: Number(fields[1]), cpuMs: 10 * (Number(fields[11]) + Number(fields[12])) }];
}

/** A process may end at any moment. */
function readOrGone(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (gone) {
    const { code } = gone as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw gone;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
