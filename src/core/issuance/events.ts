/** The facts an issuance is made of: one journal row each, in the order in which they became true. */

export const issuanceEvents = [
  'requested',
  'refused',
  'preflight-passed',
  'preflight-failed',
  'state-read',
  'delete-sent',
  'deleted',
  'create-sent',
  'created',
  'create-failed',
  'extend-sent',
  'extended',
  'pin-reset-sent',
  'pin-reset',
  'outcome-unknown',
  'orphan-found',
  'render-verified',
  'print-submitted',
  'print-ended',
  'handed-over',
  'not-handed-over',
  'revoked',
  'reconciled',
  'closed',
] as const;

/** A request that waits for the network, and its end: with an id of their own, beside the issuances. */
export const queueEvents = ['queued', 'dequeued'] as const;

export const stationEvents = [
  'signed-in',
  'signed-out',
  'locked',
  'unlocked',
  'settings-changed',
  'checkpoint',
  'batch-started',
  'batch-ended',
  'blocked',
] as const;

export const journalEvents = [...issuanceEvents, ...queueEvents, ...stationEvents] as const;

export type IssuanceEvent = (typeof issuanceEvents)[number];
export type StationEvent = (typeof stationEvents)[number];
export type QueueEvent = (typeof queueEvents)[number];
export type JournalEvent = (typeof journalEvents)[number];

export type CodeKind = 'temporary' | 'standard';
export type ClosedOutcome = 'handed-over' | 'extended' | 'revoked' | 'expired-unused' | 'refused' | 'failed';

/** Short facts beside the columns, for people and reconcile: never a secret. */
export type Detail = Readonly<Record<string, string | number | boolean | null>>;

/** One fact, in the journal's columns; null is "does not apply or not known". Instants are UTC milliseconds. */
export interface Fact {
  readonly event: JournalEvent;
  readonly codeKind: CodeKind | null;
  readonly codeId: string | null;
  readonly startsAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly printer: string | null;
  readonly jobId: string | null;
  readonly outcome: string | null;
  readonly detail: Detail | null;
  readonly clientRequestId: string | null;
  readonly requestId: string | null;
}

/** A fact with only what is known filled in. */
export function fact(event: JournalEvent, known: Partial<Omit<Fact, 'event'>> = {}): Fact {
  return {
    event,
    codeKind: null,
    codeId: null,
    startsAtMs: null,
    expiresAtMs: null,
    printer: null,
    jobId: null,
    outcome: null,
    detail: null,
    clientRequestId: null,
    requestId: null,
    ...known,
  };
}
