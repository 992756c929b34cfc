/** From a key pressed in the search to the painted list, in the real station, with half a million people in its list. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright';
import { createCacheThread } from '../src/main/store/workers/thread.ts';
import { openPage, signIn } from './open-page.ts';
import { fillList, people } from './people.ts';
import { writePages } from './worker-pages.ts';

const count = 500_000;
const goalMs = 50;
/** Each begins with a cold page and a cold list, and with another text: 270 letters, so that their p95 has a dozen above it. */
const starts = 3;
/** Longer than any answer takes, so that each letter's list is painted before the next letter. */
const betweenMs = 250;
/** Names, beginnings, numbers, departments and errors, as a shift brings them; the first letters are those of a cold page. */
const texts = [
  ...[
    'anna sch',
    'kowal',
    'e1002',
    'garcia mar',
    'benasten',
    'operat',
    'zorer',
    'nowak mar',
    'schmi',
    'logis',
  ],
  ...['maria g', 'e20417', 'kowlas', 'assem', 'jan', 'müll', 'ros', 'lukasz', 'anna ko', 'e3'],
];

export async function bench(args: readonly string[], env: Record<string, string>): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  try {
    await makeList(args, dataDir, env);
    const times: number[] = [];
    for (let start = 0; start < starts; start += 1) {
      const station = await openPage(args, dataDir, env);
      await signIn(station);
      const rotated = [...texts.slice(start), ...texts.slice(0, start)];
      times.push(...(await typed(station.page, rotated).finally(() => station.app.close())));
    }
    for (const part of [0.5, 0.95]) {
      const ours = [...times].sort((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
      const name = `p${part * 100} of ms from a key to the painted list among ${count} (${times.length} letters), against the goal`;
      process.stdout.write(`${name} ${(ours / goalMs).toFixed(4)} ${goalMs.toFixed(2)} ${ours.toFixed(2)}\n`);
    }
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

/** The station's own first run says whose list it is; then the list is filled with everybody, as a refresh would do it. */
async function makeList(
  args: readonly string[],
  dataDir: string,
  env: Record<string, string>,
): Promise<void> {
  const first = await openPage(args, dataDir, env);
  await signIn(first);
  await first.page.waitForFunction(async () => {
    const view = await window.daypass?.['station.read'](null);
    return view?.directory?.isComplete === true;
  });
  await first.app.close();
  const file = path.resolve('out/main/workers-thread.cjs');
  const scope = scopeOf(path.join(dataDir, 'workers.sqlite'));
  const pages = await writePages(people(count), path.join(dataDir, 'pages.json'));
  const cache = createCacheThread({
    file,
    dataDir,
    scope,
    lost: (bug) => process.stderr.write(`${String(bug)}\n`),
  });
  const begun = await cache.startOver();
  if (!begun.ok) throw new Error(begun.error.kind);
  await fillList(cache, pages, 0, pages.offsets.length - 1);
  await inOrder(path.join(dataDir, 'workers.sqlite'));
  await cache.close();
  await pages.file.close();
}

/** A station's list has been put in order long before most searches: some seconds after it was filled. */
async function inOrder(file: string): Promise<void> {
  const db = new Database(file, { fileMustExist: true });
  const lists = db.prepare<[], { count: number }>('SELECT count(DISTINCT segid) AS count FROM letters_idx');
  while (lists.get()?.count !== 1) await new Promise((done) => setTimeout(done, betweenMs));
  db.close();
}

function scopeOf(file: string): string {
  const db = new Database(file, { fileMustExist: true });
  try {
    return db.prepare<[], { scope: string }>('SELECT scope FROM progress').get()?.scope ?? '';
  } finally {
    db.close();
  }
}

/** Milliseconds for each letter whose list differs from the one before. */
async function typed(page: Page, texts: readonly string[]): Promise<readonly number[]> {
  await page.evaluate(watchList);
  const search = page.getByTestId('worker-search');
  for (const text of texts) {
    await search.fill('');
    await page.waitForTimeout(betweenMs);
    await search.pressSequentially(text, { delay: betweenMs });
    await page.waitForTimeout(betweenMs);
  }
  const times = (await page.evaluate(() => document.body.dataset.painted ?? '')).split(' ').filter(Boolean);
  if (times.length < 20) throw new Error(`only ${times.length} letters changed the list`);
  return times.map(Number);
}

/** Runs in the page: after each input event, when the frame with the last change of the own list is out. */
function watchList(): void {
  let typedAtMs = 0;
  let paintedAtMs: number | null = null;
  // What the service answers later is the network's and the service's time.
  let isOfService = false;
  const keep = () => {
    const { dataset } = document.body;
    if (paintedAtMs !== null) dataset.painted = `${dataset.painted ?? ''} ${paintedAtMs - typedAtMs}`;
    paintedAtMs = null;
  };
  document.addEventListener(
    'input',
    (event) => {
      keep();
      isOfService = false;
      typedAtMs = event.timeStamp;
    },
    true,
  );
  // Rows that no screen of this size shows are built later.
  const isBelowEdge = ({ addedNodes }: MutationRecord) =>
    addedNodes.length > 0 &&
    [...addedNodes].every((node) => node instanceof Element && /^result-(1[2-9]|2\d)$/.test(node.id));
  const ofList = (node: Node) =>
    node instanceof Element && node.querySelector('[data-testid="worker-result"]');
  new MutationObserver((changes) => {
    isOfService ||= changes.some(
      ({ attributeName, oldValue }) => attributeName !== null && oldValue === 'service',
    );
    const isList = changes
      .filter((change) => !isBelowEdge(change))
      .some(
        ({ target, addedNodes }) =>
          (target instanceof Element && target.closest('[data-testid="worker-result"]') !== null) ||
          target.parentElement?.closest('[data-testid="worker-result"]') != null ||
          ofList(target) ||
          [...addedNodes].some(ofList),
      );
    if (isList && !isOfService)
      requestAnimationFrame(() => setTimeout(() => (paintedAtMs = performance.now())));
  }).observe(document.body, {
    ...{ subtree: true, childList: true, characterData: true },
    ...{ attributeFilter: ['data-asks'], attributeOldValue: true },
  });
}
