/**
 * The longest task of page and main process in any of the walks through the screens: by the clock, as Chromium counts long
 * tasks, and by the processor time of the thread, which other processes of a busy machine do not lengthen.
 */
import { readFile, rm } from 'node:fs/promises';
import { walks, walkThrough } from '../tools/screens/walks.mjs';

/** The least that Chromium calls a long task, and the goal. */
const goalMs = 50;

export async function bench(env) {
  const held = [];
  const worked = [];
  const workedInMain = [];
  const opened = async (page, app) => {
    page.on('console', (message) => {
      const [, ms, screen] = /^long task (\d+) (\S+)$/.exec(message.text()) ?? [];
      if (ms !== undefined) held.push({ ms: Number(ms), screen });
    });
    await page.evaluate(watchTasks);
    await app.evaluate(startTrace);
  };
  const closing = async (app) => {
    const { page, main } = await workedMs(app);
    worked.push(...page);
    workedInMain.push(...main);
  };
  for (const walk of Object.keys(walks)) await walkThrough(env, walk, 'en', { looks: [], opened, closing });
  for (const { ms, screen } of held)
    process.stdout.write(`  a task of ${ms} ms by the clock on the screen ${screen}\n`);
  tell('page', `by the clock (0: none of ${goalMs})`, Math.max(0, ...held.map(({ ms }) => ms)));
  tell('page', `by the processor, of ${worked.length}`, longest(worked));
  tell('main process', `by the processor, of ${workedInMain.length}`, longest(workedInMain));
}

/** Too many to be spread as arguments. */
function longest(all) {
  return all.reduce((most, ms) => Math.max(most, ms), 0);
}

function tell(whose, how, longestMs) {
  const [ratio, goal, ours] = [longestMs / goalMs, goalMs, longestMs].map((value) => value.toFixed(2));
  const name = `ms of the longest task of the ${whose} in ${Object.keys(walks).length} walks through its screens`;
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

/** Of both main threads each task. Chromium's trace tells `tdur`, a task's time on the processor, in microseconds. */
async function workedMs(app) {
  const { file, pid, mainPid } = await app.evaluate(async ({ contentTracing, BrowserWindow }) => ({
    pid: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    mainPid: process.pid,
    file: await contentTracing.stopRecording(),
  }));
  const { traceEvents } = JSON.parse(await readFile(file, 'utf8'));
  await rm(file);
  return {
    page: tasksMs(traceEvents, pid, 'CrRendererMain'),
    main: tasksMs(traceEvents, mainPid, 'CrBrowserMain'),
  };
}

function tasksMs(events, pid, threadName) {
  const own = events.filter((event) => event.pid === pid);
  const thread = own.find(({ name, args }) => name === 'thread_name' && args.name === threadName)?.tid;
  return own
    .filter(({ tid, name, tdur }) => tid === thread && name.includes('RunTask') && tdur !== undefined)
    .map(({ tdur }) => tdur / 1_000);
}
