/** The page's countdowns beside a wall clock that is wrong and gets set: only what main told counts. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../shared/api.ts';
import { FakeStation } from '../testing/fake-bridge.ts';
import { type Kiosk, startKiosk } from './kiosk.ts';
import { pageTime } from './page-data.ts';

const hourMs = 3_600_000;
const toldMs = Date.parse('2026-11-23T08:00:00Z');
const steps = [-26 * hourMs, -hourMs, hourMs, 26 * hourMs];

let kiosk: Kiosk;
let touches: number;

/** A station that is signed in, on main's clock: the lock warns in 40 s and falls in 60 s. */
async function start(): Promise<void> {
  const startedMs = performance.now();
  const station = new FakeStation({});
  station.session({ state: 'signed-in', warnAtMs: toldMs + 40_000, lockAtMs: toldMs + 60_000 });
  touches = 0;
  const bridge: Bridge = {
    ...station.bridge,
    'station.read': async () => ({
      ...(await station.bridge['station.read'](null)),
      nowMs: toldMs + performance.now() - startedMs,
    }),
    'session.touch': async () => {
      touches += 1;
      return null;
    },
  };
  kiosk = startKiosk(bridge, pageTime);
  await vi.advanceTimersByTimeAsync(1);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(toldMs + 5 * hourMs);
});
afterEach(() => {
  kiosk.stop();
  vi.useRealTimers();
});

describe.each(steps)('a page whose clock is set by %d ms', (ms) => {
  it('goes on counting from the time that main told', async () => {
    await start();
    expect(kiosk.nowMs()).toBe(toldMs + 1);
    vi.setSystemTime(Date.now() + ms);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(kiosk.nowMs()).toBe(toldMs + 10_000);
  });

  it('puts the lock off every few seconds, and at each touch once the warning shows', async () => {
    await start();
    kiosk.touch();
    vi.setSystemTime(Date.now() + ms);
    kiosk.touch();
    expect(touches).toBe(1);
    await vi.advanceTimersByTimeAsync(5_000);
    kiosk.touch();
    expect(touches).toBe(2);
    await vi.advanceTimersByTimeAsync(36_000);
    kiosk.touch();
    kiosk.touch();
    expect(touches).toBe(4);
  });
});
