/** What a desk page shows, read from main and read again: on each news of the station, one read at a time. */
import { useEffect, useState } from 'preact/hooks';
import type { Bridge } from '../../shared/api.ts';
import { usePage } from '../context.ts';

/**
 * Null until the first answer.
 * @param ask never rejects; a constant, for with another function the reading begins anew
 * @param everyMs to read also without news, where nobody announces them
 */
export function useReadAgain<T>(
  ask: (bridge: Bridge) => Promise<T>,
  everyMs: number | null = null,
): T | null {
  const { bridge } = usePage();
  const [answer, setAnswer] = useState<T | null>(null);
  useEffect(() => {
    let isOpen = true;
    let isReading = false;
    let isAskedAgain = false;
    const read = () => {
      isAskedAgain = isReading;
      if (isReading) return;
      isReading = true;
      void ask(bridge).then((next) => {
        isReading = false;
        if (!isOpen) return;
        setAnswer(() => next);
        if (isAskedAgain) read();
      });
    };
    read();
    const timer = everyMs === null ? null : setInterval(read, everyMs);
    const unsubscribe = bridge.onChange(read);
    return () => {
      isOpen = false;
      if (timer !== null) clearInterval(timer);
      unsubscribe();
    };
  }, [bridge, ask, everyMs]);
  return answer;
}
