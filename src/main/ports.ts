/** Every seam of the main process on one page: what the use-cases need of the world, named for the need. */
import type { EntryDraft, JournalEntry } from '../core/journal/entry.ts';
import type { PinSlipInput } from '../core/paper/pin-slip-layout.ts';
import type { TestPageInput } from '../core/paper/test-page-layout.ts';
import type { Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { SignInMethod, SupervisorView, WorkerSummary } from '../shared/api.ts';
import type { PrinterReason, PrinterState } from '../shared/printers.ts';

export interface Clock {
  /** The station's wall clock, UTC milliseconds: for the journal, never for expiry (the service's clock decides that). */
  nowMs(): number;
  /** Never steps; for time-outs and countdowns. */
  monotonicMs(): number;
  /** Runs once after `ms`; returns the function that calls it off. */
  after(ms: number, run: () => void): () => void;
}

export interface Ids {
  uuid(): string;
}

/** A reply read to its end (at most 5 MB). Header names are lower-case. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** The way there or back failed. `sent` is `maybe` once any byte may have reached the service. */
export interface NetworkTrouble {
  readonly kind: 'offline' | 'no-answer' | 'untrusted-server' | 'proxy-refused' | 'bad-answer';
  readonly sent: 'no' | 'maybe';
  /** The network stack's own word, such as `ERR_NAME_NOT_RESOLVED`. */
  readonly detail: string;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

/** All HTTP, MSAL's included, through the platform's stack: system proxy and trust store. */
export interface Network {
  send(request: HttpRequest): Promise<Result<Reply, NetworkTrouble>>;
  /** Judged by real outcomes, not by the operating system's flag. */
  state(): { readonly online: boolean; readonly sinceMs: number };
  /** Returns the function that unsubscribes. */
  onChange(listener: () => void): () => void;
}

export interface Token {
  readonly secret: string;
  /** By the station's wall clock at the time the token came: only a hint, and wrong once that clock was set. */
  readonly expiresAtMs: number;
}

export interface DeviceCode {
  readonly userCode: string;
  readonly verificationUri: string;
  /** PNG data URL of the verification link. */
  readonly qrDataUrl: string;
  readonly expiresInMs: number;
}

/** A signed-in supervisor. `mayIssue` is filled in by the use-case from the directory's roles. */
export type Account = Omit<SupervisorView, 'mayIssue'>;

/** The supervisor's session with Entra. Tokens stay in memory. */
export interface Session {
  /** Settles on success, refusal, cancel or time-out: never hangs. */
  signIn(method: SignInMethod, onDeviceCode: (code: DeviceCode) => void): Promise<Result<Account, Trouble>>;
  cancelSignIn(): void;
  /** Silent. `claims` (a decoded claims challenge) or `fresh` force a new token. `signed-out` when a person is needed. */
  token(how?: { readonly claims?: string; readonly fresh?: boolean }): Promise<Result<Token, Trouble>>;
  /** Forgets accounts, tokens and the sign-in window's cookies. */
  signOut(): Promise<void>;
}

/** A code as Graph reports it: never its content. */
export interface CodeFacts {
  readonly id: string;
  readonly createdAtMs: number;
  readonly startsAtMs: number;
  readonly expiresAtMs: number;
  readonly lastUsedAtMs: number | null;
}

/** One read of a worker's qrCodePinMethod, with the service's clock at that moment (its `Date` header). */
export interface MethodFacts {
  readonly temporary: CodeFacts | null;
  readonly standard: CodeFacts | null;
  readonly pinMustChange: boolean;
  readonly serverNowMs: number;
  readonly requestId: string | null;
}

/** A fresh code with its content, which the service tells exactly once. Whoever holds it wipes it. */
export interface CreatedCode {
  readonly code: CodeFacts;
  /** The bytes to encode in the symbol. */
  readonly content: Uint8Array;
  readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H';
  readonly requestId: string | null;
}

/** Graph, as the station needs it. Writes answer `outcome-unknown` when they may have been applied. */
export interface Directory {
  /** Whether the signed-in supervisor holds a role that may manage codes. */
  mayIssue(): Promise<Result<boolean, Trouble>>;
  findWorkers(text: string, limit: number): Promise<Result<readonly WorkerSummary[], Trouble>>;
  worker(workerId: string): Promise<Result<WorkerSummary, Trouble>>;
  /** PNG or JPEG bytes, at most 200 kB; null when there is none or it is not a picture. */
  photo(workerId: string): Promise<Uint8Array | null>;
  /** `no-method` when the worker has none. Every read is fresh. */
  readMethod(workerId: string, clientRequestId: string): Promise<Result<MethodFacts, Trouble>>;
  createTemporaryCode(
    workerId: string,
    window: { readonly startsAtMs: number; readonly expiresAtMs: number },
    clientRequestId: string,
  ): Promise<Result<CreatedCode, Trouble>>;
  /** A code that is already gone is a success (`alreadyGone`). */
  deleteTemporaryCode(
    workerId: string,
    clientRequestId: string,
  ): Promise<Result<{ readonly alreadyGone: boolean; readonly requestId: string | null }, Trouble>>;
}

export interface PrinterStatus {
  readonly state: PrinterState;
  readonly reason: PrinterReason | null;
}

/** What there is to see of a printer when it is set up. */
export interface PrinterDetails extends PrinterStatus {
  /** The queue's own name for what it would print on; null where none fits or nobody answers. */
  readonly media: string | null;
  /** Whether the device's own end is told; null when nobody answers. */
  readonly tellsTheEnd: boolean | null;
}

export interface PrintJob {
  /** The spooler's job id, or the file's name for a folder. */
  readonly jobId: string;
  /** The spooler may give the same id again after a crash: this one it does not. Null where there is none. */
  readonly jobUuid: string | null;
}

/** `printed` only where the device's own end is known; `sent` = bytes delivered, ask a person. */
export interface JobEnd {
  readonly outcome: 'printed' | 'sent' | 'not-printed' | 'unknown';
  readonly reason: PrinterReason | null;
}

/** One printer of the config. */
export interface Printer {
  readonly name: string;
  readonly stock: Stock;
  readonly dpi: number;
  readonly isFolder: boolean;
  status(): Promise<PrinterStatus>;
  details(): Promise<PrinterDetails>;
  /** A refusal here is certain: nothing was queued. */
  submit(
    pdf: Uint8Array,
  ): Promise<Result<PrintJob, { readonly reason: PrinterReason; readonly detail: string }>>;
  /** Follows the job to its end; at the deadline it is cancelled and confirmed cancelled. */
  follow(job: PrintJob, deadlineMs: number): Promise<JobEnd>;
}

/** Where queues live. Names as the server tells them; null when it does not answer. */
export interface PrintServer {
  queues(): Promise<readonly string[] | null>;
}

export type Stock = 'card-cr80' | 'label-62mm' | 'label-4x3in' | 'label-2x2in' | 'sheet-a4' | 'sheet-letter';

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

/** The append-only record. A row is durable when `append` returns. */
export interface Journal {
  append(draft: EntryDraft): Result<JournalEntry, Trouble>;
  /** All rows of one issuance, oldest first. */
  entries(issuanceId: string): readonly JournalEntry[];
  /** Issuances with a `requested` and no `closed`, oldest first. */
  open(): readonly string[];
  /** The row that tells of this code's creation, if this station made it. */
  creationOf(codeId: string): JournalEntry | null;
  recent(limit: number): readonly JournalEntry[];
  /** Whether a row could be written now (disk full, read-only, …). Writes nothing that stays. */
  probe(): Result<null, Trouble>;
}

/** The station's own Ed25519 key, which signs the journal's checkpoints. The private half stays behind this port. */
export interface StationKey {
  /** The 32 bytes of the public half, base64url. */
  readonly publicKey: string;
  /** What people compare: four groups of four hexadecimal digits. */
  readonly keyId: string;
  /** 64 bytes. */
  sign(bytes: Uint8Array): Uint8Array;
}
