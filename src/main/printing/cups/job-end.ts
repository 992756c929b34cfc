/** What a job's state means for the badge: how it ended, why it never will, and what its printer suffered from. */
import type { PrinterReason } from '../../../shared/printers.ts';
import type { JobEnd } from '../../paper-ports.ts';
import { type CupsQueue, isIppDevice, type JobFacts, type QueueFacts } from './cups-queue.ts';
import { jobReasonOf, reasonOf } from './printer-reasons.ts';

/**
 * Null while the job is not final; CUPS leaves `processing-to-stop-point` on final jobs for good, so it tells nothing.
 * Never `printed`: a job that CUPS completed was delivered, no more. For an IPP printer CUPS waits for the printer's own
 * job, yet completes it as well when the printer lost power in the middle or cancelled it (measured, CUPS 2.4.2).
 * What the printer warned of goes along: a person should look at the badge.
 */
export async function endOf(queue: CupsQueue, job: JobFacts): Promise<JobEnd | null> {
  switch (job.state) {
    case 'completed':
      return completedEnd(await factsOf(queue), job);
    case 'aborted':
      return { outcome: 'not-printed', reason: jobReasonOf(job.reasons) ?? 'aborted' };
    case 'canceled':
      return { outcome: 'not-printed', reason: jobReasonOf(job.reasons) ?? 'canceled-at-printer' };
    default:
      return null;
  }
}

function completedEnd(facts: QueueFacts | null, job: JobFacts): JobEnd {
  const told = reasonOf(facts?.reasons ?? []);
  const reason = told === 'other' ? null : told;
  if (job.reasons.includes('job-completed-with-errors'))
    return { outcome: 'unknown', reason: jobReasonOf(job.reasons) ?? reason ?? 'other' };
  return { outcome: 'sent', reason };
}

/** Why waiting is no use: nothing but a cancel ends such a job. Null while there is hope. */
export function whyHopeless(job: JobFacts): PrinterReason | null {
  // A filter that fails leaves the job stopped, with its document in the spool, for ever.
  if (job.state === 'processing-stopped' && job.reasons.includes('job-completed-with-errors'))
    return 'filter-error';
  if (job.state !== 'pending-held') return null;
  return jobReasonOf(job.reasons) === 'auth-required' ? 'auth-required' : null;
}

/**
 * What is told of a job whose time was up, once it is cancelled, by the most telling of what job and queue say.
 * `null`: its state is not known.
 */
export async function lateEnd(queue: CupsQueue, job: JobFacts | null): Promise<JobEnd> {
  if (job?.state === 'pending-held') return notPrinted(jobReasonOf(job.reasons) ?? 'held');
  const facts = await factsOf(queue);
  if (facts === null) return notPrinted('timeout');
  const reason = whyNotDone(facts, job);
  return isWithSilentDevice(facts, reason) ? { outcome: 'unknown', reason } : notPrinted(reason);
}

export function notPrinted(reason: PrinterReason): JobEnd {
  return { outcome: 'not-printed', reason };
}

function whyNotDone(facts: QueueFacts, job: JobFacts | null): PrinterReason {
  const reason = reasonOf(facts.reasons);
  if (reason !== null && reason !== 'other') return reason;
  if (facts.state === 'stopped') return 'paused';
  // A word that we have no text for is still a fault, if the printer calls it an error.
  const isFault = facts.reasons.some((word) => word.endsWith('-error'));
  return jobReasonOf(job?.reasons ?? []) ?? (isFault ? 'other' : 'timeout');
}

/**
 * An IPP printer has the whole document and says nothing of why it is not done. CUPS calls such a job cancelled whether
 * or not the printer heard of it: with the cable pulled or the printer frozen the badge came out all the same (measured).
 */
function isWithSilentDevice(facts: QueueFacts, reason: PrinterReason): boolean {
  const hasDocument = isIppDevice(facts) && facts.reasons.includes('cups-waiting-for-job-completed');
  return hasDocument && (reason === 'timeout' || reason === 'offline');
}

async function factsOf(queue: CupsQueue): Promise<QueueFacts | null> {
  const facts = await queue.facts();
  return facts.ok ? facts.value : null;
}
