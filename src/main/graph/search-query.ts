/** Turns what a person typed into Graph's `$search` and `$filter`: bounded, escaped, never able to leave its quotes. */
import { plainLetters } from '../../core/plain-letters.ts';
import { cleanText } from './wire.ts';

const longestQuery = 64;

/** What is left of the input to search for: printable, single blanks, at most 64 characters; may be empty. */
export function cleanQuery(text: string): string {
  return cleanText(text, longestQuery).replace(/\s+/gu, ' ').trim();
}

/** The query without accents, in lower case: `Łukasz Müller` becomes `lukasz muller`. */
export function foldAccents(query: string): string {
  const bare = query
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
  return plainLetters(bare).normalize('NFC');
}

/**
 * `"displayName:x" OR "userPrincipalName:x"`: inside the quotes only `"` and `\` are special
 * (learn.microsoft.com, "Use the $search query parameter").
 */
export function searchClause(properties: readonly string[], query: string): string {
  const escaped = query.replace(/[\\"]/g, '\\$&');
  return properties.map((property) => `"${property}:${escaped}"`).join(' OR ');
}

/** `startswith(displayName,'x') or …`: an apostrophe is doubled, as OData has it. */
export function startsWithClause(properties: readonly string[], query: string): string {
  const escaped = query.replaceAll("'", "''");
  return properties.map((property) => `startswith(${property},'${escaped}')`).join(' or ');
}

/** `employeeId eq 'x' or employeeId eq 'y'`. */
export function equalsClause(properties: readonly string[], values: readonly string[]): string {
  const quoted = values.map((value) => `'${value.replaceAll("'", "''")}'`);
  return properties.flatMap((property) => quoted.map((value) => `${property} eq ${value}`)).join(' or ');
}

/** Whether the query could be the beginning of an employee id: one word with a digit in it, at most 16 characters (Graph's limit). */
export function looksLikeEmployeeId(query: string): boolean {
  return query.length <= 16 && !query.includes(' ') && /\d/.test(query);
}

/** `?$select=…&$search=…` with every value percent-encoded. */
export function queryString(options: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
