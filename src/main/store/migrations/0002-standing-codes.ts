/** Codes by when they were made, and those that are gone: what this station issued today, without reading all of it. */
import type { Migration } from './migration.ts';

export const standingCodes: Migration = {
  version: 2,
  sql: `
    CREATE INDEX journal_by_creation ON journal (at_ms) WHERE event = 'created';
    CREATE INDEX journal_by_gone_code ON journal (code_id) WHERE event IN ('deleted', 'revoked');
  `,
};
