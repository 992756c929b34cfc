/** Brings a database to the version of this program, step by step, each step whole or not at all. */
import type BetterSqlite3 from 'better-sqlite3';
import { assert } from '../../core/result.ts';
import { journal } from './migrations/0001-journal.ts';
import type { Migration } from './migrations/migration.ts';

/** Gapless and in order: version n is the n-th. */
export const migrations: readonly Migration[] = [journal];

export const currentVersion = migrations.length;

export function versionOf(db: BetterSqlite3.Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/** Runs what is missing. `user_version` changes in the same transaction as the tables. */
export function migrate(db: BetterSqlite3.Database, steps: readonly Migration[] = migrations): void {
  steps.forEach((step, index) => {
    assert(step.version === index + 1, 'migrations are gapless and in order');
    if (step.version <= versionOf(db)) return;
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    })();
  });
}
