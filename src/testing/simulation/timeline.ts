/** Simulated time: what happens when, one event after the other; nothing waits for real. */

export interface Timeline {
  readonly nowMs: () => number;
  /** Runs once after `ms`; returns the function that calls it off. */
  after(ms: number, run: () => void): () => void;
  /** Runs everything up to `untilMs`, in order, and lets promises settle after each event. */
  runUntil(untilMs: number, afterEach: () => void): Promise<void>;
}

interface Happening {
  readonly atMs: number;
  readonly serial: number;
  readonly run: () => void;
}

export function createTimeline(): Timeline {
  let nowMs = 0;
  let serial = 0;
  let queue: Happening[] = [];
  const isBefore = (a: Happening, b: Happening) =>
    a.atMs < b.atMs || (a.atMs === b.atMs && a.serial < b.serial);
  return {
    nowMs: () => nowMs,
    after(ms, run) {
      serial += 1;
      const happening = { atMs: nowMs + Math.max(0, ms), serial, run };
      queue.push(happening);
      return () => {
        queue = queue.filter((other) => other !== happening);
      };
    },
    async runUntil(untilMs, afterEach) {
      for (;;) {
        const next = queue.reduce<Happening | null>(
          (first, one) => (first === null || isBefore(one, first) ? one : first),
          null,
        );
        if (next === null || next.atMs > untilMs) break;
        queue = queue.filter((other) => other !== next);
        nowMs = next.atMs;
        next.run();
        await settled();
        afterEach();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}

/** Now and then the event loop turns, so that whoever runs the simulation is not kept waiting. */
const eventsPerTurn = 500;
let events = 0;

/**
 * All promises that can settle without new events have settled: Node runs a tick once no microtask is left. A turn of
 * the event loop would say the same, at the price of a system call for each event.
 */
export function settled(): Promise<void> {
  events += 1;
  const isTurnDue = events % eventsPerTurn === 0;
  return new Promise((resolve) => {
    if (isTurnDue) setImmediate(resolve);
    else process.nextTick(resolve);
  });
}
