/** A worker's words by the field they are found in, and how they are kept in one text. */
import { findableWords } from './fold.ts';

/** In the order of the columns of `letters`. */
export const fieldNames = ['surname', 'name', 'number', 'login', 'place'] as const;
export type FieldName = (typeof fieldNames)[number];
export type Fields = readonly (readonly string[])[];

/** Each word once, in the first field that has it: a sign-in name mostly repeats the name. */
export function foldedFields(of: {
  readonly display_name: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
  readonly employee_id: string | null;
  readonly department: string | null;
  readonly job_title: string | null;
}): Fields {
  const seen = new Set<string>();
  const fresh = (text: string | null) =>
    (text === null ? [] : findableWords(text)).filter((word) => !seen.has(word) && seen.add(word));
  const surname = fresh(of.surname ?? lastOf(of.display_name));
  const name = fresh(of.display_name);
  const number = fresh(of.employee_id);
  const login = fresh(of.upn?.split('@')[0] ?? null);
  return [surname, name, number, login, [...fresh(of.department), ...fresh(of.job_title)]];
}

/** Where no surname is told: what stands before a comma, else the last word. */
function lastOf(displayName: string | null): string | null {
  const name = displayName?.trim() ?? '';
  if (!/\s/.test(name)) return null;
  return name.includes(',') ? (name.split(',')[0] ?? null) : (name.split(/\s+/).at(-1) ?? null);
}

export function stored(fields: Fields): string {
  return fields.map((words) => words.join(' ')).join('\n');
}

export function spelled(text: string): Fields {
  return text.split('\n').map((words) => (words === '' ? [] : words.split(' ')));
}

/** The fields as `letters` has them. Two blanks before each word and one after: then the first letter and the first two are
 * groups of three as well. */
export function lettered(fields: Fields): readonly string[] {
  return fields.map((words, at) => {
    const text = words.length === 0 ? '' : `  ${words.join('  ')} `;
    return fieldNames[at] === 'place' ? text.toUpperCase() : text;
  });
}
