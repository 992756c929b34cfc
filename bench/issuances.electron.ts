/**
 * What a thousand issuances leave behind in the main process: the whole App on a real journal and on the demo tenant, in the
 * real Electron, with codes made and read back. Left out are Chromium's own windows, which die with their job, and the paper.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram } from '../e2e/harness/program.electron.ts';
import { err, ok } from '../src/core/result.ts';
import { makeWorkers } from '../src/demo-tenant/workers.ts';
import type { AppPorts, AppSettings } from '../src/main/app/app-ports.ts';
import { App } from '../src/main/app/create-app.ts';
import type { Printer } from '../src/main/paper-ports.ts';
import { createMakers } from '../src/main/printing/makers.ts';
import { sha256, systemIds, systemRandom } from '../src/main/shell/system.ts';
import { openStore } from '../src/main/store/database.ts';
import type { Input, Method, Output } from '../src/shared/api.ts';
import { createDemoStation, type DemoStation } from '../src/testing/demo-station.ts';
import { allOrders, issueOrder, issuingSettings } from '../src/testing/issuing-settings.ts';
import { quietReports } from '../src/testing/quiet-reports.ts';
import { quietSpool } from '../src/testing/quiet-spool.ts';
import { samplePdf } from '../src/testing/sample-pdf.ts';
import { collectGarbage } from './garbage.ts';

const few = 10;
const many = 1_000;
/** Some of the tenant's workers are disabled or have no method. */
const workerCount = 1_500;

interface Memory {
  /** JavaScript's heap and what hangs on it. */
  readonly heapMb: number;
  /** The whole main process. */
  readonly residentMb: number;
}

/** After all garbage is gone, and five minutes later: a content may be kept as long, and its timer. */
async function memoryOf({ demo }: Station): Promise<Memory> {
  await demo.clock.advance(301_000);
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    collectGarbage();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapMb: (heapUsed + external) / 1024 ** 2, residentMb: rss / 1024 ** 2 };
}

interface Station {
  readonly app: App;
  readonly demo: DemoStation;
  readonly close: () => void;
}

/** Takes every job and keeps none. */
const printer: Printer = {
  name: 'badges',
  stock: 'card-cr80',
  dpi: 300,
  isFolder: false,
  status: async () => ({ state: 'ready', reason: null }),
  details: async () => ({ state: 'ready', reason: null, media: null }),
  async submit(_pdf, noted) {
    const job = { jobId: systemIds.uuid(), jobUuid: null };
    return noted?.(job) === false ? err({ reason: 'other', detail: 'not noted' }) : ok(job);
  },
  follow: async () => ({ outcome: 'sent', reason: null }),
  cancel: async () => ({ outcome: 'sent', reason: null }),
};

function open(dataDir: string): Station {
  const demo = createDemoStation(undefined, workerCount);
  const { clock, network, session, directory } = demo;
  const store = openStore({ dataDir, station: 'bench', clock, sha256, checkpointEvery: 64 });
  if (!store.ok) throw new Error(store.error.detail ?? store.error.kind);
  const pdf = samplePdf({ widthMm: 85.6, heightMm: 53.98 });
  const ports: AppPorts = {
    ...{ clock, network, session, directory, sha256 },
    ...createMakers({ pdfMaker: { pdf: async () => pdf.slice() }, pictureMaker: { png: async () => pdf } }),
    ids: systemIds,
    random: systemRandom,
    rinse: () => {},
    journal: store.value.journal,
    printers: [printer],
    printServer: { queues: async () => [] },
    spool: quietSpool,
    saveReport: quietReports,
    setAside: null,
    settings: issuingSettings,
  };
  const app = new App(ports, settings, { tell: () => {}, hidden: () => {}, incident: refuse });
  const close = () => {
    app.stop();
    store.value.close();
  };
  return { app, demo, close };
}

function refuse(bug: unknown): string {
  process.stderr.write(`${String(bug)}\n`);
  process.exit(1);
}

const settings: AppSettings = {
  station: {
    name: 'Gate 3',
    site: 'Plant 7',
    locale: 'en',
    mode: 'kiosk',
    isDemo: true,
    lifetimesHours: [8],
    defaultLifetimeHours: 8,
    standardLifetimeDays: 365,
    signInMethods: ['browser-window'],
    journalKey: null,
    queueMinutes: 15,
  },
  orders: allOrders,
  codesPerHour: 10 * many,
  session: { idleLockSeconds: 86_400, absoluteMinutes: 100_000, persistSignIn: false },
};

/** @returns whether a badge came of it: of some workers none can */
async function issue({ app, demo }: Station, workerId: string): Promise<boolean> {
  const call = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> =>
    app.handlers[method].run(input, app.supervision.present());
  const started = await call('issuance.start', { workerId, order: issueOrder() });
  if (!started.ok) return false;
  const { issuanceId } = started.value;
  for (let round = 0; round < 500; round += 1) {
    const view = await call('issuance.read', { issuanceId });
    if (!view.ok) throw new Error(view.error.kind);
    if (view.value.step === 'closed') return view.value.outcome === 'handed-over';
    if (view.value.answers.includes('badge-collected'))
      await call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    await demo.clock.advance(50);
  }
  throw new Error('an issuance did not end');
}

async function bench(): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-bench-'));
  const station = open(dataDir);
  try {
    await station.app.supervision.signIn('browser-window');
    let issued = 0;
    let afterFew: Memory | null = null;
    for (const { id } of makeWorkers(workerCount, 0)) {
      if (issued === many) break;
      if (await issue(station, id)) issued += 1;
      if (issued === few) afterFew ??= await memoryOf(station);
    }
    const afterAll = await memoryOf(station);
    if (afterFew === null || issued < many) throw new Error(`only ${issued} issuances`);
    print(
      `MB of the main process after ${issued} issuances against ${few}`,
      afterFew.residentMb,
      afterAll.residentMb,
    );
    print(
      `MB of its JavaScript, the demo tenant's included, after ${issued} issuances against ${few}`,
      afterFew.heapMb,
      afterAll.heapMb,
    );
  } finally {
    station.close();
    rmSync(dataDir, { recursive: true });
  }
}

/** `name ratio baseline ours`. */
function print(name: string, baseline: number, ours: number): void {
  process.stdout.write(`${name} ${(ours / baseline).toFixed(4)} ${baseline.toFixed(2)} ${ours.toFixed(2)}\n`);
}

runProgram(bench);
