/** How long this thread keeps everything else waiting: by the clock, and by the kernel's own count of its work. */
import { closeSync, openSync, readSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

export interface Stall {
  /** The longest that a timer of one millisecond came late, whoever had the processor meanwhile. */
  readonly lateMs: number;
  /** The longest that this thread itself worked between two turns of that timer. */
  readonly workedMs: number;
}

/** Only where the kernel tells (Linux): `run wait slices` in nanoseconds, https://docs.kernel.org/scheduler/sched-stats.html */
export async function stallOf(act: () => Promise<unknown>): Promise<Stall> {
  const file = openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  const bytes = Buffer.alloc(64);
  const workedMs = () =>
    Number(bytes.toString('latin1', 0, readSync(file, bytes, 0, 64, 0)).split(' ')[0]) / 1e6;
  let [atMs, worked] = [performance.now(), workedMs()];
  let timer: NodeJS.Timeout | undefined;
  const longest = { lateMs: 0, workedMs: 0 };
  const turn = () => {
    const [nowMs, sofar] = [performance.now(), workedMs()];
    longest.lateMs = Math.max(longest.lateMs, nowMs - atMs);
    longest.workedMs = Math.max(longest.workedMs, sofar - worked);
    [atMs, worked] = [nowMs, sofar];
    timer = setTimeout(turn, 1);
  };
  turn();
  await act();
  clearTimeout(timer);
  turn();
  clearTimeout(timer);
  closeSync(file);
  return longest;
}
