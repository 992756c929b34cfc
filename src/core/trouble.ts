/** Every expected trouble by name: the screen has one text per kind, the journal and the log carry the kind itself. */

export const troubleKinds = [
  // the way to the service
  'offline',
  'no-answer',
  'untrusted-server',
  'proxy-refused',
  'captive-portal',
  'bad-answer',
  'busy',
  'server-error',
  // the supervisor's session
  'signed-out',
  'session-revoked',
  'supervisor-disabled',
  'not-permitted',
  'no-role',
  'rate-cap',
  'sign-in-cancelled',
  'sign-in-timeout',
  'sign-in-refused',
  'device-code-expired',
  'device-code-declined',
  'wrong-pin',
  'locked',
  // the worker
  'no-such-worker',
  'no-method',
  'no-code',
  'already-enrolled',
  'worker-disabled',
  'worker-privileged',
  'worker-is-self',
  // issuing
  'live-code-exists',
  'rejected',
  'outcome-unknown',
  'code-superseded',
  'not-extended',
  'pin-lost',
  'clock-wrong',
  'disk',
  'printer-not-ready',
  'badge-unreadable',
  'layout-failed',
  'content-gone',
  'already-running',
  'request-over',
  'interrupted',
  // ours
  'invalid-input',
  'incident',
] as const;

export type TroubleKind = (typeof troubleKinds)[number];

/** Troubles that only another sign-in ends. */
export function needsSignIn(kind: TroubleKind): boolean {
  return kind === 'signed-out' || kind === 'session-revoked' || kind === 'supervisor-disabled';
}

/** Plain data that crosses IPC. `detail` is a short machine text for engineers: never a secret, never shown large. */
export interface Trouble {
  readonly kind: TroubleKind;
  /** Graph's `request-id`, to quote to Microsoft. */
  readonly requestId: string | null;
  /** The number of an incident in the station's log, when `kind` is `incident`. */
  readonly incident: string | null;
  readonly retryAfterSeconds: number | null;
  readonly detail: string | null;
}

/** A trouble with only what is known filled in. */
export function trouble(kind: TroubleKind, known: Partial<Omit<Trouble, 'kind'>> = {}): Trouble {
  return { kind, requestId: null, incident: null, retryAfterSeconds: null, detail: null, ...known };
}
