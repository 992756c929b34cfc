/** The card of a worker while the way to Graph is shut: what the station's own list says, and nothing about codes. */
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { DirectoryView, FoundWorker, WorkerCard, WorkerSummary } from '../../../shared/workers.ts';
import type { WorkerCache } from '../../ports.ts';
import { obstacleOf } from '../issuing/preflight.ts';

export interface ListedCards {
  /** Null: the station has no list, or nobody of this id is in it. */
  card(workerId: string, supervisorId: string, met: Trouble): Promise<WorkerCard | null>;
  worker(workerId: string): Promise<WorkerSummary | null>;
}

export function createListedCards(
  cache: WorkerCache | null,
  listed: () => DirectoryView | null,
): ListedCards {
  const found = async (workerId: string): Promise<FoundWorker | null> => {
    const known = cache === null ? null : await cache.worker(workerId);
    return known?.ok === true ? known.value : null;
  };
  return {
    worker: found,
    async card(workerId, supervisorId, met) {
      const known = await found(workerId);
      if (known === null) return null;
      const { isRemoved = false, ...worker } = known;
      const unread = { state: 'unknown', code: null } as const;
      return {
        worker,
        codesLeft: null,
        photoDataUrl: null,
        temporary: unread,
        standard: unread,
        hasMethod: true,
        pinMustChange: false,
        offers: [],
        neverUsed: false,
        obstacle: obstacleOf(worker, supervisorId) ?? (isRemoved ? trouble('no-such-worker') : null),
        offline: { asOfMs: listed()?.asOfMs ?? null, trouble: met },
      };
    },
  };
}

/** The way to Graph is shut, whatever is at its other end: the network's state says so as well. */
export function isWayShut({ kind }: Trouble): boolean {
  const ways: readonly Trouble['kind'][] = ['offline', 'no-answer', 'untrusted-server', 'proxy-refused'];
  return ways.includes(kind);
}
