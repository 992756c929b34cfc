import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Fault, type PrivateCups, startPrivateCups, whyNoCups } from '../../../../e2e/harness/cups.ts';
import { pageFacts } from '../../../../e2e/harness/paper.ts';
import type { Stock } from '../../../core/badge/stock.ts';
import { printerContract } from '../../../testing/printer.contract.ts';
import { samplePdf } from '../../../testing/sample-pdf.ts';
import type { Printer, PrintJob } from '../../paper-ports.ts';
import type { Clock } from '../../ports.ts';
import { templateSchema } from '../badge/template-schema.ts';
import { createPrinters, createPrintServer } from '../configured-printers.ts';
import { cupsQueue, queueNames } from './cups-queue.ts';
import { ippClient } from './ipp.ts';

const why = whyNoCups();
if (why !== null) console.warn(`the tests against a real CUPS do not run: ${why}`);

/** CUPS polls an IPP printer in its own time. */
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const clock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
const cr80 = samplePdf({ widthMm: 85.6, heightMm: 53.98 });
const plentyMs = 15_000;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function printerOn(cups: PrivateCups, queue: string, stock: Stock, media: string | null = null): Printer {
  const config = { printers: [{ queue, stock, media }], cupsServer: cups.socket, timeoutSeconds: 30 };
  const [printer] = createPrinters(config, { clock, dataDir: cups.dir, env: {} });
  if (printer === undefined) throw new Error('no printer');
  return printer;
}

async function submitted(printer: Printer, pdf: Uint8Array = cr80): Promise<PrintJob> {
  const answer = await printer.submit(pdf);
  if (!answer.ok) throw new Error(`refused: ${answer.error.reason} ${answer.error.detail}`);
  return answer.value;
}

/** Crashes before the job is on disk, as far as the next start can see. */
async function forgetJobs(cups: PrivateCups): Promise<void> {
  await cups.kill();
  for (const name of await readdir(join(cups.dir, 'spool')))
    if (/^[cd]\d+/.test(name)) await rm(join(cups.dir, 'spool', name));
  for (const name of await readdir(join(cups.dir, 'cache')))
    if (name.startsWith('job.cache')) await rm(join(cups.dir, 'cache', name));
  await cups.restart();
}

/** CUPS takes a fault that the sink reports into the queue's reasons a moment later. */
async function untilReason(cups: PrivateCups, queue: string, reason: string): Promise<void> {
  const asked = cupsQueue(ippClient({ socketPath: cups.socket }, clock, 2_000), queue);
  await expect
    .poll(
      async () => {
        const facts = await asked.facts();
        return facts.ok ? facts.value.reasons : [];
      },
      { timeout: 5_000 },
    )
    .toContain(reason);
}

describe.skipIf(why !== null)('a real CUPS', () => {
  printerContract('a CUPS queue', true, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'daypass-cups-'));
    const cups = await startPrivateCups({ dir, queues: [{ name: 'cards', ppd: 'cr80' }] });
    return {
      printer: printerOn(cups, 'cards', 'card-cr80'),
      countPapers: async () => (await cups.jobs('cards')).length,
      faults: {
        runOutOfPaper: () => cups.setFault('cards', 'paper'),
        refill: () => cups.setFault('cards', null),
        pause: async () => void (await cups.command('cupsdisable', 'cards')),
        loseJob: () => forgetJobs(cups),
      },
      takeDown: async () => {
        await cups.stop();
        await rm(dir, { recursive: true });
      },
    };
  });
});

