/** How well a worker's words fit the words typed: a small number is a good fit. */
import type { Fields } from './words.ts';

/** By field (surname, name, number, login, place): the word itself, its beginning, anywhere in it. */
const ranks: readonly (readonly [exact: number, prefix: number, anywhere: number])[] = [
  [1, 2, 8],
  [3, 4, 9],
  [0, 5, 10],
  [6, 6, 11],
  [12, 13, 14],
];
export const initialsRank = 7;

/** The sum over the words typed; null where one of them is nowhere. */
export function rankOf(fields: Fields, typed: readonly string[]): number | null {
  let sum = 0;
  for (const word of typed) {
    const best = bestFit(fields, word);
    if (best === null) return null;
    sum += best;
  }
  return sum;
}

function bestFit(fields: Fields, typed: string): number | null {
  let best: number | null = null;
  for (const [field, words] of fields.entries()) {
    const [exact = 0, prefix = 0, anywhere = 0] = ranks[field] ?? [];
    for (const word of words) {
      const rank = fitOf(word, typed, exact, prefix, anywhere);
      if (rank !== null && (best === null || rank < best)) best = rank;
    }
  }
  return best;
}

function fitOf(word: string, typed: string, exact: number, prefix: number, anywhere: number): number | null {
  if (word === typed) return exact;
  if (word.startsWith(typed)) return prefix;
  // As in the index: less than three letters only at a beginning.
  return typed.length > 2 && word.includes(typed) ? anywhere : null;
}

/** `ak` or `ka` for Anna Kowalska: the letters begin words of the name, in the order of one way to write it. */
export function initialsRankOf(
  [surname = [], name = []]: Fields,
  initials: readonly string[],
): number | null {
  const firsts = (words: readonly string[]) => words.map((word) => [...word][0] ?? '');
  const ways = [firsts([...name, ...surname]), firsts([...surname, ...name])];
  return ways.some((way) => isWithin(initials, way)) ? initialsRank : null;
}

function isWithin(wanted: readonly string[], letters: readonly string[]): boolean {
  let at = 0;
  for (const letter of letters) if (letter === wanted[at]) at += 1;
  return at === wanted.length;
}
