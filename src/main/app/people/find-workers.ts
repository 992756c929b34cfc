/** One search over two sources: the station's own list answers at once, the service whenever that is not enough and asked for. */
import { ok, type Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { DirectoryView, FoundWorker, WorkersFound } from '../../../shared/workers.ts';
import type { CacheHits, Clock, Directory, Network, WorkerCache } from '../../ports.ts';

/** What the list has is told before the service is asked, and goes on: whoever wants more asks again, from the service. */
export type FindWorkers = (text: string, from?: 'list' | 'service') => Promise<Result<WorkersFound, Trouble>>;

const resultLimit = 25;
/** While the list is being filled, fewer hits than this may be missing somebody. */
const fewHits = 5;
/** The list answers every letter; the service is asked once nobody has typed on for so long. */
export const typingPauseMs = 150;

export function createFinder(
  ports: {
    readonly clock: Clock;
    readonly directory: Directory;
    readonly network: Network;
    readonly localWorkers?: { readonly cache: WorkerCache };
  },
  listed: () => DirectoryView | null,
): FindWorkers {
  const { clock, directory, network } = ports;
  const cache = ports.localWorkers?.cache ?? null;
  let latest = '';
  const fromService = async (text: string, known: readonly FoundWorker[], asOfMs: number | null) => {
    await new Promise<void>((resolve) => void clock.after(typingPauseMs, resolve));
    // Whoever typed on has asked anew, and waits for that answer.
    if (latest !== text) return ok<WorkersFound>({ workers: known, source: 'cache', asOfMs });
    const found = await directory.findWorkers(text, resultLimit);
    if (!found.ok) return found;
    const [workers, isNews] = merged(found.value, known);
    return ok<WorkersFound>({ workers, source: isNews ? 'service' : 'cache', asOfMs });
  };
  return async (text, from) => {
    latest = text;
    const withoutList = () => (from === 'list' ? nobodyYet : fromService(text, [], null).then(asService));
    if (cache === null) return withoutList();
    const asked = await cache.search(text, resultLimit);
    const list = listed();
    if (!asked.ok || list === null || list.workers === 0) return withoutList();
    const { workers } = asked.value;
    const own = ok<WorkersFound>({ workers, source: 'cache', asOfMs: list.asOfMs });
    if (isEnough(asked.value, list)) return own;
    if (!network.state().online && (list.isComplete || workers.length > 0)) return own;
    if (from === 'list' || (from === undefined && workers.length > 0))
      return ok({ ...own.value, goesOn: true });
    const both = await fromService(text, workers, list.asOfMs);
    return both.ok || workers.length === 0 ? both : own;
  };
}

const nobodyYet = ok<WorkersFound>({ workers: [], source: 'cache', asOfMs: null, goesOn: true });

/** Nobody may be listed of whom the list knows nothing: the service said that there is none. */
function asService(found: Result<WorkersFound, Trouble>): Result<WorkersFound, Trouble> {
  return found.ok ? ok({ ...found.value, source: 'service' }) : found;
}

function isEnough({ workers, isExact }: CacheHits, { isComplete }: DirectoryView): boolean {
  if (!isExact) return false;
  return isComplete ? workers.length > 0 : workers.length >= fewHits;
}

/** Who was found just now comes first and as they are now. The second is whether the list did not have one of them. */
function merged(
  found: readonly FoundWorker[],
  known: readonly FoundWorker[],
): readonly [readonly FoundWorker[], boolean] {
  const all = new Map([...found, ...known].map((worker) => [worker.id, worker]));
  for (const worker of found) all.set(worker.id, worker);
  const knownIds = new Set(known.map(({ id }) => id));
  const isNews = known.length === 0 || found.some(({ id }) => !knownIds.has(id));
  return [[...all.values()].slice(0, resultLimit), isNews];
}
