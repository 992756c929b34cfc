/** Jobs that nobody waits for any more: called off, again and again until the spooler has confirmed it. */
import type { Fact } from '../../core/issuance/events.ts';
import { assert } from '../../core/result.ts';
import type { JobEnd, Printer, PrintJob } from '../paper-ports.ts';
import type { Clock } from '../ports.ts';
import { type IssuingPorts, type Journey, record } from './journey.ts';

/** A spooler that is back prints at once what it kept: it has to hear of the cancel before that. */
export const callOffEveryMs = 500;

/** The reasons of an end that is none: the job may still come out. */
const looseReasons: ReadonlySet<unknown> = new Set(['spooler-down', 'cancel-failed']);

interface SubmittedJob {
  readonly printer: string | null;
  readonly job: PrintJob;
}

/** The last job of the journey, while it may still come out although nobody follows it. */
export function looseJobOf(facts: readonly Fact[]): SubmittedJob | null {
  const submittedAt = facts.findLastIndex(({ event }) => event === 'print-submitted');
  const submitted = facts[submittedAt];
  if (submitted === undefined || submitted.jobId === null) return null;
  const end = facts.slice(submittedAt).findLast(({ event }) => event === 'print-ended');
  if (end !== undefined && !looseReasons.has(end.detail?.reason)) return null;
  const uuid = submitted.detail?.jobUuid;
  const jobUuid = typeof uuid === 'string' ? uuid : null;
  return { printer: submitted.printer, job: { jobId: submitted.jobId, jobUuid } };
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
  const loose = looseJobOf(journey.facts);
  assert(loose !== null, 'a job that was submitted and has no certain end');
  recordEnd(ports, journey, loose, await callOff(loose, ports.printers));
}

function recordEnd(ports: IssuingPorts, journey: Journey, { printer, job }: SubmittedJob, end: JobEnd): void {
  // The run that submitted it ended in the middle: what was printing then may lie in the tray, whatever the cancel did.
  const isDoubtful = journey.mode === 'reconciling' && end.outcome === 'not-printed';
  record(ports, journey, 'print-ended', {
    codeId: journey.facts.findLast(({ event }) => event === 'created')?.codeId ?? null,
    printer,
    jobId: job.jobId,
    outcome: isDoubtful ? 'unknown' : end.outcome,
    detail: { reason: end.reason, of: 'cancel' },
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
  const loose = looseJobOf(journey.facts);
  if (loose === null) return false;
  const end = await callOff(loose, ports.printers);
  if (isLoose(end) || !isStill()) return false;
  recordEnd(ports, journey, loose, end);
  return !journey.diskRefused;
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
      const loose = looseJobOf(facts);
      if (loose === null) return;
      const key = `${loose.printer} ${loose.job.jobId} ${loose.job.jobUuid}`;
      if (taken.has(key)) return;
      taken.set(key, () => {});
      void attempt(key, loose).catch(incident);
    },
    stop() {
      for (const stop of taken.values()) stop();
      taken.clear();
    },
  };
}
