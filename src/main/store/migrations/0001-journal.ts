/** The journal's table: one row a fact, append-only by trigger, found by issuance and by code. */
import type { Migration } from './migration.ts';

export const journal: Migration = {
  version: 1,
  sql: `
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY CHECK (seq > 0),
      at_ms INTEGER NOT NULL,
      station TEXT NOT NULL,
      issuance_id TEXT,
      event TEXT NOT NULL,
      actor_id TEXT,
      actor_name TEXT,
      worker_id TEXT,
      worker_upn TEXT,
      worker_name TEXT,
      code_kind TEXT CHECK (code_kind IN ('temporary', 'standard')),
      code_id TEXT,
      starts_at_ms INTEGER,
      expires_at_ms INTEGER,
      printer TEXT,
      job_id TEXT,
      outcome TEXT,
      detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
      client_request_id TEXT,
      request_id TEXT,
      prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
      hash TEXT NOT NULL CHECK (length(hash) = 64)
    ) STRICT;

    CREATE INDEX journal_by_issuance ON journal (issuance_id, event) WHERE issuance_id IS NOT NULL;
    CREATE INDEX journal_by_requested ON journal (issuance_id) WHERE event = 'requested';
    CREATE INDEX journal_by_created_code ON journal (code_id) WHERE event = 'created';

    CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
  `,
};
