/** Brings a database to the version of this program, step by step, each step whole or not at all. */
import { chmodSync, rmSync } from 'node:fs';
import type BetterSqlite3 from 'better-sqlite3';
import { assert } from '../../core/result.ts';
import { journal } from './migrations/0001-journal.ts';
import { standingCodes } from './migrations/0002-standing-codes.ts';
import { queue } from './migrations/0003-queue.ts';
import { badgeContent } from './migrations/0004-badge-content.ts';
import { bulkRuns } from './migrations/0005-bulk-runs.ts';
import type { Migration } from './migrations/migration.ts';

/** Gapless and in order: version n is the n-th. */
export const migrations: readonly Migration[] = [journal, standingCodes, queue, badgeContent, bulkRuns];

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

/**
 * The way back for a site whose new version turns out bad: a whole copy, rows that are still in the write-ahead log
 * included. Does nothing for a database that is new or needs no migration.
 * @returns the copy's path
 */
export function copyBeforeMigrating(
  db: BetterSqlite3.Database,
  file: string,
  target = currentVersion,
): string | null {
  const version = versionOf(db);
  if (version === 0 || version === target) return null;
  const copy = `${file}.before-version-${target}`;
  rmSync(copy, { force: true });
  db.prepare('VACUUM INTO ?').run(copy);
  chmodSync(copy, 0o600);
  return copy;
}
