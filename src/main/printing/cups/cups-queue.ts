/** One CUPS queue in the few questions and orders that printing a badge needs, as plain data. */
import { err, ok, type Result } from '../../../core/result.ts';
import type { IppTrouble, SendIpp } from './ipp.ts';
import {
  attribute,
  booleanOf,
  groupTags,
  type IppAttribute,
  type IppGroup,
  type IppMessage,
  numberOf,
  operations,
  textsOf,
} from './ipp-message.ts';

export interface QueueFacts {
  /** IPP `printer-state`. */
  readonly state: 'idle' | 'processing' | 'stopped';
  readonly reasons: readonly string[];
  readonly isAccepting: boolean;
  readonly deviceUri: string;
  readonly mediaSupported: readonly string[];
  readonly sidesSupported: readonly string[];
}

/** Whether CUPS asks the printer about its own job once that has the document; every other backend only delivers bytes. */
export function isIppDevice({ deviceUri }: QueueFacts): boolean {
  return /^ipps?:/i.test(deviceUri);
}

/** IPP `job-state`, RFC 8011 section 5.3.7. */
export type JobState =
  | 'pending'
  | 'pending-held'
  | 'processing'
  | 'processing-stopped'
  | 'canceled'
  | 'aborted'
  | 'completed';

export interface JobFacts {
  readonly jobId: number;
  readonly jobUuid: string | null;
  readonly state: JobState;
  readonly reasons: readonly string[];
}

export interface CupsQueue {
  facts(): Promise<Result<QueueFacts, IppTrouble>>;
  /** Makes a job without a document: nothing can come out of the printer yet. */
  createJob(options: readonly IppAttribute[]): Promise<Result<number, IppTrouble>>;
  /** Gives the job its only document; from the first byte on it may be printed. */
  sendDocument(jobId: number, pdf: Uint8Array): Promise<Result<null, IppTrouble>>;
  job(jobId: number): Promise<Result<JobFacts, IppTrouble>>;
  cancel(jobId: number): Promise<Result<null, IppTrouble>>;
}

/** The name CUPS keeps in its job history; the worker's must not be there. */
const jobName = 'badge';
const userName = 'daypass';

const queueAttributes = [
  'printer-state',
  'printer-state-reasons',
  'printer-is-accepting-jobs',
  'device-uri',
  'media-supported',
  'sides-supported',
];
const jobAttributes = ['job-id', 'job-uuid', 'job-state', 'job-state-reasons'];
const queueStates = { 3: 'idle', 4: 'processing', 5: 'stopped' } as const;
const jobStates = {
  3: 'pending',
  4: 'pending-held',
  5: 'processing',
  6: 'processing-stopped',
  7: 'canceled',
  8: 'aborted',
  9: 'completed',
} as const;

export function cupsQueue(send: SendIpp, queue: string): CupsQueue {
  const name = encodeURIComponent(queue);
  const printer = [
    attribute('printer-uri', { tag: 'uri', value: `ipp://localhost/printers/${name}` }),
    attribute('requesting-user-name', { tag: 'name', value: userName }),
  ];
  return { ...questions(send, printer), ...orders(send, printer, `/printers/${name}`) };
}

function questions(send: SendIpp, printer: readonly IppAttribute[]): Pick<CupsQueue, 'facts' | 'job'> {
  return {
    facts: async () => {
      const attributes = [...printer, requested(queueAttributes)];
      const answer = await send({ operation: operations.getPrinterAttributes, path: '/', attributes });
      return answer.ok ? queueFacts(groupOf(answer.value, groupTags.printer)) : answer;
    },
    job: async (jobId) => {
      const attributes = [...printer, ofJob(jobId), requested(jobAttributes)];
      const answer = await send({ operation: operations.getJobAttributes, path: '/', attributes });
      return answer.ok ? jobFacts(groupOf(answer.value, groupTags.job)) : answer;
    },
  };
}

function orders(
  send: SendIpp,
  printer: readonly IppAttribute[],
  path: string,
): Pick<CupsQueue, 'createJob' | 'sendDocument' | 'cancel'> {
  return {
    createJob: async (options) => {
      const attributes = [...printer, attribute('job-name', { tag: 'name', value: jobName })];
      const operation = operations.createJob;
      const answer = await send({ operation, path, attributes, jobAttributes: options });
      if (!answer.ok) return answer;
      const jobId = numberOf(groupOf(answer.value, groupTags.job), 'job-id');
      return jobId === null ? incomplete('no job-id') : ok(jobId);
    },
    sendDocument: async (jobId, pdf) => {
      const attributes = [
        ...printer,
        ofJob(jobId),
        attribute('document-format', { tag: 'mimeMediaType', value: 'application/pdf' }),
        attribute('last-document', { tag: 'boolean', value: true }),
      ];
      const answer = await send({ operation: operations.sendDocument, path, attributes, document: pdf });
      return answer.ok ? ok(null) : answer;
    },
    cancel: async (jobId) => {
      const attributes = [...printer, ofJob(jobId)];
      const answer = await send({ operation: operations.cancelJob, path: '/jobs/', attributes });
      return answer.ok ? ok(null) : answer;
    },
  };
}

function ofJob(jobId: number): IppAttribute {
  return attribute('job-id', { tag: 'integer', value: jobId });
}

/** The names of a server's queues, for an administrator who looks for the right one. */
export async function queueNames(send: SendIpp): Promise<Result<readonly string[], IppTrouble>> {
  const attributes = [requested(['printer-name'])];
  const answer = await send({ operation: operations.cupsGetPrinters, path: '/', attributes });
  if (!answer.ok) return answer;
  const printers = answer.value.groups.filter(({ group }) => group === groupTags.printer);
  return ok(printers.flatMap((printer) => textsOf(printer, 'printer-name')));
}

function requested(names: readonly string[]): IppAttribute {
  return attribute('requested-attributes', ...names.map((value) => ({ tag: 'keyword' as const, value })));
}

function groupOf(message: IppMessage, wanted: number): IppGroup | undefined {
  return message.groups.find(({ group }) => group === wanted);
}

function incomplete(detail: string): Result<never, IppTrouble> {
  return err({ kind: 'bad-answer', status: null, detail });
}

function queueFacts(group: IppGroup | undefined): Result<QueueFacts, IppTrouble> {
  const state = member(queueStates, numberOf(group, 'printer-state'));
  if (state === null) return incomplete('no printer-state');
  return ok({
    state,
    reasons: textsOf(group, 'printer-state-reasons'),
    isAccepting: booleanOf(group, 'printer-is-accepting-jobs') ?? true,
    deviceUri: textsOf(group, 'device-uri')[0] ?? '',
    mediaSupported: textsOf(group, 'media-supported'),
    sidesSupported: textsOf(group, 'sides-supported'),
  });
}

function jobFacts(group: IppGroup | undefined): Result<JobFacts, IppTrouble> {
  const state = member(jobStates, numberOf(group, 'job-state'));
  const jobId = numberOf(group, 'job-id');
  if (state === null || jobId === null) return incomplete('no job-state');
  const jobUuid = textsOf(group, 'job-uuid')[0] ?? null;
  return ok({ jobId, jobUuid, state, reasons: textsOf(group, 'job-state-reasons') });
}

function member<T>(table: Readonly<Record<number, T>>, key: number | null): T | null {
  return key === null ? null : (table[key] ?? null);
}
