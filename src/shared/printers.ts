/** What the page is told of printers: their states and the machine words for what is wrong with them. */

/** A fault an idle queue reports may be that of its last job, so `attention` warns and only `offline` blocks. */
export type PrinterState = 'ready' | 'attention' | 'offline';

/** Machine words for why a printer is not plainly ready or a job failed; the page has one text for each. */
export const printerReasons = [
  'no-such-queue',
  'no-badge-printer',
  'no-slip-printer',
  'spooler-down',
  'rejecting-jobs',
  'paused',
  'media-empty',
  'media-low',
  'media-jam',
  'cover-open',
  'toner-low',
  'toner-empty',
  'offline',
  'held',
  'auth-required',
  'aborted',
  'canceled-at-printer',
  'canceled-in-queue',
  'filter-error',
  'timeout',
  'job-lost',
  'cancel-failed',
  'folder-unwritable',
  'wrong-media',
  'render-failed',
  'not-watched',
  'other',
] as const;
export type PrinterReason = (typeof printerReasons)[number];

/** What an administrator should set otherwise at a printer's queue or its print server; the page has a text for each. */
export const spoolFindings = [
  'keeps-job-files',
  'forgets-jobs',
  'writes-late',
  'retries-jobs',
  'stops-after-error',
  'settings-unknown',
] as const;
export type SpoolFinding = (typeof spoolFindings)[number];

export interface SpoolView {
  readonly printer: string;
  /** The worst first; never empty. */
  readonly findings: readonly SpoolFinding[];
}

export interface PrinterView {
  readonly name: string;
  readonly stock: string;
  readonly state: PrinterState;
  readonly reason: PrinterReason | null;
  readonly isFolder: boolean;
  /** The badge has no room for a code of two inches, which is what Microsoft advises. */
  readonly isCodeSmall: boolean;
}

/** What a printer can be tried with: a badge's geometry, or rulers to measure. */
export type TestPageKind = 'test' | 'alignment';

/** A page that an administrator printed, and what is known of it. */
export interface PrintTestView {
  readonly page: TestPageKind;
  /** `printed`: a folder has the file. `sent`: bytes delivered, a person must look. */
  readonly outcome: 'running' | 'printed' | 'sent' | 'not-printed' | 'unknown';
  readonly reason: PrinterReason | null;
}

/** One printer of the config as the set-up page shows it. */
export interface PrinterSetupRow extends PrinterView {
  readonly dpi: number;
  /** The queue's own name for what a badge would be printed on; null where none fits (`wrong-media`) or nobody tells. */
  readonly media: string | null;
  /** The last page printed to try it, while this supervisor is signed in. */
  readonly test: PrintTestView | null;
}

export interface PrinterSetupView {
  /** In the config's order, which is the order of preference. */
  readonly printers: readonly PrinterSetupRow[];
  /** The queues that the print server has, to compare the config's names with; null when it does not answer. */
  readonly queues: readonly string[] | null;
}

/** A badge as it would come out now, with a code in it that opens nothing. */
export interface BadgePreview {
  /** PNG data URL. */
  readonly pictureDataUrl: string;
  readonly printer: string;
  readonly stock: string;
}