describe.skipIf(why !== null)('a printer on a real CUPS queue', () => {
  let cups: PrivateCups;
  beforeAll(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'daypass-cups-'));
    const port = await freePort();
    cups = await startPrivateCups({
      dir,
      port,
      queues: [
        { name: 'cards', ppd: 'cr80' },
        { name: 'standing', ppd: 'cr80-portrait' },
        { name: 'labels', ppd: 'label' },
        { name: 'office', ppd: 'office' },
        { name: 'driverless', ppd: 'cr80', deviceUri: `ipp://127.0.0.1:${port}/printers/cards` },
      ],
    });
  });
  afterAll(async () => {
    await cups.stop();
    await rm(cups.dir, { recursive: true });
  });

  it.each([
    ['cards', 'card-cr80', 85.6, 53.98],
    ['labels', 'label-62mm', 62, 100],
    ['labels', 'label-2x2in', 50.8, 50.8],
    ['labels', 'label-4x3in', 101.6, 76.2],
    ['labels', 'receipt-80mm', 80, 100],
    ['office', 'sheet-a4', 210, 297],
    ['office', 'sheet-letter', 215.9, 279.4],
  ] as const)(
    'prints on %s exactly one page of %s in its true size',
    async (queue, stock, widthMm, heightMm) => {
      const before = await cups.jobs(queue);
      const printer = printerOn(cups, queue, stock);
      const end = await printer.follow(await submitted(printer, samplePdf({ widthMm, heightMm })), plentyMs);
      expect(end).toEqual({ outcome: 'sent', reason: null });
      const printed = (await cups.jobs(queue)).filter((path) => !before.includes(path));
      expect(printed).toHaveLength(1);
      const page = await pageFacts(printed[0] ?? '');
      expect(page.pages).toBe(1);
      expect(page.widthMm).toBeCloseTo(widthMm, 0);
      expect(page.heightMm).toBeCloseTo(heightMm, 0);
    },
  );

  it('cuts a roll at the length that a template has', async () => {
    const { template } = templateSchema.parse({
      stock: 'label-62mm',
      cardMm: [62, 64],
      codeMm: [3, 4, 56],
    });
    const [printer] = createPrinters(
      {
        printers: [{ queue: 'labels', stock: 'label-62mm', template: 'short.json' }],
        cupsServer: cups.socket,
        timeoutSeconds: 30,
      },
      { clock, dataDir: cups.dir, env: {}, templates: new Map([['short.json', template]]) },
    );
    if (printer === undefined) throw new Error('no printer');
    const before = await cups.jobs('labels');
    await printer.follow(await submitted(printer, samplePdf({ widthMm: 62, heightMm: 64 })), plentyMs);
    const [path = ''] = (await cups.jobs('labels')).filter((each) => !before.includes(each));
    expect(await pageFacts(path)).toMatchObject({
      pages: 1,
      widthMm: expect.closeTo(62, 0),
      heightMm: expect.closeTo(64, 0),
    });
  });

  it('turns a lying card for a printer that names it standing', async () => {
    const printer = printerOn(cups, 'standing', 'card-cr80');
    expect(await printer.follow(await submitted(printer), plentyMs)).toEqual({
      outcome: 'sent',
      reason: null,
    });
    const [path = ''] = await cups.jobs('standing');
    const { pages, widthMm, heightMm } = await pageFacts(path);
    expect(pages).toBe(1);
    expect([widthMm, heightMm].map(Math.round)).toEqual([54, 86]);
  });

  it('calls a badge sent, not printed, also where CUPS waits for the printer’s own job', async () => {
    const before = (await cups.jobs('cards')).length;
    const printer = printerOn(cups, 'driverless', 'card-cr80');
    expect(await printer.follow(await submitted(printer), plentyMs)).toEqual({
      outcome: 'sent',
      reason: null,
    });
    expect(await cups.jobs('cards')).toHaveLength(before + 1);
  });

  it('refuses a queue that is not there', async () => {
    const printer = printerOn(cups, 'nobody', 'card-cr80');
    expect(await printer.status()).toEqual({ state: 'offline', reason: 'no-such-queue' });
    const answer = await printer.submit(cr80);
    expect(answer.ok ? null : answer.error.reason).toBe('no-such-queue');
  });

  it('refuses a queue that rejects jobs', async () => {
    await cups.command('cupsreject', 'labels');
    const printer = printerOn(cups, 'labels', 'label-62mm');
    expect(await printer.status()).toEqual({ state: 'offline', reason: 'rejecting-jobs' });
    const answer = await printer.submit(cr80);
    await cups.command('cupsaccept', 'labels');
    expect(answer.ok ? null : answer.error.reason).toBe('rejecting-jobs');
  });

  it('refuses a stock that the queue has no medium for', async () => {
    const printer = printerOn(cups, 'office', 'card-cr80');
    expect(await printer.status()).toEqual({ state: 'offline', reason: 'wrong-media' });
    const answer = await printer.submit(cr80);
    expect(answer.ok ? null : answer.error.reason).toBe('wrong-media');
  });

  it('refuses a configured medium that the queue does not list', async () => {
    const printer = printerOn(cups, 'office', 'sheet-a4', 'iso_a5_148x210mm');
    expect(await printer.status()).toEqual({ state: 'offline', reason: 'wrong-media' });
  });

  it.each([
    ['fail', { outcome: 'not-printed', reason: 'aborted' }],
    ['cancel', { outcome: 'not-printed', reason: 'canceled-at-printer' }],
    ['hold', { outcome: 'not-printed', reason: 'held' }],
    ['auth', { outcome: 'not-printed', reason: 'auth-required' }],
    ['stop', { outcome: 'not-printed', reason: 'paused' }],
    ['offline', { outcome: 'not-printed', reason: 'offline' }],
    ['cover', { outcome: 'not-printed', reason: 'cover-open' }],
    ['jam', { outcome: 'not-printed', reason: 'media-jam' }],
    ['hang', { outcome: 'not-printed', reason: 'timeout' }],
  ] as const)(
    'tells a printer that does “%s” by name, and nothing comes out later',
    async (fault, expected) => {
      const printer = printerOn(cups, 'cards', 'card-cr80');
      const before = (await cups.jobs('cards')).length;
      await cups.setFault('cards', fault satisfies Fault);
      const end = await printer.follow(await submitted(printer), 500);
      await cups.setFault('cards', null);
      await cups.command('cupsenable', 'cards');
      expect(end).toEqual(expected);
      await printer.follow(await submitted(printer), plentyMs);
      expect(await cups.jobs('cards')).toHaveLength(before + 1);
    },
  );

  it('cancels a document that no filter can read, so that it does not stay in the spool', async () => {
    const printer = printerOn(cups, 'cards', 'card-cr80');
    const rubbish = new TextEncoder().encode('%PDF-1.4 this is no document');
    expect(await printer.follow(await submitted(printer, rubbish), plentyMs)).toEqual({
      outcome: 'unknown',
      reason: 'filter-error',
    });
    expect((await readdir(join(cups.dir, 'spool'))).filter((name) => name.startsWith('d'))).toEqual([]);
  });

  it('does not call a badge not printed that a driver gave the printer before it failed', async () => {
    await cups.addQueue({ name: 'driven', ppd: 'cr80-driver' });
    const printer = printerOn(cups, 'driven', 'card-cr80');
    await cups.setFault('driven', 'driver-late');
    expect(await printer.follow(await submitted(printer), plentyMs)).toEqual({
      outcome: 'unknown',
      reason: 'filter-error',
    });
    const [path = ''] = await cups.jobs('driven');
    expect((await pageFacts(path)).pages).toBe(1);
    await cups.lpadmin('-x', 'driven');
  });

  it('leaves neither the document in the spool nor a worker’s name in the job history', async () => {
    const printer = printerOn(cups, 'cards', 'card-cr80');
    const job = await submitted(printer);
    await printer.follow(job, plentyMs);
    expect((await readdir(join(cups.dir, 'spool'))).filter((name) => name.startsWith('d'))).toEqual([]);
    const control = await readFile(join(cups.dir, 'spool', `c${job.jobId.padStart(5, '0')}`), 'latin1');
    expect(control).toContain('badge');
    expect(job.jobUuid).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
  });

  it('prints a job that survived a crash of the spooler, once', async () => {
    const printer = printerOn(cups, 'cards', 'card-cr80');
    const before = (await cups.jobs('cards')).length;
    await cups.setFault('cards', 'paper');
    const job = await submitted(printer);
    await untilReason(cups, 'cards', 'media-empty-error');
    const end = printer.follow(job, plentyMs);
    await cups.kill();
    await cups.setFault('cards', null);
    await cups.restart();
    expect(await end).toEqual({ outcome: 'sent', reason: null });
    expect(await cups.jobs('cards')).toHaveLength(before + 1);
  });

  it('does not take the next job for its own when a crashed spooler gives the number again', async () => {
    const printer = printerOn(cups, 'cards', 'card-cr80');
    await cups.setFault('cards', 'paper');
    const job = await submitted(printer);
    await forgetJobs(cups);
    await cups.setFault('cards', null);
    let other = await submitted(printer);
    while (Number(other.jobId) < Number(job.jobId)) other = await submitted(printer);
    expect(other.jobId).toBe(job.jobId);
    expect(await printer.follow(job, plentyMs)).toEqual({ outcome: 'unknown', reason: 'job-lost' });
    await printer.follow(other, plentyMs);
  });

  it('gives up a job that a dead spooler does not answer for, and calls it off when it is back', async () => {
    const printer = printerOn(cups, 'cards', 'card-cr80');
    await cups.setFault('cards', 'paper');
    const job = await submitted(printer);
    await cups.kill();
    expect(await printer.status()).toEqual({ state: 'offline', reason: 'spooler-down' });
    const refused = await printer.submit(cr80);
    expect(refused.ok ? null : refused.error.reason).toBe('spooler-down');
    const silent = { outcome: 'unknown', reason: 'spooler-down' };
    expect(await printer.follow(job, plentyMs)).toEqual(silent);
    expect(await printer.cancel(job)).toEqual(silent);
    const before = (await cups.jobs('cards')).length;
    await cups.restart();
    expect(await printer.cancel(job)).toEqual({ outcome: 'not-printed', reason: 'timeout' });
    await cups.setFault('cards', null);
    await printer.follow(await submitted(printer), plentyMs);
    expect(await cups.jobs('cards')).toHaveLength(before + 1);
  });

  it('tells what an administrator sets up: the medium by the queue’s own name', async () => {
    expect(await printerOn(cups, 'cards', 'card-cr80').details()).toEqual({
      state: 'ready',
      reason: null,
      media: 'custom_85.6x53.98mm_85.6x53.98mm',
    });
    const wrong = await printerOn(cups, 'cards', 'sheet-a4').details();
    expect(wrong).toMatchObject({ state: 'offline', reason: 'wrong-media', media: null });
    const missing = await printerOn(cups, 'nowhere', 'card-cr80').details();
    expect(missing).toEqual({ state: 'offline', reason: 'no-such-queue', media: null });
  });

  it('names the queues of the configured server, and none where nobody answers', async () => {
    const deps = { clock, dataDir: cups.dir, env: {} };
    const config = { printers: [], cupsServer: cups.socket, timeoutSeconds: 30 };
    expect(await createPrintServer(config, deps).queues()).toEqual([
      ...['cards', 'driverless', 'labels', 'office', 'standing'],
    ]);
    const dead = { ...config, cupsServer: join(cups.dir, 'nobody.sock') };
    expect(await createPrintServer(dead, deps).queues()).toBeNull();
  });

  it('answers over a port as over the socket, with the names of its queues', async () => {
    if (cups.port === null) throw new Error('no port');
    const names = await queueNames(ippClient({ host: '127.0.0.1', port: cups.port }, clock, 2_000));
    expect(names).toEqual({ ok: true, value: ['cards', 'driverless', 'labels', 'office', 'standing'] });
  });
});
