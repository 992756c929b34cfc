/**
 * What a thousand issuances leave behind: the real station, signed in, with a folder for a printer; the tenant is another
 * process, over HTTPS. All goes through the page's bridge, as a person at the page would have it, only quicker.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { serveTenant } from '../e2e/harness/served-tenant.ts';
import { makeWorkers } from '../src/demo-tenant/workers.ts';
import { openPage, ownConfig, signIn } from './open-page.ts';
import { proportionalKb, proportionalKbOf } from './process-tree.ts';

const few = 10;
const many = 1_000;
/** Longer than the rinse takes after a code is gone from memory, and than a badge's window lives. */
const settleMs = 15_000;

/** All in MB; memory that processes share is counted in parts. */
interface Memory {
  readonly all: number;
  readonly main: number;
}

export async function bench(args: readonly string[], env: Record<string, string>): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  const served = await serveTenant();
  const own = ownConfig(served, work, { issuing: { codesPerHour: many } });
  const home = { ...env, HOME: served.home };
  const station = await openPage(args, path.join(work, 'data'), home, own);
  try {
    await signIn(station);
    const main = station.app.process().pid ?? 0;
    const memory = async (): Promise<Memory> => {
      await pause(settleMs);
      return { all: proportionalKb(main) / 1024, main: proportionalKbOf(main) / 1024 };
    };
    const issue = issuesTo(station.page);
    await issue(few);
    const before = await memory();
    await issue(many - few);
    const after = await memory();
    print(`MB of all processes (PSS) after ${many} issuances against ${few}`, before.all, after.all);
    print(`MB of the main process (PSS) after ${many} issuances against ${few}`, before.main, after.main);
  } finally {
    await station.app.close();
    await served.stop();
    rmSync(work, { recursive: true });
  }
}

/** Issues to so many of the tenant's workers, one after the other; who cannot have a code is passed over. Others are replaced. */
function issuesTo(page: Page): (count: number) => Promise<void> {
  const ids = makeWorkers(500, 0).map(({ id }) => id);
  let at = 0;
  return async (count) => {
    const last = at + 2 * count + ids.length;
    for (let issued = 0; issued < count; at += 1) {
      if (at === last) throw new Error(`only ${issued} of ${count} issuances`);
      const outcome = await page.evaluate(issueOne, ids[at % ids.length] ?? '');
      if (outcome === 'handed-over') issued += 1;
    }
  };
}

/** Runs in the page. How it ended, or why it could not begin. */
async function issueOne(workerId: string): Promise<string> {
  const { daypass } = window;
  if (daypass === undefined) return 'no bridge';
  const card = await daypass['workers.read']({ workerId });
  if (!card.ok) return card.error.kind;
  const replaceCodeId = card.value.temporary.code?.id ?? null;
  const order = { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId } as const;
  const started = await daypass['issuance.start']({ workerId, order });
  if (!started.ok) return started.error.kind;
  const { issuanceId } = started.value;
  for (let look = 0; look < 3_000; look += 1) {
    const view = await daypass['issuance.read']({ issuanceId });
    if (!view.ok) return view.error.kind;
    if (view.value.outcome !== null) return view.value.outcome;
    if (view.value.answers.includes('badge-collected'))
      await daypass['issuance.answer']({ issuanceId, answer: 'badge-collected' });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return 'no end';
}

/** `name ratio baseline ours`. */
function print(name: string, baseline: number, ours: number): void {
  process.stdout.write(`${name} ${(ours / baseline).toFixed(4)} ${baseline.toFixed(2)} ${ours.toFixed(2)}\n`);
}
