/** One run of a station's process, from start to kill: everything it does passes through here and can be cut off. */
import type { Clock } from '../../main/ports.ts';
import type { Timeline } from './timeline.ts';

export interface Life {
  isAlive(): boolean;
  /** A boundary at which the process can be killed: just before or just after a call or a durable write. */
  step(): void;
  kill(): void;
  /** What a call answers that its caller does not live to hear. */
  answer<T>(value: T): Promise<T>;
  readonly clock: Clock;
}

export interface LifeEvents {
  /** Asked at each boundary; true kills. */
  readonly isFatal: () => boolean;
  readonly killed: () => void;
}

/** @param wallAheadMs how far the station's wall clock is ahead of simulated time, read at each look */
export function createLife(timeline: Timeline, wallAheadMs: () => number, events: LifeEvents): Life {
  let isAlive = true;
  const bornAtMs = timeline.nowMs();
  const kill = () => {
    if (!isAlive) return;
    isAlive = false;
    events.killed();
  };
  return {
    isAlive: () => isAlive,
    step() {
      if (isAlive && events.isFatal()) kill();
    },
    kill,
    answer: (value) => (isAlive ? Promise.resolve(value) : new Promise(() => {})),
    clock: {
      nowMs: () => Math.round(timeline.nowMs() + wallAheadMs()),
      monotonicMs: () => timeline.nowMs() - bornAtMs,
      after: (ms, run) =>
        timeline.after(ms, () => {
          if (isAlive) run();
        }),
    },
  };
}
