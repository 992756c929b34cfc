/** `npm run screens`: pictures of every screen of the real app on the demo tenant, for docs/screens. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { sandboxArgs } from './sandbox.mjs';
import { root, say } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const variants = [
  { name: 'light', locale: 'en', colorScheme: 'light' },
  { name: 'dark', locale: 'en', colorScheme: 'dark' },
  { name: 'arabic', locale: 'ar', colorScheme: 'light' },
];
const size = { width: 1280, height: 800 };

await command(async () => {
  await ensureSetup('test');
  await ensureBuild();
  for (const variant of variants) {
    await withDisplay((env) => journey(env, variant));
    say(`docs/screens/${variant.name}: done`);
  }
  return 0;
});

/** A printer that can be made to wait: the private CUPS of the end-to-end tests. */
async function withPrinter(work, act) {
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { startPrivateCups } = await loadTypeScript('e2e/harness/cups.ts');
  const cups = await startPrivateCups({ dir: join(work, 'cups'), queues: [{ name: 'badge', ppd: 'cr80' }] });
  try {
    await act({ socket: cups.socket, outOfPaper: (isOut) => cups.setFault('badge', isOut ? 'paper' : null) });
  } finally {
    await cups.stop();
  }
}

async function journey(env, variant) {
  const folder = join(root, 'docs/screens', variant.name);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(tmpdir(), 'daypass-screens-'));
  const station = { name: 'Gate 3', site: 'Plant 7', locale: variant.locale };
  const printing = { printers: [{ queue: 'badge', stock: 'card-cr80', dpi: 300 }] };
  try {
    await chmod(work, 0o755);
    await withPrinter(work, async (printer) => {
      const stationEnv = { ...env, CUPS_SERVER: printer.socket };
      const launch = (config, dataDir) => open({ config, work, dataDir, env: stationEnv, variant });
      await mainScreens(await launch({ station, printing }, 'data'), folder, printer);
      await deskScreens(await launch({ station: { ...station, mode: 'desk' }, printing }, 'data'), folder);
      await brokenScreens(launch, station, folder);
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The built app on a config, in the variant's colours. */
async function open({ config, work, dataDir, env, variant }) {
  const { _electron: electron } = await import('playwright');
  const file = join(work, 'station.json');
  await writeFile(file, JSON.stringify(config));
  const args = [...sandboxArgs(), root, '--config', file, '--data-dir', join(work, dataDir), '--windowed'];
  const app = await electron.launch({ cwd: root, args, env: { ...process.env, ...env } });
  const page = await app.firstWindow();
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]?.setContentSize(width, height),
    size,
  );
  await page.emulateMedia({ colorScheme: variant.colorScheme, reducedMotion: 'reduce' });
  return { app, page };
}

/** What the walk does at the screen, in its own words. */
function handsAt(page, folder) {
  const on = (name) =>
    page.locator(`[data-testid="screen"][data-screen="${name}"]`).waitFor({ timeout: 20_000 });
  const tap = (id) => page.getByTestId(id).first().click();
  const seen = (id) => page.getByTestId(id).first().waitFor();
  const picture = (name) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
  const shown = async (name, file = name) => {
    await on(name);
    await picture(file);
  };
  const open = async (text) => {
    await on('search');
    await page.getByTestId('worker-search').fill(text);
    // Results of what was typed before may still stand there.
    await page
      .getByTestId('worker-result')
      .filter({ hasText: new RegExp(text, 'i') })
      .first()
      .click();
    await on('worker');
  };
  return { on, tap, seen, picture, shown, open };
}

/** One walk through the whole flow; each picture once its screen stands. */
async function mainScreens({ app, page }, folder, printer) {
  const hands = handsAt(page, folder);
  await signInScreens(app, page, hands);
  await searchScreens(page, hands);
  await orderScreens(page, hands);
  await issueScreens(hands, printer);
  await app.close();
}

async function signInScreens(app, page, { on, tap, seen, picture, shown }) {
  await shown('sign-in');
  await tap('sign-in-device-code');
  await seen('device-user-code');
  await picture('signing-in-device-code');
  await tap('cancel');
  await on('sign-in');
  await signIn(app, page, 'account-no-role', () => shown('signing-in'));
  await shown('problem', 'problem-no-role');
  await tap('sign-out');
  await on('sign-in');
  await signIn(app, page, 'account-authentication-administrator', async () => {});
}

async function searchScreens(page, { on, tap, seen, picture, open }) {
  await on('search');
  await picture('search-empty');
  await page.getByTestId('worker-search').fill('mar');
  await seen('worker-result');
  await picture('search');
  await open('paul gone');
  await seen('show-error');
  await picture('worker-obstacle');
  await tap('cancel');
}

/** What can be ordered beside a temporary code: the buttons, the question that each asks, and an enrolment to its end. */
async function orderScreens(page, { on, tap, seen, picture, shown, open }) {
  await open('marek nowak');
  await seen('revoke-method');
  await picture('worker-offers');
  await tap('start-later');
  await page.getByTestId('start-day').nth(1).click();
  await page.getByTestId('start-time').nth(12).click();
  await picture('start-picker');
  await page.keyboard.press('Escape');
  const questions = [
    'replace-standard',
    'extend-standard',
    'reset-pin',
    'revoke-temporary',
    'revoke-standard',
    'revoke-method',
  ];
  for (const kind of questions) {
    await tap(kind);
    await shown('confirm', `confirm-${kind}`);
    await tap('cancel');
    await on('worker');
  }
  await tap('cancel');
  await open('ines duarte');
  await seen('enrol');
  await picture('worker-enrol');
  await tap('enrol');
  await shown('confirm', 'confirm-enrol');
  await tap('confirm-enrol');
  await shown('collect', 'collect-enrol');
  await tap('slip-missing');
  await seen('reprint');
  await picture('collect-slip-missing');
  await tap('badge-collected');
  await shown('done', 'done-enrol');
  await tap('done');
}

async function deskScreens({ app, page }, folder) {
  const { on, tap, seen, picture } = handsAt(page, folder);
  await on('sign-in');
  await signIn(app, page, 'account-authentication-administrator', async () => {});
  await on('search');
  await tap('menu');
  await tap('today');
  await seen('today-live');
  await picture('today');
  await app.close();
}

async function issueScreens({ on, tap, seen, picture, shown, open }, printer) {
  await open('anna kowalska');
  await seen('lifetime');
  await picture('worker');
  await printer.outOfPaper(true);
  await tap('issue');
  await shown('issuing');
  await shown('printing');
  await printer.outOfPaper(false);
  await shown('collect');
  await tap('nothing-came-out');
  await seen('reprint');
  await picture('collect-nothing-came-out');
  await tap('badge-collected');
  await shown('done');
  await tap('done');
  await open('marek nowak');
  await tap('issue');
  await shown('confirm');
  await tap('cancel');
  await on('worker');
  await tap('supervisor-name');
  await seen('sign-out');
  await picture('menu');
  await tap('lock');
  await shown('locked');
}

async function signIn(app, page, account, meanwhile) {
  const opened = app.waitForEvent('window', { predicate: (window) => window.url().startsWith('https:') });
  await page.getByTestId('sign-in').click();
  const window = await opened;
  await meanwhile();
  await window.getByTestId(account).click({ noWaitAfter: true });
}

async function brokenScreens(launch, station, folder) {
  const { app, page } = await launch({ station: { ...station, locale: 'fr' } }, 'broken');
  await page.locator('[data-testid="screen"][data-screen="config-error"]').waitFor();
  await page.screenshot({ path: join(folder, 'config-error.png') });
  await app.close();
}
