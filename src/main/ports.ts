/** Every seam of the main process but those to paper: what the use-cases need of the world, named for the need. */
import type { Target } from '../core/issuance/order.ts';
import type { EntryDraft, JournalEntry } from '../core/journal/entry.ts';
import type { Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { SignInMethod, SupervisorView } from '../shared/api.ts';
import type { FoundWorker, WorkerSummary } from '../shared/workers.ts';

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
  /** Judged by real outcomes, not by the operating system's flag. `sinceMs`: by the monotonic clock. */
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

/** The supervisor's session with Entra. Tokens stay in memory, or where the config says so in the `SecretStore`. */
export interface Session {
  /** Settles on success, refusal, cancel or time-out: never hangs. */
  signIn(method: SignInMethod, onDeviceCode: (code: DeviceCode) => void): Promise<Result<Account, Trouble>>;
  cancelSignIn(): void;
  /** Silent. `claims` (a decoded claims challenge) or `fresh` force a new token. A kind that `needsSignIn` when a person is. */
  token(how?: { readonly claims?: string; readonly fresh?: boolean }): Promise<Result<Token, Trouble>>;
  /** Told when a silent renewal turns out to need a person, and when that is over. Returns the function that unsubscribes. */
  onNeedsPerson(listener: (needsPerson: boolean) => void): () => void;
  /** Silent: whose sign-in an earlier run kept, with fresh tokens. Null: nobody's that is this station's; then nothing is kept. */
  resume(): Promise<Result<Account | null, Trouble>>;
  /** Forgets accounts, tokens, what was kept, and the sign-in window's cookies. */
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
  /** False: the worker has no method, so neither codes nor a PIN. */
  readonly exists: boolean;
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
  /** ASCII digits: with a new method, whose PIN is told in the same breath. */
  readonly pin: Uint8Array | null;
  readonly requestId: string | null;
}

/** A fresh PIN, told exactly once. Whoever holds it wipes it. */
export interface FreshPin {
  /** ASCII digits. */
  readonly digits: Uint8Array;
  readonly requestId: string | null;
}

/** A sign-in name, or one of several ways to write one number: letters' case apart, to the last character. */
export type Exactly = { readonly upn: string } | { readonly numbers: readonly string[] };

/** Graph, as the station needs it. Writes answer `outcome-unknown` when they may have been applied. */
export interface Directory {
  /** Whether the signed-in supervisor holds a role that may manage codes. */
  mayIssue(): Promise<Result<boolean, Trouble>>;
  findWorkers(text: string, limit: number): Promise<Result<readonly WorkerSummary[], Trouble>>;
  worker(workerId: string): Promise<Result<WorkerSummary, Trouble>>;
  /** Everybody who has just this, at most 25; nobody is no trouble. */
  exactly(wanted: Exactly): Promise<Result<readonly WorkerSummary[], Trouble>>;
  /** PNG or JPEG bytes, at most 200 kB; null when there is none or it is not a picture. */
  photo(workerId: string): Promise<Uint8Array | null>;
  /** Every read is fresh. A worker without a method is no trouble here. */
  readMethod(workerId: string, clientRequestId: string): Promise<Result<MethodFacts, Trouble>>;
  /** With the target `method` a standard code and a PIN that Entra makes; without a method a code is `no-method`. */
  createCode(
    workerId: string,
    target: Target,
    window: { readonly startsAtMs: number; readonly expiresAtMs: number },
    clientRequestId: string,
  ): Promise<Result<CreatedCode, Trouble>>;
  /** What is already gone is a success (`alreadyGone`). */
  deleteCode(
    workerId: string,
    target: Target,
    clientRequestId: string,
  ): Promise<Result<{ readonly alreadyGone: boolean; readonly requestId: string | null }, Trouble>>;
  /** Sets the end of the standard code; the code itself stays as it is printed. */
  extendStandardCode(
    workerId: string,
    expiresAtMs: number,
    clientRequestId: string,
  ): Promise<Result<{ readonly expiresAtMs: number; readonly requestId: string | null }, Trouble>>;
  /** The old PIN is worth nothing from then on. */
  resetPin(workerId: string, clientRequestId: string): Promise<Result<FreshPin, Trouble>>;
}

/** Everybody whom the station serves, page by page, as the directory lists them. */
export interface WorkerList {
  /**
   * The page behind a link of an earlier one; null begins. The reply's bytes as they came: reading a thousand people takes
   * longer than the window may be held up. `start-over`: the service no longer knows the link.
   */
  page(link: string | null): Promise<Result<Uint8Array | 'start-over', Trouble>>;
}

/** How far the copy has come. Without a link the next page is the first. */
export interface CacheStanding {
  readonly workers: number;
  /** Once everybody was listed. It stays complete while a later round is under way. */
  readonly isComplete: boolean;
  /** When the last complete round began, by the station's clock: nothing that happened later is surely in it. */
  readonly asOfMs: number | null;
  /** `next`: in the middle of a round. `delta`: what changed since. `end`: complete, and the next round lists everybody. */
  readonly linkIs: 'none' | 'next' | 'delta' | 'end';
  readonly link: string | null;
}

/** The station's own copy of who works here, off the main thread: it may be thrown away at any time. Troubles are `disk`. */
export interface WorkerCache {
  standing(): Promise<Result<CacheStanding, Trouble>>;
  /** Takes in the page that came for `link`, bytes and all; page and onward link become durable at once. `bad-answer`: no page. */
  take(link: string | null, body: Uint8Array, atMs: number): Promise<Result<CacheStanding, Trouble>>;
  /** Lists everybody anew; whoever is known stays findable until then. */
  startOver(): Promise<Result<CacheStanding, Trouble>>;
  /** Best first. `isExact` false: every hit needed a typing error to be forgiven. */
  search(text: string, limit: number): Promise<Result<CacheHits, Trouble>>;
  /** Everybody who has just this, removed accounts too. */
  exactly(wanted: Exactly): Promise<Result<readonly FoundWorker[], Trouble>>;
  /** Null: nobody of this id was listed. */
  worker(workerId: string): Promise<Result<FoundWorker | null, Trouble>>;
  close(): Promise<void>;
}

export interface CacheHits {
  readonly workers: readonly FoundWorker[];
  readonly isExact: boolean;
}

/** The append-only record. A row is durable when `append` returns. */
export interface Journal {
  append(draft: EntryDraft): Result<JournalEntry, Trouble>;
  /** All rows of one issuance, oldest first. */
  entries(issuanceId: string): readonly JournalEntry[];
  /** Issuances with a `requested` and no `closed`, oldest first. */
  open(): readonly string[];
  /** Each `queued` without a `dequeued`, oldest first; `became`: the issuance that it began, if any. */
  queued(): readonly { readonly row: JournalEntry; readonly became: string | null }[];
  /** The row that tells of this code's creation, if this station made it. */
  creationOf(codeId: string): JournalEntry | null;
  /** The row of the code whose content has this SHA-256 (lower-case hex), if this station made it. */
  creationWith(contentSha256: string): JournalEntry | null;
  /** The rows of codes made since then (by the station's clock) that no row tells to be gone, oldest first. */
  standingSince(sinceMs: number): readonly JournalEntry[];
  /** How many codes this supervisor made since then, or since a second sign-in for more of them (`codesPerHour`). */
  codesMadeBy(actorId: string, sinceMs: number): number;
  recent(limit: number): readonly JournalEntry[];
  /** The last row that tells of a bulk run's beginning or end. */
  lastBatch(): JournalEntry | null;
  /** The `requested` rows of a bulk run, by issuance: their ids are the run's, a dash, and what tells them apart. */
  requestedIn(runId: string): readonly JournalEntry[];
  /** Whether a row could be written now (disk full, read-only, …). Writes nothing that stays. */
  probe(): Result<null, Trouble>;
}

/** One text that outlives the process, sealed by the system's key store. There is none where that does not really encrypt. */
export interface SecretStore {
  /** Null: there is none, or none that can be opened (another key, damaged, too large), which is then gone. */
  read(): string | null;
  /** Replaces what was there. `disk` when it could not be sealed or written: then nothing is there. */
  write(text: string): Result<null, Trouble>;
  /** `disk` when it may still be there. */
  clear(): Result<null, Trouble>;
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
