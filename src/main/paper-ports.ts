/** The seams of the main process to paper: what is laid out, and the printers that get it. */
import type { Stock } from '../core/badge/stock.ts';
import type { CodeKind, Design } from '../core/badge/template.ts';
import type { Paper } from '../core/issuance/order.ts';
import type { PinSlipInput } from '../core/paper/pin-slip-layout.ts';
import type { TestPageInput } from '../core/paper/test-page-layout.ts';
import type { Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { PrinterReason, PrinterState, SpoolView } from '../shared/printers.ts';

export interface PrinterStatus {
  readonly state: PrinterState;
  readonly reason: PrinterReason | null;
}

/** What there is to see of a printer when it is set up. */
export interface PrinterDetails extends PrinterStatus {
  /** The queue's own name for what it would print on; null where none fits (`wrong-media`) or nobody tells. */
  readonly media: string | null;
}

export interface PrintJob {
  /** The spooler's job id, or the file's name for a folder. */
  readonly jobId: string;
  /** The spooler may give the same id again after a crash: this one it does not. Null where there is none. */
  readonly jobUuid: string | null;
}

/**
 * `printed` only where the station sees the end itself, which is a folder's file; `sent` = bytes delivered, ask a person:
 * the best that any spooler can truly tell of a device.
 */
export interface JobEnd {
  readonly outcome: 'printed' | 'sent' | 'not-printed' | 'unknown';
  readonly reason: PrinterReason | null;
}

/** One printer of the config. */
export interface Printer {
  readonly name: string;
  readonly stock: Stock;
  readonly dpi: number;
  /** Left out: the stock's built-in template, one card a page. */
  readonly design?: Design | undefined;
  readonly isFolder: boolean;
  /** Left out: everything that its stock has room for. */
  readonly prints?: readonly Paper[] | undefined;
  status(): Promise<PrinterStatus>;
  details(): Promise<PrinterDetails>;
  /**
   * A refusal here is certain: nothing was queued. `noted` hears of the job before its document is sent, that is before
   * anything can come out; where it answers false (the job could not be written down) the job is called off.
   */
  submit(
    pdf: Uint8Array,
    noted?: (job: PrintJob) => boolean,
  ): Promise<Result<PrintJob, { readonly reason: PrinterReason; readonly detail: string }>>;
  /** Follows the job to its end; at the deadline it is cancelled and confirmed cancelled. */
  follow(job: PrintJob, deadlineMs: number): Promise<JobEnd>;
  /**
   * Calls a job off, or tells how it had ended. `unknown` with `spooler-down` or `cancel-failed`: it may still come
   * out, ask again.
   */
  cancel(job: PrintJob): Promise<JobEnd>;
}

/** How the print system treats the jobs of the station's printers. */
export interface Spool {
  /** Only printers about which there is something to say. Never rejects; what cannot be known is said to be so. */
  look(): Promise<readonly SpoolView[]>;
}

/** Where queues live. Names as the server tells them; null when it does not answer. */
export interface PrintServer {
  queues(): Promise<readonly string[] | null>;
}

export interface BadgeInput {
  readonly content: Uint8Array;
  readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H';
  readonly workerName: string;
  readonly startsAtMs: number;
  readonly expiresAtMs: number;
  readonly stationName: string;
  readonly site: string;
  readonly locale: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly stock: Stock;
  readonly dpi: number;
  /** Left out: the stock's built-in template, one card a page. */
  readonly design?: Design | undefined;
  /** Left out: temporary. */
  readonly codeKind?: CodeKind | undefined;
  /** Printed where the template has a place for them. */
  readonly employeeId?: string | null | undefined;
  readonly department?: string | null | undefined;
}

/** Makes the badge's PDF; decodes its own symbol with an independent reader first and compares byte for byte. */
export interface Badges {
  render(badge: BadgeInput): Promise<Result<Uint8Array, Trouble>>;
}

/** Makes the folded slip that carries a PIN and never a code; `layout-failed` on a stock without room for it. */
export interface PinSlips {
  render(slip: PinSlipInput): Promise<Result<Uint8Array, Trouble>>;
}

/** Makes the one-page PDF that a printer is tried or measured with; `layout-failed` when it cannot. */
export interface TestPages {
  render(page: TestPageInput): Promise<Result<Uint8Array, Trouble>>;
}

/** The very page that would be printed, as a PNG, with a code of this length that opens nothing. */
export interface Previews {
  picture(badge: Omit<BadgeInput, 'content'>, contentBytes: number): Promise<Result<Uint8Array, Trouble>>;
}

/** HTML with CSS millimetres in, PDF out, in a window that dies with the job. */
export interface PdfMaker {
  pdf(html: string): Promise<Uint8Array>;
}

/** A page as a PNG of this many pixels, for a screen. */
export interface PictureMaker {
  png(html: string, size: { readonly widthPx: number; readonly heightPx: number }): Promise<Uint8Array>;
}
