/** A simulated printer and its tray: paper comes out, gets stuck, is refused, or comes out when nobody waits any more. */
import { err, ok } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import type { Badges, JobEnd, PinSlips, Printer, PrinterStatus, PrintJob } from '../../main/paper-ports.ts';
import type { Life } from './life.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

/** The tray outlives the station's process: what is written on each badge that came out. */
export type Tray = string[];

export interface SimPrinting {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly tray: Tray;
  /** The spooler outlives the station's process too. */
  readonly spool: Map<string, Job>;
  readonly troubleRate: () => number;
  readonly turn: (station: string) => Promise<void>;
}

/** `done-…`: the spooler calls the job completed when nothing came out, or not yet. */
const ways = [
  'fine',
  'refused',
  'stuck',
  'aborted',
  'lost-printed',
  'lost-unprinted',
  'done-unprinted',
  'done-early',
] as const;

export interface Job {
  readonly job: PrintJob;
  readonly text: string;
  readonly way: (typeof ways)[number];
  isCancelled: boolean;
  isOut: boolean;
}

export function simPrinter(
  printing: SimPrinting,
  station: string,
  life: Life,
  name = `${station}-printer`,
): Printer {
  const { timeline, random, tray, spool: jobs, troubleRate, turn } = printing;
  const comesOut = (job: Job, afterMs: number) =>
    timeline.after(afterMs, () => {
      if (job.isCancelled) return;
      job.isOut = true;
      tray.push(job.text);
    });
  return {
    name,
    stock: 'card-cr80',
    dpi: 300,
    isFolder: false,
    status: () => life.answer(random.chance(troubleRate() / 4) ? off : ready),
    details: () => life.answer(inOrder),
    async submit(pdf, noted) {
      life.step();
      await turn(station);
      const way = random.chance(troubleRate()) ? random.pick(ways) : 'fine';
      if (!life.isAlive() || way === 'refused')
        return life.answer(err({ reason: 'rejecting-jobs', detail: '' } as const));
      const jobId = `${name}-${random.int(1, 1_000_000_000)}`;
      const text = new TextDecoder().decode(pdf);
      const job = { job: { jobId, jobUuid: null }, text, way, isCancelled: false, isOut: false };
      jobs.set(jobId, job);
      // Killed or refused here, the job has no document: nothing of it ever comes out.
      if (noted?.(job.job) === false || !life.isAlive()) return life.answer(notNoted);
      if (way === 'fine' || way === 'lost-printed') comesOut(job, random.int(300, 4_000));
      if (way === 'done-early') comesOut(job, random.int(4_002, 30_000));
      // Somebody puts paper in, perhaps long after.
      if (way === 'stuck') comesOut(job, random.int(2_000, 120_000));
      life.step();
      return life.answer(ok(job.job));
    },
    async follow({ jobId }, deadlineMs) {
      await turn(station);
      const job = jobs.get(jobId);
      const end = job === undefined ? lost : await ended(job, deadlineMs, timeline);
      life.step();
      return life.answer(end);
    },
    cancel({ jobId }) {
      life.step();
      return life.answer(calledOff(jobs.get(jobId), life));
    },
  };
}

async function ended(job: Job, deadlineMs: number, timeline: Timeline): Promise<JobEnd> {
  const isStuck = job.way === 'stuck';
  await new Promise<void>((resolve) => {
    timeline.after(isStuck ? deadlineMs : 4_001, resolve);
  });
  if (isStuck && !job.isOut) {
    job.isCancelled = true;
    return { outcome: 'not-printed', reason: 'timeout' };
  }
  if (job.way === 'aborted') return { outcome: 'not-printed', reason: 'aborted' };
  const isDone = job.way === 'done-unprinted' || job.way === 'done-early';
  return isDone || (job.isOut && job.way !== 'lost-printed') ? sent : lost;
}

const ready: PrinterStatus = { state: 'ready', reason: null };
const off: PrinterStatus = { state: 'offline', reason: 'offline' };
const inOrder = { ...ready, media: null };
const notNoted = err({ reason: 'other', detail: 'not noted' } as const);
const lost: JobEnd = { outcome: 'unknown', reason: 'job-lost' };
const sent: JobEnd = { outcome: 'sent', reason: null };

function calledOff(job: Job | undefined, life: Life): JobEnd {
  if (job === undefined || !life.isAlive()) return lost;
  if (job.isOut) return sent;
  job.isCancelled = true;
  return { outcome: 'not-printed', reason: 'timeout' };
}

/** A slip that says which PIN is on it. */
export function simPinSlips(random: Random, troubleRate: () => number, life: Life): PinSlips {
  return {
    render: ({ pin }) => {
      life.step();
      const fails = random.chance(troubleRate() / 8);
      return life.answer(fails ? err(trouble('layout-failed')) : ok(pin.slice()));
    },
  };
}

/** A badge that says what is encoded on it, or a layout that fails. */
export function simBadges(random: Random, troubleRate: () => number, life: Life): Badges {
  return {
    render: ({ content }) => {
      life.step();
      const fails = random.chance(troubleRate() / 8);
      return life.answer(fails ? err(trouble('badge-unreadable')) : ok(content.slice()));
    },
  };
}
