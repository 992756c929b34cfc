/** The little of OData that the station uses: $filter with startswith/eq joined by or/and, $search with "property:words". */
import type { Person } from '../workers.ts';

export type Test = (person: Person) => boolean;

const readable = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'userPrincipalName',
  'employeeId',
  'department',
  'mail',
];

/** Null: not understood, which Graph answers with 400. */
export function parseFilter(text: string): Test | null {
  const alternatives = splitOutsideQuotes(text, ' or ').map((part) => {
    const tests = splitOutsideQuotes(part, ' and ').map((term) => parseTerm(term.trim()));
    return tests.every((test) => test !== null)
      ? (person: Person) => tests.every((test) => test(person))
      : null;
  });
  if (!alternatives.every((test) => test !== null)) return null;
  return (person) => alternatives.some((test) => test(person));
}

function parseTerm(term: string): Test | null {
  const bare = term.startsWith('(') && term.endsWith(')') ? term.slice(1, -1) : term;
  const starts = /^startswith\((\w+),\s*'((?:[^']|'')*)'\)$/i.exec(bare);
  if (starts !== null) return compare(starts[1], starts[2], (value, wanted) => value.startsWith(wanted));
  const equals = /^(\w+) eq '((?:[^']|'')*)'$/i.exec(bare);
  if (equals !== null) return compare(equals[1], equals[2], (value, wanted) => value === wanted);
  const enabled = /^accountEnabled eq (true|false)$/i.exec(bare);
  return enabled === null ? null : (person) => person.accountEnabled === (enabled[1] === 'true');
}

function compare(
  property: string | undefined,
  quoted: string | undefined,
  holds: (value: string, wanted: string) => boolean,
): Test | null {
  const name = readable.find((known) => known.toLowerCase() === property?.toLowerCase());
  if (name === undefined || quoted === undefined) return null;
  const wanted = quoted.replaceAll("''", "'").toLowerCase();
  return (person) => holds(textOf(person, name).toLowerCase(), wanted);
}

function textOf(person: Person, name: string): string {
  const value: unknown = (person as unknown as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

function splitOutsideQuotes(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0 && text.slice(at, at + separator.length).toLowerCase() === separator) {
      parts.push(text.slice(from, at));
      from = at + separator.length;
      at = from - 1;
    }
  }
  return [...parts, text.slice(from)];
}

/** `"displayName:ann" OR "userPrincipalName:ann"`: words that begin so, accents folded as Graph's index does. */
export function parseSearch(text: string): Test | null {
  const clauses = text.split(/\s+(?:OR|AND)\s+/);
  const isEvery = /\s+AND\s+/.test(text) && !/\s+OR\s+/.test(text);
  const tests = clauses.map(parseClause);
  if (!tests.every((test) => test !== null)) return null;
  return (person) => (isEvery ? tests.every((test) => test(person)) : tests.some((test) => test(person)));
}

function parseClause(clause: string): Test | null {
  const found = /^"(\w+):((?:[^"\\]|\\.)*)"$/.exec(clause.trim());
  const name = readable.find((known) => known.toLowerCase() === found?.[1]?.toLowerCase());
  if (found === null || name === undefined) return null;
  const wanted = wordsOf((found[2] ?? '').replaceAll(/\\(.)/g, '$1'));
  return (person) => {
    const words = wordsOf(textOf(person, name));
    return wanted.length > 0 && wanted.every((start) => words.some((word) => word.startsWith(start)));
  };
}

function wordsOf(text: string): readonly string[] {
  const folded = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ł', 'l');
  return folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
