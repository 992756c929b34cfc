/** The real clock behind its port: apart from the other things of the system, which a window can be opened without. */
import { performance } from 'node:perf_hooks';
import type { Clock } from '../ports.ts';

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
