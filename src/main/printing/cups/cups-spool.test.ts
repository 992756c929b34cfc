import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type PrivateCups, startPrivateCups, whyNoCups } from '../../../../e2e/harness/cups.ts';
import { samplePdf } from '../../../testing/sample-pdf.ts';
import type { Spool } from '../../paper-ports.ts';
import type { Clock } from '../../ports.ts';
import { createPrinters } from '../configured-printers.ts';
import { confFileOf, cupsSpool, findingsOf } from './cups-spool.ts';
import type { SpoolSettings } from './cupsd-conf.ts';
import { ippClient } from './ipp.ts';

const why = whyNoCups();
if (why !== null) console.warn(`the tests against a real CUPS do not run: ${why}`);
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const clock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

const good: SpoolSettings = { keepsJobFiles: false, keepsJobHistory: true, writesLate: false };
const quiet = { errorPolicy: 'abort-job', hasKeptFiles: false };

describe('the findings', () => {
  it.each([
    ['are none where all is as it should be', good, quiet, []],
    ['name kept documents', { ...good, keepsJobFiles: true }, quiet, ['keeps-job-files']],
    ['name a document that is still there', good, { ...quiet, hasKeptFiles: true }, ['keeps-job-files']],
    ['name late writes', { ...good, writesLate: true }, quiet, ['writes-late']],
    ['name a missing history', { ...good, keepsJobHistory: false }, quiet, ['forgets-jobs']],
    ['name retries', good, { ...quiet, errorPolicy: 'retry-job' }, ['retries-jobs']],
    ['name retries at once', good, { ...quiet, errorPolicy: 'retry-current-job' }, ['retries-jobs']],
    ['name a queue that stops', good, { ...quiet, errorPolicy: 'stop-printer' }, ['stops-after-error']],
    ['say that a file could not be read', null, quiet, ['settings-unknown']],
    ['say that a value was not understood', { ...good, writesLate: null }, quiet, ['settings-unknown']],
    ['say that a queue did not answer', good, { ...quiet, errorPolicy: null }, ['settings-unknown']],
    [
      'say what is known beside what is not, the worst first',
      null,
      { errorPolicy: 'retry-job', hasKeptFiles: true },
      ['keeps-job-files', 'retries-jobs', 'settings-unknown'],
    ],
  ])('%s', (_title, settings, habits, findings) => {
    expect(findingsOf(settings, habits)).toEqual(findings);
  });
});

describe('the configuration file', () => {
  it.each([
    [{ socketPath: '/run/cups/cups.sock' }, '/etc/cups/cupsd.conf'],
    [{ socketPath: '/var/run/cups/cups.sock' }, '/etc/cups/cupsd.conf'],
    [{ host: 'localhost', port: 631 }, '/etc/cups/cupsd.conf'],
    [{ socketPath: '/tmp/cups.sock' }, null],
    [{ host: 'localhost', port: 8631 }, null],
    [{ host: 'print.plant.example', port: 631 }, null],
  ])('of %o is looked for at %s', (server, file) => {
    expect(confFileOf(server)).toBe(file);
  });
});

describe.skipIf(why !== null)('a real CUPS', () => {
  let cups: PrivateCups;
  let conf: string;
  let spool: Spool;

  const set = async (directive: string, value: string) => {
    const text = await readFile(conf, 'utf8');
    await writeFile(conf, text.replace(new RegExp(`^${directive} .*$`, 'm'), `${directive} ${value}`));
    await cups.restart();
  };
  const print = async () => {
    const printers = [{ queue: 'cards', stock: 'card-cr80' as const }];
    const config = { printers, cupsServer: cups.socket, timeoutSeconds: 30 };
    const [printer] = createPrinters(config, { clock, dataDir: cups.dir, env: {} });
    const job = await printer?.submit(samplePdf({ widthMm: 85.6, heightMm: 53.98 }));
    if (job?.ok !== true) throw new Error('not taken');
    expect(await printer?.follow(job.value, 15_000)).toMatchObject({ outcome: 'sent' });
  };

  beforeAll(async () => {
    const dir = await mkdtemp(join(tmpdir(), 'daypass-cups-'));
    cups = await startPrivateCups({ dir, queues: [{ name: 'cards', ppd: 'cr80' }] });
    conf = join(dir, 'etc/cupsd.conf');
    spool = cupsSpool(ippClient({ socketPath: cups.socket }, clock, 5_000), ['cards'], conf);
  });
  afterAll(async () => {
    await cups.stop();
    await rm(cups.dir, { recursive: true });
  });

  it('that is set well has nothing to be said about it, before and after a job', async () => {
    expect(await spool.look()).toEqual([]);
    await print();
    expect(await spool.look()).toEqual([]);
  });

  it('that retries for ever says so itself, and then it is set right', async () => {
    await cups.lpadmin('-p', 'cards', '-o', 'printer-error-policy=retry-job');
    expect(await spool.look()).toEqual([{ printer: 'cards', findings: ['retries-jobs'] }]);
    await cups.lpadmin('-p', 'cards', '-o', 'printer-error-policy=abort-job');
    expect(await spool.look()).toEqual([]);
  });

  it('that keeps documents is found out by its jobs even where its file cannot be read', async () => {
    const send = ippClient({ socketPath: cups.socket }, clock, 5_000);
    const blind = cupsSpool(send, ['cards'], join(cups.dir, 'no-such-file'));
    expect(await blind.look()).toEqual([{ printer: 'cards', findings: ['settings-unknown'] }]);
    await set('PreserveJobFiles', 'Yes');
    await print();
    const found = ['keeps-job-files', 'settings-unknown'];
    expect(await blind.look()).toEqual([{ printer: 'cards', findings: found }]);
    await set('PreserveJobFiles', 'No');
    expect(await blind.look()).toEqual([{ printer: 'cards', findings: ['settings-unknown'] }]);
  });

  it.each([
    ['DirtyCleanInterval', '30', 'writes-late'],
    ['PreserveJobHistory', 'No', 'forgets-jobs'],
    ['PreserveJobFiles', '1d', 'keeps-job-files'],
  ])('that has %s %s starts, and is found', async (directive, value, finding) => {
    const before = (await readFile(conf, 'utf8')).match(new RegExp(`^${directive} (.*)$`, 'm'))?.[1] ?? '';
    await set(directive, value);
    expect(await spool.look()).toEqual([{ printer: 'cards', findings: [finding] }]);
    await set(directive, before);
    expect(await spool.look()).toEqual([]);
  });

  it('that is down is not known, and nothing is thrown', async () => {
    await cups.stop();
    expect(await spool.look()).toEqual([{ printer: 'cards', findings: ['settings-unknown'] }]);
    await cups.restart();
  });
});
