/** What the page is told of a bulk run: the check of its rows, how far it has come, and what became of each row. */
import type { PeopleFault, RowFault } from '../core/bulk/people.ts';
import type { TroubleKind } from '../core/trouble.ts';
import type { PrinterReason } from './printers.ts';

/** Whom a run is for: the rows of a file, or the people of a list that the config names. */
export type BulkSource =
  | { readonly from: 'csv'; readonly text: string }
  | { readonly from: 'list'; readonly place: number };

export type BulkOrder = { readonly is: 'temporary'; readonly hours: number } | { readonly is: 'standard' };

/** A row that gets no badge, and why. `of`: the line that names the same worker. */
export interface BulkProblem {
  readonly line: number;
  readonly kind: RowFault['kind'] | TroubleKind | 'several-workers';
  readonly of: number | null;
  /** Who it is, where that is known; else what the row says. */
  readonly who: string;
}

/** The rows as they were found; nothing was changed for them. */
export interface BulkCheck {
  /** Of the file or list as a whole; with one there are no rows. */
  readonly fault: PeopleFault | { readonly kind: TroubleKind | 'too-many-people' } | null;
  readonly isChecking: boolean;
  readonly rows: number;
  readonly done: number;
  /** Rows that can be issued. */
  readonly ready: number;
  /** Of these, those whose live code would be replaced. */
  readonly live: { readonly temporary: number; readonly standard: number };
  /** In the order of their lines; the first of them only, `problemCount` says how many there are. */
  readonly problems: readonly BulkProblem[];
  readonly problemCount: number;
}

export type BulkRowState =
  | 'waiting'
  | 'working'
  /** Printed, as far as the station knows: a person says whether the badge is here. */
  | 'ask'
  /** Its truth must wait for the service; nothing more is done for it meanwhile. */
  | 'settling'
  | 'handed-over'
  | 'failed'
  | 'called-off';

export interface BulkRowView {
  readonly place: number;
  readonly line: number | null;
  readonly name: string;
  readonly state: BulkRowState;
  /** Why it failed, in the journal's word. */
  readonly reason: string | null;
  /** How sure its paper is: `unknown` may have come out or not. */
  readonly print: 'sent' | 'printed' | 'unknown' | null;
  readonly printer: string | null;
  readonly canTryAgain: boolean;
}

export interface BulkPrinterView {
  readonly name: string;
  /** Codes that this printer has not printed yet: two at most. */
  readonly unprinted: number;
  readonly printed: number;
  /** Why it takes no more rows; null while it does. */
  readonly stoppedBy: PrinterReason | 'unknown' | null;
}

/** `interrupted`: found by a start. `finished`: nothing is left to begin. */
export type BulkPause = TroubleKind | 'asked' | 'interrupted' | 'printers' | 'finished';

export interface BulkRunView {
  readonly runId: string;
  readonly order: BulkOrder;
  readonly state: 'starting' | 'running' | 'pausing' | 'paused' | 'ended';
  readonly pausedBy: BulkPause | null;
  readonly rows: number;
  readonly counts: Readonly<Record<BulkRowState, number>>;
  /** Failed rows that `resume` would try once more. */
  readonly again: number;
  readonly leftMs: number | null;
  readonly printers: readonly BulkPrinterView[];
  /** What somebody has to look at first; the first of them only. */
  readonly list: readonly BulkRowView[];
}

/** A run that is not at its end, for whoever looks at the station and not at the run. */
export interface BulkGlance extends Pick<BulkRunView, 'state' | 'pausedBy' | 'rows'> {
  readonly printed: number;
}

export interface BulkView {
  /** Names of the lists that the config offers. */
  readonly lists: readonly string[];
  readonly check: BulkCheck | null;
  readonly run: BulkRunView | null;
}

/** Of one row, or with `place` null of all that are asked about. */
export type BulkAnswer = 'here' | 'again' | 'revoke';
