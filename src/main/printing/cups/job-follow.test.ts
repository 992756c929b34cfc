import { describe, expect, it } from 'vitest';
import { err, ok, type Result } from '../../../core/result.ts';
import type { PrinterReason } from '../../../shared/printers.ts';
import { createVirtualClock } from '../../../testing/virtual-clock.ts';
import { cupsPrinter } from './cups-printer.ts';
import type { CupsQueue, JobFacts, JobState, QueueFacts } from './cups-queue.ts';
import type { IppTrouble } from './ipp.ts';
import { statuses } from './ipp-message.ts';
import { followJob, stopJob } from './job-follow.ts';

const job = { jobId: '7', jobUuid: 'urn:uuid:7' };
const noAnswer: IppTrouble = { kind: 'no-answer', status: null, detail: 'timeout' };
const notFound: IppTrouble = { kind: 'refused', status: statuses.notFound, detail: '0x0406' };
const idle: QueueFacts = {
  state: 'idle',
  reasons: ['none'],
  isAccepting: true,
  deviceUri: 'usb://Zebra/1',
  mediaSupported: ['iso_id-1_53.98x85.6mm'],
  sidesSupported: [],
};
const at = (state: JobState, ...reasons: string[]): Result<JobFacts, IppTrouble> =>
  ok({ jobId: 7, jobUuid: 'urn:uuid:7', state, reasons });

interface Script {
  /** One answer per look; the last one stays. */
  readonly looks: readonly Result<JobFacts, IppTrouble>[];
  readonly queue?: Partial<QueueFacts>;
  readonly cancel?: Result<null, IppTrouble>;
  readonly afterCancel?: readonly Result<JobFacts, IppTrouble>[];
}

function scripted(script: Script): CupsQueue & { readonly cancels: () => number } {
  let looks = [...script.looks];
  let cancels = 0;
  return {
    cancels: () => cancels,
    facts: async () => ok({ ...idle, ...script.queue }),
    createJob: async () => ok(7),
    sendDocument: async () => ok(null),
    job: async () => (looks.length > 1 ? looks.shift() : looks[0]) ?? err(noAnswer),
    cancel: async () => {
      cancels += 1;
      if (script.afterCancel !== undefined) looks = [...script.afterCancel];
      return script.cancel ?? ok(null);
    },
  };
}

const no = (reason: PrinterReason) => ({ outcome: 'not-printed', reason }) as const;
const follow = (queue: CupsQueue, deadlineMs = 5_000) =>
  followJob(queue, createVirtualClock({ jumps: true }), job, deadlineMs);

