/** What the facts so far add up to: the few questions that the next step and reconcile ask of an issuance's past. */
import type { Fact } from './events.ts';

/** Why a code is being deleted; kept in the journal's `detail.why`. */
export type DeleteReason = 'replace' | 'expired' | 'orphan' | 'revoke';

export interface History {
  readonly last: Fact;
  /** What the reads at the end were a look at. */
  readonly beforeReads: Fact | null;
  /** The live code the supervisor agreed to replace. */
  readonly replaceCodeId: string | null;
  readonly creates: readonly Fact[];
  readonly deletes: readonly Fact[];
  /** The code this issuance made and has not deleted again. */
  readonly ours: Fact | null;
  /** Codes this issuance made or deleted: a read that still shows a deleted one is stale. */
  readonly goneIds: ReadonlySet<string | null>;
  /** The write whose end is not known yet. */
  readonly pending: 'create' | 'delete' | null;
  /** The service had no time for the last create, which was surely not applied: it may be sent again. */
  readonly isCreateOwed: boolean;
  /** A create of ours may have been applied without our knowing its code. */
  readonly mayHaveOrphan: boolean;
  /** Reads since the last write: how patient we have been. */
  readonly readsSinceWrite: number;
  readonly mayBeOnPaper: boolean;
  /** A person said that nobody holds a badge, and none that may have come out was made since. */
  readonly personSaysNoPaper: boolean;
}

const writes = new Set(['delete-sent', 'create-sent']);

/** Adds up facts of one issuance, oldest first. Undefined for an empty list: there is no such issuance. */
export function historyOf(facts: readonly Fact[]): History | undefined {
  const last = facts.at(-1);
  if (last === undefined) return undefined;
  const creates = facts.filter((f) => f.event === 'create-sent');
  const deletes = facts.filter((f) => f.event === 'delete-sent');
  const gone = facts.filter((f) => f.event === 'deleted' || f.event === 'revoked');
  const goneIds = new Set<string | null>(gone.flatMap((f) => f.codeId ?? []));
  const made = facts.findLast((f) => f.event === 'created');
  const lastWriteAt = facts.findLastIndex((f) => writes.has(f.event));
  const replaceCodeId = facts[0]?.detail?.replaceCodeId;
  return {
    last,
    beforeReads: beforeReads(facts),
    replaceCodeId: typeof replaceCodeId === 'string' ? replaceCodeId : null,
    creates,
    deletes,
    ours: made !== undefined && !goneIds.has(made.codeId) ? made : null,
    goneIds,
    pending: pendingWrite(facts, lastWriteAt),
    isCreateOwed:
      facts[lastWriteAt + 1]?.event === 'create-failed' && facts[lastWriteAt + 1]?.outcome === 'busy',
    mayHaveOrphan: orphanPossible(facts),
    readsSinceWrite: facts.slice(lastWriteAt + 1).filter((f) => isRead(f)).length,
    mayBeOnPaper: mayBeOnPaper(facts),
    personSaysNoPaper: personSaysNoPaper(facts),
  };
}

/** The last fact that is no look of a running issuance at the service: what a person was told last stays true. */
export function beforeReads(facts: readonly Fact[]): Fact | null {
  return facts.findLast((fact) => fact.event !== 'state-read') ?? null;
}

export function isRead(fact: Fact): boolean {
  return fact.event === 'state-read' || fact.event === 'reconciled';
}

/**
 * Whether a badge may have come out: a verified badge goes to the printer at once, before the row that names its job,
 * and only a job that certainly failed leaves no paper.
 */
export function mayBeOnPaper(facts: readonly Fact[]): boolean {
  return facts.some((fact, index) => {
    if (fact.event !== 'render-verified') return false;
    const end = facts.slice(index + 1).find((later) => later.event === 'print-ended');
    return end?.outcome !== 'not-printed';
  });
}

/**
 * The last word is "nothing came out", and it is about every badge so far: one made after it is another matter, and so
 * is a job that turned out to have printed when it was to be called off.
 */
export function personSaysNoPaper(facts: readonly Fact[]): boolean {
  const saidAt = facts.findLastIndex((f) => f.event === 'not-handed-over' || f.event === 'handed-over');
  if (facts[saidAt]?.event !== 'not-handed-over') return false;
  const since = facts.slice(saidAt);
  const cameOut = since.some((f) => f.event === 'print-ended' && bytesDelivered.has(f.outcome));
  return !cameOut && !mayBeOnPaper(since);
}

const bytesDelivered: ReadonlySet<string | null> = new Set(['printed', 'sent']);

function pendingWrite(facts: readonly Fact[], lastWriteAt: number): 'create' | 'delete' | null {
  const write = facts[lastWriteAt];
  if (write === undefined) return null;
  const ends =
    write.event === 'create-sent' ? ['created', 'create-failed', 'orphan-found'] : ['deleted', 'revoked'];
  const ended = facts.slice(lastWriteAt + 1).some((f) => ends.includes(f.event));
  if (ended) return null;
  return write.event === 'create-sent' ? 'create' : 'delete';
}

/** True from a create without a known end until an orphan of it was deleted or a later create told its code. */
function orphanPossible(facts: readonly Fact[]): boolean {
  let possible = false;
  facts.forEach((fact, index) => {
    if (fact.event === 'create-sent') possible ||= facts[index + 1]?.event !== 'create-failed';
    if (fact.event === 'created') possible = false;
    if (fact.event === 'deleted' && fact.detail?.why === 'orphan') possible = false;
  });
  return possible;
}
