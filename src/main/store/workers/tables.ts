/** The tables of `workers.sqlite`. Another version of them is not migrated: the file is a copy, and is filled anew. */
import type BetterSqlite3 from 'better-sqlite3';

export type Db = BetterSqlite3.Database;

/** "Dayw": a file of this program, and of this kind. */
export const applicationId = 0x44617977;
export const version = 3;

/**
 * `letters` holds each group of three letters, blanks before a word included, by the field it is in. It keeps no text of
 * its own and only the field of a hit: positions would double its size, and words are looked at again anyway. Places are in
 * capitals, so that a department of thousands does not lengthen the lists that names are looked for in. `spelling` has the
 * words of names, `sampled` how often a group comes in one worker of 64.
 */
const schema = `
  CREATE TABLE progress (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    scope TEXT NOT NULL,
    round INTEGER NOT NULL,
    is_full_round INTEGER NOT NULL,
    round_began_at_ms INTEGER,
    round_pages INTEGER NOT NULL,
    workers INTEGER NOT NULL,
    is_complete INTEGER NOT NULL,
    as_of_ms INTEGER,
    link_is TEXT NOT NULL CHECK (link_is IN ('none', 'next', 'delta', 'end')),
    link TEXT
  ) STRICT;
  CREATE TABLE worker (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    display_name TEXT,
    surname TEXT,
    upn TEXT,
    employee_id TEXT,
    card_number TEXT,
    department TEXT,
    job_title TEXT,
    is_enabled INTEGER NOT NULL,
    is_removed INTEGER NOT NULL,
    round INTEGER NOT NULL,
    words TEXT NOT NULL
  ) STRICT;
  CREATE INDEX worker_by_card ON worker (card_number COLLATE NOCASE) WHERE card_number IS NOT NULL;
  CREATE TABLE spelling (
    word TEXT NOT NULL, is_surname INTEGER NOT NULL, PRIMARY KEY (word, is_surname)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sampled (letters TEXT PRIMARY KEY, times INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE letters USING fts5(
    surname, name, number, login, place,
    tokenize = 'trigram case_sensitive 1', content = '', contentless_delete = 1, detail = column
  );
`;

export function createTables(db: Db, scope: string): void {
  db.transaction(() => {
    db.exec(schema);
    db.prepare("INSERT INTO progress VALUES (1, ?, 1, 1, NULL, 0, 0, 0, NULL, 'none', NULL)").run(scope);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${version}`);
  })();
}
