/** The kiosk's screens as one union: each holds just the data it needs and the number of the attempt it waits for. */
import type { IssuanceAnswer } from '../issuance/answer.ts';
import type { ClosedOutcome } from '../issuance/events.ts';
import type { Order } from '../issuance/order.ts';
import type { Trouble, TroubleKind } from '../trouble.ts';

/** What the flow must know of the page's data; whatever else the page keeps in it travels along untouched. */
export interface FlowData {
  readonly worker: { readonly id: string };
  readonly card: {
    readonly worker: { readonly id: string };
    readonly temporary: { readonly state: string; readonly code: { readonly id: string } | null };
    readonly obstacle: Trouble | null;
    /** The way to the service is shut, and the card from the station's own list: nothing can be issued from it. */
    readonly offline: { readonly trouble: Trouble } | null;
  };
  readonly issuance: {
    readonly issuanceId: string;
    readonly worker: { readonly id: string };
    readonly order: Order;
    /** The lifetime to offer when the card is shown again. */
    readonly hours: number;
    readonly step: string;
    readonly done: readonly string[];
    readonly trouble: Trouble | null;
    readonly outcome: ClosedOutcome | null;
  };
}

export type Method = 'browser-window' | 'device-code';
/** An answer and, with `reprint-elsewhere`, the printer that the screen named. */
export interface GivenAnswer {
  readonly answer: IssuanceAnswer;
  readonly printer?: string | undefined;
}

/** What a search came to: whether this station's own list (as old as `asOfMs`) or the service itself knew. */
export interface Answered<W> {
  readonly workers: readonly W[];
  readonly source: 'cache' | 'service';
  readonly asOfMs: number | null;
}

/** Whom a scan means. */
export type Scanned<W> =
  | { readonly is: 'worker'; readonly worker: W }
  | (Answered<W> & { readonly is: 'several' })
  | { readonly is: 'unknown-badge' | 'nobody'; readonly mayEnrol: boolean }
  | { readonly is: 'nothing' };

/** A scan that led to no card. `to-enrol`: its badge is to be somebody's new one, who is being looked for. */
export type ScanNews =
  | { readonly is: 'unknown-badge' | 'nobody'; readonly mayEnrol: boolean }
  | { readonly is: 'several' | 'to-enrol' };

export type Found<W> =
  | { readonly is: 'nothing-asked' }
  /**
   * `before` stays on the screen meanwhile, so that a list does not flicker between two letters. While the service is
   * asked, it is what the station's own list has for this very text.
   */
  | { readonly is: 'looking'; readonly asks: 'list' | 'service'; readonly before: readonly W[] }
  | (Answered<W> & { readonly is: 'found' })
  | { readonly is: 'trouble'; readonly trouble: Trouble };

/** An issuance that main drives, followed by reading it again whenever it changed. */
export interface Watch<D extends FlowData> {
  readonly issuanceId: string;
  readonly view: D['issuance'] | null;
  /** The attempt of the read under way; null between reads. */
  readonly reading: number | null;
  /** It changed during a read: read once more, so that fast changes never starve the screen. */
  readonly readAgain: boolean;
  readonly answering: (GivenAnswer & { readonly attempt: number }) | null;
  /** The station no longer lists it: unless the next read tells its end, main has set it aside. */
  readonly mayBeParked: boolean;
}

export type Seen<D extends FlowData> = Watch<D> & { readonly view: D['issuance'] };

/** Where "try again" leads. */
export type Retry =
  | { readonly to: 'start' }
  | { readonly to: 'worker'; readonly workerId: string; readonly hours: number }
  | { readonly to: 'issuance'; readonly issuanceId: string };

/** What became of the worker's codes, said beside every problem of an issuance. */
export type Fate = 'nothing-changed' | 'old-code-removed' | 'settling';

interface Waiting {
  /** The last attempt number given out; it only grows, so a late answer never matches. */
  readonly attempt: number;
}

