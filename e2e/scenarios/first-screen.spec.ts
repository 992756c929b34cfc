/** What is loaded when: the list is the running program's own, in the main process and in the page. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { collect, expectScreen, findWorker, issue, signIn } from '../harness/kiosk.ts';
import { expect, test } from '../harness/station.ts';

/** Signing in, symbols and their reader, papers, templates of an administrator's: parts of the program, and packages. */
const heavy = [/msal/, /\/makers\./, /\/symbol\./, /template-files/];

async function loadedInMain(app: ElectronApplication): Promise<readonly string[]> {
  const files = await app.evaluate(() => {
    const modules: unknown = process.mainModule?.require('node:module');
    return Object.keys((modules as { readonly _cache: object })._cache);
  });
  return files.map((file) => file.replaceAll(path.sep, '/'));
}

/** Scripts and styles that the page has asked for; what it loads later it links. */
function partsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('script, link')].map(
      (part) => part.getAttribute('src') ?? part.getAttribute('href') ?? '',
    ),
  );
}

/** Font files that the page's first style declares. */
async function firstFonts(): Promise<readonly string[]> {
  const folder = path.resolve('out/renderer/assets');
  const [style = ''] = (await readdir(folder)).filter((file) => /^index-.*\.css$/.test(file));
  const text = await readFile(path.join(folder, style), 'utf8');
  return [...text.matchAll(/[\w-]+\.woff2/g)].map(([file]) => file);
}

/** For which of these letters the page has its own font at hand. */
function readyLetters(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    // Of a family that no style has declared yet, `check` says that nothing is missing.
    const declared = new Set([...document.fonts].map(({ family }) => family.replaceAll('"', '')));
    const isReady = (font: string) => (letter: string) =>
      declared.has(font) && document.fonts.check(`1rem "${font}"`, letter);
    return [
      ...['Ł', 'ễ', 'Ю', 'Γ'].filter(isReady('Noto Sans More')),
      ...['प', 'م'].filter(isReady('Noto Sans Two Weights')),
    ];
  });
}

const among = (files: readonly string[]) => (part: RegExp) => files.some((file) => part.test(file));

test('the first screen waits for nothing that it does not need', async ({ start, dataDir }) => {
  const { app, page } = await start();
  await expectScreen(page, 'sign-in');
  const files = await loadedInMain(app);
  // The list is a true one: what keeps the journal is on it.
  expect(files.some((file) => file.includes('better-sqlite3'))).toBe(true);
  expect(heavy.filter(among(files))).toEqual([]);
  expect(existsSync(path.join(dataDir, 'workers.sqlite'))).toBe(false);
  const scripts = (await partsOf(page)).filter((part) => part.endsWith('.js'));
  expect(scripts).toEqual([expect.stringMatching(/\/index-/)]);
  // The other scripts' letters are declared when the page has time: the first screen may have stood for a while already.
  expect(await firstFonts()).toEqual([expect.stringMatching(/^noto-sans-latin-wght-normal-/)]);
});

test('the rest is loaded when it is needed', async ({ start, dataDir }) => {
  const station = await start();
  const { app, page } = station;
  await signIn(station);
  expect(among(await loadedInMain(app))(/msal-session/)).toBe(true);
  await expect.poll(() => existsSync(path.join(dataDir, 'workers.sqlite'))).toBe(true);
  // Before the first list of names.
  await expect.poll(() => readyLetters(page)).toHaveLength(6);
  await expect(page.locator('.keyboard .hg-button').first()).toBeVisible();
  expect(among(await partsOf(page))(/keyboard.*\.js/)).toBe(true);
  const anna = fixtures.annaKowalska;
  await findWorker(page, 'anna', anna.id);
  await issue(page);
  await expectScreen(page, 'collect');
  const isLoaded = among(await loadedInMain(app));
  // This config names no template of its own.
  expect(heavy.filter((part) => !isLoaded(part))).toEqual([/template-files/]);
  await collect(page);
});
