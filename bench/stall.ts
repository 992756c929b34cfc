/** How long the station's main thread keeps everything else waiting: by the clock, and by the kernel's own count of its work. */
import type { ElectronApplication } from 'playwright';

export interface Stall {
  /** The longest that a timer of one millisecond came late, whoever had the processor meanwhile. */
  readonly lateMs: number;
  /** The longest that the thread itself worked between two turns of that timer. */
  readonly workedMs: number;
}

export async function stallOf(app: ElectronApplication, act: () => Promise<unknown>): Promise<Stall> {
  await app.evaluate(watch);
  await act();
  return app.evaluate(
    () => (globalThis as { stall?: () => Stall }).stall?.() ?? { lateMs: NaN, workedMs: NaN },
  );
}

/** Runs in the main process. Linux tells `run wait slices` in nanoseconds, https://docs.kernel.org/scheduler/sched-stats.html */
function watch(): void {
  const fs = process.mainModule?.require('node:fs') as typeof import('node:fs');
  const file = fs.openSync(`/proc/self/task/${process.pid}/schedstat`, 'r');
  const bytes = Buffer.alloc(64);
  const worked = () =>
    Number(bytes.toString('latin1', 0, fs.readSync(file, bytes, 0, 64, 0)).split(' ')[0]) / 1e6;
  const longest = { lateMs: 0, workedMs: 0 };
  let [atMs, workedMs] = [performance.now(), worked()];
  let timer: NodeJS.Timeout | undefined;
  const turn = () => {
    const [nowMs, sofarMs] = [performance.now(), worked()];
    longest.lateMs = Math.max(longest.lateMs, nowMs - atMs);
    longest.workedMs = Math.max(longest.workedMs, sofarMs - workedMs);
    [atMs, workedMs] = [nowMs, sofarMs];
    timer = setTimeout(turn, 1);
  };
  turn();
  (globalThis as { stall?: () => Stall }).stall = () => {
    clearTimeout(timer);
    fs.closeSync(file);
    return longest;
  };
}
