/** The copy of who works here, as one thread has it: takes pages in, says how far it is, finds. */
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { FoundWorker } from '../../../shared/workers.ts';
import type { CacheHits, CacheStanding, Exactly } from '../../ports.ts';
import { diskCodeOf } from '../disk-code.ts';
import { deleteCacheFile, isDamage, isForeign, openCacheFile } from './cache-file.ts';
import { createExact } from './exact.ts';
import type { ListedPage, ReadPage } from './listed-page.ts';
import { createMerging, type Merging } from './merging.ts';
import { after, type Progress, progressTable, standingOf } from './progress-table.ts';
import { createSearch } from './search.ts';
import type { Db } from './tables.ts';
import { workerTable } from './worker-table.ts';

export interface CacheOptions {
  readonly dataDir: string;
  /** Names whose workers these are; a copy of anybody else's is deleted. */
  readonly scope: string;
  readonly readPage: ReadPage;
}

/** `WorkerCache` without waiting: what the thread runs. */
export interface ThreadCache {
  standing(): Result<CacheStanding, Trouble>;
  take(link: string | null, body: Uint8Array, atMs: number): Result<CacheStanding, Trouble>;
  startOver(): Result<CacheStanding, Trouble>;
  search(text: string, limit: number): Result<CacheHits, Trouble>;
  exactly(wanted: Exactly): Result<readonly FoundWorker[], Trouble>;
  worker(workerId: string): Result<FoundWorker | null, Trouble>;
  /** A slice of what makes searches quicker and can wait. @returns whether there is more to do */
  tidy(): boolean;
  close(): void;
}

/** A service that hands out links for ever ends here: ten million workers. */
const mostPages = 10_000;
const mostHits = 50;
/** Searched for once, with nobody waiting: the first searches of a start take twice as long as later ones. */
const firstTexts = ['a', 'm k', 'e1', 'smit'];

export function openWorkerCache(options: CacheOptions): ThreadCache {
  const { dataDir, scope, readPage } = options;
  let open: Open | null = null;
  const opened = () => {
    open ??= openAll(dataDir, scope);
    return open;
  };
  const close = () => {
    open?.db.close();
    open = null;
  };
  /** A damaged file is deleted; the next call begins a new one. */
  const guarded = <T>(act: (parts: Open) => Result<T, Trouble>): Result<T, Trouble> => {
    try {
      return act(opened());
    } catch (failed) {
      const code = diskCodeOf(failed);
      close();
      if (isDamage(failed)) deleteCacheFile(dataDir);
      return err(trouble('disk', { detail: code }));
    }
  };
  return {
    standing: () => guarded(({ progress }) => ok(standingOf(progress.read()))),
    take: (link, body, atMs) =>
      guarded((parts) => {
        const page = readPage(body);
        const isPage = page !== null && !isLoop(page, link, parts.progress.read());
        return isPage ? ok(taken(parts, link, page, atMs)) : err(trouble('bad-answer', { detail: 'page' }));
      }),
    startOver: () =>
      guarded(({ progress }) => {
        progress.write({ ...progress.read(), link_is: 'none', link: null });
        return ok(standingOf(progress.read()));
      }),
    tidy() {
      if (open === null) return false;
      const step = guarded(({ untried, search, merging }) => {
        const text = untried.shift();
        if (text === undefined) return ok(merging.step());
        search(text, mostHits);
        return ok(true);
      });
      return step.ok && step.value;
    },
    search: (text, limit) => guarded(({ search }) => ok(search(text, Math.min(limit, mostHits)))),
    exactly: (wanted) => guarded(({ exact }) => ok(exact(wanted))),
    worker: (workerId) => guarded(({ workers }) => ok(workers.worker(workerId))),
    close,
  };
}

function isLoop({ onward }: ListedPage, link: string | null, { round_pages }: Progress): boolean {
  return onward.is === 'next' && (onward.link === link || round_pages >= mostPages);
}

interface Open {
  readonly db: Db;
  readonly progress: ReturnType<typeof progressTable>;
  readonly workers: ReturnType<typeof workerTable>;
  readonly search: ReturnType<typeof createSearch>;
  readonly exact: ReturnType<typeof createExact>;
  readonly merging: Merging;
  /** Of `firstTexts`. */
  readonly untried: string[];
}

function openAll(dataDir: string, scope: string): Open {
  const db = openCacheFile(dataDir, scope);
  try {
    return openParts(db);
  } catch (failed) {
    db.close();
    if (!isForeign(failed)) throw failed;
    deleteCacheFile(dataDir);
    return openParts(openCacheFile(dataDir, scope));
  }
}

function openParts(db: Db): Open {
  const progress = progressTable(db);
  const merging = createMerging(db);
  const { link_is } = progress.read();
  const isWhole = link_is === 'delta' || link_is === 'end';
  // An end of the station may have cut it off. Where it was through, the first step finds nothing to do.
  if (isWhole) merging.begin();
  return {
    db,
    progress,
    workers: workerTable(db),
    search: createSearch(db),
    exact: createExact(db),
    merging,
    untried: isWhole ? [...firstTexts] : [],
  };
}

/** A page that is not the one awaited (the copy was begun anew meanwhile) changes nothing. */
function taken(
  { db, progress, workers, merging }: Open,
  link: string | null,
  page: ListedPage,
  atMs: number,
) {
  return db
    .transaction(() => {
      const before = progress.begun(atMs);
      if (progress.read().link !== link) return standingOf(progress.read());
      let count = before.workers;
      for (const worker of page.workers) count += workers.put(worker, before.round);
      for (const { id, isForGood } of page.removed) count -= workers.remove(id, isForGood);
      if (page.onward.is !== 'next' && before.is_full_round === 1) {
        count -= workers.sweep(before.round);
        merging.begin();
      }
      progress.write(after(before, page, count));
      return standingOf(progress.read());
    })
    .immediate();
}
