import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron as electron, expect, test } from '@playwright/test';
import { electronExecutable, sandboxArgs } from '../harness/station.ts';

const projectFolder = path.resolve(import.meta.dirname, '../..');
let folder = '';

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'daypass-start-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

function args(...more: readonly string[]): string[] {
  return [...sandboxArgs(), projectFolder, '--data-dir', path.join(folder, 'data'), '--windowed', ...more];
}

test('a bad config stops the start with one screen, one line and exit code 2', async () => {
  const config = path.join(folder, 'station.json');
  await writeFile(config, JSON.stringify({ station: { locale: 'fr' } }));
  const app = await electron.launch({ executablePath: electronExecutable(), args: args('--config', config) });
  let stderr = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve));
  const page = await app.firstWindow();
  await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'config-error');
  for (const text of ['station.json', 'station.locale', '"fr"', '"en"'])
    await expect(page.getByTestId('screen')).toContainText(text);
  await page.close();
  expect(await ended).toBe(2);
  expect(stderr).toContain('station.json: station.locale: found "fr", allowed is "en" or');
});

test('the embedded demo tenant needs nothing but the app', async () => {
  const app = await electron.launch({ executablePath: electronExecutable(), args: args() });
  const page = await app.firstWindow();
  await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'sign-in');
  const facts = await page.evaluate(() => ({
    node: 'process' in window || 'require' in window,
    powers: Object.keys(window.daypass).length,
    policy: document.querySelectorAll('script:not([src])').length,
  }));
  expect(facts).toEqual({ node: false, powers: 16, policy: 0 });
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  expect(page.url()).toBe('app://kiosk/index.html');
  await app.close();
});

test('a second start on the same data folder ends by itself', async () => {
  const app = await electron.launch({ executablePath: electronExecutable(), args: args() });
  await app.firstWindow();
  const second = new Promise<number | null>((resolve) => {
    execFile(electronExecutable(), args(), (error) => resolve(error === null ? 0 : Number(error.code)));
  });
  expect(await second).toBe(0);
  await app.close();
});
