/**
 * The longest task of the page in any of the walks through its screens: by the clock, as Chromium counts long tasks, and by
 * the processor time of its thread, which other processes of a busy machine do not lengthen.
 */
import { readFile, rm } from 'node:fs/promises';
import { walks, walkThrough } from '../tools/screens/walks.mjs';

/** The least that Chromium calls a long task, and the goal. */
const goalMs = 50;

export async function bench(env) {
  const held = [];
  const worked = [];
  const opened = async (page, app) => {
    page.on('console', (message) => {
      const [, ms, screen] = /^long task (\d+) (\S+)$/.exec(message.text()) ?? [];
      if (ms !== undefined) held.push({ ms: Number(ms), screen });
    });
    await page.evaluate(watchTasks);
    await app.evaluate(startTrace);
  };
  const closing = async (app) => worked.push(...(await workedMs(app)));
  for (const walk of Object.keys(walks)) await walkThrough(env, walk, 'en', { looks: [], opened, closing });
  for (const { ms, screen } of held)
    process.stdout.write(`  a task of ${ms} ms by the clock on the screen ${screen}\n`);
  tell(`by the clock (0: none of ${goalMs})`, Math.max(0, ...held.map(({ ms }) => ms)));
  tell(`by the processor, of ${worked.length}`, Math.max(...worked));
}

function tell(how, longestMs) {
  const [ratio, goal, ours] = [longestMs / goalMs, goalMs, longestMs].map((value) => value.toFixed(2));
  const name = `ms of the page's longest task in ${Object.keys(walks).length} walks through its screens`;
  process.stdout.write(`${name} ${how}, against the goal ${ratio} ${goal} ${ours}\n`);
}

/** Runs in the page. Tasks of less than 50 ms are not told: then the longest stays 0. */
function watchTasks() {
  new PerformanceObserver((list) => {
    const screen = document.querySelector('[data-testid="screen"]')?.getAttribute('data-screen');
    for (const { duration } of list.getEntries()) console.log(`long task ${Math.round(duration)} ${screen}`);
  }).observe({ type: 'longtask' });
}

/** Runs in the main process. */
function startTrace({ contentTracing }) {
  const spaceKb = 400_000;
  return contentTracing.startRecording({
    included_categories: ['toplevel'],
    excluded_categories: ['*'],
    trace_buffer_size_in_kb: spaceKb,
  });
}

/** The tasks of the page's main thread. Chromium's trace tells `tdur`, a task's time on the processor, in microseconds. */
async function workedMs(app) {
  const { file, pid } = await app.evaluate(async ({ contentTracing, BrowserWindow }) => ({
    pid: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    file: await contentTracing.stopRecording(),
  }));
  const { traceEvents } = JSON.parse(await readFile(file, 'utf8'));
  await rm(file);
  const own = traceEvents.filter((event) => event.pid === pid);
  const main = own.find(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')?.tid;
  return own
    .filter(({ tid, name, tdur }) => tid === main && name.includes('RunTask') && tdur !== undefined)
    .map(({ tdur }) => tdur / 1_000);
}
