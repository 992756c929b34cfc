/** Beginnings and ends of bulk runs: a start finds the one that was interrupted without reading the journal. */
import type { Migration } from './migration.ts';

export const bulkRuns: Migration = {
  version: 5,
  sql: `
    CREATE INDEX journal_by_batch ON journal (seq) WHERE event IN ('batch-started', 'batch-ended');
  `,
};
