/** Requests that wait for the network, found without reading the whole journal. */
import type { Migration } from './migration.ts';

export const queue: Migration = {
  version: 3,
  sql: "CREATE INDEX journal_by_queued ON journal (issuance_id) WHERE event = 'queued';",
};
