/** Graph's $search: `"property:words"` clauses joined by AND and OR, each word the start of a word of the property. */
import type { Person } from '../workers.ts';
import { type Test, textProperty } from './filter.ts';

/** Null: not understood, which Graph answers with 400. AND binds closer than OR; both must be in capitals. */
export function parseSearch(search: string, searchable: readonly string[]): Test | null {
  const pattern = /\s*"((?:[^"\\]|\\.)*)"\s*(?:(AND|OR)(?=[\s"]))?/uy;
  const alternatives: Test[][] = [[]];
  const end = search.trimEnd().length;
  let joined: string | undefined = 'AND';
  while (pattern.lastIndex < end) {
    const found: RegExpExecArray | null = joined === undefined ? null : pattern.exec(search);
    const test = found === null ? null : parseClause(found[1] ?? '', searchable);
    if (found === null || test === null) return null;
    alternatives.at(-1)?.push(test);
    joined = found[2];
    if (joined === 'OR') alternatives.push([]);
  }
  if (joined !== undefined) return null;
  return (person) => alternatives.some((tests) => tests.every((test) => test(person)));
}

function parseClause(clause: string, searchable: readonly string[]): Test | null {
  const [, name = '', escaped = ''] = /^(\w+):(.*)$/su.exec(clause) ?? [];
  const read = searchable.some((known) => known.toLowerCase() === name.toLowerCase())
    ? textProperty(name)
    : null;
  if (read === null) return null;
  const wanted = wordsOf(escaped.replaceAll(/\\(.)/gsu, '$1'));
  return (person: Person) => {
    const words = wordsOf(read(person));
    return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)));
  };
}

/** Letters that Unicode does not decompose into a base letter and an accent. */
const folded: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};

function wordsOf(text: string): readonly string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[łøđßæœıþ]/gu, (letter) => folded[letter] ?? letter);
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
