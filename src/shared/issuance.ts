/** What the page is told of an issuance, of those that an earlier run left open, and of the journal. */
import type { IssuanceAnswer } from '../core/issuance/answer.ts';
import type { ClosedOutcome } from '../core/issuance/events.ts';
import type { Order, Paper } from '../core/issuance/order.ts';
import type { Trouble } from '../core/trouble.ts';
import type { PrinterReason, PrinterView } from './printers.ts';
import type { WorkerSummary } from './workers.ts';

export type IssuanceStep =
  | 'preflight'
  | 'read-state'
  | 'delete'
  | 'create'
  | 'extend'
  | 'reset-pin'
  | 'verify'
  | 'render'
  | 'print'
  | 'hand-over'
  | 'revoke'
  | 'closed';

/** `unseen`: no scanner has ever been heard. `other-badge`: what was scanned just now is not the badge under way. */
export type ScanState = 'unseen' | 'ready' | 'other-badge';

export interface IssuanceView {
  readonly issuanceId: string;
  readonly worker: WorkerSummary;
  readonly order: Order;
  /** The lifetime to offer when the worker's card is shown again. */
  readonly hours: number;
  readonly isReplacement: boolean;
  /** The step under way (or, when closed, `closed`); `done` are those that are behind. */
  readonly step: IssuanceStep;
  readonly done: readonly IssuanceStep[];
  readonly startsAtMs: number | null;
  readonly expiresAtMs: number | null;
  /** All that comes out, in this order; none where nothing is printed. */
  readonly papers: readonly Paper[];
  /** The paper under way, or the one that did not come out; null when all are out, or none is due. */
  readonly paper: Paper | null;
  readonly printer: string | null;
  /** How the job ended. `sent`: bytes delivered, a person must look. */
  readonly print: {
    readonly outcome: 'printed' | 'sent' | 'not-printed' | 'unknown';
    readonly reason: PrinterReason | null;
  } | null;
  /**
   * While a person chooses what to do about a badge that did not come out: how its printer stands now, and the next
   * of the list that could print it, if any.
   */
  readonly printers: { readonly own: PrinterView; readonly elsewhere: PrinterView | null } | null;
  /** What the person may answer now; empty while the machine is busy. */
  readonly answers: readonly IssuanceAnswer[];
  /** Until when `reprint` can use the content in memory; null when it is gone. */
  readonly contentUntilMs: number | null;
  readonly trouble: Trouble | null;
  readonly outcome: ClosedOutcome | null;
  /** Whether a scan can prove the hand-over, and what the last one was. */
  readonly scan: ScanState;
}

/** An issuance found open at start: what one read of the service said about it, and whether a person must decide. */
export interface LeftoverView {
  readonly issuanceId: string;
  readonly worker: { readonly id: string; readonly name: string };
  readonly requestedAtMs: number;
  readonly requestedBy: string | null;
  readonly order: Order['is'];
  /** `pin-lost`: the PIN was reset, and nobody has the new one. */
  readonly state:
    | 'waiting'
    | 'ask-hand-over'
    | 'revoked'
    | 'extended'
    | 'nothing-live'
    | 'pin-lost'
    | 'failed';
  readonly expiresAtMs: number | null;
  readonly trouble: Trouble | null;
}

/** What this station issued today, and how far the removal of all of it has come. */
export interface TodayView {
  /** Codes made here today that nobody is known to have removed and that have not expired. */
  readonly live: number;
  /** Removals that were ordered and are not done. */
  readonly waiting: number;
  readonly revoked: number;
  /** Those the service refused, with the worker's name: to be looked at one by one. */
  readonly failed: readonly string[];
  readonly isRunning: boolean;
}

export interface JournalLine {
  readonly seq: number;
  readonly atMs: number;
  readonly event: string;
  readonly actorName: string | null;
  readonly workerName: string | null;
  readonly outcome: string | null;
}
