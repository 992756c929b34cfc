/** A clock for whole lives: it goes on from timer to timer, creeps with each request, and leaps as a sleeping machine's does. */
import type { Clock } from '../../main/ports.ts';

export interface LifeClock extends Clock {
  /** Fires the timer that is due next, if it is due by then. */
  fireNext(untilMs: number): boolean;
  /** A little time goes by, and nobody is woken. */
  creep(ms: number): void;
  /** The machine slept: what fell due meanwhile fires once, late. */
  leap(ms: number): void;
}

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
}

const startMs = Date.parse('2026-11-23T06:00:00Z');

export function createLifeClock(): LifeClock {
  let elapsedMs = 0;
  const timers = new Set<Timer>();
  const next = (): Timer | null => {
    let first: Timer | null = null;
    for (const timer of timers) if (first === null || timer.dueMs < first.dueMs) first = timer;
    return first;
  };
  const fire = (timer: Timer): void => {
    timers.delete(timer);
    elapsedMs = Math.max(elapsedMs, timer.dueMs);
    timer.run();
  };
  return {
    nowMs: () => startMs + elapsedMs,
    monotonicMs: () => elapsedMs,
    after(ms, run) {
      const timer = { dueMs: elapsedMs + Math.max(0, ms), run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    fireNext(untilMs) {
      const timer = next();
      if (timer === null || timer.dueMs > untilMs) return false;
      fire(timer);
      return true;
    },
    creep(ms) {
      elapsedMs += ms;
    },
    leap(ms) {
      elapsedMs += ms;
      const late = [...timers].filter(({ dueMs }) => dueMs <= elapsedMs);
      for (const timer of late.sort((a, b) => a.dueMs - b.dueMs)) if (timers.has(timer)) fire(timer);
    },
  };
}