describe('following a job', () => {
  it.each([
    ['sent when bytes were delivered to a USB printer', 'usb://Zebra/1', 'sent'],
    ['sent when bytes were delivered to a network socket', 'socket://10.0.0.5', 'sent'],
    // CUPS says the same of an IPP printer that lost power in the middle: measured.
    ['sent when CUPS saw an IPP printer end its own job', 'ipp://printer.local/ipp/print', 'sent'],
    ['sent when it saw one end over TLS', 'ipps://printer.local/ipp/print', 'sent'],
  ])('says %s', async (_title, deviceUri, outcome) => {
    const queue = scripted({
      looks: [at('pending'), at('processing'), at('completed')],
      queue: { deviceUri },
    });
    expect(await follow(queue)).toEqual({ outcome, reason: null });
  });

  it('does not take a job that completed with errors for a badge', async () => {
    const queue = scripted({ looks: [at('completed', 'job-completed-with-errors')] });
    expect(await follow(queue)).toEqual({ outcome: 'unknown', reason: 'other' });
  });

  it('cancels a job whose filter failed at once', async () => {
    const queue = scripted({
      looks: [at('processing-stopped', 'job-completed-with-errors')],
      afterCancel: [at('canceled')],
    });
    // Measured: what the filter had written until then is on the paper.
    expect(await follow(queue)).toEqual({ outcome: 'unknown', reason: 'filter-error' });
    expect(queue.cancels()).toBe(1);
  });

  it('tells what the printer suffered from when the time was up', async () => {
    const queue = scripted({
      looks: [at('processing')],
      queue: { state: 'processing', reasons: ['cups-waiting-for-job-completed', 'media-jam-error'] },
      afterCancel: [at('processing'), at('canceled')],
    });
    expect(await follow(queue)).toEqual({ outcome: 'not-printed', reason: 'media-jam' });
  });

  it('believes a job that was finished before it could be cancelled', async () => {
    const refused: IppTrouble = { kind: 'refused', status: statuses.notPossible, detail: '0x0404' };
    const queue = scripted({
      looks: [at('processing')],
      cancel: err(refused),
      afterCancel: [at('completed')],
    });
    expect(await follow(queue)).toEqual({ outcome: 'sent', reason: null });
  });

  it('says that cancelling failed when the job never stops', async () => {
    const queue = scripted({ looks: [at('processing')] });
    expect(await follow(queue)).toEqual({ outcome: 'unknown', reason: 'cancel-failed' });
  });

  it('takes a cancelled job that the spooler keeps no history of for cancelled', async () => {
    const queue = scripted({ looks: [at('processing')], afterCancel: [err(notFound)] });
    expect(await follow(queue)).toEqual({ outcome: 'not-printed', reason: 'timeout' });
  });

  it('stays with a job through two failed questions and gives it up at the third', async () => {
    const twice = scripted({
      looks: [err(noAnswer), err(noAnswer), at('processing'), err(noAnswer), at('completed')],
    });
    expect(await follow(twice, 60_000)).toEqual({ outcome: 'sent', reason: null });
    const thrice = scripted({ looks: [err(noAnswer), err(noAnswer), err(noAnswer), at('completed')] });
    expect(await follow(thrice, 60_000)).toEqual({ outcome: 'unknown', reason: 'spooler-down' });
  });

  it.each<[string, JobState, readonly string[], Awaited<ReturnType<typeof followJob>>]>([
    ['the printer itself', 'canceled', ['job-canceled-at-device'], no('canceled-at-printer')],
    ['somebody in the queue', 'canceled', ['job-canceled-by-user'], no('canceled-in-queue')],
    ['an operator', 'canceled', ['canceled-by-operator'], no('canceled-in-queue')],
    ['the spooler, which found it too old', 'canceled', ['job-canceled-after-timeout'], no('timeout')],
    ['nobody who is named', 'canceled', ['none'], no('canceled-at-printer')],
    ['the system', 'aborted', ['aborted-by-system'], no('aborted')],
    ['a driver that cannot read it', 'aborted', ['document-format-error'], no('filter-error')],
    ['a driver that cannot print it', 'aborted', ['document-unprintable-error'], no('filter-error')],
  ])('tells a job that was ended by %s', async (_title, state, reasons, end) => {
    expect(await follow(scripted({ looks: [at('processing'), at(state, ...reasons)] }))).toEqual(end);
  });

  it('does not wait for a job that is held until somebody signs in at the printer', async () => {
    const queue = scripted({
      looks: [at('pending-held', 'cups-held-for-authentication')],
      afterCancel: [at('canceled', 'job-canceled-by-user')],
    });
    const clock = createVirtualClock({ jumps: true });
    const before = clock.monotonicMs();
    expect(await followJob(queue, clock, job, 60_000)).toEqual(no('auth-required'));
    expect(clock.monotonicMs() - before).toBeLessThan(1_000);
  });

  it.each<[string, Partial<QueueFacts>, readonly string[], string]>([
    ['the medium that it waits for', {}, ['resources-are-not-ready'], 'wrong-media'],
    ['a queue that stopped', { state: 'stopped', reasons: ['paused'] }, [], 'paused'],
    ['a printer that stopped', {}, ['printer-stopped'], 'paused'],
    ['a ribbon that is used up', { reasons: ['marker-supply-empty-error'] }, [], 'toner-empty'],
    ['another medium that is wanted', { reasons: ['input-media-type-change-error'] }, [], 'wrong-media'],
    ['an error that has no text of its own', { reasons: ['fuser-over-temp-error'] }, [], 'other'],
    ['nothing', { reasons: ['cups-waiting-for-job-completed'] }, ['job-printing'], 'timeout'],
    ['a note that is no error', { reasons: ['vendor-note-report'] }, [], 'timeout'],
  ])('tells of %s when the time was up', async (_title, queue, reasons, reason) => {
    const script = { looks: [at('processing', ...reasons)], queue, afterCancel: [at('canceled')] };
    expect(await follow(scripted(script))).toEqual({ outcome: 'not-printed', reason });
  });

  const waits = 'cups-waiting-for-job-completed';
  it.each<[string, string, readonly string[], Awaited<ReturnType<typeof followJob>>]>([
    ['nothing more', 'ipp://p/ipp/print', [waits], { outcome: 'unknown', reason: 'timeout' }],
    ['nothing more over TLS', 'ipps://p/ipp/print', [waits], { outcome: 'unknown', reason: 'timeout' }],
    ['that it is gone', 'ipp://p', [waits, 'offline-report'], { outcome: 'unknown', reason: 'offline' }],
    ['that it has no paper', 'ipp://p', [waits, 'media-empty-warning'], no('media-empty')],
    ['nothing, before it had the document', 'ipp://p', ['none'], no('timeout')],
    ['nothing, and only takes bytes', 'socket://p', ['none'], no('timeout')],
  ])('asks about a job in a device that says %s', async (_title, deviceUri, reasons, end) => {
    const queue = { deviceUri, reasons };
    const script = { looks: [at('processing')], queue, afterCancel: [at('canceled')] };
    expect(await follow(scripted(script))).toEqual(end);
  });

  it('says of a badge that was sent what the printer warned of', async () => {
    const queue = { deviceUri: 'ipp://p/ipp/print', reasons: ['toner-low-warning'] };
    const end = await follow(scripted({ looks: [at('completed')], queue }));
    expect(end).toEqual({ outcome: 'sent', reason: 'toner-low' });
  });

  it('tells what the errors were that a job completed with', async () => {
    const reasons = ['job-completed-with-errors', 'document-unprintable-error'];
    const end = await follow(scripted({ looks: [at('completed', ...reasons)] }));
    expect(end).toEqual({ outcome: 'unknown', reason: 'filter-error' });
  });

  it('does not take a job with its number for its own when the UUID differs', async () => {
    const other = ok({ jobId: 7, jobUuid: 'urn:uuid:other', state: 'completed' as const, reasons: [] });
    expect(await follow(scripted({ looks: [other] }))).toEqual({ outcome: 'unknown', reason: 'job-lost' });
  });
});

