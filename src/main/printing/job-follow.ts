/** Follows a job to an end that can be told truthfully, and cancels it when the time is up. */
import type { PrinterReason } from '../../shared/printers.ts';
import type { Clock, JobEnd, PrintJob } from '../ports.ts';
import { type CupsQueue, isIppDevice, type JobFacts } from './cups-queue.ts';
import type { IppTrouble } from './ipp.ts';
import { statuses } from './ipp-message.ts';
import { reasonOf } from './printer-reasons.ts';

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

/**
 * Resolves when the job is final, lost, or cancelled `deadlineMs` after the call. A job that CUPS completed counts as
 * printed only for IPP printers, whose own job CUPS waits for; for all others it means that the bytes were delivered.
 */
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
    if (look.kind === 'gone' || failures >= failuresUntilLost) return lost;
    if (look.kind === 'job') {
      const end = await endOf(queue, look.job);
      if (end !== null) return end;
      if (isFilterFailure(look.job)) return cancelAndConfirm(queue, clock, job, 'filter-error');
    }
    if (isOver()) return cancelAndConfirm(queue, clock, job, await whyNotDone(queue, look));
    await wait(clock, look.kind === 'failed' ? afterFailureMs : pollMs);
  }
}

const lost: JobEnd = { outcome: 'unknown', reason: 'job-lost' };

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

/** Null while the job is not final. */
async function endOf(queue: CupsQueue, job: JobFacts): Promise<JobEnd | null> {
  switch (job.state) {
    case 'completed':
      if (job.reasons.includes('job-completed-with-errors')) return { outcome: 'unknown', reason: 'other' };
      return { outcome: (await tellsTheEnd(queue)) ? 'printed' : 'sent', reason: null };
    case 'aborted':
      return { outcome: 'not-printed', reason: 'aborted' };
    case 'canceled':
      return { outcome: 'not-printed', reason: 'canceled-at-printer' };
    default:
      return null;
  }
}

async function tellsTheEnd(queue: CupsQueue): Promise<boolean> {
  const facts = await queue.facts();
  return facts.ok && isIppDevice(facts.value);
}

/** A filter that fails leaves the job stopped, with its document in the spool, for ever. */
function isFilterFailure(job: JobFacts): boolean {
  return job.state === 'processing-stopped' && job.reasons.includes('job-completed-with-errors');
}

async function whyNotDone(queue: CupsQueue, look: Look): Promise<PrinterReason> {
  if (look.kind === 'job' && look.job.state === 'pending-held') return 'held';
  const facts = await queue.facts();
  if (!facts.ok) return 'timeout';
  const reason = reasonOf(facts.value.reasons);
  if (reason !== null && reason !== 'other') return reason;
  return facts.value.state === 'stopped' ? 'paused' : 'timeout';
}

/** Nothing may come out later, when somebody refills the tray and nobody is there to take it. */
async function cancelAndConfirm(
  queue: CupsQueue,
  clock: Clock,
  job: PrintJob,
  reason: PrinterReason,
): Promise<JobEnd> {
  const startedMs = clock.monotonicMs();
  let isAccepted = false;
  while (clock.monotonicMs() - startedMs < confirmCancelMs) {
    // Whatever the answer, the next look decides: a job that is final already refuses to be cancelled.
    const cancelled: boolean = isAccepted || (await queue.cancel(Number(job.jobId))).ok;
    isAccepted = cancelled;
    const look = await lookAt(queue, job);
    if (look.kind === 'gone') return isAccepted ? { outcome: 'not-printed', reason } : lost;
    if (look.kind === 'job') {
      const end = await endOf(queue, look.job);
      if (end !== null) return look.job.state === 'canceled' ? { ...end, reason } : end;
    }
    await wait(clock, pollMs);
  }
  return { outcome: 'unknown', reason: 'cancel-failed' };
}

function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve);
  });
}
