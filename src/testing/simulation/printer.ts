/** A simulated printer and its tray: paper comes out, gets stuck, is refused, or comes out when nobody waits any more. */
import { err, ok } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import type { Badges, JobEnd, Printer, PrintJob } from '../../main/ports.ts';
import type { Life } from './life.ts';
import type { Random } from './random.ts';
import type { Timeline } from './timeline.ts';

/** The tray outlives the station's process: what is written on each badge that came out. */
export type Tray = string[];

export interface SimPrinting {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly tray: Tray;
  readonly troubleRate: () => number;
  readonly turn: (station: string) => Promise<void>;
}

const ways = ['fine', 'refused', 'stuck', 'aborted', 'lost-printed', 'lost-unprinted'] as const;

interface Job {
  readonly job: PrintJob;
  readonly text: string;
  readonly way: (typeof ways)[number];
  isCancelled: boolean;
  isOut: boolean;
}

export function simPrinter(printing: SimPrinting, station: string, life: Life): Printer {
  const { timeline, random, tray, troubleRate, turn } = printing;
  const jobs = new Map<string, Job>();
  const comesOut = (job: Job, afterMs: number) =>
    timeline.after(afterMs, () => {
      if (job.isCancelled) return;
      job.isOut = true;
      tray.push(job.text);
    });
  return {
    name: `${station}-printer`,
    stock: 'card-cr80',
    dpi: 300,
    isFolder: false,
    status: () => {
      const isOff = random.chance(troubleRate() / 4);
      return life.answer({ state: isOff ? 'offline' : 'ready', reason: isOff ? 'offline' : null } as const);
    },
    details: () => life.answer(inOrder),
    async submit(pdf) {
      life.step();
      await turn(station);
      const way = random.chance(troubleRate()) ? random.pick(ways) : 'fine';
      if (!life.isAlive() || way === 'refused')
        return life.answer(err({ reason: 'rejecting-jobs', detail: '' } as const));
      const jobId = `${station}-printer-${random.int(1, 1_000_000_000)}`;
      const job = {
        job: { jobId, jobUuid: null },
        text: new TextDecoder().decode(pdf),
        way,
        isCancelled: false,
        isOut: false,
      };
      jobs.set(jobId, job);
      if (way === 'fine' || way === 'lost-printed') comesOut(job, random.int(300, 4_000));
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
  return job.isOut && job.way !== 'lost-printed' ? { outcome: 'printed', reason: null } : lost;
}

const inOrder = { state: 'ready', reason: null, media: null, tellsTheEnd: true } as const;
const lost: JobEnd = { outcome: 'unknown', reason: 'job-lost' };

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
