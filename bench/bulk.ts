/**
 * 500 badges replaced for a shift, against the loop that scripts use and against the least that latency and quota allow. Waiting is
 * by a virtual clock, for both alike, so that a busy machine is no part of it; to that comes all processor time that each took, as
 * if none of it fell into a wait.
 */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeWorkers } from '../src/demo-tenant/workers.ts';
import { mostWriters } from '../src/main/app/bulk/bulk-run.ts';
import { App } from '../src/main/app/create-app.ts';
import { waited } from '../src/main/app/issuing/reads.ts';
import { systemIds, systemRandom } from '../src/main/shell/system.ts';
import { openStore } from '../src/main/store/database.ts';
import { createDemoStation, type DemoStation } from '../src/testing/demo-station.ts';
import { badgesInto, pinSlipsInto } from '../src/testing/fake-papers.ts';
import { createFakePrinter } from '../src/testing/fake-printer.ts';
import { createFakeTrials } from '../src/testing/fake-trials.ts';
import { allOrders, issuingSettings } from '../src/testing/issuing-settings.ts';
import { quietReports } from '../src/testing/quiet-reports.ts';
import { quietSpool } from '../src/testing/quiet-spool.ts';
import { stationSettings } from '../src/testing/station-settings.ts';

const rows = 500;
/** Of the sequential loop, whose time grows with each row alike. */
const loopRows = 100;
const roundTripMs = 400;
const printers = 8;
const workerCount = 2 * (rows + loopRows);
/** What the service allows (`demo-tenant/graph/quota.ts`): a run of this size begins with all of it. */
const quota = { writes: 3_000, windowMs: 150_000 };

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

interface Bench extends DemoStation {
  /** Lets time go by until it is so, and tells how much did, with the processor's. */
  timed(isSo: () => boolean | Promise<boolean>): Promise<number>;
  startLatency(): void;
}

function createBench(): Bench {
  let latencyMs = 0;
  const demo = createDemoStation(
    (tenant, clock) => async (request) => {
      await waited(clock, latencyMs / 2);
      const answer = await tenant(request);
      await waited(clock, latencyMs / 2);
      return answer;
    },
    workerCount,
  );
  const { clock } = demo;
  return {
    ...demo,
    startLatency() {
      latencyMs = roundTripMs;
    },
    async timed(isSo) {
      const [fromMs, before] = [clock.monotonicMs(), process.cpuUsage()];
      while (!(await isSo())) {
        for (let step = 0; step < 20; step += 1) {
          // What a timer set off comes to rest before the next millisecond.
          for (let turn = 0; turn < 3; turn += 1) await new Promise((settle) => setImmediate(settle));
          await clock.advance(1);
        }
      }
      const { user, system } = process.cpuUsage(before);
      return clock.monotonicMs() - fromMs + (user + system) / 1_000;
    },
  };
}

type Worker = Pick<ReturnType<typeof makeWorkers>[number], 'id' | 'employeeId'>;

/** Workers who lose a live temporary code and get the next. */
function withCodes({ tenant: { control } }: Bench): readonly Worker[] {
  const chosen = makeWorkers(workerCount, 0)
    .filter(
      ({ id, accountEnabled, isPrivileged }) =>
        accountEnabled && !isPrivileged && control.codesOf(id) !== null,
    )
    .slice(0, rows + loopRows);
  if (chosen.length < rows + loopRows) throw new Error(`only ${chosen.length} workers have a method`);
  for (const { id } of chosen) control.issueElsewhere(id, 4);
  return chosen;
}

/** The station in full, with a real journal on the disk; only paper is pretended, and takes no time. */
function createDesk({ clock, network, session, directory }: Bench, dataDir: string) {
  const store = openStore({ dataDir, station: 'bench', clock, sha256, checkpointEvery: 64 });
  if (!store.ok) throw new Error(store.error.detail ?? 'store');
  const lines = Array.from({ length: printers }, (_, at) =>
    createFakePrinter({ clock, name: `printer-${at + 1}` }),
  );
  const ports = {
    ...{ clock, ids: systemIds, network, session, directory, journal: store.value.journal },
    ...{ badges: badgesInto([]), pinSlips: pinSlipsInto([]), printers: lines, spool: quietSpool },
    ...{
      sha256,
      random: systemRandom,
      saveReport: quietReports,
      settings: issuingSettings,
      setAside: null,
      rinse: () => {},
    },
    ...createFakeTrials().ports,
  };
  const limits = { idleLockSeconds: 3_600, absoluteMinutes: 480, persistSignIn: false };
  const incident = (bug: unknown) => {
    process.stderr.write(`${String(bug)}\n`);
    return 'I-1';
  };
  const settings = {
    station: { ...stationSettings, mode: 'desk' as const },
    codesPerHour: 1_000,
    orders: allOrders,
    session: limits,
  };
  const app = new App(ports, settings, { tell: () => {}, hidden: () => {}, incident });
  return { app, lines, store: store.value };
}

