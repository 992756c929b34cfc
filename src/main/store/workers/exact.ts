/** Finds the workers who have exactly this number or sign-in name, letters' case apart: what a scanner read. */
import type { FoundWorker } from '../../../shared/workers.ts';
import type { Exactly } from '../../ports.ts';
import { match, queryWords } from './query.ts';
import { createSample } from './sample.ts';
import type { Db } from './tables.ts';
import { foundOf, type WorkerRow } from './worker-table.ts';

const mostHits = 25;
/** A word that is in two of them is in the first alone. */
const fields = ['surname', 'name', 'number', 'login'] as const;

/** The index of letters narrows it down to a few; the column decides. Neither has an index of its own to keep. */
export function exactSql(column: 'employee_id' | 'upn'): string {
  return `SELECT worker.* FROM letters JOIN worker ON worker.row = letters.rowid
    WHERE letters MATCH ? AND worker.${column} = ? COLLATE NOCASE LIMIT ${mostHits}`;
}

export const byCardSql = `SELECT * FROM worker WHERE card_number = ? COLLATE NOCASE LIMIT ${mostHits}`;

export function createExact(db: Db): (wanted: Exactly) => readonly FoundWorker[] {
  const byNumber = db.prepare<[string, string], WorkerRow>(exactSql('employee_id'));
  const byCard = db.prepare<[string], WorkerRow>(byCardSql);
  const common = createSample(db).times;
  const byUpn = db.prepare<[string, string], WorkerRow>(exactSql('upn'));
  /** @param words those of the text that the index has */
  const rows = (statement: typeof byNumber, text: string, words: readonly string[]) =>
    words.length === 0 ? [] : statement.all(match(fields, words, 'exact', common), text);
  return (wanted) => {
    const found =
      'upn' in wanted
        ? rows(byUpn, wanted.upn, queryWords(wanted.upn))
        : wanted.numbers.flatMap((number) => [
            ...rows(byNumber, number, queryWords(number)),
            ...byCard.all(number),
          ]);
    const each = new Map(found.map((row) => [row.row, row]));
    return [...each.values()].slice(0, mostHits).map(foundOf);
  };
}
