/** The Printer port on a CUPS queue: refuses what would not come out, and never takes "queued" for "printed". */
import { pageSize, pagesLike, type Stock } from '../../../core/badge/stock.ts';
import { type Design, designPage } from '../../../core/badge/template.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import type { PrinterReason } from '../../../shared/printers.ts';
import type { Printer, PrinterStatus, PrintJob } from '../../paper-ports.ts';
import type { Clock } from '../../ports.ts';
import type { CupsQueue, QueueFacts } from './cups-queue.ts';
import type { IppTrouble } from './ipp.ts';
import { attribute, type IppAttribute, statuses } from './ipp-message.ts';
import { followJob, stopJob } from './job-follow.ts';
import { chooseMedia } from './media.ts';
import { reasonOf } from './printer-reasons.ts';

export interface CupsPrinterOptions {
  readonly name: string;
  readonly stock: Stock;
  readonly dpi: number;
  readonly design?: Design | undefined;
  /** One of the queue's own media names; null: chosen from the stock's size. */
  readonly media: string | null;
  readonly queue: CupsQueue;
  readonly clock: Clock;
}

interface Submission {
  readonly pdf: Uint8Array;
  readonly noted: ((job: PrintJob) => boolean) | undefined;
}

interface Refusal {
  readonly reason: PrinterReason;
  readonly detail: string;
}

export function cupsPrinter(options: CupsPrinterOptions): Printer {
  const { name, stock, dpi, design, queue, clock } = options;
  return {
    name,
    stock,
    dpi,
    design,
    isFolder: false,
    status: async () => {
      const facts = await queue.facts();
      return facts.ok ? statusOf(facts.value, options) : blocked(refusalOf(facts.error).reason);
    },
    details: async () => {
      const facts = await queue.facts();
      if (!facts.ok) return { ...blocked(refusalOf(facts.error).reason), media: null };
      return { ...statusOf(facts.value, options), media: mediaFor(facts.value, options) };
    },
    submit: async (pdf, noted) => {
      const facts = await queue.facts();
      if (!facts.ok) return err(refusalOf(facts.error));
      const status = statusOf(facts.value, options);
      if (status.state === 'offline') return err({ reason: status.reason ?? 'other', detail: 'preflight' });
      const media = mediaFor(facts.value, options);
      return media === null
        ? err({ reason: 'wrong-media', detail: 'preflight' })
        : hand(queue, { pdf, noted }, facts.value, media);
    },
    follow: (job, deadlineMs) => followJob(queue, clock, job, deadlineMs),
    cancel: (job) => stopJob(queue, clock, job),
  };
}

function mediaFor(facts: QueueFacts, options: CupsPrinterOptions): string | null {
  const { stock, design, media } = options;
  const page = design === undefined ? pageSize(stock) : designPage(design);
  return chooseMedia(media, pagesLike(stock, page), facts.mediaSupported);
}

/** The reasons of an idle queue are those of its last job, possibly cancelled long ago: they warn and never refuse. */
function statusOf(facts: QueueFacts, options: CupsPrinterOptions): PrinterStatus {
  if (!facts.isAccepting) return blocked('rejecting-jobs');
  if (facts.state === 'stopped') return blocked('paused');
  if (mediaFor(facts, options) === null) return blocked('wrong-media');
  const reason = reasonOf(facts.reasons);
  return { state: reason === null ? 'ready' : 'attention', reason };
}

function blocked(reason: PrinterReason): PrinterStatus {
  return { state: 'offline', reason };
}

function refusalOf(error: IppTrouble): Refusal {
  const detail = `${error.kind} ${error.detail}`;
  if (error.kind === 'unreachable' || error.kind === 'no-answer') return { reason: 'spooler-down', detail };
  if (error.status === statuses.notFound) return { reason: 'no-such-queue', detail };
  if (error.status === statuses.notAcceptingJobs) return { reason: 'rejecting-jobs', detail };
  return { reason: 'other', detail };
}

/**
 * Create-Job, then Send-Document. With Print-Job alone a lost answer would leave a job that may print and whose
 * number nobody knows; this way only a job without a document can go astray, and CUPS throws that away.
 */
async function hand(
  queue: CupsQueue,
  { pdf, noted }: Submission,
  facts: QueueFacts,
  media: string,
): Promise<Result<PrintJob, Refusal>> {
  const created = await queue.createJob(jobOptions(media, facts));
  if (!created.ok) return err(refusalOf(created.error));
  const jobId = created.value;
  const known = await queue.job(jobId);
  if (!known.ok) return err(refusalOf(known.error));
  const job: PrintJob = { jobId: String(jobId), jobUuid: known.value.jobUuid };
  if (noted !== undefined && !noted(job)) {
    await queue.cancel(jobId);
    return err({ reason: 'other', detail: 'not noted' });
  }
  const sent = await queue.sendDocument(jobId, pdf);
  // Without an answer the document may have arrived: following the job tells.
  if (sent.ok || sent.error.kind === 'no-answer' || sent.error.kind === 'bad-answer') return ok(job);
  await queue.cancel(jobId);
  return err(refusalOf(sent.error));
}

function jobOptions(media: string, facts: QueueFacts): readonly IppAttribute[] {
  const oneSided = attribute('sides', { tag: 'keyword', value: 'one-sided' });
  return [
    attribute('media', { tag: 'keyword', value: media }),
    attribute('print-scaling', { tag: 'keyword', value: 'none' }),
    attribute('copies', { tag: 'integer', value: 1 }),
    ...(facts.sidesSupported.includes('one-sided') ? [oneSided] : []),
  ];
}
