/** Finds workers in the copy: from the best kind of hit to the worst, and no further than the list is long. */
import type { CacheHits } from '../../ports.ts';
import { type Fit, initialsOf, match, queryWords } from './query.ts';
import { initialsRankOf, rankOf } from './rank.ts';
import type { Db } from './tables.ts';
import { type TypingErrors, typingErrors } from './typing-errors.ts';
import { type FieldName, type Fields, spelled } from './words.ts';
import { foundOf, type WorkerRow } from './worker-table.ts';

/** Of each kind of hit at most so many are looked at: who types one letter is shown a part anyway. */
const mostCandidates = 120;
/** With fewer hits than this a typing error is supposed. */
const fewHits = 5;
/** Ranks of hits by a typing error begin here. */
const errorRank = 1_000;

export const candidatesSql = `SELECT row, id, words, is_enabled, is_removed FROM letters JOIN worker ON worker.row = letters.rowid
  WHERE letters MATCH ? LIMIT ${mostCandidates}`;

/** One kind of hit: where which words are looked for, and what is then made of a candidate's words. */
interface Tier {
  readonly match: string;
  readonly rank: (fields: Fields) => number | null;
}

type Candidate = Pick<WorkerRow, 'row' | 'id' | 'words' | 'is_enabled' | 'is_removed'>;

interface Hit {
  readonly row: Candidate;
  readonly rank: number;
}

export function createSearch(db: Db): (text: string, limit: number) => CacheHits {
  const candidates = db.prepare<[string], Candidate>(candidatesSql);
  const whole = db.prepare<[number], WorkerRow>('SELECT * FROM worker WHERE row = ?');
  const errors = typingErrors(db);

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
  const collect = (tiers: Iterable<Tier>, hits: Map<number, Hit>, limit: number) => {
    for (const tier of tiers) {
      if (hits.size >= limit) return;
      add(tier, hits);
    }
  };
  return (text, limit) => {
    const words = queryWords(text);
    if (words.length === 0) return { workers: [], isExact: true };
    const hits = new Map<number, Hit>();
    // Mostly these are few, and hold every other kind. Of too many the good ones are looked for kind by kind.
    const isAll =
      add({ ...tierOf([longest(words)], null, 'anywhere'), rank: (fields) => rankOf(fields, words) }, hits) ||
      (words.length > 1 && add(tierOf(words, null, 'anywhere'), hits));
    if (isAll) collect(initialsTiers(words), hits, limit);
    else for (const kind of kindsOf(words)) if (good(hits, kind.worst) < limit) add(kind.tier, hits);
    const isExact = hits.size > 0;
    if (hits.size < fewHits) collect(errorTiers(words, errors), hits, limit);
    const best = [...hits.values()].sort(byRank).slice(0, limit);
    const rows = best.map(({ row }) => whole.get(row.row)).filter((row) => row !== undefined);
    return { workers: rows.map(foundOf), isExact };
  };
}

/** The word that tells most people apart. */
function longest(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}

function tierOf(words: readonly string[], fields: readonly FieldName[] | null, fit: Fit): Tier {
  return { match: match(fields, words, fit), rank: (fields) => rankOf(fields, words) };
}

/** Best first; none is worth looking for when enough hits at least as good as its `worst` are there. */
function kindsOf(words: readonly string[]): readonly { readonly tier: Tier; readonly worst: number }[] {
  const kind = (worst: number, fields: readonly FieldName[], fit: Fit) => ({
    tier: tierOf(words, fields, fit),
    worst: worst * words.length,
  });
  if (words.length > 1) return [kind(5, ['surname', 'name', 'number'], 'prefix')];
  return [
    ...(/\d/.test(words[0] ?? '') ? [kind(0, ['number'], 'exact')] : []),
    kind(1, ['surname'], 'exact'),
    kind(2, ['surname'], 'prefix'),
    kind(3, ['name'], 'exact'),
    kind(4, ['name'], 'prefix'),
    kind(6, ['number', 'login'], 'prefix'),
    ...initialsTiers(words).map((tier) => ({ tier, worst: 7 })),
    kind(11, ['surname', 'name', 'number', 'login'], 'anywhere'),
  ];
}

function good(hits: ReadonlyMap<number, Hit>, worst: number): number {
  let count = 0;
  for (const { rank } of hits.values()) if (rank <= worst) count += 1;
  return count;
}

function initialsTiers(words: readonly string[]): readonly Tier[] {
  const initials = initialsOf(words);
  if (initials === null) return [];
  return [
    {
      match: match(['surname', 'name'], [...new Set(initials)], 'prefix'),
      rank: (fields) => initialsRankOf(fields, initials),
    },
  ];
}

/** One of the words was mistyped; the others stand as they are. */
function* errorTiers(words: readonly string[], errors: TypingErrors): Generator<Tier> {
  for (const [at, word] of words.entries()) {
    for (const [place, mended] of errors.near(word).entries()) {
      const instead = words.with(at, mended);
      yield {
        match: match(['surname', 'name'], [mended], 'exact').concat(others(words.toSpliced(at, 1))),
        rank: (fields) => {
          const rank = rankOf(fields, instead);
          return rank === null ? null : errorRank + 20 * place + rank;
        },
      };
    }
  }
}

function others(words: readonly string[]): string {
  return words.length === 0 ? '' : ` AND ${match(null, words, 'anywhere')}`;
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
