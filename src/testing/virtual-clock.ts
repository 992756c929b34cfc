/** A clock that stands still until it is told to go on, or jumps to the next timer by itself. */
import type { Clock } from '../main/ports.ts';

export interface VirtualClock extends Clock {
  /** Runs what falls due, in order, letting promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Somebody, or a time service, sets the station's wall clock: nothing else in the world notices. */
  stepWallClock(ms: number): void;
  /** What the clocks of the rest of the world show, UTC milliseconds. */
  trueMs(): number;
  /** The pauses asked for so far, in milliseconds. */
  readonly pauses: readonly number[];
}

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
}

const startMs = Date.parse('2026-11-23T08:00:00Z');

/** With `jumps` every pause is over at once, and the clock shows the time it would have taken. */
export function createVirtualClock({ jumps = false }: { readonly jumps?: boolean } = {}): VirtualClock {
  let elapsedMs = 0;
  let wallAheadMs = 0;
  const timers = new Set<Timer>();
  const pauses: number[] = [];
  const fire = (timer: Timer): void => {
    if (!timers.delete(timer)) return;
    elapsedMs = Math.max(elapsedMs, timer.dueMs);
    timer.run();
  };
  return {
    pauses,
    nowMs: () => startMs + elapsedMs + wallAheadMs,
    trueMs: () => startMs + elapsedMs,
    stepWallClock(ms) {
      wallAheadMs += ms;
    },
    monotonicMs: () => elapsedMs,
    after(ms, run) {
      const timer = { dueMs: elapsedMs + ms, run };
      timers.add(timer);
      pauses.push(ms);
      if (jumps) setImmediate(() => fire(timer));
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const untilMs = elapsedMs + ms;
      for (;;) {
        const next = [...timers].sort((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined || next.dueMs > untilMs) break;
        fire(next);
        await new Promise((settle) => setImmediate(settle));
      }
      elapsedMs = untilMs;
      await new Promise((settle) => setImmediate(settle));
    },
  };
}