export interface Starting extends Waiting {
  readonly screen: 'starting';
}
export interface SignIn extends Waiting {
  readonly screen: 'sign-in';
  readonly trouble: Trouble | null;
  /** What is still being ended in main; until then its "signed in" is old news. */
  readonly leaving: 'sign-out' | 'cancel-sign-in' | null;
}
export interface SigningIn extends Waiting {
  readonly screen: 'signing-in';
  /** Null when the page restarted in the middle and main is still at it. */
  readonly method: Method | null;
}
export interface Search<D extends FlowData> extends Waiting {
  readonly screen: 'search';
  readonly text: string;
  /** Looked for as if the key that is still held back were typed; null: what is found is of `text`. */
  readonly ahead: Ahead | null;
  readonly found: Found<D['worker']>;
  /** What became of the last scan, until somebody types. */
  readonly scan: ScanNews | null;
}
export interface Ahead {
  readonly text: string;
  /** The station's list said that the service is to be asked too: for a scanner's key it never is. */
  readonly goesOn: boolean;
}
/** A scan is being looked up, whatever was on the screen before. */
export interface Identify extends Waiting {
  readonly screen: 'identify';
  /** The lifetime to offer on the card. */
  readonly hours: number;
}
export interface WorkerScreen<D extends FlowData> extends Waiting {
  readonly screen: 'worker';
  readonly workerId: string;
  /** Known from the list before the card is read. */
  readonly summary: D['worker'] | null;
  readonly card: D['card'] | null;
  readonly hours: number;
  /** When a temporary code is to begin; null is at once. */
  readonly startsAtMs: number | null;
  /** What became of the last order, where that is no problem: somebody else was quicker. */
  readonly notice: TroubleKind | null;
  /** The search to come back to. */
  readonly text: string;
  /** A live code was met while issuing: ask about it as soon as the card is read. */
  readonly asksToReplace: boolean;
  /** The request that waited for the network: its code is ordered as soon as the card is read. */
  readonly queueId: string | null;
}
/** An order is said back before it is carried out, where it takes something away or makes something new for good. */
export interface Confirm<D extends FlowData> extends Waiting {
  readonly screen: 'confirm';
  readonly card: D['card'];
  readonly order: Order;
  readonly hours: number;
  readonly text: string;
  readonly queueId: string | null;
}
export interface Issuing<D extends FlowData> extends Waiting {
  readonly screen: 'issuing';
  readonly run:
    | {
        readonly is: 'asked';
        readonly card: D['card'];
        readonly order: Order;
        readonly hours: number;
        readonly queueId: string | null;
      }
    | { readonly is: 'watched'; readonly watch: Watch<D> };
}
export interface Printing<D extends FlowData> extends Waiting {
  readonly screen: 'printing';
  readonly watch: Seen<D>;
}
export interface Collect<D extends FlowData> extends Waiting {
  readonly screen: 'collect';
  readonly watch: Seen<D>;
}
export interface Done<D extends FlowData> extends Waiting {
  readonly screen: 'done';
  readonly outcome: ClosedOutcome;
  readonly view: D['issuance'];
}
export interface Problem extends Waiting {
  readonly screen: 'problem';
  readonly trouble: Trouble;
  readonly retry: Retry | null;
  readonly fate: Fate | null;
}
export interface Locked extends Waiting {
  readonly screen: 'locked';
  readonly isLeaving: boolean;
  readonly isUnlocking: boolean;
  readonly trouble: Trouble | null;
}
/** The config file is wrong: the station's view says where. Nothing but a restart leads out. */
export interface ConfigError extends Waiting {
  readonly screen: 'config-error';
}

export type KioskState<D extends FlowData> =
  | Starting
  | SignIn
  | SigningIn
  | Search<D>
  | Identify
  | WorkerScreen<D>
  | Confirm<D>
  | Issuing<D>
  | Printing<D>
  | Collect<D>
  | Done<D>
  | Problem
  | Locked
  | ConfigError;

export type Screen = KioskState<FlowData>['screen'];

export const screens = [
  'starting',
  'sign-in',
  'signing-in',
  'search',
  'identify',
  'worker',
  'confirm',
  'issuing',
  'printing',
  'collect',
  'done',
  'problem',
  'locked',
  'config-error',
] as const satisfies readonly Screen[];

export const firstState: Starting = { screen: 'starting', attempt: 1 };
