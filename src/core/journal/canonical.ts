/** The one way to write a journal row as text: what is hashed, exported and verified is the same line. */
import { type Detail, type JournalEvent, journalEvents } from '../issuance/events.ts';
import { assert, err, ok, type Result } from '../result.ts';
import type { Actor, EntryDraft, JournalEntry, WorkerRef } from './entry.ts';

export type Sha256 = (text: string) => string;

/** The hash before the first row. */
export const firstPrevHash = '0'.repeat(64);

/** The furthest instant that a JavaScript `Date` knows (ECMA-262, time values). */
const mostMs = 8.64e15;

export type UnhashedEntry = Omit<JournalEntry, 'hash'>;

/** A row as one JSON line: keys always present and in this order, instants in RFC 3339 UTC, detail's keys sorted. */
export function canonicalLine(entry: JournalEntry): string {
  return JSON.stringify({ ...exported(entry), hash: entry.hash });
}

/** Lower-case hex SHA-256 over the canonical line without its `hash`; `prevHash` is in it and makes the chain. */
export function hashOf(entry: UnhashedEntry, sha256: Sha256): string {
  return sha256(unhashedLine(entry));
}

/** The canonical line without its `hash`: what the hash, and a checkpoint's signature, are made over. */
export function unhashedLine(entry: UnhashedEntry): string {
  return JSON.stringify(exported(entry));
}

function exported(entry: UnhashedEntry) {
  const { actor, worker } = entry;
  return {
    seq: entry.seq,
    at: instant(entry.atMs),
    station: entry.station,
    issuanceId: entry.issuanceId,
    event: entry.event,
    actor: actor === null ? null : { id: actor.id, name: actor.name },
    worker: worker === null ? null : { id: worker.id, upn: worker.upn, name: worker.name },
    codeKind: entry.codeKind,
    codeId: entry.codeId,
    startsAt: instant(entry.startsAtMs),
    expiresAt: instant(entry.expiresAtMs),
    printer: entry.printer,
    jobId: entry.jobId,
    outcome: entry.outcome,
    detail: sortedDetail(entry.detail),
    clientRequestId: entry.clientRequestId,
    requestId: entry.requestId,
    prevHash: entry.prevHash,
  };
}

function instant(ms: number): string;
function instant(ms: number | null): string | null;
function instant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

/**
 * A draft as it will read back from storage, so that its hash still fits then: SQLite keeps text as UTF-8, in which
 * half a surrogate pair cannot be written, and names come from outside. Instants become whole milliseconds.
 */
export function storable(draft: EntryDraft): EntryDraft {
  const text = JSON.stringify({ ...draft, detail: sortedDetail(draft.detail) });
  const settled = JSON.parse(text, (_key, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  ) as EntryDraft;
  return { ...settled, startsAtMs: wholeMs(draft.startsAtMs), expiresAtMs: wholeMs(draft.expiresAtMs) };
}

function wholeMs(ms: number | null): number | null {
  assert(ms === null || Math.abs(ms) <= mostMs, 'an instant is a date');
  return ms === null ? null : Math.round(ms);
}

function sortedDetail(detail: Detail | null): Detail | null {
  if (detail === null) return null;
  return Object.fromEntries(Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads an exported line back. Anything that `canonicalLine` could not have written is refused. */
export function parseLine(line: string): Result<JournalEntry, 'not-json' | 'not-canonical'> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (malformed) {
    assert(malformed instanceof SyntaxError, 'JSON.parse refuses a text by a SyntaxError');
    return err('not-json');
  }
  const entry = entryOf(value);
  return entry !== null && canonicalLine(entry) === line ? ok(entry) : err('not-canonical');
}

const events: readonly string[] = journalEvents;

/** Shapes only: that the line is exactly ours is shown by writing it again. */
function entryOf(value: unknown): JournalEntry | null {
  if (!isRecord(value) || typeof value.event !== 'string' || !events.includes(value.event)) return null;
  const atMs = msOf(value.at);
  if (typeof value.seq !== 'number' || typeof value.station !== 'string' || atMs === null) return null;
  if (typeof value.prevHash !== 'string' || typeof value.hash !== 'string') return null;
  return {
    seq: value.seq,
    atMs,
    station: value.station,
    issuanceId: textOf(value.issuanceId),
    event: value.event as JournalEvent,
    actor: isRecord(value.actor) ? (value.actor as unknown as Actor) : null,
    worker: isRecord(value.worker) ? (value.worker as unknown as WorkerRef) : null,
    codeKind: value.codeKind === 'temporary' || value.codeKind === 'standard' ? value.codeKind : null,
    codeId: textOf(value.codeId),
    startsAtMs: msOf(value.startsAt),
    expiresAtMs: msOf(value.expiresAt),
    printer: textOf(value.printer),
    jobId: textOf(value.jobId),
    outcome: textOf(value.outcome),
    detail: isRecord(value.detail) ? (value.detail as Detail) : null,
    clientRequestId: textOf(value.clientRequestId),
    requestId: textOf(value.requestId),
    prevHash: value.prevHash,
    hash: value.hash,
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function msOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : ms;
}
