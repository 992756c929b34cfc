/** After everything that makes a secret or ends one: nothing of it lies anywhere a second person could look. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Process, searchMemory } from '../canary/memory.ts';
import type { Finder } from '../canary/needles.ts';
import {
  type Found,
  finderOf,
  provesItself,
  searchClipboard,
  searchFiles,
  searchPages,
  searchProcesses,
} from '../canary/places.ts';
import { play, scenarios, sessionPin } from '../canary/scenarios.ts';
import { callFromPage, signIn } from '../harness/kiosk.ts';
import { expect, expectWholeChain, filesBelow, test } from '../harness/station.ts';

/** `npm run canary` plays more of them and reads what was found from a file. */
const count = Number(process.env.DAYPASS_CANARY_SCENARIOS ?? 8);
const report = process.env.DAYPASS_CANARY_FOUND;
/** So many in one station's life, each time with a kill at its end. */
const aStation = 35;
/** The station rinses its memory three quarters of a second after the last secret was wiped, in pieces; a busy machine takes longer. */
const rinsedMs = 10_000;
/**
 * What docs/security.md tells of, and nothing else: buffers of Chromium's network process, which nobody can reach, keep the last
 * replies. Of so many secrets at once at most.
 */
const mostInNetworkProcess = 8;
/** Between two orders; at its end it must have none. */
const mostInMain = 1;
const isInNetworkProcess = (place: string) => place.startsWith('memory of utility network');
const isInMain = (place: string) => place.startsWith('memory of main');
const isOnlyTold = (place: string) => isInNetworkProcess(place) || isInMain(place);

for (let from = 0; from < count; from += aStation) {
  const played = scenarios(count).slice(from, from + aStation);
  test(`no code and no PIN lies anywhere once it is used: ${from + 1} to ${from + played.length}`, async ({
    start,
    served,
    cups,
    dataDir,
  }) => {
    test.setTimeout(120_000 + played.length * 30_000);
    expect(await provesItself()).toBe(true);
    const temp = await mkdtemp(path.join(tmpdir(), 'daypass-temp-'));
    const { control } = served.tenant;
    // Eight digits turn up in a gigabyte of memory by chance; sixteen do not.
    control.pinLength = 16;
    const station = await inTempFolder(temp, () =>
      start({
        session: { idleLockSeconds: 3_600, absoluteMinutes: 1_440 },
        issuing: { codesPerHour: 1_000 },
      }),
    );
    const rig = {
      dataDir,
      folders: {
        'temp folder': temp,
        'home folder': served.home,
        'print spool': path.join(cups.dir, 'spool'),
        'print logs and caches': path.join(cups.dir, 'log'),
      },
    };
    await signIn(station);
    await callFromPage(station.page, 'session.setPin', { pin: sessionPin });
    const main: Process = { pid: station.app.process().pid ?? 0, kind: 'main' };
    const secrets = () => finderOf(control.secrets());
    const all: Found = new Map();
    let heldInAll = 0;
    for (const [index, scenario] of played.entries()) {
      const before = control.secrets().length;
      let held = 0;
      await play(station, served, scenario, () => {
        held = searchMemory(main, secrets()).traces.length;
      });
      const finder = secrets();
      const goneAfterMs = await untilGone(station.page, main, finder);
      const found: Found = new Map();
      await searchFiles(rig, finder, found);
      await searchPages(station, finder, found);
      await searchClipboard(station, finder, found);
      const bytes = searchProcesses(station, finder, found);
      const made = control.secrets().length - before;
      const row = { ...scenario, made, held, goneAfterMs, bytes, found: Object.fromEntries(found) };
      await tell({ index: from + index, ...row });
      heldInAll += held;
      expect(secretsIn(found, isInNetworkProcess).size).toBeLessThanOrEqual(mostInNetworkProcess);
      expect(secretsIn(found, isInMain).size).toBeLessThanOrEqual(mostInMain);
      for (const [place, times] of found) all.set(place, (all.get(place) ?? 0) + times);
    }

    // Stopped, then killed: what is read in between is what a core dump would hold.
    process.kill(main.pid, 'SIGSTOP');
    const core = searchMemory(main, secrets());
    process.kill(main.pid, 'SIGCONT');
    await station.kill();
    const after: Found = new Map();
    await searchFiles(rig, secrets(), after);
    await tell({ core: core.traces.length, coreBytes: core.bytes, found: Object.fromEntries(after) });
    // While a badge was not handed over its content was in the main process, and was found there.
    expect(heldInAll).toBeGreaterThan(0);
    expect(core.bytes).toBeGreaterThan(20_000_000);
    expect(core.traces.map(({ needle }) => needle.name)).toEqual([]);
    expect(tracesIn(after)).toEqual([]);
    expect(tracesIn(all).filter((place) => !isOnlyTold(place))).toEqual([]);
    const dumps = [...(await filesBelow(dataDir)).keys(), ...(await filesBelow(temp)).keys()];
    expect(dumps.filter(isDump)).toEqual([]);
    await expectWholeChain(dataDir);
    await rm(temp, { recursive: true, force: true });
  });
}

test('neither a page nor a program that crashes leaves a dump', async ({ start, served, dataDir }) => {
  const temp = await mkdtemp(path.join(tmpdir(), 'daypass-temp-'));
  const { app } = await inTempFolder(temp, () => start());
  const main = app.process();
  const ended = new Promise<void>((resolve) => main.once('exit', () => resolve()));
  await app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer();
  });
  await expect.poll(() => filesWith(path.join(dataDir), 'page-lost')).not.toEqual([]);
  main.kill('SIGSEGV');
  await ended;
  for (const folder of [dataDir, temp, served.home])
    expect([...(await filesBelow(folder)).keys()].filter(isDump)).toEqual([]);
  await rm(temp, { recursive: true, force: true });
});

/** Breakpad's and Crashpad's minidumps, and the kernel's own. */
function isDump(file: string): boolean {
  return /\.(dmp|meta)$|(^|\/)core(\.\d+)?$/.test(file);
}

async function filesWith(folder: string, word: string): Promise<readonly string[]> {
  return [...(await filesBelow(folder))].flatMap(([file, content]) => (content.includes(word) ? [file] : []));
}

function tracesIn(found: Found): readonly string[] {
  return [...found].flatMap(([place, times]) => (times > 0 ? [`${place} (${times})`] : []));
}

/** Which secrets, in whatever form. */
function secretsIn(found: Found, isThere: (place: string) => boolean): ReadonlySet<string> {
  const traces = [...found].filter(([place, times]) => isThere(place) && times > 0);
  return new Set(traces.map(([place]) => /: (\w+ \d+)/.exec(place)?.[1] ?? place));
}

/** @returns how long the main process still had something, or `rinsedMs`: then what it has is found by the look that follows */
async function untilGone(page: Page, main: Process, finder: Finder): Promise<number> {
  const begunAtMs = Date.now();
  const goneMs = () => Date.now() - begunAtMs;
  while (goneMs() < rinsedMs && searchMemory(main, finder).traces.length > 0) await page.waitForTimeout(250);
  return goneMs();
}

/** The programs that are started meanwhile take this folder for the system's. */
async function inTempFolder<T>(folder: string, act: () => Promise<T>): Promise<T> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await act();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

async function tell(row: Readonly<Record<string, unknown>>): Promise<void> {
  if (report !== undefined) await appendFile(report, `${JSON.stringify(row)}\n`);
}
