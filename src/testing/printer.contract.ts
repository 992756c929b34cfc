/** What every printer keeps to, real or not: one description, run against each of them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Printer, PrintJob } from '../main/paper-ports.ts';
import { samplePdf } from './sample-pdf.ts';

export interface PrinterUnderTest {
  readonly printer: Printer;
  /** How many badges came out since it was set up. */
  countPapers(): Promise<number>;
  /** Null where there is nothing that could run out or be paused. */
  readonly faults: PrinterFaults | null;
  takeDown(): Promise<void>;
}

export interface PrinterFaults {
  runOutOfPaper(): Promise<void>;
  refill(): Promise<void>;
  pause(): Promise<void>;
  /** The spooler crashes and knows nothing of its jobs afterwards. */
  loseJob(): Promise<void>;
}

const pdf = samplePdf({ widthMm: 85.6, heightMm: 53.98 });
const plentyMs = 15_000;
const shortMs = 600;

async function submitted(printer: Printer) {
  const answer = await printer.submit(pdf);
  if (!answer.ok) throw new Error(`refused: ${answer.error.reason} ${answer.error.detail}`);
  return answer.value;
}

/** `setUp` gives a printer in good order with an empty tray before each test. */
export function printerContract(
  title: string,
  hasFaults: boolean,
  setUp: () => Promise<PrinterUnderTest>,
): void {
  describe(`${title} keeps to the printer's contract`, () => {
    let under: PrinterUnderTest;
    beforeEach(async () => {
      under = await setUp();
    });
    afterEach(() => under.takeDown());

    it('is ready when it is in good order', async () => {
      expect(await under.printer.status()).toEqual({ state: 'ready', reason: null });
    });

    it('tells the same state among its details', async () => {
      const { state, reason } = await under.printer.details();
      expect({ state, reason }).toEqual(await under.printer.status());
    });

    it('puts each submitted badge on paper once, and calls it printed only where its file is seen', async () => {
      const job = await submitted(under.printer);
      const end = await under.printer.follow(job, plentyMs);
      expect(end).toEqual({ outcome: under.printer.isFolder ? 'printed' : 'sent', reason: null });
      expect(await under.countPapers()).toBe(1);
    });

    it('tells two jobs apart', async () => {
      const first = await submitted(under.printer);
      const second = await submitted(under.printer);
      expect(first).not.toEqual(second);
      const ends = await Promise.all([first, second].map((job) => under.printer.follow(job, plentyMs)));
      expect(ends.map((end) => end.reason)).toEqual([null, null]);
      expect(await under.countPapers()).toBe(2);
    });

    it('tells of a job before anything can come out of it', async () => {
      const papers: Promise<number>[] = [];
      const noted: PrintJob[] = [];
      const answer = await under.printer.submit(pdf, (job) => {
        noted.push(job);
        papers.push(under.countPapers());
        return true;
      });
      if (!answer.ok) throw new Error(`refused: ${answer.error.reason} ${answer.error.detail}`);
      expect(noted).toEqual([answer.value]);
      expect(await papers[0]).toBe(0);
      await under.printer.follow(answer.value, plentyMs);
      expect(await under.countPapers()).toBe(1);
    });

    it('prints nothing of a job that could not be written down', async () => {
      const answer = await under.printer.submit(pdf, () => false);
      expect(answer.ok).toBe(false);
      await under.printer.follow(await submitted(under.printer), plentyMs);
      expect(await under.countPapers()).toBe(1);
    });

    it('tells of a badge that is out, when it is called off, that it is out', async () => {
      const job = await submitted(under.printer);
      const end = await under.printer.follow(job, plentyMs);
      expect(await under.printer.cancel(job)).toEqual(end);
      expect(await under.countPapers()).toBe(1);
    });

    if (hasFaults) {
      paperContract(() => under);
      queueContract(() => under);
    }
  });
}

function faultsOf({ faults }: PrinterUnderTest): PrinterFaults {
  if (faults === null) throw new Error('this printer has no faults');
  return faults;
}

function paperContract(current: () => PrinterUnderTest): void {
  it('cancels a job that waits for paper at the deadline, and nothing comes out later', async () => {
    const { printer, countPapers } = current();
    await faultsOf(current()).runOutOfPaper();
    const job = await submitted(printer);
    expect(await printer.follow(job, shortMs)).toEqual({ outcome: 'not-printed', reason: 'media-empty' });
    await faultsOf(current()).refill();
    const next = await submitted(printer);
    await printer.follow(next, plentyMs);
    expect(await countPapers()).toBe(1);
  });

  it('calls a job off that waits for paper, and nothing comes out later', async () => {
    const { printer, countPapers } = current();
    await faultsOf(current()).runOutOfPaper();
    const job = await submitted(printer);
    expect(await printer.cancel(job)).toMatchObject({ outcome: 'not-printed' });
    await faultsOf(current()).refill();
    await printer.follow(await submitted(printer), plentyMs);
    expect(await countPapers()).toBe(1);
  });

  it('prints when paper comes back in time', async () => {
    const { printer, countPapers } = current();
    await faultsOf(current()).runOutOfPaper();
    const job = await submitted(printer);
    const end = printer.follow(job, plentyMs);
    await faultsOf(current()).refill();
    expect((await end).reason).toBeNull();
    expect(await countPapers()).toBe(1);
  });

  it('only warns of a fault that its last job met, and still prints', async () => {
    const { printer } = current();
    await faultsOf(current()).runOutOfPaper();
    await printer.follow(await submitted(printer), shortMs);
    expect(await printer.status()).toEqual({ state: 'attention', reason: 'media-empty' });
    await faultsOf(current()).refill();
    const end = await printer.follow(await submitted(printer), plentyMs);
    expect(end.reason).toBeNull();
  });
}

function queueContract(current: () => PrinterUnderTest): void {
  it('refuses while it is paused, and queues nothing', async () => {
    const { printer, countPapers } = current();
    await faultsOf(current()).pause();
    expect(await printer.status()).toEqual({ state: 'offline', reason: 'paused' });
    const answer = await printer.submit(pdf);
    expect(answer.ok ? null : answer.error.reason).toBe('paused');
    expect(await countPapers()).toBe(0);
  });

  it('does not know what became of a job that the spooler forgot', async () => {
    const { printer } = current();
    await faultsOf(current()).runOutOfPaper();
    const job = await submitted(printer);
    await faultsOf(current()).loseJob();
    expect(await printer.follow(job, plentyMs)).toEqual({ outcome: 'unknown', reason: 'job-lost' });
  });
}
