import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { electronArgs, electronExecutable, launchElectron } from '../harness/station.ts';

let folder = '';

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'daypass-start-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

function run(argv: readonly string[]): Promise<{ readonly code: number; readonly stderr: string }> {
  return new Promise((resolve) => {
    execFile(electronExecutable(), [...electronArgs(), ...argv], (error, _stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stderr });
    });
  });
}

function args(...more: readonly string[]): string[] {
  return ['--data-dir', path.join(folder, 'data'), '--windowed', ...more];
}

async function badConfig(): Promise<string> {
  const config = path.join(folder, 'station.json');
  await writeFile(config, JSON.stringify({ station: { locale: 'fr' } }));
  return config;
}

test('a bad config is shown on one screen that names the file, the key, what was found and what is allowed', async () => {
  const app = await launchElectron(args('--config', await badConfig()));
  const page = await app.firstWindow();
  await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'config-error');
  for (const text of ['station.json', 'station.locale', '"fr"', '"en"'])
    await expect(page.getByTestId('screen')).toContainText(text);
  await app.close();
});

test('a bad config ends the start by itself with one line and exit code 2', async () => {
  const ended = await run(args('--config', await badConfig()));
  expect(ended.code).toBe(2);
  const lines = ended.stderr.split('\n').filter((line) => line.startsWith('daypass:'));
  expect(lines).toEqual([
    expect.stringContaining('station.json: station.locale: found "fr", allowed is "en" or'),
  ]);
});

test('a data folder that cannot be one is said like a bad config', async () => {
  const file = path.join(folder, 'a-file');
  await writeFile(file, '');
  const ended = await run(['--data-dir', file, '--windowed']);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(`${file}: data-dir: found EEXIST, allowed is a folder that can be written`);
});

test('the embedded demo tenant needs nothing but the app', async () => {
  const app = await launchElectron(args());
  const page = await app.firstWindow();
  await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'sign-in');
  const facts = await page.evaluate(() => ({
    node: 'process' in window || 'require' in window,
    powers: Object.keys((window as unknown as { daypass: object }).daypass).length,
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
  const app = await launchElectron(args());
  await app.firstWindow();
  expect((await run(args())).code).toBe(0);
  await app.close();
});
