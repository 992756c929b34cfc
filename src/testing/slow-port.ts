/** The same port, with the time that a way there and back takes, by a test's clock. */
import type { Clock } from '../main/ports.ts';

/** Only for ports all of whose methods answer with a promise. @param roundTripMs half of it on the way there */
export function slowPort<T extends object>(port: T, clock: Clock, roundTripMs: number): T {
  if (roundTripMs === 0) return port;
  const wait = () => new Promise<void>((resolve) => void clock.after(roundTripMs / 2, resolve));
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        await wait();
        const answer: unknown = await Reflect.apply(value, target, given);
        await wait();
        return answer;
      };
    },
  });
}
