/** The contract between the page and the main process: methods with one input and one output each, and one page event. */
import type { ClosedOutcome } from '../core/issuance/events.ts';
import type { Order, Paper } from '../core/issuance/order.ts';
import type { Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type {
  BadgePreview,
  PrinterReason,
  PrinterSetupView,
  PrinterView,
  PrintTestView,
  SpoolView,
  TestPageKind,
} from './printers.ts';
import type { ListsWorkers, WorkerCard, WorkerSummary, WorkersFound } from './workers.ts';

export const locales = ['en', 'es', 'de', 'pl', 'ar'] as const;
export type Locale = (typeof locales)[number];
export type SignInMethod = 'browser-window' | 'device-code';

export interface SupervisorView {
  readonly id: string;
  readonly name: string;
  readonly upn: string;
  /** False when none of the roles that may manage codes is held: said by name before a worker can be chosen. */
  readonly mayIssue: boolean;
}

export interface StationView extends ListsWorkers {
  /**
   * Now, on the clock of every instant in the views: the service's as last heard, which no setting of the station's own
   * clock moves. The page counts on from it by its monotonic clock.
   */
  readonly nowMs: number;
  /** IANA name of the station's time zone, the badge's too. */
  readonly timeZone: string;
  readonly name: string;
  readonly site: string;
  readonly mode: 'kiosk' | 'desk';
  readonly locale: Locale;
  readonly isDemo: boolean;
  readonly connection: { readonly state: 'online' | 'offline' | 'sign-in-needed'; readonly sinceMs: number };
  /** Null until a printer was asked for the first time. */
  readonly printer: PrinterView | null;
  readonly lifetimesHours: readonly number[];
  readonly defaultLifetimeHours: number;
  /** Of standard codes, from their start. */
  readonly standardLifetimeDays: number;
  readonly signInMethods: readonly SignInMethod[];
  readonly session: SessionView;
  /** Signs the journal: the public half (32 bytes, base64url) and four groups of four digits to compare by eye. */
  readonly journalKey: { readonly publicKey: string; readonly keyId: string } | null;
  /** The name under which a damaged journal is kept, until a supervisor has said to have seen it. */
  readonly setAside: string | null;
  /** Issuances that an earlier run left open, and what became of them. */
  readonly leftovers: readonly LeftoverView[];
  /** The one issuance under way, if any: a page that restarts goes back to it. */
  readonly issuanceId: string | null;
  /** Why the station could not start; everything else in this view is then without meaning. */
  readonly startTrouble: Readonly<Record<'file' | 'key' | 'found' | 'allowed', string>> | null;
}

export interface SessionView {
  readonly state: 'signed-out' | 'signing-in' | 'signed-in' | 'locked';
  readonly supervisor: SupervisorView | null;
  readonly hasPin: boolean;
  readonly pinTriesLeft: number;
  /** When the idle lock falls unless somebody touches the screen; the page warns from `warnAtMs` on. */
  readonly warnAtMs: number | null;
  readonly lockAtMs: number | null;
  /** While signing in by device code: what to type and a PNG data URL of the link. */
  readonly deviceCode: {
    readonly userCode: string;
    readonly verificationUri: string;
    readonly qrDataUrl: string;
    readonly expiresAtMs: number;
  } | null;
  /** Why the last sign-in ended without a supervisor. */
  readonly trouble: Trouble | null;
}

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

export type IssuanceAnswer =
  | 'badge-collected'
  /** The badge did not; or the PIN slip, where that is the only paper. */
  | 'nothing-came-out'
  /** Of an enrolment: the badge is there and the PIN slip is not. */
  | 'slip-missing'
  | 'reprint'
  | 'reprint-elsewhere'
  /** Instead of printing the slip again: the PIN on the lost one is worth nothing then. */
  | 'new-pin'
  /** Leaves the worker without a PIN that anybody knows; it can be reset later. */
  | 'give-up'
  | 'revoke';

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

/** method -> [input, output]. Outputs are plain data; every expected trouble is a Result. */
export interface Api {
  'station.read': [null, StationView];
  'session.signIn': [{ readonly method: SignInMethod }, Result<SupervisorView, Trouble>];
  'session.cancelSignIn': [null, null];
  'session.signOut': [null, null];
  'session.lock': [null, null];
  'session.setPin': [{ readonly pin: string }, Result<null, Trouble>];
  'session.unlock': [{ readonly pin: string }, Result<null, Trouble>];
  /** Somebody touched the screen: puts the idle lock off. */
  'session.touch': [null, null];
  'workers.search': [{ readonly text: string }, Result<WorkersFound, Trouble>];
  'workers.read': [{ readonly workerId: string }, Result<WorkerCard, Trouble>];
  /** Starts and returns at once; progress is read with `issuance.read` on each `issuance` page event. */
  'issuance.start': [
    { readonly workerId: string; readonly order: Order },
    Result<{ readonly issuanceId: string }, Trouble>,
  ];
  'issuance.read': [{ readonly issuanceId: string }, Result<IssuanceView, Trouble>];
  'issuance.answer': [
    {
      readonly issuanceId: string;
      readonly answer: IssuanceAnswer;
      /** With `reprint-elsewhere` the printer that the screen named: no other is taken in its place. */
      readonly printer?: string | undefined;
    },
    Result<null, Trouble>,
  ];
  /** A leftover of an earlier run: the person says whether the worker holds the badge; `revoke` deletes the code. */
  'leftovers.answer': [
    { readonly issuanceId: string; readonly answer: 'badge-collected' | 'revoke' | 'seen' },
    Result<null, Trouble>,
  ];
  /** The supervisor has read that a damaged journal was set aside. */
  'setAside.seen': [null, Result<null, Trouble>];
  /** How the print system treats jobs, asked anew: only printers about which there is something to say. */
  'spool.read': [null, Result<readonly SpoolView[], Trouble>];
  /** The set-up page of a desk: every printer of the config, asked now. */
  'printers.read': [null, Result<PrinterSetupView, Trouble>];
  /** Prints a page to try a printer by its place in the config, and answers at the job's end. No issuance. */
  'printers.test': [
    { readonly printer: number; readonly page: TestPageKind },
    Result<PrintTestView, Trouble>,
  ];
  /** A picture of the badge as the printer that would be chosen now lays it out; no code is made for it. */
  'badge.preview': [{ readonly workerId: string; readonly hours: number }, Result<BadgePreview, Trouble>];
  /** Of a desk: what this station issued today. */
  'today.read': [null, Result<TodayView, Trouble>];
  /** Removes every code that this station issued today and that still lives, one after the other. Starts and returns. */
  'today.revoke': [null, Result<null, Trouble>];
  'journal.recent': [{ readonly limit: number }, Result<readonly JournalLine[], Trouble>];
}

export type Method = keyof Api;
export type Input<M extends Method> = Api[M][0];
export type Output<M extends Method> = Api[M][1];

/** The one event the page gets: what to read again. */
export interface PageEvent {
  readonly changed: 'station' | 'issuance';
}

/** What the preload puts on `window.daypass`: one named function per method, and the page event. */
export type Bridge = {
  readonly [M in Method]: (input: Input<M>) => Promise<Output<M>>;
} & {
  /** Returns the function that unsubscribes. */
  readonly onChange: (listener: (event: PageEvent) => void) => () => void;
};
