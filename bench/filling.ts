/**
 * What filling the list of workers costs the window: the real station, signed in, takes half a million people from a tenant in
 * another process, page by page over HTTPS, and its main thread is watched meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { serveTenant } from '../e2e/harness/served-tenant.ts';
import { openPage, ownConfig, signIn } from './open-page.ts';
import { type Stall, stallOf } from './stall.ts';

const count = 500_000;
/** The most that Graph gives. */
const pageSize = 999;
const idleMs = 5_000;
/** Longer than what a sign-in itself costs: MSAL is loaded, the list's thread begins, the first searches are made ready. */
const settleMs = 5_000;
const longestMs = 600_000;

export async function bench(args: readonly string[], env: Record<string, string>): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  const served = await serveTenant(count);
  served.tenant.control.usersInPage = pageSize;
  const own = ownConfig(served, work, {});
  const station = await openPage(args, path.join(work, 'data'), { ...env, HOME: served.home }, own);
  try {
    await pause(settleMs);
    const idle = await stallOf(station.app, () => pause(idleMs));
    const signingIn = await stallOf(station.app, async () => {
      await signIn(station);
      await pause(settleMs);
    });
    let workers = 0;
    const filling = await stallOf(station.app, async () => {
      workers = await listed(station.page);
    });
    printStall(workers, { idle, signingIn, filling });
  } finally {
    await station.app.close();
    await served.stop();
    rmSync(work, { recursive: true });
  }
}

/** Waits until everybody is on the station's list, and tells how many these are. */
async function listed(page: Page): Promise<number> {
  for (let waitedMs = 0; waitedMs < longestMs; waitedMs += 1_000) {
    await pause(1_000);
    const view = await page.evaluate(() => window.daypass?.['station.read'](null));
    if (view?.directory?.isComplete) return view.directory.workers;
  }
  throw new Error(`not everybody was listed after ${longestMs} ms`);
}

type Phase = 'idle' | 'signingIn' | 'filling';

function printStall(workers: number, { idle, signingIn, filling }: Readonly<Record<Phase, Stall>>): void {
  const print = (name: string, baseline: number, ours: number) =>
    process.stdout.write(
      `${name} ${(ours / baseline).toFixed(4)} ${baseline.toFixed(2)} ${ours.toFixed(2)}\n`,
    );
  print(
    `ms that the main thread worked in one go while ${workers} workers were listed, at most, against idle`,
    idle.workedMs,
    filling.workedMs,
  );
  print('… while a supervisor signed in and the list began', idle.workedMs, signingIn.workedMs);
  print(
    'ms that it came late, at most, also for want of a processor, against idle',
    idle.lateMs,
    filling.lateMs,
  );
}
