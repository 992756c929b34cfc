/** The contract between the page and the main process: methods with one input and one output each, and one page event. */

import type { IssuanceAnswer } from '../core/issuance/answer.ts';
import type { Order } from '../core/issuance/order.ts';
import type { QueueReason } from '../core/queue/request.ts';
import type { Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { BulkAnswer, BulkGlance, BulkOrder, BulkSource, BulkView } from './bulk.ts';
import type { IssuanceView, JournalLine, LeftoverView, TodayView } from './issuance.ts';
import type {
  BadgePreview,
  PrinterSetupView,
  PrinterView,
  PrintTestView,
  SpoolView,
  TestPageKind,
} from './printers.ts';
import type { QueueView } from './queue.ts';
import type { ScanAnswer } from './scan.ts';
import type { ListsWorkers, WorkerCard, WorkersFound } from './workers.ts';

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
  /** Requests that wait for the network, and those that expired until somebody has seen it. */
  readonly queue: readonly QueueView[];
  /** The bulk run that is under way or was interrupted, until it is at its end. */
  readonly bulkRun: BulkGlance | null;
  /** How long a request may wait. */
  readonly queueMinutes: number;
  /** The one issuance under way, if any: a page that restarts goes back to it. */
  readonly issuanceId: string | null;
  /** Why the station could not start; everything else in this view is then without meaning. */
  readonly startTrouble: Readonly<Record<'file' | 'key' | 'found' | 'allowed', string>> | null;
}

/** Why a supervisor who is signed in has to sign in once more. */
export type SecondSignIn = 'session-ended' | 'rate-cap';

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
  /** A second sign-in is under way in the middle of the session, for this reason. */
  readonly again: SecondSignIn | null;
  /** Why the last sign-in ended without a supervisor. */
  readonly trouble: Trouble | null;
}

/** method -> [input, output]. Outputs are plain data; every expected trouble is a Result. */
export interface Api {
  'station.read': [null, StationView];
  'session.signIn': [{ readonly method: SignInMethod }, Result<SupervisorView, Trouble>];
  'session.cancelSignIn': [null, null];
  /** A second time in the middle of the session, whose tokens are gone: everything else stays as it is. */
  'session.signInAgain': [{ readonly method: SignInMethod }, Result<null, Trouble>];
  'session.signOut': [null, null];
  'session.lock': [null, null];
  'session.setPin': [{ readonly pin: string }, Result<null, Trouble>];
  'session.unlock': [{ readonly pin: string }, Result<null, Trouble>];
  /** Somebody touched the screen: puts the idle lock off. */
  'session.touch': [null, null];
  /** `from`: `list` for what the station itself knows, `service` after an answer that `goesOn`; else the one, then the other. */
  'workers.search': [
    { readonly text: string; readonly from?: 'list' | 'service' | undefined },
    Result<WorkersFound, Trouble>,
  ];
  'workers.read': [{ readonly workerId: string }, Result<WorkerCard, Trouble>];
  /** What the newest scan means; waits while it is looked up, and answers once. */
  'scan.read': [null, Result<ScanAnswer, Trouble>];
  /** Starts and returns at once; progress is read with `issuance.read` on each `issuance` page event. */
  'issuance.start': [
    {
      readonly workerId: string;
      readonly order: Order;
      /** The request that waited for the network and is re-authorised with this. */
      readonly queueId?: string | undefined;
    },
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
  /** Asks for a temporary code as soon as the network is back: nothing is made or printed until a supervisor says so again. */
  'queue.add': [
    { readonly workerId: string; readonly hours: number; readonly reason: QueueReason },
    Result<null, Trouble>,
  ];
  'queue.cancel': [{ readonly queueId: string }, Result<null, Trouble>];
  /** The supervisor has read that a request expired. */
  'queue.seen': [{ readonly queueId: string }, Result<null, Trouble>];
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
  'badge.preview': [
    { readonly workerId: string; readonly hours: number; readonly startsAtMs: number | null },
    Result<BadgePreview, Trouble>,
  ];
  /** Of a desk: what this station issued today. */
  'today.read': [null, Result<TodayView, Trouble>];
  /** Removes every code that this station issued today and that still lives, one after the other. Starts and returns. */
  'today.revoke': [null, Result<null, Trouble>];
  /** Of a desk: badges for many at once. Reads the rows and returns; how far it is, is told by `bulk.read`. */
  'bulk.check': [BulkSource, Result<null, Trouble>];
  /** Issues to every row that the check found ready. */
  'bulk.start': [BulkOrder, Result<null, Trouble>];
  'bulk.read': [null, Result<BulkView, Trouble>];
  'bulk.pause': [null, Result<null, Trouble>];
  'bulk.resume': [null, Result<null, Trouble>];
  /** Calls off the rows that have not begun. */
  'bulk.finish': [null, Result<null, Trouble>];
  /** Of one row's badge; with `place` null all that are asked about are here. */
  'bulk.answer': [{ readonly place: number | null; readonly answer: BulkAnswer }, Result<null, Trouble>];
  /** Writes the run's report into the data folder. */
  'bulk.report': [null, Result<{ readonly file: string }, Trouble>];
  'journal.recent': [{ readonly limit: number }, Result<readonly JournalLine[], Trouble>];
}

export type Method = keyof Api;
export type Input<M extends Method> = Api[M][0];
export type Output<M extends Method> = Api[M][1];

/** The one event the page gets: what to read again, or the letter of a key that is held back (null: not any more). */
export type PageEvent =
  | { readonly changed: 'station' | 'issuance' | 'scan' }
  | { readonly changed: 'key'; readonly letter: string | null };

/** What the preload puts on `window.daypass`: one named function per method, and the page event. */
export type Bridge = {
  readonly [M in Method]: (input: Input<M>) => Promise<Output<M>>;
} & {
  /** Returns the function that unsubscribes. */
  readonly onChange: (listener: (event: PageEvent) => void) => () => void;
};
