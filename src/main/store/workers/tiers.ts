/** The kinds of hit that a search goes through, from the best to the worst: where which words are looked for. */
import { type Commonness, type Fit, initialsOf, match, type NameField, rarestWord } from './query.ts';
import { initialsRank, initialsRankOf, rankOf } from './rank.ts';
import { createSample } from './sample.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import type { Db } from './tables.ts';
import { typingErrors } from './typing-errors.ts';
import type { Fields } from './words.ts';

/** One kind of hit: where which words are looked for, and what is then made of a candidate's words. */
export interface Tier {
  readonly match: string;
  readonly rank: (fields: Fields) => number | null;
}

/** It is not worth looking for when enough hits at least as good as its `worst` are there. */
export interface Kind {
  readonly tier: Tier;
  readonly worst: number;
}

export interface Tiers {
  /** Whoever has the rarest of the words: mostly few. */
  rarest(words: readonly string[]): Tier;
  all(words: readonly string[]): Tier;
  /** Best first. */
  kinds(words: readonly string[]): readonly Kind[];
  initials(words: readonly string[]): readonly Kind[];
  /** One of the words was mistyped; the others stand as they are. The later of one kind only if the earlier held too many. */
  errors(words: readonly string[]): Iterable<readonly Tier[]>;
}

/** Ranks of hits by a typing error begin here. */
const errorRank = 1_000;

/** What the expressions are made with. */
interface Known {
  readonly common: Commonness;
  readonly spelling: Spelling;
}

export function createTiers(db: Db): Tiers {
  const known = { common: createSample(db).times, spelling: createSpelling(db) };
  const typing = typingErrors(db);
  return {
    rarest: (words) => tierOf(known, [rarestWord(words, known.common)], null, 'anywhere', words),
    all: (words) => tierOf(known, words, null, 'anywhere'),
    kinds: (words) =>
      words.length > 1
        ? [{ tier: tierOf(known, words, ['surname', 'name', 'number'], 'prefix'), worst: 5 * words.length }]
        : words.flatMap((word) => kindsOf(known, word)),
    initials: (words) => initialsKinds(known, words),
    *errors(words) {
      for (const [at, word] of words.entries()) {
        const others = words.toSpliced(at, 1);
        const near = typing
          .near(word)
          .map((mended, place) => ({ mended, place, instead: words.with(at, mended) }));
        if (near.length === 0) continue;
        if (others.length > 0) yield besideTiers(known, near, others);
        else for (const one of near) yield [mendedTier(known, [one])];
      }
    },
  };
}

function tierOf(
  { common }: Known,
  words: readonly string[],
  fields: readonly NameField[] | null,
  fit: Fit,
  typed = words,
): Tier {
  return { match: match(fields, words, fit, common), rank: (of) => rankOf(of, typed) };
}

function kindsOf(known: Known, word: string): readonly Kind[] {
  const { spelling } = known;
  const kind = (worst: number, fields: readonly NameField[], fit: Fit, isThere = true) =>
    isThere ? [{ tier: tierOf(known, [word], fields, fit), worst }] : [];
  return [
    ...kind(0, ['number'], 'exact', /\d/.test(word)),
    ...kind(1, ['surname'], 'exact', spelling.has(word, 'surname')),
    ...kind(2, ['surname'], 'prefix', spelling.begins(word, 'surname')),
    ...kind(3, ['name'], 'exact', spelling.has(word, 'name')),
    ...kind(4, ['name'], 'prefix', spelling.begins(word, 'name')),
    ...kind(6, ['number', 'login'], 'prefix'),
    ...initialsKinds(known, [word]),
    ...kind(11, ['surname', 'name', 'number', 'login'], 'anywhere'),
  ];
}

function initialsKinds({ common }: Known, words: readonly string[]): readonly Kind[] {
  const letters = initialsOf(words);
  if (letters === null) return [];
  const text = match(['surname', 'name'], [...new Set(letters)], 'prefix', common);
  return [{ tier: { match: text, rank: (fields) => initialsRankOf(fields, letters) }, worst: initialsRank }];
}

interface Mended {
  readonly mended: string;
  readonly place: number;
  readonly instead: readonly string[];
}

/** Whoever has the other words are mostly few, and long lists are walked once for all that is near. */
function besideTiers(known: Known, near: readonly Mended[], others: readonly string[]): readonly Tier[] {
  const beside = match(null, others, 'anywhere', known.common);
  const { match: any, rank } = mendedTier(known, near);
  return [
    { match: beside, rank },
    { match: `${beside} AND (${any})`, rank },
  ];
}

function mendedTier({ common }: Known, near: readonly Mended[]): Tier {
  return {
    match: near.map(({ mended }) => match(['surname', 'name'], [mended], 'exact', common)).join(' OR '),
    rank(fields) {
      for (const { place, instead } of near) {
        const rank = rankOf(fields, instead);
        if (rank !== null) return errorRank + 20 * place + rank;
      }
      return null;
    },
  };
}
