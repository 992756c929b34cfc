/** The built app on a config, what a walk does at its screen, and the pictures it takes there. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sandboxArgs } from '../sandbox.mjs';
import { root } from '../setup/say.mjs';

export const queue = 'Zebra-1';
const usual = { width: 1280, height: 800 };
/** Of WebP: letters stay sharp, and the set stays small enough to travel with the source. */
const quality = 90;

/** How this walk's stations are started: on its tenant and its printer, with a data folder by name. */
export function launcher({ env, locale, work, cups, served, tenant, taken }) {
  return async ({ data = 'data', station = {}, ...change } = {}) => {
    const { _electron: electron } = await import('playwright');
    const config = join(work, 'station.json');
    const known = {
      station: { name: 'Gate 3', site: 'Plant 7', locale, ...station },
      tenant,
      printing: { printers: [{ queue, stock: 'card-cr80', dpi: 300 }] },
    };
    await writeFile(config, JSON.stringify({ ...known, ...change }));
    const args = [...sandboxArgs(), root, '--config', config, '--data-dir', join(work, data), '--windowed'];
    const home = { HOME: served.home, CUPS_SERVER: cups.socket };
    const app = await electron.launch({ cwd: root, args, env: { ...process.env, ...env, ...home } });
    const page = await app.firstWindow();
    await page.getByTestId('screen').waitFor();
    await app.evaluate(
      ({ BrowserWindow }, { width, height }) =>
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
      usual,
    );
    const [look] = taken.looks;
    if (look !== undefined)
      await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
    await taken.opened?.(page, app);
    return { app, page, dataDir: join(work, data), ...handsAt(app, page, taken) };
  };
}

/** What a walk does at the screen, in its own words. */
function handsAt(app, page, taken) {
  const on = (name) =>
    page.locator(`[data-testid="screen"][data-screen="${name}"]`).waitFor({ timeout: 20_000 });
  /** As a person would: a guarded button is dead for a moment. */
  const tap = (id) => page.locator(`[data-testid="${id}"]:not([aria-disabled="true"])`).first().click();
  const seen = (id, what = '') => page.locator(`[data-testid="${id}"]${what}`).first().waitFor();
  const picture = (name) => takePictures(page, name, taken);
  const shown = async (name, file = name) => {
    await on(name);
    await picture(file);
  };
  /** Unless the screen has gone back to the search by itself. */
  const done = async () => {
    if ((await page.getByTestId('done').count()) > 0) await tap('done').catch(() => {});
    await on('search');
  };
  const open = async (text) => {
    await on('search');
    await page.getByTestId('worker-search').fill(text);
    // Results of what was typed before may still stand there.
    const named = new RegExp(text, 'i');
    await page.getByTestId('worker-result').filter({ hasText: named }).first().click();
    await on('worker');
  };
  const windowOf = async (act) => {
    const opened = app.waitForEvent('window', { predicate: (one) => one.url().startsWith('https:') });
    const [window] = await Promise.all([opened, act()]);
    return window;
  };
  /** Does what opens a window, signs in there, and may look at the screen in between. */
  const signIn = async (account, act = () => tap('sign-in'), meanwhile = async () => {}) => {
    const window = await windowOf(act);
    await meanwhile();
    await window.getByTestId(`account-${account}`).click({ noWaitAfter: true });
  };
  return { on, tap, seen, picture, shown, open, done, windowOf, signIn, ...endsOf(app, taken) };
}

function endsOf(app, { closing }) {
  const close = async () => {
    await closing?.(app);
    await app.close();
  };
  /** As by a power cut. */
  const kill = async () => {
    await closing?.(app);
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    app.process().kill('SIGKILL');
    await ended;
  };
  return { close, kill };
}

/** In every look of the walk; with sizes in every size as well. */
async function takePictures(page, name, { out, sizes, looks }) {
  if (looks.length === 0) return;
  // What the last tap left under the pointer is no part of a screen.
  await page.mouse.move(1, 1);
  for (const { folder, colorScheme } of looks) {
    await mkdir(join(out, folder), { recursive: true });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await shootWebp(page, join(out, folder, `${name}.webp`));
    for (const size of sizes) await inSize(page, size, join(out, folder, `${name}.${size}.png`));
  }
  await page.emulateMedia({ colorScheme: looks[0].colorScheme });
}

/** As on a panel of this size, which may be smaller than a window can be. */
async function inSize(page, size, path) {
  const [width, height] = size.split('x').map(Number);
  const devtools = await page.context().newCDPSession(page);
  const panel = { width, height, deviceScaleFactor: 1, mobile: false };
  await devtools.send('Emulation.setDeviceMetricsOverride', panel);
  await page.waitForFunction((wide) => innerWidth === wide, width);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'png' });
  await devtools.send('Emulation.clearDeviceMetricsOverride');
  await devtools.detach();
  await writeFile(path, Buffer.from(data, 'base64'));
}

/** Playwright takes none of these. */
async function shootWebp(page, file) {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality });
  await devtools.detach();
  await writeFile(file, Buffer.from(data, 'base64'));
}