type Desk = ReturnType<typeof createDesk>;

async function viewOf({ app }: Desk) {
  const read = await app.handlers['bulk.read'].run(null, app.supervision.present());
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
}

/** Milliseconds from the order to the last badge. */
async function ours(bench: Bench, desk: Desk, workers: readonly Worker[]): Promise<number> {
  const { handlers, supervision } = desk.app;
  const text = `number\n${workers.map(({ employeeId }) => employeeId).join('\n')}`;
  await handlers['bulk.check'].run({ from: 'csv', text }, supervision.present());
  await bench.timed(async () => (await viewOf(desk)).check?.isChecking === false);
  const { check } = await viewOf(desk);
  if (check?.ready !== rows) throw new Error(`the check: ${JSON.stringify(check)}`);
  await handlers['bulk.start'].run({ is: 'temporary', hours: 8 }, supervision.present());
  const papers = () => desk.lines.reduce((sum, { history }) => sum + history.length, 0);
  const tookMs = await bench.timed(() => papers() >= rows);
  await bench.timed(async () => (await viewOf(desk)).run?.state === 'paused');
  const { run } = await viewOf(desk);
  if (run?.counts.ask !== rows || papers() !== rows) throw new Error(`the run: ${JSON.stringify(run)}`);
  return tookMs;
}

/** The loop of public scripts: one worker after the other, the old code deleted, the next made. */
async function loop({ clock, directory }: Bench, workers: readonly Worker[]): Promise<void> {
  for (const { id } of workers) {
    const gone = await directory.deleteCode(id, 'temporary', systemIds.uuid());
    const startsAtMs = clock.trueMs() - 60_000;
    const window = { startsAtMs, expiresAtMs: startsAtMs + 8 * 3_600_000 };
    const made = await directory.createCode(id, 'temporary', window, systemIds.uuid());
    if (!gone.ok || !made.ok) throw new Error('the loop was refused');
  }
}

async function timedLoop(bench: Bench, workers: readonly Worker[]): Promise<number> {
  let isOver = false;
  const running = loop(bench, workers).then(() => {
    isOver = true;
  });
  const tookMs = await bench.timed(() => isOver);
  await running;
  return tookMs;
}

async function measure(dataDir: string): Promise<number> {
  const bench = createBench();
  const people = withCodes(bench);
  const desk = createDesk(bench, dataDir);
  await desk.app.handlers['session.signIn'].run({ method: 'browser-window' }, null);
  // Its first calls find out which version of Graph the tenant has.
  await bench.directory.readMethod(people[0]?.id ?? '', systemIds.uuid());
  bench.startLatency();
  const loopMs = ((await timedLoop(bench, people.slice(rows))) * rows) / loopRows;
  const oursMs = await ours(bench, desk, people.slice(0, rows));
  const quotaMs = Math.max(0, 2 * rows - quota.writes) * (quota.windowMs / quota.writes);
  const boundMs = Math.max((rows * 2 * roundTripMs) / mostWriters, quotaMs);
  const refused = bench.tenant.control.requests.filter(({ status }) => status === 429).length;
  desk.app.stop();
  desk.store.close();
  const what = `${rows} replacements at ${roundTripMs} ms a round trip`;
  print(
    `${what}, times as fast as the sequential loop (${loopRows} measured)`,
    loopMs / oursMs,
    loopMs,
    oursMs,
  );
  print(
    `${what} against the bound of latency, ${mostWriters} at a time and quota`,
    oursMs / boundMs,
    boundMs,
    oursMs,
  );
  print('answers of 429 meanwhile', refused, 0, refused);
  return loopMs / oursMs >= 6 && oursMs / boundMs <= 1.3 && refused === 0 ? 0 : 1;
}

export async function main(): Promise<number> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  try {
    return await measure(dataDir);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

/** `name ratio baseline ours`, times in milliseconds. */
function print(name: string, ratio: number, baseline: number, cost: number): void {
  process.stdout.write(`${name} ${ratio.toFixed(4)} ${baseline.toFixed(2)} ${cost.toFixed(2)}\n`);
}
