/** Jobs that nobody waits for any more: called off, again and again until the spooler has confirmed it. */
import type { Fact } from '../../../core/issuance/events.ts';
import { factsAbout } from '../../../core/issuance/on-paper.ts';
import { orderOf, type Paper, papersOf } from '../../../core/issuance/order.ts';
import { assert } from '../../../core/result.ts';
import type { JobEnd, Printer, PrintJob } from '../../paper-ports.ts';
import type { Clock } from '../../ports.ts';
import { type IssuingPorts, type Journey, record } from '../issuing/journey.ts';

/** A spooler that is back prints at once what it kept: it has to hear of the cancel before that. */
export const callOffEveryMs = 500;

/** The reasons of an end that is none: the job may still come out. */
const looseReasons: ReadonlySet<unknown> = new Set(['spooler-down', 'cancel-failed']);

interface SubmittedJob {
  readonly paper: Paper;
  readonly printer: string | null;
  readonly job: PrintJob;
}

/** The jobs of the journey that may still come out although nobody follows them: at most the last of each paper. */
export function looseJobsOf(facts: readonly Fact[]): readonly SubmittedJob[] {
  return papersOf(orderOf(facts)).flatMap((paper) => looseJob(factsAbout(facts, paper), paper) ?? []);
}

function looseJob(facts: readonly Fact[], paper: Paper): SubmittedJob | null {
  const submittedAt = facts.findLastIndex(({ event }) => event === 'print-submitted');
  const submitted = facts[submittedAt];
  if (submitted === undefined || submitted.jobId === null) return null;
  const end = facts.slice(submittedAt).findLast(({ event }) => event === 'print-ended');
  if (end !== undefined && !looseReasons.has(end.detail?.reason)) return null;
  const uuid = submitted.detail?.jobUuid;
  const jobUuid = typeof uuid === 'string' ? uuid : null;
  return { paper, printer: submitted.printer, job: { jobId: submitted.jobId, jobUuid } };
}

function isLoose(end: JobEnd): boolean {
  return end.outcome === 'unknown' && looseReasons.has(end.reason);
}

/** How the job ended now that it was called off. A printer that the config no longer names cannot be asked. */
async function callOff({ printer, job }: SubmittedJob, printers: readonly Printer[]): Promise<JobEnd> {
  const found = printers.find(({ name }) => name === printer);
  return found === undefined ? { outcome: 'unknown', reason: 'no-such-queue' } : found.cancel(job);
}

/** Calls the job off and writes down what became of it. */
export async function endPrint(ports: IssuingPorts, journey: Journey): Promise<void> {
  const [loose] = looseJobsOf(journey.facts);
  assert(loose !== undefined, 'a job that was submitted and has no certain end');
  recordEnd(ports, journey, loose, await callOff(loose, ports.printers));
}

function recordEnd(ports: IssuingPorts, journey: Journey, loose: SubmittedJob, end: JobEnd): void {
  const { paper, printer, job } = loose;
  // The run that submitted it ended in the middle: what was printing then may lie in the tray, whatever the cancel did.
  const isDoubtful = journey.mode === 'reconciling' && end.outcome === 'not-printed';
  record(ports, journey, 'print-ended', {
    codeId: journey.facts.findLast(({ event }) => event === 'created')?.codeId ?? null,
    printer,
    jobId: job.jobId,
    outcome: isDoubtful ? 'unknown' : end.outcome,
    detail: { paper, reason: end.reason, of: 'cancel' },
  });
}

/**
 * One more try for a journey that waits for a person. True when it told the end, which is written down then; the
 * person may have answered meanwhile, so `isStill` is asked before.
 */
export async function tryToEnd(
  ports: IssuingPorts,
  journey: Journey,
  isStill: () => boolean,
): Promise<boolean> {
  for (const loose of looseJobsOf(journey.facts)) {
    const end = await callOff(loose, ports.printers);
    if (!isStill()) return false;
    if (isLoose(end)) continue;
    recordEnd(ports, journey, loose, end);
    // That is news of the journey: another job of it is asked about in the next round.
    return !journey.diskRefused;
  }
  return false;
}

export interface LooseJobs {
  /** Takes over the job of a journey that nobody drives any more, if it has one that may still come out. */
  take(facts: readonly Fact[]): void;
  stop(): void;
}

/** @param printers asked until they have confirmed that nothing more will come out */
export function createLooseJobs(
  { clock, printers }: { readonly clock: Clock; readonly printers: readonly Printer[] },
  incident: (bug: unknown) => unknown,
): LooseJobs {
  const taken = new Map<string, () => void>();
  const attempt = async (key: string, loose: SubmittedJob): Promise<void> => {
    const end = await callOff(loose, printers);
    if (!taken.has(key)) return;
    if (!isLoose(end)) taken.delete(key);
    else
      taken.set(
        key,
        clock.after(callOffEveryMs, () => void attempt(key, loose).catch(incident)),
      );
  };
  return {
    take(facts) {
      for (const loose of looseJobsOf(facts)) {
        const key = `${loose.printer} ${loose.job.jobId} ${loose.job.jobUuid}`;
        if (taken.has(key)) continue;
        taken.set(key, () => {});
        void attempt(key, loose).catch(incident);
      }
    },
    stop() {
      for (const stop of taken.values()) stop();
      taken.clear();
    },
  };
}
