/** What the journal costs: an issuance's rows through the `Journal`, against the same number of bare durable inserts. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { issuanceEvents } from '../src/core/issuance/events.ts';
import { openStore } from '../src/main/store/database.ts';
import { draftOf } from '../src/testing/journal.contract.ts';

const issuances = 60;
/** A temporary code that replaces another, from `requested` to `closed`. */
const rowsEach = 14;
const roundTripMs = 400;
const roundTrips = 4;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const clock = { nowMs: Date.now, monotonicMs: performance.now.bind(performance), after: () => () => {} };

/** Milliseconds for one issuance's rows. */
function ours(dataDir: string): number {
  const store = openStore({ dataDir, station: 'bench', clock, sha256, checkpointEvery: 64 });
  if (!store.ok) throw new Error(store.error.detail ?? 'store');
  const started = performance.now();
  for (let n = 0; n < issuances; n += 1) {
    for (let row = 0; row < rowsEach; row += 1)
      store.value.journal.append(draftOf(`i-${n}`, issuanceEvents[row] ?? 'closed', `c-${n}`));
  }
  const each = (performance.now() - started) / issuances;
  store.value.close();
  return each;
}

/** The least that any durable record costs: one committed insert of a text of the same length per row. */
function bare(dataDir: string): number {
  const db = new Database(path.join(dataDir, 'bare.sqlite'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE rows (seq INTEGER PRIMARY KEY, line TEXT) STRICT');
  const insert = db.prepare('INSERT INTO rows (line) VALUES (?)');
  const line = 'x'.repeat(600);
  const started = performance.now();
  for (let n = 0; n < issuances * rowsEach; n += 1) insert.run(line);
  const each = (performance.now() - started) / issuances;
  db.close();
  return each;
}

export async function main(): Promise<number> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  try {
    // Taken in turn, so that a disk that is busy for a moment is busy for both; the middle of each counts.
    const rounds = Array.from({ length: 7 }, (_, n) => {
      const folder = path.join(dataDir, String(n));
      mkdirSync(folder);
      return { bare: bare(folder), ours: ours(folder) };
    });
    const baseline = median(rounds.map((round) => round.bare));
    const cost = median(rounds.map((round) => round.ours));
    print('journal rows of an issuance against bare SQLite', cost / baseline, baseline, cost);
    const wall = roundTrips * roundTripMs;
    print(`journal's share of an issuance at ${roundTripMs} ms a round trip`, cost / wall, wall, cost);
    return 0;
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** `name ratio baseline ours`, times in milliseconds. */
function print(name: string, ratio: number, baseline: number, cost: number): void {
  process.stdout.write(`${name} ${ratio.toFixed(4)} ${baseline.toFixed(2)} ${cost.toFixed(2)}\n`);
}
