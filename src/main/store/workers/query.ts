/** What a person typed as expressions over `letters`: nothing but folded letters in quotes, never FTS5's own syntax. */
import { foldedWords } from './fold.ts';
import type { FieldName } from './words.ts';

const mostWords = 6;
/** Of one word: three tell nearly all words apart, each more costs time, and the word itself is looked at afterwards. */
const mostGroups = 3;

export type Fit = 'exact' | 'prefix' | 'anywhere';

/** The words to look for; of a sign-in name only what is before the @. None: nothing to look for. */
export function queryWords(text: string): readonly string[] {
  const [local = ''] = text.split('@');
  return foldedWords(local).slice(0, mostWords);
}

/** One or two letters can only be the beginning of a word: there is no group of three within them. */
export function groups(word: string, fit: Fit): readonly string[] {
  const letters = [...word];
  const isShort = letters.length < 3;
  const fromStart = fit !== 'anywhere' || isShort;
  const start = fromStart ? (letters.length === 1 ? [' ', ' '] : [' ']) : [];
  const text = [...start, ...letters, ...(fit === 'exact' ? [' '] : [])];
  const all = text.slice(2).map((last, at) => `${text[at]}${text[at + 1]}${last}`);
  if (all.length <= mostGroups) return all;
  // The beginning and the end, which tells an exact word from one that begins so, and the middle.
  return [0, all.length >> 1, all.length - 1].map((at) => all[at] ?? '');
}

/** Everybody one of whose `fields` has all the groups of each word; whether as that word is looked at afterwards. */
export function match(fields: readonly FieldName[] | null, words: readonly string[], fit: Fit): string {
  const each = words.map((word) => {
    const quoted = groups(word, fit).map((group) => `"${group}"`);
    const all = quoted.length === 1 ? quoted[0] : `(${quoted.join(' AND ')})`;
    return fields === null ? all : `({${fields.join(' ')}} : ${all})`;
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
