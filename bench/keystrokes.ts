/** From a key of the keyboard to the painted list, in the real station, with half a million people in its list. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Page } from 'playwright';
import { openScreen } from '../e2e/harness/screen.ts';
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
  ...['maria g', 'e20417', 'kowlas', 'assem', 'jan', 'mull', 'ros', 'lukasz', 'anna ko', 'e3'],
];

export async function bench(args: readonly string[]): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  const screen = await openScreen(dataDir);
  const env = { DISPLAY: screen.display };
  const hands = keyboardOf(screen.display);
  try {
    await makeList(args, dataDir, env);
    const times: number[] = [];
    for (let start = 0; start < starts; start += 1) {
      const station = await openPage(args, dataDir, env);
      await signIn(station);
      const rotated = [...texts.slice(start), ...texts.slice(0, start)];
      times.push(...(await typed(station.page, hands.press, rotated).finally(() => station.app.close())));
    }
    for (const part of [0.5, 0.95]) {
      const ours = [...times].sort((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.NaN;
      const name = `p${part * 100} of ms from a key to the painted list among ${count} (${times.length} letters), against the goal`;
      process.stdout.write(`${name} ${(ours / goalMs).toFixed(4)} ${goalMs.toFixed(2)} ${ours.toFixed(2)}\n`);
    }
  } finally {
    hands.leave();
    await screen.stop();
    rmSync(dataDir, { recursive: true });
  }
}

/** Somebody's hands at the keys of this screen: one process for all of them, as starting it takes longer than a key. */
function keyboardOf(display: string) {
  const env = { ...process.env, DISPLAY: display };
  const { stdin } = spawn('xdotool', ['-'], { env, stdio: ['pipe', 'ignore', 'inherit'] });
  return { press: (key: string) => void stdin.write(`key ${key}\n`), leave: () => stdin.end() };
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

/** Milliseconds for each letter whose list differs from the one before, from the key that an outside hand presses. */
async function typed(
  page: Page,
  press: (key: string) => void,
  texts: readonly string[],
): Promise<readonly number[]> {
  await page.evaluate(watchList);
  const search = page.getByTestId('worker-search');
  const times: number[] = [];
  for (const text of texts) {
    await search.fill('');
    await page.waitForTimeout(betweenMs);
    await page.evaluate(lastPainted);
    for (const letter of text) {
      const pressedAtMs = performance.timeOrigin + performance.now();
      press(letter === ' ' ? 'space' : letter);
      await page.waitForTimeout(betweenMs);
      const paintedAtMs = await page.evaluate(lastPainted);
      if (paintedAtMs !== null) times.push(paintedAtMs - pressedAtMs);
    }
    if ((await search.inputValue()) !== text) throw new Error(`not what was typed: ${text}`);
  }
  if (times.length < 20) throw new Error(`only ${times.length} letters changed the list`);
  return times;
}

/** Runs in the page. When the frame with the last change of the own list was out, since it was asked last; null: never. */
function lastPainted(): number | null {
  const { dataset } = document.body;
  const { paintedAtMs } = dataset;
  delete dataset.paintedAtMs;
  delete dataset.isOfService;
  return paintedAtMs === undefined ? null : Number(paintedAtMs);
}

/** Runs in the page. */
function watchList(): void {
  const { dataset } = document.body;
  // Rows that no screen of this size shows are built later.
  const isBelowEdge = ({ addedNodes }: MutationRecord) =>
    addedNodes.length > 0 &&
    [...addedNodes].every((node) => node instanceof Element && /^result-(1[2-9]|2\d)$/.test(node.id));
  const isOfList = ({ target }: MutationRecord) =>
    (target instanceof Element ? target : target.parentElement)?.closest('#results') != null;
  new MutationObserver((changes) => {
    // What the service answers later is the network's and the service's time.
    if (changes.some(({ attributeName, oldValue }) => attributeName !== null && oldValue === 'service'))
      dataset.isOfService = 'true';
    const isList = changes.some(
      (change) => change.type !== 'attributes' && isOfList(change) && !isBelowEdge(change),
    );
    if (!isList || dataset.isOfService !== undefined) return;
    const keep = () => {
      dataset.paintedAtMs = String(performance.timeOrigin + performance.now());
    };
    // A timer would run after whatever the page is to do next.
    requestAnimationFrame(() => void scheduler.postTask(keep, { priority: 'user-blocking' }));
  }).observe(document.body, {
    ...{ subtree: true, childList: true, characterData: true },
    ...{ attributeFilter: ['data-asks'], attributeOldValue: true },
  });
}
