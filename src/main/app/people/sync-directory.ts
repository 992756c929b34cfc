/** Keeps the station's copy of the workers filled: page by page, while a supervisor is signed in and nothing else is going on. */
import type { Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { DirectoryView } from '../../../shared/workers.ts';
import type { CacheStanding, Clock, WorkerCache, WorkerList } from '../../ports.ts';

/** What the station has when its config does not switch the copy off. */
export interface LocalWorkers {
  readonly list: WorkerList;
  readonly cache: WorkerCache;
  readonly refreshMinutes: number;
}

export interface DirectorySync {
  /** A supervisor is there: goes on where it stopped, and comes back in time. */
  start(): void;
  /** The supervisor is gone: a page under way is dropped. */
  stop(): void;
  /** Null until the copy has said how it stands. */
  view(): DirectoryView | null;
}

export interface SyncEvents {
  readonly announce: () => void;
  /** An issuance is under way: the way to the service is its own. */
  readonly isBusy: () => boolean;
  readonly incident: (bug: unknown) => void;
}

const whileBusyMs = 2_000;
const firstRetryMs = 5_000;
const lastRetryMs = 300_000;
/** A page in between is not worth a redrawn screen. */
const announceMs = 1_000;
/** These need a person, or another version of the disk: the next sign-in tries again. */
const final: ReadonlySet<Trouble['kind']> = new Set([
  'signed-out',
  'session-revoked',
  'supervisor-disabled',
  'not-permitted',
  'disk',
]);

export function createDirectorySync(
  clock: Clock,
  { list, cache, refreshMinutes }: LocalWorkers,
  events: SyncEvents,
): DirectorySync {
  return new Sync({ clock, list, cache, refreshMs: refreshMinutes * 60_000, events });
}

interface SyncParts {
  readonly clock: Clock;
  readonly list: WorkerList;
  readonly cache: WorkerCache;
  readonly refreshMs: number;
  readonly events: SyncEvents;
}

class Sync implements DirectorySync {
  #standing: CacheStanding | null = null;
  #isFilling = false;
  /** Counts starts and stops: who waited for an answer knows by it whether it is still wanted. */
  #turn = 0;
  #announcedAtMs = Number.NEGATIVE_INFINITY;
  #callOff = () => {};

  constructor(private readonly parts: SyncParts) {}

  start(): void {
    this.stop();
    this.#run(this.#turn).catch((bug: unknown) => {
      this.#isFilling = false;
      this.parts.events.incident(bug);
    });
  }

  stop(): void {
    this.#turn += 1;
    this.#isFilling = false;
    this.#callOff();
    this.#callOff = () => {};
  }

  view(): DirectoryView | null {
    if (this.#standing === null) return null;
    const { workers, isComplete, asOfMs } = this.#standing;
    return { workers, isComplete, asOfMs, isFilling: this.#isFilling };
  }

  async #run(turn: number): Promise<void> {
    const { cache, events } = this.parts;
    let retryMs = firstRetryMs;
    this.#heard(turn, await cache.standing(), true);
    while (turn === this.#turn && this.#standing !== null) {
      const dueInMs = this.#dueInMs(this.#standing);
      if (dueInMs > 0) await this.#pause(dueInMs);
      else if (events.isBusy()) await this.#pause(whileBusyMs);
      else {
        const step = await this.#step(turn, this.#standing);
        if (turn !== this.#turn) return;
        this.#heard(turn, step, false);
        if (step.ok) retryMs = firstRetryMs;
        else if (final.has(step.error.kind)) return;
        else {
          await this.#pause(Math.max(retryMs, 1_000 * (step.error.retryAfterSeconds ?? 0)));
          retryMs = Math.min(2 * retryMs, lastRetryMs);
        }
      }
    }
  }

  /** One page, from the service to the disk. */
  async #step(turn: number, { link }: CacheStanding): Promise<Result<CacheStanding, Trouble>> {
    const { list, cache, clock } = this.parts;
    const wasFilling = this.#isFilling;
    this.#isFilling = true;
    if (!wasFilling) this.#announce(true);
    const page = await list.page(link);
    if (!page.ok) return page;
    if (turn !== this.#turn) return cache.standing();
    return page.value === 'start-over' ? cache.startOver() : cache.take(link, page.value, clock.nowMs());
  }

  /** A wall clock that was set back makes the next round due at once, and no later than it would have been. */
  #dueInMs({ linkIs, asOfMs }: CacheStanding): number {
    const isResting = linkIs === 'delta' || linkIs === 'end';
    if (!isResting || asOfMs === null) return 0;
    const ageMs = this.parts.clock.nowMs() - asOfMs;
    return ageMs < 0 ? 0 : Math.max(0, this.parts.refreshMs - ageMs);
  }

  #heard(turn: number, step: Result<CacheStanding, Trouble>, isFirst: boolean): void {
    if (turn !== this.#turn) return;
    if (step.ok) this.#standing = step.value;
    const isResting = !step.ok || this.#dueInMs(step.value) > 0;
    if (isResting) this.#isFilling = false;
    this.#announce(isResting || isFirst);
  }

  #announce(isWorthIt: boolean): void {
    const nowMs = this.parts.clock.monotonicMs();
    if (!isWorthIt && nowMs - this.#announcedAtMs < announceMs) return;
    this.#announcedAtMs = nowMs;
    this.parts.events.announce();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resume) => {
      this.#callOff = this.parts.clock.after(ms, resume);
    });
  }
}
