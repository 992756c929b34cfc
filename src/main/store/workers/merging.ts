/** Makes one list of each group's many after everybody was taken in: a search then walks a third less. */
import type { Db } from './tables.ts';

/** Of 4 kB each, written in one go: some 20 ms, for which a search may have to wait. */
const pagesInOneGo = 100;

export interface Merging {
  /** From now on there may be something to do. */
  begin(): void;
  /** @returns whether there is more to do */
  step(): boolean;
}

export function createMerging(db: Db): Merging {
  const merge = db.prepare<[number]>("INSERT INTO letters (letters, rank) VALUES ('merge', ?)");
  const changes = db.prepare<[], { count: number }>('SELECT total_changes() AS count');
  let next: 'nothing' | 'first' | 'more' = 'nothing';
  return {
    begin: () => {
      next = 'first';
    },
    step() {
      if (next === 'nothing') return false;
      const before = changes.get()?.count ?? 0;
      // A negative number takes all lists together, a positive one goes on: https://sqlite.org/fts5.html#the_merge_command
      merge.run(next === 'first' ? -pagesInOneGo : pagesInOneGo);
      // By the same source less than two changes mean that there was nothing to do.
      next = (changes.get()?.count ?? 0) - before < 2 ? 'nothing' : 'more';
      return next === 'more';
    },
  };
}
