/** Time that goes by in a running station without anybody waiting for it. Nothing of it is in the product. */
import type { Station } from './station.ts';

/** Timers that were set before this keep to real time. Call it before what is to come due is begun. */
export async function takeTimeInHand({ app, page }: Station): Promise<void> {
  await app.evaluate(takeInMainProcess);
  await page.clock.install();
}

/** This much goes by at once, in the main process, in the page: what falls due happens, each thing once. */
export async function passTime(station: Station, ms: number): Promise<void> {
  await passMainTime(station, ms);
  await station.page.clock.fastForward(ms);
}

/** The same for the main process alone, whatever became of the page. */
export async function passMainTime({ app }: Pick<Station, 'app'>, ms: number): Promise<void> {
  await app.evaluate((_electron, passedMs) => {
    const { passTime: pass } = globalThis as unknown as { readonly passTime?: (ms: number) => void };
    if (pass === undefined) throw new Error('nobody took the time in hand');
    pass(passedMs);
  }, ms);
}

/** Runs in the station's main process: wraps its clocks and timers, and leaves `passTime` there. */
function takeInMainProcess(): void {
  interface Pending {
    readonly dueMs: number;
    readonly fire: () => void;
    timer: NodeJS.Timeout;
  }
  const own = { setTimeout, clearTimeout, now: Date.now, monotonicMs: performance.now.bind(performance) };
  const pending = new Map<unknown, Pending>();
  let aheadMs = 0;
  const monotonicMs = () => own.monotonicMs() + aheadMs;
  const set = (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) => {
    const fire = () => {
      pending.delete(handle);
      run(...values);
    };
    const handle = own.setTimeout(fire, ms);
    pending.set(handle, { dueMs: monotonicMs() + ms, fire, timer: handle });
    return handle;
  };
  const clear = (handle?: NodeJS.Timeout | string | number) => {
    own.clearTimeout(pending.get(handle)?.timer ?? handle);
    pending.delete(handle);
  };
  const passTime = (ms: number) => {
    aheadMs += ms;
    const inOrder = [...pending.values()].sort((one, other) => one.dueMs - other.dueMs);
    for (const one of inOrder) own.clearTimeout(one.timer);
    for (const one of inOrder) one.timer = own.setTimeout(one.fire, Math.max(0, one.dueMs - monotonicMs()));
  };
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear, passTime });
  Object.assign(performance, { now: monotonicMs });
  Object.assign(Date, { now: () => own.now() + aheadMs });
}
