/** The longest that the page is held up in any of the walks through its screens, by Chromium's own account of long tasks. */
import { walks, walkThrough } from '../tools/screens/walks.mjs';

/** The least that Chromium calls a long task, and the goal. */
const goalMs = 50;

export async function bench(env) {
  const tasks = [];
  const opened = async (page) => {
    page.on('console', (message) => {
      const [, ms, screen] = /^long task (\d+) (\S+)$/.exec(message.text()) ?? [];
      if (ms !== undefined) tasks.push({ ms: Number(ms), screen });
    });
    await page.evaluate(watchTasks);
  };
  for (const walk of Object.keys(walks)) await walkThrough(env, walk, 'en', { looks: [], opened });
  for (const { ms, screen } of tasks) process.stdout.write(`  a task of ${ms} ms on the screen ${screen}\n`);
  const longestMs = Math.max(0, ...tasks.map(({ ms }) => ms));
  const [ratio, goal, ours] = [longestMs / goalMs, goalMs, longestMs].map((value) => value.toFixed(2));
  process.stdout.write(
    `ms of the page's longest task in ${Object.keys(walks).length} walks through its screens, against the goal ${ratio} ${goal} ${ours}\n`,
  );
}

/** Runs in the page. Tasks of less than 50 ms are not told: then the longest stays 0. */
function watchTasks() {
  new PerformanceObserver((list) => {
    const screen = document.querySelector('[data-testid="screen"]')?.getAttribute('data-screen');
    for (const { duration } of list.getEntries()) console.log(`long task ${Math.round(duration)} ${screen}`);
  }).observe({ type: 'longtask' });
}
