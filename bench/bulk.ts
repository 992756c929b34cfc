/** 500 badges replaced for a shift, against the loop that scripts use and against the least that latency and quota allow. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createDemoTenant, type DemoTenant } from '../src/demo-tenant/tenant.ts';
import { makeWorkers } from '../src/demo-tenant/workers.ts';
import { mostWriters } from '../src/main/app/bulk/bulk-run.ts';
import { App } from '../src/main/app/create-app.ts';
import { createMsalSession } from '../src/main/auth/msal-session.ts';
import { createDirectory } from '../src/main/graph/directory.ts';
import type { Directory } from '../src/main/ports.ts';
import { createNetwork } from '../src/main/shell/network.ts';
import { sha256, systemClock, systemIds, systemRandom } from '../src/main/shell/system.ts';
import { openStore } from '../src/main/store/database.ts';
import { windowOf } from '../src/testing/demo-station.ts';
import { badgesInto, pinSlipsInto } from '../src/testing/fake-papers.ts';
import { createFakePrinter } from '../src/testing/fake-printer.ts';
import { createFakeTrials } from '../src/testing/fake-trials.ts';
import { allOrders, issuingSettings } from '../src/testing/issuing-settings.ts';
import { quietReports } from '../src/testing/quiet-reports.ts';
import { quietSpool } from '../src/testing/quiet-spool.ts';

const rows = 500;
/** Of the sequential loop, whose time grows with each row alike: the whole of it would take seven minutes. */
const loopRows = 50;
const roundTripMs = 400;
const printers = 8;
/** What the service allows (`demo-tenant/graph/quota.ts`): a run of this size begins with all of it. */
const quota = { writes: 3_000, windowMs: 150_000 };

const host = 'login.daypass.example';
const graphHost = 'graph.daypass.example';
const tenantId = '7e0a0000-0000-4000-8000-00000000d390';

function createTenant(): DemoTenant {
  return createDemoTenant({ authorityHost: host, graphHost, tenantId, workerCount: 2 * (rows + loopRows) });
}

/** Workers who lose a live temporary code and get the next. */
function withCodes(tenant: DemoTenant): readonly { readonly id: string; readonly employeeId: string }[] {
  const able = makeWorkers(2 * (rows + loopRows), 0).filter(
    ({ id, accountEnabled, isPrivileged }) =>
      accountEnabled && !isPrivileged && (tenant.control.codesOf(id) ?? null) !== null,
  );
  const chosen = able.slice(0, rows + loopRows);
  if (chosen.length < rows + loopRows) throw new Error(`only ${chosen.length} workers have a method`);
  for (const { id } of chosen) tenant.control.issueElsewhere(id, 4);
  return chosen;
}

/** The station in full, with a real journal on the disk; only paper is pretended, and takes no time. */
function createStation(tenant: DemoTenant, dataDir: string) {
  const clock = systemClock;
  const store = openStore({ dataDir, station: 'bench', clock, sha256, checkpointEvery: 64 });
  if (!store.ok) throw new Error(store.error.detail ?? 'store');
  const network = createNetwork((request) => tenant.handle(request), clock);
  const config = {
    clientId: 'da1fa550-0000-4000-8000-000000000000',
    authority: `https://${host}/${tenantId}`,
    knownAuthorities: [host],
    scopes: ['UserAuthMethod-QR.ReadWrite.All', 'User.ReadBasic.All'],
  };
  const window = windowOf(tenant, () => 'authentication-administrator');
  const session = createMsalSession({ config, network, clock, window, log: () => undefined });
  const directory = createDirectory({
    ...{ network, session, clock, ids: systemIds, random: systemRandom },
    claimedRoles: () => session.claimedRoles(),
    config: { graphBaseUrl: `https://${graphHost}`, graphVersion: 'auto', workers: { from: 'tenant' } },
  });
  const lines = Array.from({ length: printers }, (_, at) =>
    createFakePrinter({ clock, name: `printer-${at + 1}` }),
  );
  const ports = {
    ...{ clock, ids: systemIds, network, session, directory, journal: store.value.journal },
    ...{ badges: badgesInto([]), pinSlips: pinSlipsInto([]), printers: lines, spool: quietSpool },
    ...{ sha256, random: systemRandom, saveReport: quietReports, settings: issuingSettings, setAside: null },
    ...createFakeTrials().ports,
  };
  const limits = { idleLockSeconds: 3_600, absoluteMinutes: 480 };
  const incident = (bug: unknown) => {
    process.stderr.write(`${String(bug)}\n`);
    return 'I-1';
  };
  const app = new App(
    ports,
    { station: deskSettings, codesPerHour: 1_000, orders: allOrders, session: limits },
    { tell: () => {}, incident },
  );
  return { app, directory, store: store.value, lines };
}

