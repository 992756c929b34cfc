/**
 * The words of the copy that are one typing error away: a letter too many, too few, a wrong one, or two in the wrong order.
 * Walks the sorted words like a tree, so any script works, the beginning of a word is enough, and nothing is kept for it.
 */
import { highest } from './spelling.ts';
import type { Db } from './tables.ts';

/** Up to here the letters of one alphabet are tried; a Latin word is not mended with Chinese letters. */
const lastLatin = '\u024f';
const mostLetters = 128;
const mostPerTarget = 8;
const mostWords = 24;

export interface TypingErrors {
  /** Words that are, or begin with, what was typed but for one error; whole words first. */
  near(typed: string): readonly string[];
}

export const seekSql = 'SELECT word FROM spelling WHERE word >= ? AND word <= ? ORDER BY word LIMIT 1';
export const rangeSql = `SELECT DISTINCT word FROM spelling WHERE word >= ? AND word <= ? ORDER BY word LIMIT ${mostPerTarget}`;

export function typingErrors(db: Db): TypingErrors {
  const seek = db.prepare<[string, string], { word: string }>(seekSql);
  const range = db.prepare<[string, string], { word: string }>(rangeSql);
  const first = (from: string, to: string) => seek.get(from, to)?.word ?? null;
  return {
    near(typed) {
      const letters = [...typed];
      if (!isName(typed)) return [];
      const targets = new Set(targetsOf(letters, first));
      targets.delete(typed);
      const whole: string[] = [];
      const begun: string[] = [];
      for (const target of targets) {
        for (const { word } of range.all(target, target + highest))
          if (isName(word)) (word === target ? whole : begun).push(word);
      }
      return [...new Set([...whole, ...begun.sort((a, b) => a.length - b.length)])].slice(0, mostWords);
    },
  };
}

/** Numbers are not guessed. */
function isName(word: string): boolean {
  return [...word].length > 2 && !/\d/.test(word);
}

type First = (from: string, to: string) => string | null;

function* targetsOf(letters: readonly string[], first: First): Generator<string> {
  const isLatin = letters.every((letter) => letter <= lastLatin);
  for (let at = 0; at <= letters.length; at += 1) {
    const prefix = letters.slice(0, at).join('');
    // What comes later has this beginning without an error.
    if (at > 0 && first(prefix, prefix + highest) === null) return;
    const rest = letters.slice(at + 1).join('');
    if (at < letters.length) yield prefix + rest;
    if (at + 1 < letters.length) yield swapped(letters, at);
    for (const letter of nextLetters(prefix, isLatin ? lastLatin : highest, first)) {
      if (at < letters.length) yield prefix + letter + rest;
      yield prefix + letter + letters.slice(at).join('');
    }
  }
}

function swapped(letters: readonly string[], at: number): string {
  const [a = '', b = ''] = letters.slice(at, at + 2);
  return [...letters.slice(0, at), b, a, ...letters.slice(at + 2)].join('');
}

/** The letters that follow this beginning in any word. */
function* nextLetters(prefix: string, last: string, first: First): Generator<string> {
  let from = prefix;
  for (let count = 0; count < mostLetters; count += 1) {
    const word = first(from, prefix + last + (last === highest ? '' : highest));
    if (word === null || !word.startsWith(prefix)) return;
    const letter = [...word.slice(prefix.length)][0];
    if (letter === undefined) {
      // The beginning is itself a word: on to the first longer one.
      from = `${prefix}\u0001`;
      continue;
    }
    yield letter;
    from = prefix + letter + highest;
  }
}
