/** What a person typed as expressions over `letters`: nothing but folded letters in quotes, never FTS5's own syntax. */
import { foldedWords } from './fold.ts';
import type { FieldName } from './words.ts';

/** Places are in capitals, and are only looked for along with everything else. */
export type NameField = Exclude<FieldName, 'place'>;

const mostWords = 6;
/** Of one word: three tell nearly all words apart, each more costs time, and the word itself is looked at afterwards. */
const mostGroups = 3;

export type Fit = 'exact' | 'prefix' | 'anywhere';

/** The words to look for; of a sign-in name only what is before the @. None: nothing to look for. */
export function queryWords(text: string): readonly string[] {
  const [local = ''] = text.split('@');
  return foldedWords(local).slice(0, mostWords);
}

/** How common a group is; only the order matters. */
export type Commonness = (group: string) => number;

/** One or two letters can only be the beginning of a word: there is no group of three within them. */
export function groups(word: string, fit: Fit, common: Commonness): readonly string[] {
  const letters = [...word];
  const isShort = letters.length < 3;
  const fromStart = fit !== 'anywhere' || isShort;
  const start = fromStart ? (letters.length === 1 ? [' ', ' '] : [' ']) : [];
  const text = [...start, ...letters, ...(fit === 'exact' ? [' '] : [])];
  const all = text.slice(2).map((last, at) => `${text[at]}${text[at + 1]}${last}`);
  if (all.length <= mostGroups) return all;
  // The beginning, and the end that tells an exact word from one that begins so, are not left to chance.
  const kept = [...(fit === 'anywhere' ? [] : all.slice(0, 1)), ...(fit === 'exact' ? all.slice(-1) : [])];
  const others = all.filter((group) => !kept.includes(group));
  return [...kept, ...rarest(others, common).slice(0, mostGroups - kept.length)];
}

function rarest(all: readonly string[], common: Commonness): readonly string[] {
  return [...new Set(all)]
    .map((group) => ({ group, times: common(group) }))
    .sort((a, b) => a.times - b.times)
    .map(({ group }) => group);
}

/** The word that tells most people apart: the one whose rarest letters are the rarest, then the longest. */
export function rarestWord(words: readonly string[], common: Commonness): string {
  const times = (word: string) => Math.min(...groups(word, 'anywhere', common).map(common));
  const all = words.map((word) => ({ word, times: times(word) }));
  const [first] = all.sort((a, b) => a.times - b.times || b.word.length - a.word.length);
  return first?.word ?? '';
}

/** Everybody one of whose `fields` (null: all) has all the groups of each word; whether as that word is looked at afterwards. */
export function match(
  fields: readonly NameField[] | null,
  words: readonly string[],
  fit: Fit,
  common: Commonness,
): string {
  const all = (word: string) => {
    const quoted = groups(word, fit, common).map((group) => `"${group}"`);
    return quoted.length === 1 ? (quoted[0] ?? '') : `(${quoted.join(' AND ')})`;
  };
  const each = words.map((word) => {
    const place = word.toUpperCase();
    if (fields !== null) return `({${fields.join(' ')}} : ${all(word)})`;
    return place === word ? all(word) : `(${all(word)} OR ${all(place)})`;
  });
  return each.join(' AND ');
}

/** Two to four letters without a digit may be somebody's initials. */
export function initialsOf(words: readonly string[]): readonly string[] | null {
  const [word = ''] = words;
  const letters = [...word];
  const maybe = words.length === 1 && letters.length >= 2 && letters.length <= 4 && !/\d/.test(word);
  return maybe ? letters : null;
}