describe('calling a job off', () => {
  const stop = (queue: CupsQueue) => stopJob(queue, createVirtualClock({ jumps: true }), job);

  it('cancels it and sees that it is cancelled', async () => {
    const queue = scripted({ looks: [at('processing')], afterCancel: [at('processing'), at('canceled')] });
    expect(await stop(queue)).toEqual({ outcome: 'not-printed', reason: 'timeout' });
    expect(queue.cancels()).toBe(1);
  });

  it('leaves one alone that had ended, and tells how', async () => {
    const done = scripted({ looks: [at('completed')] });
    expect(await stop(done)).toEqual({ outcome: 'sent', reason: null });
    const aborted = scripted({ looks: [at('aborted')] });
    expect(await stop(aborted)).toEqual({ outcome: 'not-printed', reason: 'aborted' });
    expect(done.cancels() + aborted.cancels()).toBe(0);
  });

  it('never cancels the job of somebody else that has its number now', async () => {
    const other = ok({ jobId: 7, jobUuid: 'urn:uuid:other', state: 'processing' as const, reasons: [] });
    const queue = scripted({ looks: [other] });
    expect(await stop(queue)).toEqual({ outcome: 'unknown', reason: 'job-lost' });
    expect(queue.cancels()).toBe(0);
  });

  it('says that it may still come out when the spooler does not answer', async () => {
    expect(await stop(scripted({ looks: [err(noAnswer)] }))).toEqual({
      outcome: 'unknown',
      reason: 'spooler-down',
    });
  });
});

describe('submitting a badge', () => {
  const printerOn = (queue: CupsQueue) =>
    cupsPrinter({
      name: 'cards',
      stock: 'card-cr80',
      dpi: 300,
      media: null,
      queue,
      clock: createVirtualClock(),
    });

  it('follows a job whose document may have arrived', async () => {
    const queue = { ...scripted({ looks: [at('pending')] }), sendDocument: async () => err(noAnswer) };
    expect(await printerOn(queue).submit(Uint8Array.of(1))).toEqual({ ok: true, value: job });
  });

  it('cancels the empty job when its document was refused, and says that nothing was queued', async () => {
    const refused: IppTrouble = { kind: 'refused', status: 0x040a, detail: '0x040a' };
    const queue = scripted({ looks: [at('pending')] });
    const submitted = await printerOn({ ...queue, sendDocument: async () => err(refused) }).submit(
      Uint8Array.of(1),
    );
    expect(submitted).toEqual({ ok: false, error: { reason: 'other', detail: 'refused 0x040a' } });
    expect(queue.cancels()).toBe(1);
  });

  it('sends one copy, unscaled, on the medium by the queue’s own name', async () => {
    const orders: unknown[] = [];
    const queue = {
      ...scripted({ looks: [at('pending')], queue: { sidesSupported: ['one-sided'] } }),
      createJob: async (options: unknown) => {
        orders.push(options);
        return ok(7);
      },
    };
    await printerOn(queue).submit(Uint8Array.of(1));
    expect(orders).toEqual([
      [
        { name: 'media', values: [{ tag: 'keyword', value: 'iso_id-1_53.98x85.6mm' }] },
        { name: 'print-scaling', values: [{ tag: 'keyword', value: 'none' }] },
        { name: 'copies', values: [{ tag: 'integer', value: 1 }] },
        { name: 'sides', values: [{ tag: 'keyword', value: 'one-sided' }] },
      ],
    ]);
  });
});
