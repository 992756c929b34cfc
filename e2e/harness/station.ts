/** The station under test: the built app in real Electron, its tenant over HTTPS with a CA of its own, its paper in a real CUPS. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { main as journalCli } from '../../src/main/store/journal-cli.ts';
import { type PrivateCups, startPrivateCups } from './cups.ts';
import { launchElectron } from './electron.ts';
import { assertNoSecret } from './secrets.ts';
import { type ServedTenant, serveTenant } from './served-tenant.ts';
import { type ConfigChange, stationConfig } from './station-config.ts';
import { walk } from './walk.ts';

export const queue = 'badge';

export interface Station {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly dataDir: string;
  /** Ends the app as a person would. */
  quit(): Promise<void>;
  /** SIGKILL to the main process. */
  kill(): Promise<void>;
}

export interface StationFixtures {
  readonly served: ServedTenant;
  readonly cups: PrivateCups;
  readonly dataDir: string;
  /** Starts the station on this test's tenant, printers and data folder; more than once for a restart. */
  readonly start: (change?: ConfigChange, place?: Place) => Promise<Station>;
}

/** Where a station is started; left out: in a window on the screen of the tests. */
export interface Place {
  readonly isFullScreen: boolean;
  /** Besides the station's own. */
  readonly env: Readonly<Record<string, string>>;
}

export const test = base.extend<StationFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first argument's pattern
  served: async ({}, use) => {
    const served = await serveTenant();
    await use(served);
    await served.stop();
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first argument's pattern
  cups: async ({}, use) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'dpc-'));
    const cups = await startPrivateCups({ dir, queues: [{ name: queue, ppd: 'cr80' }] });
    await use(cups);
    await cups.stop();
    await rm(dir, { recursive: true, force: true });
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first argument's pattern
  dataDir: async ({}, use) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'daypass-data-'));
    await use(dir);
    await rm(dir, { recursive: true, force: true });
  },

  start: async ({ served, cups, dataDir }, use, testInfo) => {
    const started: Station[] = [];
    await use(async (change = {}, place = inWindow) => {
      const config = path.join(served.home, 'station.json');
      await writeFile(config, JSON.stringify(stationConfig(served, queue, change)));
      const station = await launch(served, cups, ['--config', config, '--data-dir', dataDir], dataDir, place);
      started.push(station);
      return station;
    });
    for (const [index, station] of started.entries()) {
      if (!station.page.isClosed()) {
        await assertNoSecret(served.tenant, dataDir, station.page);
        if (testInfo.status !== testInfo.expectedStatus)
          await station.page.screenshot({ path: testInfo.outputPath(`station-${index}.png`) });
      }
      await station.quit();
    }
    await assertNoSecret(served.tenant, dataDir, null);
  },
});

const inWindow: Place = { isFullScreen: false, env: {} };

async function launch(
  served: ServedTenant,
  cups: PrivateCups,
  args: readonly string[],
  dataDir: string,
  place: Place,
): Promise<Station> {
  const app = await launchElectron([...args, ...(place.isFullScreen ? [] : ['--windowed'])], {
    HOME: served.home,
    CUPS_SERVER: cups.socket,
    TZ: 'Europe/Berlin',
    ...place.env,
  });
  const main = app.process();
  const ended = new Promise<void>((resolve) => main.once('exit', () => resolve()));
  const page = await app.firstWindow();
  await expect(page.getByTestId('screen')).toBeVisible();
  return {
    app,
    page,
    dataDir,
    async quit() {
      if (main.exitCode === null && main.signalCode === null) await app.close();
      await ended;
    },
    async kill() {
      main.kill('SIGKILL');
      await ended;
    },
  };
}

/** The journal of a data folder, as an administrator exports it. */
export async function journalOf(dataDir: string): Promise<readonly Record<string, unknown>[]> {
  const lines: string[] = [];
  const code = await journalCli(['export', '--data-dir', dataDir], {
    line: (text) => lines.push(text),
    say: (text) => lines.push(JSON.stringify({ event: text })),
  });
  expect(code).toBe(0);
  return lines.map((line) => JSON.parse(line));
}

/** What happened; the checkpoints in between, which come by the count of rows, are not part of a story. */
export async function eventsOf(dataDir: string): Promise<readonly string[]> {
  return (await journalOf(dataDir)).map((row) => String(row.event)).filter((event) => event !== 'checkpoint');
}

/** The journal's chain must be whole at the end of every story. */
export async function expectWholeChain(dataDir: string): Promise<void> {
  const said: string[] = [];
  const output = { line: () => {}, say: (text: string) => said.push(text) };
  expect(await journalCli(['verify', '--data-dir', dataDir], output), said.join('\n')).toBe(0);
}

/**
 * What came out of a printer, once that are `count` papers. A test that taps "print again" waits for this: what the
 * screen said before the tap stands for a moment after it.
 */
export async function papersOnce(
  cups: PrivateCups,
  printer: string,
  count: number,
): Promise<readonly string[]> {
  await expect.poll(async () => (await cups.jobs(printer)).length).toBe(count);
  return cups.jobs(printer);
}

/** All files below a folder, with what is in them. */
export async function filesBelow(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>();
  if (!existsSync(folder)) return found;
  for (const file of await walk(folder)) found.set(file, await readFile(file).catch(() => Buffer.alloc(0)));
  return found;
}

export { expect };
