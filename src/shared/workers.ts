/** What the page is told of a worker: who it is, and which codes there are. */
import type { Offer } from '../core/issuance/offers.ts';
import type { Trouble } from '../core/trouble.ts';

export interface WorkerSummary {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly employeeId: string | null;
  readonly department: string | null;
  readonly jobTitle: string | null;
  readonly accountEnabled: boolean;
}

/** A hit of a search. `isRemoved`: the account was deleted and can still be restored. */
export interface FoundWorker extends WorkerSummary {
  readonly isRemoved?: boolean;
}

export interface WorkersFound {
  readonly workers: readonly FoundWorker[];
  /** `cache`: the station's own list, as it was at `asOfMs`. `service`: at least one of them Microsoft found just now. */
  readonly source: 'cache' | 'service';
  readonly asOfMs: number | null;
  /** The list alone is not enough of an answer: the service has not been asked yet. */
  readonly goesOn?: true;
}

/** What the station's view says of its own list of workers; null or left out where there is none. */
export interface ListsWorkers {
  readonly directory?: DirectoryView | null;
}

/** The station's own list of workers. */
export interface DirectoryView {
  readonly workers: number;
  readonly isComplete: boolean;
  readonly asOfMs: number | null;
  readonly isFilling: boolean;
}

export interface CodeView {
  readonly id: string;
  readonly createdAtMs: number;
  readonly startsAtMs: number;
  readonly expiresAtMs: number;
  /** Null: never used. */
  readonly lastUsedAtMs: number | null;
  /** The supervisor who issued it, where this station's journal knows. */
  readonly issuedBy: string | null;
}

/** A code's state by the service's clock; `unknown` when it could not be read. */
export type CodeState =
  | { readonly state: 'none' | 'unknown'; readonly code: null }
  | { readonly state: 'active' | 'not-yet-active' | 'expired'; readonly code: CodeView };

export interface WorkerCard {
  readonly worker: WorkerSummary;
  /** A PNG or JPEG data URL, checked and bounded by the main process. */
  readonly photoDataUrl: string | null;
  readonly temporary: CodeState;
  readonly standard: CodeState;
  readonly hasMethod: boolean;
  /** The worker chooses an own PIN at the next sign-in. */
  readonly pinMustChange: boolean;
  /** What can be ordered now, in the order in which it is shown; nothing for somebody who must not be touched. */
  readonly offers: readonly Offer[];
  /** Codes that this supervisor may still make this hour, once they are few; null before. */
  readonly codesLeft: number | null;
  /** The worker never signed in with a code: the first time fails with "Incorrect QR code" until another method was used once. */
  readonly neverUsed: boolean;
  /** Why no code can be issued to this worker, known before trying; null when it can. */
  readonly obstacle: Trouble | null;
  /**
   * The way to Microsoft is shut: who it is comes from the station's own list, as old as `asOfMs`, and nothing is known of codes.
   * Null on a card that was read just now.
   */
  readonly offline: { readonly asOfMs: number | null; readonly trouble: Trouble } | null;
}
