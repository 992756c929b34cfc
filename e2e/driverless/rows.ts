/** What is played against the driverless printer, and what must be told of it. */
import type { JobEnd } from '../../src/main/paper-ports.ts';
import type { PrinterReason } from '../../src/shared/printers.ts';
import type { DriverlessPrinter, EngineFault } from './printer.ts';

export interface Row {
  readonly name: string;
  /** Done before the job is submitted. */
  readonly before?: (printer: DriverlessPrinter) => Promise<void>;
  /** Done once the printer has the document. */
  readonly during?: (printer: DriverlessPrinter) => Promise<void>;
  /** Puts the printer in good order when the end was told: what waits in it would come out now. */
  readonly after?: (printer: DriverlessPrinter) => Promise<void>;
  /** What is true of it, as far as anybody but the printer can know. */
  readonly end: JobEnd;
  /** CUPS calls the job completed at times: then `sent` is told, which says nothing of any card. docs/printing.md says why. */
  readonly isSentAtTimes?: true | undefined;
  /** Cards in the tray when the end was told, and those that came afterwards. */
  readonly paper: readonly [number, number];
}

export const sent: JobEnd = { outcome: 'sent', reason: null };
/** It has the document and does not answer: nobody but a person knows. */
const silent: JobEnd = { outcome: 'unknown', reason: 'timeout' };

const set = (fault: EngineFault | null) => (printer: DriverlessPrinter) => printer.setFault(fault);
const inOrder = set(null);

/** A fault that lasts for longer than anybody waits. */
const stuck = (fault: EngineFault, reason: PrinterReason): Row => ({
  name: fault,
  before: set(fault),
  after: inOrder,
  end: { outcome: 'not-printed', reason },
  paper: [0, 0],
});

export const rows: readonly Row[] = [
  { name: 'no fault', end: sent, paper: [1, 0] },
  stuck('media-empty', 'media-empty'),
  {
    name: 'media-empty, refilled in time',
    before: set('media-empty'),
    during: inOrder,
    end: sent,
    paper: [1, 0],
  },
  stuck('cover-open', 'cover-open'),
  stuck('media-jam', 'media-jam'),
  stuck('marker-supply-empty', 'toner-empty'),
  stuck('paused', 'paused'),
  { ...stuck('busy', 'timeout'), end: silent },
  {
    name: 'cancelled at the printer',
    before: set('busy'),
    during: async (printer) => {
      const answer = await printer.cancelNewest();
      if (!answer.ok) throw new Error(`no cancel: ${JSON.stringify(answer.error)}`);
      await inOrder(printer);
    },
    end: { outcome: 'not-printed', reason: 'canceled-at-printer' },
    isSentAtTimes: true,
    paper: [0, 0],
  },
  {
    name: 'the engine fails',
    before: set('fail'),
    after: inOrder,
    end: { outcome: 'not-printed', reason: 'canceled-at-printer' },
    isSentAtTimes: true,
    paper: [0, 0],
  },
  {
    name: 'frozen in the middle',
    before: set('busy'),
    during: async (printer) => printer.freeze(),
    after: async (printer) => {
      printer.thaw();
      await inOrder(printer);
    },
    end: silent,
    paper: [0, 1],
  },
  {
    name: 'without power in the middle',
    before: set('busy'),
    during: (printer) => printer.kill(),
    after: async (printer) => {
      await inOrder(printer);
      await printer.restart();
    },
    end: silent,
    isSentAtTimes: true,
    paper: [0, 0],
  },
  {
    name: 'cable pulled in the middle, prints on',
    before: set('busy'),
    during: async (printer) => {
      await printer.wire.pull();
      await inOrder(printer);
    },
    after: (printer) => printer.wire.plug(),
    end: silent,
    isSentAtTimes: true,
    paper: [1, 0],
  },
  {
    name: 'cable pulled before',
    before: (printer) => printer.wire.pull(),
    after: (printer) => printer.wire.plug(),
    end: { outcome: 'not-printed', reason: 'timeout' },
    paper: [0, 0],
  },
  {
    name: 'the card before was the last one',
    before: set('last-card'),
    end: { ...sent, reason: 'media-empty' },
    paper: [1, 0],
  },
  // The printer has not begun with this job: it waits in front of the engine.
  {
    name: 'no card left, filled too late',
    before: inOrder,
    after: (printer) => printer.refill(),
    end: { outcome: 'not-printed', reason: 'media-empty' },
    paper: [0, 0],
  },
];
