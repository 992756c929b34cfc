/** While offline, asks now and then whether the way is open again; a real reply is the only proof. */
import type { Clock, Network } from '../ports.ts';

const probeMs = 5_000;

/** @returns the function that stops watching */
export function watchConnection(network: Network, clock: Clock, url: string): () => void {
  let callOff = () => {};

  const probe = async () => {
    await network.send({ method: 'GET', url, headers: {}, body: null, timeoutMs: probeMs });
    schedule();
  };
  const schedule = () => {
    callOff();
    if (!network.state().online) callOff = clock.after(probeMs, () => void probe());
  };

  const unsubscribe = network.onChange(schedule);
  return () => {
    unsubscribe();
    callOff();
  };
}
