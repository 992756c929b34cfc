/** The scripted issuance of `npm start` without a display: a whole visit at the kiosk, in the demo tenant. */
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxArgs } from './sandbox.mjs';
import { root, run, Stop, say } from './setup/say.mjs';

const folder = join(root, '.run/demo');
const dataDir = join(folder, 'data');
const stepTimeoutMs = 20_000;

/**
 * @param {Record<string, string>} env with a display
 * @returns {Promise<number>} the exit code
 */
export async function demoRun(env) {
  const { _electron: electron } = await import('playwright');
  await mkdir(folder, { recursive: true });
  say('no display here, so one issuance is played in the demo tenant');
  const app = await electron.launch({
    cwd: root,
    args: [...sandboxArgs(), root, '--data-dir', dataDir, '--windowed'],
    env: { ...process.env, ...env },
  });
  try {
    await visit(app, await app.firstWindow());
  } finally {
    await app.close();
  }
  await report();
  return 0;
}

/** @param {import('playwright').ElectronApplication} app @param {import('playwright').Page} page */
async function visit(app, page) {
  page.setDefaultTimeout(stepTimeoutMs);
  const on = async (name) => {
    try {
      await page.locator(`[data-testid="screen"][data-screen="${name}"]`).waitFor();
    } catch {
      const file = join(folder, 'stuck.png');
      await page.screenshot({ path: file });
      const there = await page.getByTestId('screen').getAttribute('data-screen');
      throw new Stop(`the station is on "${there}" and not on "${name}"; see ${file}`);
    }
    await page.screenshot({ path: join(folder, `${name}.png`) });
    say(`${name}`);
  };
  await on('sign-in');
  const opened = app.waitForEvent('window', { predicate: (window) => window.url().startsWith('https:') });
  await page.getByTestId('sign-in').click();
  await (await opened).getByTestId('account-authentication-administrator').click({ noWaitAfter: true });
  await on('search');
  await answerLeftovers(page);
  await page.getByTestId('worker-search').fill('anna kowalska');
  await page.getByTestId('worker-result').first().click();
  await page.getByTestId('issue').waitFor();
  await on('worker');
  await page.getByTestId('issue').click();
  // A second run finds the code of the first and replaces it.
  const confirm = page.getByTestId('confirm-replace');
  await confirm
    .or(page.locator('[data-screen="issuing"], [data-screen="printing"], [data-screen="collect"]'))
    .first()
    .waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await on('collect');
  await page.getByTestId('badge-collected').click();
  await on('done');
}

/** A run that was cut off may have left a question; here nobody has the badge. */
async function answerLeftovers(page) {
  const revoke = page.getByTestId('revoke-temporary');
  while ((await revoke.count()) > 0) await revoke.first().click();
}

async function report() {
  const badges = (await readdir(join(dataDir, 'badges'))).sort();
  const journal = join(root, 'tools/journal.mjs');
  const { output } = await run(process.execPath, [journal, 'export', '--data-dir', dataDir], { quiet: true });
  const lastLine = output
    .trim()
    .split('\n')
    .findLast((line) => line.includes('"event":"closed"'));
  process.stdout.write(
    `badge PDF: ${join(dataDir, 'badges', badges.at(-1) ?? '')}\nscreenshots: ${folder}\njournal line: ${lastLine}\n`,
  );
}
