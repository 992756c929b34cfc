/** The memory of running processes as a core dump would have it: every readable page, read through /proc. */
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import type { Finder, Needle } from './needles.ts';

export interface Process {
  readonly pid: number;
  /** `main`, or Chromium's own word for it: `renderer`, `gpu-process`, `utility network.mojom.NetworkService`, `zygote`. */
  readonly kind: string;
}

export interface Trace {
  readonly where: string;
  readonly needle: Needle;
}

/** The process and all that descend from it, oldest first. */
export function processesOf(mainPid: number): readonly Process[] {
  const parents = new Map(
    readdirSync('/proc').flatMap((name) =>
      /^\d+$/.test(name) ? [[Number(name), parentOf(name)] as const] : [],
    ),
  );
  const found = [mainPid];
  for (const pid of found)
    for (const [child, parent] of parents) if (parent === pid && !found.includes(child)) found.push(child);
  return found.map((pid) => ({ pid, kind: pid === mainPid ? 'main' : kindOf(pid) }));
}

function parentOf(pid: string): number | null {
  const status = readOr(`/proc/${pid}/stat`, '');
  return Number(status.slice(status.lastIndexOf(')') + 2).split(' ')[1] ?? Number.NaN);
}

function kindOf(pid: number): string {
  const line = readOr(`/proc/${pid}/cmdline`, '').replaceAll('\0', ' ');
  const [, type = 'other'] = /--type=([\w-]+)/.exec(line) ?? [];
  const [, service] = /--utility-sub-type=([\w.]+)/.exec(line) ?? [];
  return service === undefined ? type : `${type} ${service}`;
}

/** What its starter gave it: both could be read by anybody on the machine. */
export function openWordsOf({ pid }: Process): Buffer {
  return Buffer.from(readOr(`/proc/${pid}/environ`, '') + readOr(`/proc/${pid}/cmdline`, ''), 'latin1');
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch (gone) {
    if (gone instanceof Error && 'code' in gone) return otherwise;
    throw gone;
  }
}

interface Region {
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

/** Program files that nobody can write to hold nothing that came later. Of what is the process's alone, the pages it has. */
function regionsOf(pid: number): readonly Region[] {
  const pages = openOrNull(`/proc/${pid}/pagemap`);
  if (pages === null) return [];
  try {
    return readOr(`/proc/${pid}/maps`, '')
      .split('\n')
      .flatMap((line) => {
        const [, from = '', to = '', rights = '', path = ''] =
          /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line) ?? [];
        const isProgram = path.startsWith('/') && !rights.includes('w') && !/memfd|\/dev\/shm/.test(path);
        if (!rights.startsWith('r') || isProgram || /^\[v/.test(path)) return [];
        const whole = { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
        if (path.startsWith('/')) return [{ ...whole, what: path }];
        return heldOf(pages, whole).map((run) => ({ ...run, what: path === '' ? 'heap' : path }));
      });
  } finally {
    closeSync(pages);
  }
}

const pageBytes = 4_096;
const pagesAtOnce = 65_536;
/** Bits 63 and 62 of a page's eight bytes: in memory, or swapped (kernel's admin-guide/mm/pagemap). */
const isHeld = (lastByte: number) => (lastByte & 0xc0) !== 0;

/**
 * V8 and the allocators reserve a gigabyte and touch a twentieth of it. A page that was never touched, or that was given back,
 * is in neither memory nor a core dump.
 */
function heldOf(pagemap: number, { from, to }: Omit<Region, 'what'>): readonly Omit<Region, 'what'>[] {
  const runs: { from: number; to: number }[] = [];
  for (let at = from; at < to; at += pagesAtOnce * pageBytes) {
    const entries = Buffer.alloc(Math.min(pagesAtOnce, (to - at) / pageBytes) * 8);
    const read = readAt(pagemap, entries, (at / pageBytes) * 8, entries.length);
    for (let entry = 0; entry < read; entry += 8) {
      if (!isHeld(entries[entry + 7] ?? 0)) continue;
      const page = at + (entry / 8) * pageBytes;
      const last = runs.at(-1);
      if (last?.to === page) last.to += pageBytes;
      else runs.push({ from: page, to: page + pageBytes });
    }
  }
  return runs;
}

const chunkBytes = 4_194_304;

/** @returns the traces found and how many bytes were looked at */
export function searchMemory(
  { pid, kind }: Process,
  finder: Finder,
): { readonly traces: readonly Trace[]; readonly bytes: number } {
  const traces: Trace[] = [];
  let total = 0;
  const memory = openOrNull(`/proc/${pid}/mem`);
  if (memory === null) return { traces, bytes: 0 };
  const buffer = Buffer.alloc(chunkBytes);
  try {
    for (const { from, to, what } of regionsOf(pid)) {
      const note = (needle: Needle) => traces.push({ where: `${kind} ${what}`, needle });
      for (let at = from; at < to; at += chunkBytes - finder.longest) {
        const read = readAt(memory, buffer, at, Math.min(chunkBytes, to - at));
        if (read === 0) break;
        total += read;
        finder.search(buffer, read, note);
      }
    }
  } finally {
    closeSync(memory);
  }
  return { traces, bytes: total };
}

/** Null: the process ended meanwhile, as that of a window does. */
function openOrNull(file: string): number | null {
  try {
    return openSync(file, 'r');
  } catch (gone) {
    if (gone instanceof Error && 'code' in gone && (gone.code === 'ESRCH' || gone.code === 'ENOENT'))
      return null;
    throw gone;
  }
}

/** 0 where the kernel gives none: a device's pages, or a region that is gone meanwhile. */
function readAt(memory: number, buffer: Buffer, at: number, length: number): number {
  try {
    return readSync(memory, buffer, 0, length, at);
  } catch (refused) {
    if (refused instanceof Error && 'code' in refused) return 0;
    throw refused;
  }
}
