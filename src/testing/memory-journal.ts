/** An in-memory `Journal` with the real chain, and a disk that can be filled. */
import { createHash } from 'node:crypto';
import { firstPrevHash, hashOf, storable } from '../core/journal/canonical.ts';
import type { JournalEntry } from '../core/journal/entry.ts';
import { err, ok } from '../core/result.ts';
import { trouble } from '../core/trouble.ts';
import type { Clock, Journal } from '../main/ports.ts';

export interface MemoryJournal extends Journal {
  readonly all: readonly JournalEntry[];
  /** From now on, or after `afterRows` more rows, every append and probe is refused. */
  fillDisk(afterRows?: number): void;
  freeDisk(): void;
  /** As a broken disk would: a row that was said to be written is not there. */
  forget(entry: JournalEntry): void;
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function createMemoryJournal(clock: Pick<Clock, 'nowMs'>, station = 'Gate 3'): MemoryJournal {
  const all: JournalEntry[] = [];
  let roomForRows = Number.POSITIVE_INFINITY;
  const full = err(trouble('disk', { detail: 'SQLITE_FULL' }));
  return {
    all,
    fillDisk(afterRows = 0) {
      roomForRows = all.length + afterRows;
    },
    freeDisk() {
      roomForRows = Number.POSITIVE_INFINITY;
    },
    forget(entry) {
      all.splice(all.indexOf(entry), 1);
    },
    append(draft) {
      if (all.length >= roomForRows) return full;
      const unhashed = {
        seq: all.length + 1,
        atMs: Math.round(clock.nowMs()),
        station,
        prevHash: all.at(-1)?.hash ?? firstPrevHash,
        ...storable(draft),
      };
      const entry = { hash: hashOf(unhashed, sha256), ...unhashed };
      all.push(entry);
      return ok(entry);
    },
    entries: (issuanceId) => all.filter((entry) => entry.issuanceId === issuanceId),
    open() {
      const ended = new Set(all.filter((entry) => entry.event === 'closed').map((entry) => entry.issuanceId));
      const asked = all.filter((entry) => entry.event === 'requested' && !ended.has(entry.issuanceId));
      return asked.flatMap((entry) => entry.issuanceId ?? []);
    },
    queued: () => queuedIn(all),
    creationOf: (codeId) => newest(all, (entry) => entry.codeId === codeId),
    creationWith: (sha256) => newest(all, ({ detail }) => detail?.contentSha256 === sha256),
    standingSince(sinceMs) {
      const isGone = ({ event }: JournalEntry) => event === 'deleted' || event === 'revoked';
      const gone = new Set(all.filter(isGone).map((entry) => entry.codeId));
      const isStanding = ({ event, atMs, codeId }: JournalEntry) =>
        event === 'created' && atMs >= sinceMs && !gone.has(codeId);
      return all.filter(isStanding);
    },
    ...lookUps(all),
    recent: (limit) => all.toReversed().slice(0, limit),
    probe: () => (all.length >= roomForRows ? full : ok(null)),
  };
}

function lookUps(all: readonly JournalEntry[]): Pick<Journal, 'codesMadeBy' | 'lastBatch' | 'requestedIn'> {
  const isOfBatch = ({ event }: JournalEntry) => event === 'batch-started' || event === 'batch-ended';
  const byId = (a: JournalEntry, b: JournalEntry) => ((a.issuanceId ?? '') < (b.issuanceId ?? '') ? -1 : 1);
  return {
    codesMadeBy: (actorId, sinceMs) =>
      codesMade(all.filter(({ actor, atMs }) => actor?.id === actorId && atMs >= sinceMs)),
    lastBatch: () => all.findLast(isOfBatch) ?? null,
    requestedIn: (runId) =>
      all
        .filter(({ event, issuanceId }) => event === 'requested' && issuanceId?.startsWith(`${runId}-`))
        .sort(byId),
  };
}

function newest(all: readonly JournalEntry[], fits: (created: JournalEntry) => boolean): JournalEntry | null {
  return all.findLast((entry) => entry.event === 'created' && fits(entry)) ?? null;
}

function queuedIn(all: readonly JournalEntry[]): ReturnType<Journal['queued']> {
  const isEnded = ({ issuanceId }: JournalEntry) =>
    all.some((entry) => entry.event === 'dequeued' && entry.issuanceId === issuanceId);
  const begunBy = ({ issuanceId }: JournalEntry) =>
    all.find((entry) => entry.event === 'requested' && entry.detail?.queued === issuanceId);
  const waiting = all.filter((entry) => entry.event === 'queued' && !isEnded(entry));
  return waiting.map((row) => ({ row, became: begunBy(row)?.issuanceId ?? null }));
}

function codesMade(own: readonly JournalEntry[]): number {
  const isAgain = ({ event, detail }: JournalEntry) => event === 'signed-in' && detail?.reason === 'rate-cap';
  return own.slice(own.findLastIndex(isAgain) + 1).filter(({ event }) => event === 'created').length;
}
