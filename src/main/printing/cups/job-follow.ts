/** Follows a job to an end that can be told truthfully, and cancels it when the time is up. */
import type { PrinterReason } from '../../../shared/printers.ts';
import type { JobEnd, PrintJob } from '../../paper-ports.ts';
import type { Clock } from '../../ports.ts';
import type { CupsQueue, JobFacts } from './cups-queue.ts';
import type { IppTrouble } from './ipp.ts';
import { statuses } from './ipp-message.ts';
import { endOf, lateEnd, notPrinted, whyHopeless } from './job-end.ts';

/** A badge takes a second or two; CUPS answers within milliseconds. */
const pollMs = 100;
/** Between failed questions: a spooler that restarts is back well before the third. */
const afterFailureMs = 1_000;
const failuresUntilLost = 3;
/** How long a cancelled job may take to stop. */
const confirmCancelMs = 5_000;

type Look =
  | { readonly kind: 'job'; readonly job: JobFacts }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed' };

/** Resolves when the job is final, lost, hopeless, or cancelled `deadlineMs` after the call. */
export async function followJob(
  queue: CupsQueue,
  clock: Clock,
  job: PrintJob,
  deadlineMs: number,
): Promise<JobEnd> {
  const startedMs = clock.monotonicMs();
  const isOver = () => clock.monotonicMs() - startedMs >= deadlineMs;
  let failures = 0;
  for (;;) {
    const look = await lookAt(queue, job);
    failures = look.kind === 'failed' ? failures + 1 : 0;
    if (look.kind === 'gone') return lost;
    if (failures >= failuresUntilLost) return silent;
    if (look.kind === 'job') {
      const end = await endOf(queue, look.job);
      if (end !== null) return end;
      const hopeless = whyHopeless(look.job);
      if (hopeless !== null) return cancelAndConfirm(queue, clock, job, hopelessEnd(hopeless));
    }
    if (isOver()) {
      const late = await lateEnd(queue, look.kind === 'job' ? look.job : null);
      return cancelAndConfirm(queue, clock, job, late);
    }
    await wait(clock, look.kind === 'failed' ? afterFailureMs : pollMs);
  }
}

/** Calls off a job that nobody waits for any more, or tells how it had ended before. */
export function stopJob(queue: CupsQueue, clock: Clock, job: PrintJob): Promise<JobEnd> {
  return cancelAndConfirm(queue, clock, job, notPrinted('timeout'));
}

/** The spooler knows nothing of it: it will not come out any more, but it may have. */
const lost: JobEnd = { outcome: 'unknown', reason: 'job-lost' };
/** The spooler does not answer: a job that it kept comes out when it is back, unless it is called off then. */
const silent: JobEnd = { outcome: 'unknown', reason: 'spooler-down' };

async function lookAt(queue: CupsQueue, job: PrintJob): Promise<Look> {
  const answer = await queue.job(Number(job.jobId));
  if (!answer.ok) return { kind: isNotFound(answer.error) ? 'gone' : 'failed' };
  // After a crash CUPS gives the same number to the next job: then this is somebody else's.
  const isOurs = job.jobUuid === null || answer.value.jobUuid === job.jobUuid;
  return isOurs ? { kind: 'job', job: answer.value } : { kind: 'gone' };
}

function isNotFound(error: IppTrouble): boolean {
  return error.kind === 'refused' && error.status === statuses.notFound;
}

/**
 * Resolves with `calledOff` once the job is cancelled, or with the end that it had before.
 * Nothing may come out later, when somebody refills the tray and nobody is there to take it. It looks before it
 * cancels: the number may be somebody else's by now.
 */
async function cancelAndConfirm(
  queue: CupsQueue,
  clock: Clock,
  job: PrintJob,
  calledOff: JobEnd,
): Promise<JobEnd> {
  const startedMs = clock.monotonicMs();
  let isTried = false;
  let isAccepted = false;
  let failures = 0;
  while (clock.monotonicMs() - startedMs < confirmCancelMs) {
    const look = await lookAt(queue, job);
    failures = look.kind === 'failed' ? failures + 1 : 0;
    if (look.kind === 'gone') return isAccepted ? calledOff : lost;
    if (failures >= failuresUntilLost) return silent;
    if (look.kind === 'job') {
      const end = await endOf(queue, look.job);
      if (end !== null) return isTried && look.job.state === 'canceled' ? calledOff : end;
      // Whatever the answer, the next look decides: a job that is final already refuses to be cancelled.
      isTried = true;
      isAccepted ||= (await queue.cancel(Number(job.jobId))).ok;
    }
    await wait(clock, pollMs);
  }
  return { outcome: 'unknown', reason: 'cancel-failed' };
}

/** A filter that failed at its end may have given the printer everything before: only a person knows. */
function hopelessEnd(reason: PrinterReason): JobEnd {
  return reason === 'filter-error' ? { outcome: 'unknown', reason } : notPrinted(reason);
}

function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
