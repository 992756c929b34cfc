/** The statements of `worker`, and of the indexes that follow it. */
import type { FoundWorker } from '../../../shared/workers.ts';
import type { ListedWorker } from './listed-page.ts';
import { createSample, oneOf } from './sample.ts';
import type { Db } from './tables.ts';
import { foldedFields, lettered, spelled, stored } from './words.ts';

export interface WorkerRow {
  readonly row: number;
  readonly id: string;
  readonly display_name: string | null;
  readonly surname: string | null;
  readonly upn: string | null;
  readonly employee_id: string | null;
  readonly card_number: string | null;
  readonly department: string | null;
  readonly job_title: string | null;
  readonly is_enabled: number;
  readonly is_removed: number;
  readonly round: number;
  readonly words: string;
}

export interface WorkerTable {
  /** Null: nobody of this id is known. */
  worker(id: string): FoundWorker | null;
  /** @returns how many workers there are more */
  put(worker: ListedWorker, round: number): number;
  /** Marks the worker, or forgets it for good. @returns how many workers there are less */
  remove(id: string, isForGood: boolean): number;
  /** Forgets whom a full round did not list. @returns how many */
  sweep(round: number): number;
}

export const byIdSql = 'SELECT * FROM worker WHERE id = ?';

export function workerTable(db: Db): WorkerTable {
  const byId = db.prepare<[string], WorkerRow>(byIdSql);
  const insert = db.prepare<[Omit<WorkerRow, 'row'>]>(
    `INSERT INTO worker (id, display_name, surname, upn, employee_id, card_number, department, job_title, is_enabled,
       is_removed, round, words)
     VALUES (:id, :display_name, :surname, :upn, :employee_id, :card_number, :department, :job_title, :is_enabled,
       :is_removed, :round, :words)`,
  );
  const update = db.prepare<[WorkerRow]>(
    `UPDATE worker SET display_name = :display_name, surname = :surname, upn = :upn, employee_id = :employee_id,
       card_number = :card_number, department = :department, job_title = :job_title, is_enabled = :is_enabled, is_removed = :is_removed,
       round = :round, words = :words WHERE row = :row`,
  );
  const remove = db.prepare<[number]>('DELETE FROM worker WHERE row = ?');
  const stale = db.prepare<[number], { row: number }>('SELECT row FROM worker WHERE round < ?');
  const index = indexes(db);

  const forget = (row: number) => {
    index.drop(row);
    remove.run(row);
  };
  return {
    worker(id) {
      const row = byId.get(id);
      return row === undefined ? null : foundOf(row);
    },
    put(worker, round) {
      const before = byId.get(worker.id);
      const known = merged(worker, before, round);
      if (known === null) return 0;
      if (before === undefined) {
        index.add(Number(insert.run(known).lastInsertRowid), known.words);
        return 1;
      }
      update.run({ ...known, row: before.row });
      if (before.words !== known.words) {
        index.drop(before.row);
        index.add(before.row, known.words);
      }
      return 0;
    },
    remove(id, isForGood) {
      const before = byId.get(id);
      if (before === undefined) return 0;
      if (isForGood) forget(before.row);
      else update.run({ ...before, is_removed: 1 });
      return isForGood ? 1 : 0;
    },
    sweep(round) {
      const rows = stale.all(round);
      for (const { row } of rows) forget(row);
      return rows.length;
    },
  };
}

/** What is not told stays; null for somebody new of whom not even a name is told. */
function merged(
  told: ListedWorker,
  before: WorkerRow | undefined,
  round: number,
): Omit<WorkerRow, 'row'> | null {
  const or = <T>(value: T | undefined, otherwise: T | undefined, none: T): T => value ?? otherwise ?? none;
  const kept = (value: string | null | undefined, otherwise: string | null | undefined) =>
    value === undefined ? (otherwise ?? null) : value;
  const display_name = kept(told.displayName, before?.display_name);
  const upn = kept(told.userPrincipalName, before?.upn);
  if (display_name === null && upn === null) return null;
  const fields = {
    display_name,
    surname: kept(told.surname, before?.surname),
    upn,
    employee_id: kept(told.employeeId, before?.employee_id),
    card_number: kept(told.cardNumber, before?.card_number),
    department: kept(told.department, before?.department),
    job_title: kept(told.jobTitle, before?.job_title),
  };
  const is_enabled = or(
    told.accountEnabled === undefined ? undefined : Number(told.accountEnabled),
    before?.is_enabled,
    1,
  );
  return { id: told.id, ...fields, is_enabled, is_removed: 0, round, words: stored(foldedFields(fields)) };
}

function indexes(db: Db): { add(row: number, words: string): void; drop(row: number): void } {
  const add = db.prepare<[number, ...string[]]>(
    'INSERT INTO letters (rowid, surname, name, number, login, place) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const drop = db.prepare<[number]>('DELETE FROM letters WHERE rowid = ?');
  const spell = db.prepare<[string, number]>('INSERT OR IGNORE INTO spelling VALUES (?, ?)');
  const sample = createSample(db);
  return {
    add(row, words) {
      const fields = spelled(words);
      const texts = lettered(fields);
      add.run(row, ...texts);
      const [surname = [], name = []] = fields;
      for (const word of surname) spell.run(word, 1);
      for (const word of name) spell.run(word, 0);
      if (row % oneOf === 0) sample.add(texts);
    },
    drop: (row) => void drop.run(row),
  };
}

export function foundOf(row: WorkerRow): FoundWorker {
  const worker = {
    id: row.id,
    displayName: row.display_name ?? row.upn ?? '',
    userPrincipalName: row.upn ?? '',
    employeeId: row.employee_id,
    department: row.department,
    jobTitle: row.job_title,
    accountEnabled: row.is_enabled === 1,
  };
  return row.is_removed === 1 ? { ...worker, isRemoved: true } : worker;
}
