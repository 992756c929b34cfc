import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { inputs } from '../../src/shared/inputs.ts';
import { electronArgs, electronExecutable, launchElectron } from '../harness/electron.ts';

const command = promisify(execFile);
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

/** A small file system of its own; only root may mount one. */
async function onTmpfs(options: string, act: (dir: string) => Promise<void>): Promise<void> {
  const dir = path.join(folder, 'disk');
  await mkdir(dir);
  await command('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'daypass-test', dir]);
  try {
    if (options !== '') await command('mount', ['-o', `remount,${options}`, dir]);
    await act(dir);
  } finally {
    await command('umount', ['-l', dir]);
  }
}

async function expectFolderScreen(dataDir: string, found: RegExp, next: string): Promise<void> {
  const app = await launchElectron(['--data-dir', dataDir, '--windowed']);
  const page = await app.firstWindow();
  const screen = page.getByTestId('screen');
  await expect(screen).toHaveAttribute('data-screen', 'config-error');
  await expect(screen).toContainText('Nothing was lost');
  await expect(screen).toContainText(found);
  await expect(screen).toContainText(next);
  await page.screenshot({ path: test.info().outputPath('start.png') });
  await app.close();
}

const cannotMount = process.getuid?.() === 0 ? null : 'only root may mount a file system of its own';

test('a folder that can only be read is said so, with what to do', async () => {
  test.skip(cannotMount !== null, cannotMount ?? '');
  await onTmpfs('ro', (dir) => expectFolderScreen(dir, /EROFS/, 'can only be read'));
});

test('a full disk is said so, with what to do', async () => {
  test.skip(cannotMount !== null, cannotMount ?? '');
  await onTmpfs('', async (dir) => {
    await writeFile(path.join(dir, 'everything'), Buffer.alloc(1_900_000));
    await writeFile(path.join(dir, 'rest'), Buffer.alloc(400_000)).catch(() => {});
    await expectFolderScreen(dir, /SQLITE_FULL|ENOSPC/, 'no room left');
  });
});

test('a journal of a newer version is left as it is, and said so', async () => {
  const dataDir = path.join(folder, 'data');
  const app = await launchElectron(args());
  await expect((await app.firstWindow()).getByTestId('screen')).toBeVisible();
  await app.close();
  const file = path.join(dataDir, 'daypass.sqlite');
  const bytes = await readFile(file);
  // SQLite's header keeps `user_version` at offset 60.
  bytes.writeUInt32BE(99, 60);
  await writeFile(file, bytes);
  await expectFolderScreen(dataDir, /newer-version/, 'newer version of Daypass');
  expect((await readFile(file)).equals(bytes)).toBe(true);
});

test('the embedded demo tenant needs nothing but the app', async () => {
  const app = await launchElectron(args());
  const page = await app.firstWindow();
  await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'sign-in');
  const facts = await page.evaluate(() => ({
    node: 'process' in window || 'require' in window,
    powers: Object.keys((window as unknown as { daypass: object }).daypass).sort(),
    policy: document.querySelectorAll('script:not([src])').length,
  }));
  const named = [...Object.keys(inputs), 'onChange'].sort();
  expect(facts).toEqual({ node: false, powers: named, policy: 0 });
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
