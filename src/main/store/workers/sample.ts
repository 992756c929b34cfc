/** How common each group of three letters is, by a sample: a search looks for the rarest of a word, and walks short lists. */
import type { Db } from './tables.ts';

/** One worker of so many is counted. Who leaves stays counted: it is an estimate. */
export const oneOf = 64;

export interface Sample {
  /** Of one worker, as `letters` has the fields. */
  add(texts: readonly string[]): void;
  /** How many of the sample had this group. */
  times(group: string): number;
}

export const timesSql = 'SELECT times FROM sampled WHERE letters = ?';

export function createSample(db: Db): Sample {
  const count = db.prepare<[string]>(
    'INSERT INTO sampled VALUES (?, 1) ON CONFLICT DO UPDATE SET times = times + 1',
  );
  const times = db.prepare<[string], { times: number }>(timesSql);
  return {
    add(texts) {
      for (const group of new Set(texts.flatMap(groupsOf))) count.run(group);
    },
    times: (group) => times.get(group)?.times ?? 0,
  };
}

function groupsOf(text: string): readonly string[] {
  const letters = [...text];
  return letters.slice(2).map((last, at) => `${letters[at]}${letters[at + 1]}${last}`);
}
