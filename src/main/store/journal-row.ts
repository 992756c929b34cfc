/** A journal entry as a row of its table and back. */
import type { CodeKind, Detail, JournalEvent } from '../../core/issuance/events.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';

export interface JournalRow {
  readonly seq: number;
  readonly at_ms: number;
  readonly station: string;
  readonly issuance_id: string | null;
  readonly event: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly worker_id: string | null;
  readonly worker_upn: string | null;
  readonly worker_name: string | null;
  readonly code_kind: string | null;
  readonly code_id: string | null;
  readonly starts_at_ms: number | null;
  readonly expires_at_ms: number | null;
  readonly printer: string | null;
  readonly job_id: string | null;
  readonly outcome: string | null;
  readonly detail: string | null;
  readonly client_request_id: string | null;
  readonly request_id: string | null;
  readonly prev_hash: string;
  readonly hash: string;
}

export const columns: readonly (keyof JournalRow)[] = [
  'seq',
  'at_ms',
  'station',
  'issuance_id',
  'event',
  'actor_id',
  'actor_name',
  'worker_id',
  'worker_upn',
  'worker_name',
  'code_kind',
  'code_id',
  'starts_at_ms',
  'expires_at_ms',
  'printer',
  'job_id',
  'outcome',
  'detail',
  'client_request_id',
  'request_id',
  'prev_hash',
  'hash',
];

export const insertSql = `INSERT INTO journal (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`;

export function rowOfEntry(entry: JournalEntry): JournalRow {
  return {
    seq: entry.seq,
    at_ms: entry.atMs,
    station: entry.station,
    issuance_id: entry.issuanceId,
    event: entry.event,
    actor_id: entry.actor?.id ?? null,
    actor_name: entry.actor?.name ?? null,
    worker_id: entry.worker?.id ?? null,
    worker_upn: entry.worker?.upn ?? null,
    worker_name: entry.worker?.name ?? null,
    code_kind: entry.codeKind,
    code_id: entry.codeId,
    starts_at_ms: entry.startsAtMs,
    expires_at_ms: entry.expiresAtMs,
    printer: entry.printer,
    job_id: entry.jobId,
    outcome: entry.outcome,
    detail: entry.detail === null ? null : JSON.stringify(entry.detail),
    client_request_id: entry.clientRequestId,
    request_id: entry.requestId,
    prev_hash: entry.prevHash,
    hash: entry.hash,
  };
}

/** Rows are ours (and CHECKed by the table), so their shapes are taken as they are; the chain tells of forgeries. */
export function entryOfRow(row: JournalRow): JournalEntry {
  const { actor_id, worker_id } = row;
  return {
    seq: row.seq,
    atMs: row.at_ms,
    station: row.station,
    issuanceId: row.issuance_id,
    event: row.event as JournalEvent,
    actor: actor_id === null ? null : { id: actor_id, name: row.actor_name ?? '' },
    worker:
      worker_id === null ? null : { id: worker_id, upn: row.worker_upn ?? '', name: row.worker_name ?? '' },
    codeKind: row.code_kind as CodeKind | null,
    codeId: row.code_id,
    startsAtMs: row.starts_at_ms,
    expiresAtMs: row.expires_at_ms,
    printer: row.printer,
    jobId: row.job_id,
    outcome: row.outcome,
    detail: row.detail === null ? null : (JSON.parse(row.detail) as Detail),
    clientRequestId: row.client_request_id,
    requestId: row.request_id,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}
