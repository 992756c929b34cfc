/** The words of all names, sorted: which there are, and which begin so. */
import type { Db } from './tables.ts';

export const highest = '\u{10ffff}';

export interface Spelling {
  has(word: string, of: 'surname' | 'name'): boolean;
  begins(beginning: string, of: 'surname' | 'name'): boolean;
}

export const hasSql = 'SELECT 1 FROM spelling WHERE word = ? AND is_surname = ?';
export const beginsSql = 'SELECT 1 FROM spelling WHERE word >= ? AND word <= ? AND is_surname = ? LIMIT 1';

/** Asks before long lists of letters are walked for nothing. */
export function createSpelling(db: Db): Spelling {
  const has = db.prepare<[string, number]>(hasSql);
  const begins = db.prepare<[string, string, number]>(beginsSql);
  const flag = (of: 'surname' | 'name') => (of === 'surname' ? 1 : 0);
  return {
    has: (word, of) => has.get(word, flag(of)) !== undefined,
    begins: (beginning, of) => begins.get(beginning, beginning + highest, flag(of)) !== undefined,
  };
}