const deskSettings = {
  name: 'bench',
  site: '',
  mode: 'desk',
  locale: 'en',
  isDemo: false,
  lifetimesHours: [4, 8, 12],
  defaultLifetimeHours: 8,
  standardLifetimeDays: 365,
  queueMinutes: 15,
  signInMethods: ['browser-window'],
  journalKey: null,
} as const;

type Desk = ReturnType<typeof createStation>;

async function viewOf({ app }: Desk) {
  const read = await app.handlers['bulk.read'].run(null, app.supervision.present());
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 250));
}

/** Milliseconds from the order to the last badge. */
async function ours(desk: Desk, numbers: readonly string[]): Promise<number> {
  const { handlers, supervision } = desk.app;
  await handlers['bulk.check'].run(
    { from: 'csv', text: `number\n${numbers.join('\n')}` },
    supervision.present(),
  );
  await until(async () => (await viewOf(desk)).check?.isChecking === false);
  const { check } = await viewOf(desk);
  if (check?.ready !== rows) throw new Error(`the check: ${JSON.stringify(check)}`);
  const startedMs = performance.now();
  await handlers['bulk.start'].run({ is: 'temporary', hours: 8 }, supervision.present());
  await until(async () => (await viewOf(desk)).run?.state === 'paused');
  const tookMs = performance.now() - startedMs;
  const { run } = await viewOf(desk);
  const papers = desk.lines.reduce((sum, { history }) => sum + history.length, 0);
  if (run?.counts.ask !== rows || papers !== rows) throw new Error(`the run: ${JSON.stringify(run?.counts)}`);
  return tookMs;
}

/** The loop of public scripts: one worker after the other, the old code deleted, the next made. */
async function loop(directory: Directory, ids: readonly string[]): Promise<number> {
  const startedMs = performance.now();
  for (const id of ids) {
    const gone = await directory.deleteCode(id, 'temporary', systemIds.uuid());
    const startsAtMs = Date.now() - 60_000;
    const window = { startsAtMs, expiresAtMs: startsAtMs + 8 * 3_600_000 };
    const made = await directory.createCode(id, 'temporary', window, systemIds.uuid());
    if (!gone.ok || !made.ok) throw new Error('the loop was refused');
  }
  return performance.now() - startedMs;
}

async function measure(dataDir: string): Promise<number> {
  const tenant = createTenant();
  const people = withCodes(tenant);
  const desk = createStation(tenant, dataDir);
  await desk.app.handlers['session.signIn'].run({ method: 'browser-window' }, null);
  // Its first calls find out which version of Graph the tenant has.
  await desk.directory.readMethod(people[0]?.id ?? '', systemIds.uuid());
  tenant.control.latencyMs = roundTripMs;
  const loopMs =
    ((await loop(
      desk.directory,
      people.slice(rows).map(({ id }) => id),
    )) *
      rows) /
    loopRows;
  const oursMs = await ours(
    desk,
    people.slice(0, rows).map(({ employeeId }) => employeeId),
  );
  const quotaMs = Math.max(0, 2 * rows - quota.writes) * (quota.windowMs / quota.writes);
  const boundMs = Math.max((rows * 2 * roundTripMs) / mostWriters, quotaMs);
  const refused = tenant.control.requests.filter(({ status }) => status === 429).length;
  desk.app.stop();
  desk.store.close();
  print(
    `times as fast as a sequential loop (${loopRows} of ${rows} measured), ${rows} replacements at ${roundTripMs} ms`,
    loopMs / oursMs,
    loopMs,
    oursMs,
  );
  print(
    `${rows} replacements against the bound of latency, ${mostWriters} at a time and quota`,
    oursMs / boundMs,
    boundMs,
    oursMs,
  );
  print('answers of 429 in all of it', refused, 0, refused);
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
