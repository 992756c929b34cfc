/** What the station's own list of workers costs and gives: filled and searched in its thread, against LIKE over the same people. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import type { WorkerCache } from '../src/main/ports.ts';
import { createCacheThread } from '../src/main/store/workers/thread.ts';
import { fillList, people } from './people.ts';
import { type Kind, kindsOfQueries } from './worker-names.ts';
import { type Pages, pageAt, pageSize, writePages } from './worker-pages.ts';

const sizes = [100_000, 500_000];
const ourRounds = 60;
/** A scan takes its time. */
const likeRounds = 3;

const likeSql = `SELECT * FROM people WHERE name LIKE :like OR upn LIKE :like OR number LIKE :like OR department LIKE :like
  ORDER BY name LIMIT 25`;

async function prepared(
  dataDir: string,
): Promise<{ readonly pages: Pages; readonly kinds: readonly Kind[] }> {
  const rows = people(sizes.at(-1) ?? 0);
  // Of surnames that are long enough for an error in their middle.
  const known = rows
    .slice(0, 90_000)
    .filter(([, , surname], at) => at % 2_999 === 1 && /^\w{6,}$/.test(surname));
  const kinds = kindsOfQueries(known.map(([, name, surname, , number]) => ({ name, surname, number })));
  return { pages: await writePages(rows, path.join(dataDir, 'pages.json')), kinds };
}

async function bench(dataDir: string): Promise<void> {
  const { pages, kinds } = await prepared(dataDir);
  const pageCount = pages.offsets.length - 1;
  const file = path.resolve('out/main/workers-thread.cjs');
  const lost = (bug: unknown) => process.stderr.write(`${String(bug)}\n`);
  const cache = createCacheThread({ file, dataDir, scope: 'bench', lost });
  const like = new Database(path.join(dataDir, 'like.sqlite'));
  like.exec(
    'CREATE TABLE people (id TEXT, name TEXT, surname TEXT, upn TEXT, number TEXT, department TEXT) STRICT',
  );
  let [filled, loadMs, plainMs] = [0, 0, 0];
  for (const size of sizes) {
    const upTo = size === sizes.at(-1) ? pageCount : Math.floor(size / pageSize);
    const startedMs = performance.now();
    await fillList(cache, pages, filled, upTo);
    loadMs += performance.now() - startedMs;
    plainMs += await insert(like, pages, filled, upTo);
    filled = upTo;
    await searches(cache, like, size, kinds);
  }
  const standing = await cache.standing();
  const workers = standing.ok ? standing.value.workers : 0;
  print(
    `pages of ${workers} workers against the least that ${pageSize} a page allow`,
    Math.ceil(workers / pageSize),
    filled,
  );
  print('ms to fill the list in its thread against bare inserts', plainMs, loadMs);
  await pages.file.close();
  await cache.close();
  like.close();
}

/** The least that a record of these people costs: rows without any index, a page at a time. */
async function insert(db: Database.Database, pages: Pages, from: number, upTo: number): Promise<number> {
  const put = db.prepare<[Record<string, unknown>]>(
    'INSERT INTO people VALUES (:id, :displayName, :surname, :userPrincipalName, :employeeId, :department)',
  );
  const startedMs = performance.now();
  for (let at = from; at < upTo; at += 1) {
    const text = new TextDecoder().decode(await pageAt(pages, at));
    const { value } = JSON.parse(text) as { value: Record<string, unknown>[] };
    db.transaction(() => {
      for (const user of value) put.run({ ...user, accountEnabled: 1 });
    })();
  }
  return performance.now() - startedMs;
}

async function searches(
  cache: WorkerCache,
  like: Database.Database,
  size: number,
  kinds: readonly Kind[],
): Promise<void> {
  const scan = like.prepare<{ like: string }>(likeSql);
  const [allOurs, allLike]: [number[], number[]] = [[], []];
  for (const { kind, queries } of kinds) {
    const ours: number[] = [];
    const scans: number[] = [];
    for (let round = 0; round < ourRounds; round += 1) {
      const text = queries[round % queries.length] ?? '';
      const startedMs = performance.now();
      const hits = await cache.search(text, 25);
      ours.push(performance.now() - startedMs);
      if (!hits.ok) throw new Error(hits.error.detail ?? hits.error.kind);
      if ((hits.value.workers.length === 0) !== (kind === 'a miss')) throw new Error(`${kind}: ${text}`);
    }
    for (let round = 0; round < likeRounds; round += 1) {
      const startedMs = performance.now();
      scan.all({ like: `%${queries[round % queries.length]}%` });
      scans.push(performance.now() - startedMs);
    }
    print(`p50 of ${kind} among ${size}, ms, against LIKE`, at(scans, 0.5), at(ours, 0.5));
    print(`p95 of ${kind} among ${size}, ms, against LIKE`, at(scans, 0.95), at(ours, 0.95));
    allOurs.push(...ours);
    allLike.push(...scans);
  }
  print(`p95 of all searches among ${size}, ms, against LIKE`, at(allLike, 0.95), at(allOurs, 0.95));
}

function at(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** `name ratio baseline ours`. */
function print(name: string, baseline: number, cost: number): void {
  process.stdout.write(`${name} ${(cost / baseline).toFixed(4)} ${baseline.toFixed(2)} ${cost.toFixed(2)}\n`);
}

export async function main(): Promise<number> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  // The list's thread does not keep a process alive by itself.
  const alive = setInterval(() => {}, 1_000);
  try {
    await bench(dataDir);
    return 0;
  } finally {
    clearInterval(alive);
    rmSync(dataDir, { recursive: true });
  }
}
