/** A `WorkerCache` without a disk or a thread: the same pages, the same rounds, a plain look at every name. */
import { err, ok, type Result } from '../core/result.ts';
import type { ExtensionAttribute } from '../core/scan/reading.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import { readListedPage } from '../main/graph/listed-page.ts';
import type { CacheHits, CacheStanding, Exactly, WorkerCache } from '../main/ports.ts';
import { foldedWords } from '../main/store/workers/fold.ts';
import type { ListedWorker } from '../main/store/workers/listed-page.ts';
import type { FoundWorker } from '../shared/workers.ts';
import { hasExactly } from './fake-directory.ts';

export interface MemoryWorkerCache extends WorkerCache {
  /** From now on the disk refuses everything. */
  breakDisk(): void;
}

type Kept = ListedWorker & { readonly round: number; readonly isRemoved: boolean };

/** @param cardNumber the attribute of a page's users that holds card numbers */
export function createMemoryWorkerCache(cardNumber: ExtensionAttribute | null = null): MemoryWorkerCache {
  return new Memory(cardNumber);
}

class Memory implements MemoryWorkerCache {
  readonly #workers = new Map<string, Kept>();
  #standing: Omit<CacheStanding, 'workers'> = { isComplete: false, asOfMs: null, linkIs: 'none', link: null };
  #round = 0;
  #isFullRound = true;
  #beganAtMs = 0;
  #isBroken = false;

  constructor(private readonly cardNumber: ExtensionAttribute | null) {}

  breakDisk(): void {
    this.#isBroken = true;
  }

  standing(): Promise<Result<CacheStanding, Trouble>> {
    return this.#answer(() => this.#now());
  }

  async take(link: string | null, body: Uint8Array, atMs: number): Promise<Result<CacheStanding, Trouble>> {
    const page = readListedPage(body, this.cardNumber);
    const isLoop = page?.onward.is === 'next' && page.onward.link === link;
    if (page === null || isLoop) return err(trouble('bad-answer', { detail: 'page' }));
    return this.#answer(() => {
      if (this.#standing.link !== link) return this.#now();
      if (this.#standing.linkIs !== 'next') this.#begin(atMs);
      for (const worker of page.workers) this.#put(worker);
      for (const { id, isForGood } of page.removed) this.#remove(id, isForGood);
      const { is: linkIs, link: onward } = page.onward;
      if (linkIs === 'next') this.#standing = { ...this.#standing, linkIs, link: onward };
      else this.#end(linkIs, onward);
      return this.#now();
    });
  }

  startOver(): Promise<Result<CacheStanding, Trouble>> {
    return this.#answer(() => {
      this.#standing = { ...this.#standing, linkIs: 'none', link: null };
      return this.#now();
    });
  }

  search(text: string, limit: number): Promise<Result<CacheHits, Trouble>> {
    return this.#answer(() => {
      const typed = foldedWords(text);
      const fits = (worker: Kept) =>
        typed.every((word) => wordsOf(worker).some((own) => own.startsWith(word)));
      const workers = typed.length === 0 ? [] : [...this.#workers.values()].filter(fits).map(foundOf);
      return { workers: workers.slice(0, limit), isExact: workers.length > 0 || typed.length === 0 };
    });
  }

  exactly(wanted: Exactly): Promise<Result<readonly FoundWorker[], Trouble>> {
    const has = (kept: Kept) => hasExactly(foundOf(kept), wanted) || hasCard(kept, wanted);
    return this.#answer(() => [...this.#workers.values()].filter(has).map(foundOf));
  }

  worker(workerId: string): Promise<Result<FoundWorker | null, Trouble>> {
    return this.#answer(() => {
      const kept = this.#workers.get(workerId);
      return kept === undefined ? null : foundOf(kept);
    });
  }

  async close(): Promise<void> {}

  async #answer<T>(act: () => T): Promise<Result<T, Trouble>> {
    return this.#isBroken ? err(trouble('disk', { detail: 'SQLITE_IOERR' })) : ok(act());
  }

  #now(): CacheStanding {
    return { ...this.#standing, workers: this.#workers.size };
  }

  #begin(atMs: number): void {
    this.#isFullRound = this.#standing.linkIs !== 'delta';
    if (this.#isFullRound) this.#round += 1;
    this.#beganAtMs = atMs;
  }

  #end(linkIs: 'delta' | 'end', link: string | null): void {
    for (const { id, round } of this.#workers.values())
      if (this.#isFullRound && round < this.#round) this.#workers.delete(id);
    this.#standing = { isComplete: true, asOfMs: this.#beganAtMs, linkIs, link };
  }

  #put(worker: ListedWorker): void {
    const told = Object.entries(worker).filter(([, value]) => value !== undefined);
    const before = this.#workers.get(worker.id);
    const merged = {
      ...(before ?? worker),
      ...Object.fromEntries(told),
      round: this.#round,
      isRemoved: false,
    };
    if (merged.displayName != null || merged.userPrincipalName != null) this.#workers.set(worker.id, merged);
  }

  #remove(id: string, isForGood: boolean): void {
    const before = this.#workers.get(id);
    if (isForGood) this.#workers.delete(id);
    else if (before !== undefined) this.#workers.set(id, { ...before, isRemoved: true });
  }
}

function hasCard({ cardNumber }: Kept, wanted: Exactly): boolean {
  const numbers = 'numbers' in wanted ? wanted.numbers : [];
  return numbers.some((number) => number.toUpperCase() === cardNumber?.toUpperCase());
}

function wordsOf(worker: Kept): readonly string[] {
  const { displayName, userPrincipalName, employeeId, department } = worker;
  return foldedWords([displayName, userPrincipalName?.split('@')[0], employeeId, department].join(' '));
}

function foundOf(worker: Kept): FoundWorker {
  const found = {
    id: worker.id,
    displayName: worker.displayName ?? worker.userPrincipalName ?? '',
    userPrincipalName: worker.userPrincipalName ?? '',
    employeeId: worker.employeeId ?? null,
    department: worker.department ?? null,
    jobTitle: worker.jobTitle ?? null,
    accountEnabled: worker.accountEnabled !== false,
  };
  return worker.isRemoved ? { ...found, isRemoved: true } : found;
}
