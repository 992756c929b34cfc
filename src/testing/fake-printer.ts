/** A printer without paper or spooler that fails where a real one would: in its jobs, seldom in its status. */

import type { Stock } from '../core/badge/stock.ts';
import type { Design } from '../core/badge/template.ts';
import type { Paper } from '../core/issuance/order.ts';
import { err, ok } from '../core/result.ts';
import type { JobEnd, Printer, PrintJob } from '../main/paper-ports.ts';
import type { Clock } from '../main/ports.ts';
import type { PrinterReason } from '../shared/printers.ts';

export interface FakePrinter extends Printer {
  /** The PDFs that came out, oldest first. */
  readonly history: readonly Uint8Array[];
  /** Jobs wait; the printer says so only once a job has met it, as CUPS does. */
  runOutOfPaper(): void;
  goOffline(): void;
  /** Paper is in and the cable too: waiting jobs come out. */
  refill(): void;
  /** The queue is stopped: it takes no job and prints none. */
  pause(): void;
  resume(): void;
  /** The spooler dies and keeps its jobs: they come out when it is back. */
  killSpooler(): void;
  startSpooler(): void;
  /** The spooler forgets every job that is not final; from then on nobody knows them. */
  loseJob(): void;
  /** The next job ends as aborted. */
  failNextJob(): void;
}

export interface FakePrinterOptions {
  readonly clock: Clock;
  readonly name?: string;
  readonly stock?: Stock;
  readonly dpi?: number;
  readonly design?: Design | undefined;
  readonly prints?: readonly Paper[] | undefined;
  /** What comes out is seen by the station itself: jobs end as `printed`, not as `sent`. */
  readonly isFolder?: boolean;
}

interface Waiting {
  readonly job: PrintJob;
  readonly pdf: Uint8Array;
  end: JobEnd | null;
  wake: () => void;
}

type Obstacle = 'media-empty' | 'offline';

export function createFakePrinter(options: FakePrinterOptions): FakePrinter {
  const isFolder = options.isFolder ?? false;
  const state = new FakeState(isFolder);
  return {
    name: options.name ?? 'fake',
    stock: options.stock ?? 'card-cr80',
    dpi: options.dpi ?? 300,
    design: options.design,
    prints: options.prints,
    isFolder,
    history: state.history,
    status: async () => state.status(),
    details: async () => ({ ...state.status(), media: isFolder ? null : 'om_fake_86x54mm' }),
    submit: async (pdf, noted) => state.submit(pdf, noted),
    follow: (job, deadlineMs) => state.follow(job, deadlineMs, options.clock),
    cancel: async (job) => state.cancel(job),
    runOutOfPaper: () => state.meet('media-empty'),
    goOffline: () => state.meet('offline'),
    refill: () => state.meet(null),
    pause: () => state.setPaused(true),
    resume: () => state.setPaused(false),
    killSpooler: () => state.setSilent(true),
    startSpooler: () => state.setSilent(false),
    loseJob: () => state.lose(),
    failNextJob: () => state.failNext(),
  };
}

class FakeState {
  readonly history: Uint8Array[] = [];
  private readonly jobs = new Map<string, Waiting>();
  private obstacle: Obstacle | null = null;
  private lastReason: PrinterReason | null = null;
  private isPaused = false;
  private isSilent = false;
  private failsNext = false;
  private count = 0;
  private readonly isFolder: boolean;

  constructor(isFolder: boolean) {
    this.isFolder = isFolder;
  }

  status(): { readonly state: 'ready' | 'attention' | 'offline'; readonly reason: PrinterReason | null } {
    if (this.isSilent) return { state: 'offline', reason: 'spooler-down' };
    if (this.isPaused) return { state: 'offline', reason: 'paused' };
    return { state: this.lastReason === null ? 'ready' : 'attention', reason: this.lastReason };
  }

  submit(pdf: Uint8Array, noted: Parameters<Printer['submit']>[1]): Awaited<ReturnType<Printer['submit']>> {
    if (this.isSilent) return err({ reason: 'spooler-down', detail: 'preflight' });
    if (this.isPaused) return err({ reason: 'paused', detail: 'preflight' });
    this.count += 1;
    const job: PrintJob = { jobId: String(this.count), jobUuid: `urn:uuid:fake-${this.count}` };
    if (noted !== undefined && !noted(job)) return err({ reason: 'other', detail: 'not noted' });
    // The caller wipes its PDF after the print; paper keeps it.
    this.jobs.set(job.jobId, { job, pdf: pdf.slice(), end: null, wake: () => {} });
    this.work();
    return ok(job);
  }

  async follow(job: PrintJob, deadlineMs: number, clock: Clock): Promise<JobEnd> {
    const waiting = this.jobs.get(job.jobId);
    if (waiting === undefined || waiting.job.jobUuid !== job.jobUuid) return lost;
    if (waiting.end === null) {
      await new Promise<void>((resolve) => {
        const callOff = clock.after(deadlineMs, resolve);
        waiting.wake = () => {
          callOff();
          resolve();
        };
      });
    }
    if (waiting.end !== null) return waiting.end;
    if (this.isSilent) return { outcome: 'unknown', reason: 'spooler-down' };
    waiting.end = { outcome: 'not-printed', reason: this.obstacle ?? (this.isPaused ? 'paused' : 'timeout') };
    return waiting.end;
  }

  cancel(job: PrintJob): JobEnd {
    if (this.isSilent) return { outcome: 'unknown', reason: 'spooler-down' };
    const waiting = this.jobs.get(job.jobId);
    if (waiting === undefined || waiting.job.jobUuid !== job.jobUuid) return lost;
    if (waiting.end === null) finish(waiting, { outcome: 'not-printed', reason: 'timeout' });
    return waiting.end ?? lost;
  }

  setSilent(isSilent: boolean): void {
    this.isSilent = isSilent;
    if (isSilent) for (const waiting of this.jobs.values()) if (waiting.end === null) waiting.wake();
    this.work();
  }

  meet(obstacle: Obstacle | null): void {
    this.obstacle = obstacle;
    this.work();
  }

  setPaused(isPaused: boolean): void {
    this.isPaused = isPaused;
    this.work();
  }

  lose(): void {
    for (const waiting of this.jobs.values()) if (waiting.end === null) finish(waiting, lost);
  }

  failNext(): void {
    this.failsNext = true;
  }

  private work(): void {
    for (const waiting of this.jobs.values()) {
      if (waiting.end !== null || this.isPaused || this.isSilent) continue;
      this.lastReason = this.obstacle;
      if (this.obstacle !== null) continue;
      if (this.failsNext) {
        this.failsNext = false;
        finish(waiting, { outcome: 'not-printed', reason: 'aborted' });
      } else {
        this.history.push(waiting.pdf);
        finish(waiting, { outcome: this.isFolder ? 'printed' : 'sent', reason: null });
      }
    }
  }
}

const lost: JobEnd = { outcome: 'unknown', reason: 'job-lost' };

function finish(waiting: Waiting, end: JobEnd): void {
  waiting.end = end;
  waiting.wake();
}
