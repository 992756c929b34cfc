/** A row of the journal: a fact, who and whom it concerns, and its place in the hash chain. */
import type { Fact } from '../issuance/events.ts';

export interface Actor {
  /** Entra object id of the supervisor. */
  readonly id: string;
  readonly name: string;
}

export interface WorkerRef {
  /** Entra object id of the worker. */
  readonly id: string;
  readonly upn: string;
  readonly name: string;
}

/** What a use-case hands to the journal. The store adds seq, time, station and hashes. */
export interface EntryDraft extends Fact {
  /** Null for events of the station itself (signed-in, locked, …); of `queued` and `dequeued` the request's own id. */
  readonly issuanceId: string | null;
  readonly actor: Actor | null;
  readonly worker: WorkerRef | null;
}

export interface JournalEntry extends EntryDraft {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  readonly atMs: number;
  readonly station: string;
  /** Lower-case hex SHA-256 of the row before; 64 zeros for the first. */
  readonly prevHash: string;
  readonly hash: string;
}
