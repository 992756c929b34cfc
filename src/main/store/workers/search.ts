/** Finds workers in the copy: from the best kind of hit to the worst, and no further than the list is long. */
import type { CacheHits } from '../../ports.ts';
import { queryWords } from './query.ts';
import type { Db } from './tables.ts';
import { createTiers, type Tier } from './tiers.ts';
import { spelled } from './words.ts';
import { foundOf, type WorkerRow } from './worker-table.ts';

/** Of each kind of hit at most so many are looked at: who types one letter is shown a part anyway. */
const mostCandidates = 120;
/** With fewer hits than this a typing error is supposed. */
const fewHits = 5;

export const candidatesSql = `SELECT row, id, words, is_enabled, is_removed FROM letters JOIN worker ON worker.row = letters.rowid
  WHERE letters MATCH ? LIMIT ${mostCandidates}`;

type Candidate = Pick<WorkerRow, 'row' | 'id' | 'words' | 'is_enabled' | 'is_removed'>;

interface Hit {
  readonly row: Candidate;
  readonly rank: number;
}

export function createSearch(db: Db): (text: string, limit: number) => CacheHits {
  const candidates = db.prepare<[string], Candidate>(candidatesSql);
  const whole = db.prepare<[number], WorkerRow>('SELECT * FROM worker WHERE row = ?');
  const tiers = createTiers(db);

  /** @returns whether these were all candidates that there are */
  const add = (tier: Tier, hits: Map<number, Hit>): boolean => {
    const rows = candidates.all(tier.match);
    for (const row of rows) {
      const rank = tier.rank(spelled(row.words));
      const before = hits.get(row.row);
      if (rank !== null && (before === undefined || rank < before.rank)) hits.set(row.row, { row, rank });
    }
    return rows.length < mostCandidates;
  };
  /** Guesses, while they are wanted: the second tier of a kind only where the first held too many. */
  const guess = (words: readonly string[], hits: Map<number, Hit>, limit: number) => {
    for (const kind of tiers.errors(words)) {
      if (hits.size >= limit) return;
      kind.some((tier) => add(tier, hits));
    }
  };
  return (text, limit) => {
    const words = queryWords(text);
    if (words.length === 0) return { workers: [], isExact: true };
    const hits = new Map<number, Hit>();
    // Mostly these are few, and hold every other kind. Of too many the good ones are looked for kind by kind.
    const isAll = add(tiers.rarest(words), hits) || (words.length > 1 && add(tiers.all(words), hits));
    for (const kind of isAll ? tiers.initials(words) : tiers.kinds(words))
      if (good(hits, kind.worst) < limit) add(kind.tier, hits);
    const isExact = hits.size > 0;
    if (hits.size < fewHits && !isWhole(words, hits)) guess(words, hits, limit);
    const best = [...hits.values()].sort(byRank).slice(0, limit);
    const rows = best.map(({ row }) => whole.get(row.row)).filter((row) => row !== undefined);
    return { workers: rows.map(foundOf), isExact };
  };
}

function good(hits: ReadonlyMap<number, Hit>, worst: number): number {
  let count = 0;
  for (const { rank } of hits.values()) if (rank <= worst) count += 1;
  return count;
}

/** Several words that somebody has letter by letter are no typing error. */
function isWhole(words: readonly string[], hits: ReadonlyMap<number, Hit>): boolean {
  if (words.length < 2) return false;
  return [...hits.values()].some(({ row }) => {
    const all = new Set(spelled(row.words).flat());
    return words.every((word) => all.has(word));
  });
}

/** Then those who can sign in before those who cannot, and by name. */
function byRank(a: Hit, b: Hit): number {
  return a.rank - b.rank || standing(a.row) - standing(b.row) || byName(a.row, b.row);
}

function standing(row: Candidate): number {
  return row.is_removed * 2 + (1 - row.is_enabled);
}

function byName(a: Candidate, b: Candidate): number {
  if (a.words !== b.words) return a.words < b.words ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
