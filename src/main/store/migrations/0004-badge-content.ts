/** Codes by the hash of their content: whose badge a scanner read. */
import type { Migration } from './migration.ts';

export const badgeContent: Migration = {
  version: 4,
  sql: `
    CREATE INDEX journal_by_content ON journal (json_extract(detail, '$.contentSha256'))
      WHERE event = 'created' AND json_valid(detail);
  `,
};
