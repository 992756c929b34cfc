/** The one row of `progress`: how far the copy has come and where to go on. */
import type { CacheStanding } from '../../ports.ts';
import type { ListedPage } from './listed-page.ts';
import type { Db } from './tables.ts';

export interface Progress {
  readonly round: number;
  readonly is_full_round: number;
  readonly round_began_at_ms: number | null;
  readonly round_pages: number;
  readonly workers: number;
  readonly is_complete: number;
  readonly as_of_ms: number | null;
  readonly link_is: CacheStanding['linkIs'];
  readonly link: string | null;
}

export interface ProgressTable {
  read(): Progress;
  /** The progress with which the next page is taken in: a new round, unless it is in the middle of one. */
  begun(atMs: number): Progress;
  write(progress: Progress): void;
}

export function progressTable(db: Db): ProgressTable {
  const select = db.prepare<[], Progress>('SELECT * FROM progress');
  const update = db.prepare<[Progress]>(
    `UPDATE progress SET round = :round, is_full_round = :is_full_round, round_began_at_ms = :round_began_at_ms,
       round_pages = :round_pages, workers = :workers, is_complete = :is_complete, as_of_ms = :as_of_ms,
       link_is = :link_is, link = :link`,
  );
  const read = () => {
    const progress = select.get();
    if (progress === undefined) throw new ProgressLost();
    return progress;
  };
  return {
    read,
    begun(atMs) {
      const before = read();
      if (before.link_is === 'next') return before;
      const isFull = before.link_is !== 'delta';
      const round = isFull ? before.round + 1 : before.round;
      return { ...before, round, is_full_round: isFull ? 1 : 0, round_began_at_ms: atMs, round_pages: 0 };
    },
    write: (progress) => void update.run(progress),
  };
}

/** The progress after a page; a round that is through makes the copy complete as of its beginning. */
export function after(progress: Progress, { onward }: ListedPage, workers: number): Progress {
  const isThrough = onward.is !== 'next';
  return {
    ...progress,
    workers,
    round_pages: progress.round_pages + 1,
    is_complete: isThrough ? 1 : progress.is_complete,
    as_of_ms: isThrough ? progress.round_began_at_ms : progress.as_of_ms,
    link_is: onward.is,
    link: onward.link,
  };
}

export function standingOf(progress: Progress): CacheStanding {
  return {
    workers: progress.workers,
    isComplete: progress.is_complete === 1,
    asOfMs: progress.as_of_ms,
    linkIs: progress.link_is,
    link: progress.link,
  };
}

/** The one row is gone: the file is damaged. */
class ProgressLost extends Error {
  readonly code = 'SQLITE_CORRUPT';
  constructor() {
    super('the progress of the copy is lost');
  }
}
