/** One scripted issuance in the demo tenant: drives the built app as a supervisor would and shows what came of it. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { _electron as electron } from 'playwright';
import { root, Stop, say } from './setup/say.mjs';

const stepTimeoutMs = 30_000;
const account = 'account-authentication-administrator';

/**
 * @param {string} executable Electron's
 * @param {Record<string, string>} env where windows can open
 * @returns {Promise<number>} the exit code
 */
export async function demoRun(executable, env) {
  const folder = join(root, '.run/demo', new Date().toISOString().replaceAll(':', '-').slice(0, 19));
  const dataDir = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  say('no display: one scripted issuance in the demo tenant');
  const screenshots = await drive(executable, env, folder, dataDir);
  const badge = await newestPdf(join(dataDir, 'badges'));
  const line = await lastJournalLine(dataDir);
  process.stdout.write(`badge PDF     ${badge}\n`);
  for (const file of screenshots) process.stdout.write(`screenshot    ${file}\n`);
  process.stdout.write(`journal line  ${line}\n`);
  return 0;
}

/** @returns {Promise<readonly string[]>} the screenshots taken */
async function drive(executable, env, folder, dataDir) {
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await electron.launch({
    executablePath: executable,
    args: [...sandbox, root, '--data-dir', dataDir, '--windowed'],
    env: { ...process.env, ...env },
    timeout: stepTimeoutMs,
  });
  try {
    const page = await app.firstWindow({ timeout: stepTimeoutMs });
    page.setDefaultTimeout(stepTimeoutMs);
    return await journey(app, page, folder);
  } finally {
    await app.close();
  }
}

/** @param {import('playwright').ElectronApplication} app @param {import('playwright').Page} page */
async function journey(app, page, folder) {
  /** @type {string[]} */
  const taken = [];
  const picture = async (/** @type {string} */ name) => {
    const file = join(folder, `${taken.length + 1}-${name}.png`);
    await page.screenshot({ path: file });
    taken.push(file);
  };
  const tap = (/** @type {string} */ id) => page.getByTestId(id).first().click();
  try {
    await onScreen(page, 'sign-in');
    await signIn(app, page);
    await onScreen(page, 'search');
    await page.getByTestId('worker-search').fill('anna');
    await page.getByTestId('worker-result').first().waitFor();
    await picture('search');
    await tap('worker-result');
    await onScreen(page, 'worker');
    await tap('lifetime');
    await picture('worker');
    await tap('issue');
    // A worker who still has a live code is asked about first.
    if ((await onScreen(page, 'confirm', 'issuing', 'printing', 'collect')) === 'confirm')
      await tap('confirm-replace');
    await onScreen(page, 'collect');
    await picture('collect');
    await tap('badge-collected');
    await onScreen(page, 'done');
    await picture('done');
    return taken;
  } catch (failed) {
    throw await stuck(page, folder, failed);
  }
}

/** The second window with a page of the tenant; the bar above it is a data: page. */
async function signIn(app, page) {
  const opened = app.waitForEvent('window', {
    predicate: (window) => !window.url().startsWith('data:'),
    timeout: stepTimeoutMs,
  });
  // Not awaited together: a click that fails must not leave this promise without anybody to hear of it.
  opened.catch(() => undefined);
  await page.getByTestId('sign-in').click();
  await (await opened).getByTestId(account).click({ timeout: stepTimeoutMs });
}

/** Waits for one of the screens and tells which. */
async function onScreen(page, ...names) {
  const any = names.map((name) => `[data-testid="screen"][data-screen="${name}"]`).join(', ');
  return page.locator(any).getAttribute('data-screen');
}

/** What a person needs to know of a run that did not get through. */
async function stuck(page, folder, failed) {
  const file = join(folder, 'stuck.png');
  // The app may be gone altogether: then there is neither a screen nor a picture of it.
  const read = (/** @type {string} */ id, /** @type {string} */ attribute) =>
    page
      .getByTestId(id)
      .first()
      .getAttribute(attribute, { timeout: 1_000 })
      .catch(() => null);
  const screen = (await read('screen', 'data-screen')) ?? '(no screen)';
  const kind = await read('show-error', 'data-kind');
  const shown = await page.screenshot({ path: file, timeout: 5_000 }).then(
    () => `\nscreenshot: ${file}`,
    () => '',
  );
  const reason = failed instanceof Error ? failed.message.split('\n')[0] : String(failed);
  const trouble = kind === null ? '' : `, which shows "${kind}"`;
  return new Stop(`the demo run got stuck at the screen "${screen}"${trouble}: ${reason}${shown}`);
}

/** @param {string} folder */
async function newestPdf(folder) {
  const names = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.pdf')) : [];
  const files = await Promise.all(
    names.map(async (name) => ({ name, atMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const newest = files.sort((a, b) => b.atMs - a.atMs)[0];
  if (newest === undefined) throw new Stop(`the demo run ended, but there is no badge PDF in ${folder}`);
  return join(folder, newest.name);
}

/** By the command that administrators use. */
async function lastJournalLine(dataDir) {
  const args = [join(root, 'tools/journal.mjs'), 'export', '--data-dir', dataDir];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
  const line = stdout.trim().split('\n').at(-1);
  if (!line) throw new Stop(`the demo run ended, but the journal in ${dataDir} is empty`);
  return line;
}
