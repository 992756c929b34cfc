/**
 * The Printer port on Windows' own printing, as far as Electron reaches it. NOT RUN ON WINDOWS: what is known of it comes
 * from Electron's documentation and issues (docs/printing.md), and only this file's decisions are tested.
 */
import { pageSize, type Stock } from '../../core/badge/stock.ts';
import { type Design, designPage } from '../../core/badge/template.ts';
import { err, ok } from '../../core/result.ts';
import type { JobEnd, Printer, PrinterStatus } from '../paper-ports.ts';
import type { Clock } from '../ports.ts';

/** How a page is handed to the system: `webContents.print` without a dialogue. */
export interface PagePrint {
  /** The system's printers by the names that it prints to; empty also while its spooler is down. */
  names(): Promise<readonly string[]>;
  /**
   * `handed`: the system took it, and nothing more is known. `refused`: surely not taken. `doubtful`: it said no after
   * it may have begun. Never rejects.
   */
  print(html: string, how: PrintHow): Promise<PrintAnswer>;
}

export interface PrintHow {
  /** Always given: without a name Electron takes the first printer there is. */
  readonly deviceName: string;
  /** Whole micrometres, unlike printToPDF's inches. */
  readonly pageSize: { readonly width: number; readonly height: number };
  readonly dpi: { readonly horizontal: number; readonly vertical: number };
}

export interface PrintAnswer {
  readonly is: 'handed' | 'refused' | 'doubtful';
  readonly detail: string;
}

export interface WindowsPrinterOptions {
  readonly name: string;
  readonly stock: Stock;
  readonly dpi: number;
  readonly design?: Design | undefined;
  readonly system: PagePrint;
  /** The page that a PDF was made from: Windows prints pages, not PDFs. Null once it is forgotten. */
  readonly htmlOf: (pdf: Uint8Array) => string | null;
  readonly clock: Clock;
}

/** Handing over took half a second where it was measured (Linux); then nobody waits any longer. */
const handOverMs = 15_000;
/** Windows tells Electron no job number. */
const job = { jobId: 'not-told', jobUuid: null };

const unwatched: JobEnd = { outcome: 'unknown', reason: 'not-watched' };

/** No job can be followed, so none is said to be printed: after a hand-over a person is always asked. */
export function windowsPrinter(options: WindowsPrinterOptions): Printer {
  const { name, stock, dpi, design, system, htmlOf, clock } = options;
  const { widthMm, heightMm } = design === undefined ? pageSize(stock) : designPage(design);
  const size = { width: Math.round(widthMm * 1_000), height: Math.round(heightMm * 1_000) };
  const how = { deviceName: name, pageSize: size, dpi: { horizontal: dpi, vertical: dpi } };
  return {
    name,
    stock,
    dpi,
    design,
    isFolder: false,
    status: async () => statusIn(await system.names(), name),
    details: async () => ({ ...statusIn(await system.names(), name), media: null }),
    submit: async (pdf, noted) => {
      const { state, reason } = statusIn(await system.names(), name);
      if (state === 'offline') return err({ reason: reason ?? 'other', detail: 'preflight' });
      const html = htmlOf(pdf);
      if (html === null) return err({ reason: 'render-failed', detail: 'no page for this PDF' });
      if (noted !== undefined && !noted(job)) return err({ reason: 'other', detail: 'not noted' });
      const answer = await withinTime(clock, system.print(html, how));
      return answer.is === 'refused' ? err({ reason: 'other', detail: answer.detail }) : ok(job);
    },
    follow: async () => unwatched,
    // Nothing can be called off either: a person looks.
    cancel: async () => unwatched,
  };
}

/** Whether the printer is known is all that can be asked: its state is not told (electron#21058, #39278). */
function statusIn(names: readonly string[], name: string): PrinterStatus {
  if (names.includes(name)) return { state: 'ready', reason: null };
  return { state: 'offline', reason: names.length === 0 ? 'spooler-down' : 'no-such-queue' };
}

function withinTime(clock: Clock, printing: Promise<PrintAnswer>): Promise<PrintAnswer> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(handOverMs, () => resolve({ is: 'doubtful', detail: 'no answer' }));
    printing.then(resolve, reject).finally(callOff);
  });
}
