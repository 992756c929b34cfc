/** What the facts so far add up to: the few questions that the next step and reconcile ask of an issuance's past. */
import type { Fact } from './events.ts';
import { factsAbout, mayBeOnPaper, personSaysNoPaper, sinceMade } from './on-paper.ts';
import { type Order, orderOf, papersOf } from './order.ts';

/** Why a code is being deleted; kept in the journal's `detail.why`. */
export type DeleteReason = 'replace' | 'expired' | 'orphan' | 'revoke';

export interface History {
  readonly order: Order;
  readonly last: Fact;
  /** What the reads at the end were a look at. */
  readonly beforeReads: Fact | null;
  /** The live code the supervisor agreed to replace. */
  readonly replaceCodeId: string | null;
  readonly creates: readonly Fact[];
  readonly deletes: readonly Fact[];
  readonly extensions: readonly Fact[];
  /** An extension or a reset of the PIN may have been applied: not one that the service refused or had no time for. */
  readonly mayBeChanged: boolean;
  /** The code this issuance made and has not deleted again. */
  readonly ours: Fact | null;
  /** Codes this issuance made or deleted: a read that still shows a deleted one is stale. */
  readonly goneIds: ReadonlySet<string | null>;
  /** The write whose end is not known yet. */
  readonly pending: Write | null;
  /** The service had no time for the last create, which was surely not applied: it may be sent again. */
  readonly isCreateOwed: boolean;
  /** A create of ours may have been applied without our knowing its code. */
  readonly mayHaveOrphan: boolean;
  /** Reads since the last write: how patient we have been. */
  readonly readsSinceWrite: number;
  /** Of a delete, by this very run: not one that another run wrote down and perhaps never sent. */
  readonly wasJustTried: boolean;
  readonly mayBeOnPaper: boolean;
  /** A person said that nobody holds a badge, and none that may have come out was made since. */
  readonly personSaysNoPaper: boolean;
}

type Write = 'create' | 'delete' | 'extend' | 'pin-reset';

/** What is sent, and the facts that tell its end. */
const writes: Readonly<Record<string, { readonly is: Write; readonly ends: readonly string[] }>> = {
  'create-sent': { is: 'create', ends: ['created', 'create-failed', 'orphan-found'] },
  'delete-sent': { is: 'delete', ends: ['deleted', 'revoked'] },
  'extend-sent': { is: 'extend', ends: ['extended'] },
  'pin-reset-sent': { is: 'pin-reset', ends: ['pin-reset'] },
};

/** Adds up facts of one issuance, oldest first. Undefined for an empty list: there is no such issuance. */
export function historyOf(facts: readonly Fact[]): History | undefined {
  const last = facts.at(-1);
  if (last === undefined) return undefined;
  const sent = (event: Fact['event']) => facts.filter((f) => f.event === event);
  const gone = facts.filter((f) => f.event === 'deleted' || f.event === 'revoked');
  const goneIds = new Set<string | null>(gone.flatMap((f) => f.codeId ?? []));
  const made = facts.findLast((f) => f.event === 'created');
  const lastWriteAt = facts.findLastIndex((f) => f.event in writes);
  const order = orderOf(facts);
  // Of two papers the badge counts: a PIN without a code opens nothing.
  const onPaper = factsAbout(sinceMade(facts), papersOf(order)[0] ?? 'badge', facts);
  return {
    order,
    last,
    beforeReads: beforeReads(facts),
    replaceCodeId: 'replaceCodeId' in order ? order.replaceCodeId : null,
    creates: sent('create-sent'),
    deletes: sent('delete-sent'),
    extensions: sent('extend-sent'),
    mayBeChanged: facts.some((fact, index) => changes.has(fact.event) && !isSurelyVain(facts[index + 1])),
    ours: made !== undefined && !goneIds.has(made.codeId) ? made : null,
    goneIds,
    pending: pendingWrite(facts, lastWriteAt),
    isCreateOwed:
      facts[lastWriteAt + 1]?.event === 'create-failed' && facts[lastWriteAt + 1]?.outcome === 'busy',
    mayHaveOrphan: orphanPossible(facts),
    readsSinceWrite: facts.slice(lastWriteAt + 1).filter((f) => isRead(f)).length,
    wasJustTried: wasJustTried(facts),
    mayBeOnPaper: mayBeOnPaper(onPaper),
    personSaysNoPaper: personSaysNoPaper(onPaper),
  };
}

/** The last fact that is no look of a running issuance at the service: what a person was told last stays true. */
export function beforeReads(facts: readonly Fact[]): Fact | null {
  return facts.findLast((fact) => fact.event !== 'state-read') ?? null;
}

export function isRead(fact: Fact): boolean {
  return fact.event === 'state-read' || fact.event === 'reconciled';
}

/** The read at the end is the first after a delete that was not seen to work: at once again is no use, in a while is. */
export function wasJustTried(facts: readonly Fact[]): boolean {
  const tried = facts.at(-2);
  return tried?.event === 'outcome-unknown' && tried.detail?.of === 'delete';
}

function pendingWrite(facts: readonly Fact[], lastWriteAt: number): Write | null {
  const write = writes[facts[lastWriteAt]?.event ?? ''];
  if (write === undefined) return null;
  const ended = facts.slice(lastWriteAt + 1).some((f) => write.ends.includes(f.event));
  return ended ? null : write.is;
}

const changes: ReadonlySet<string> = new Set(['extend-sent', 'pin-reset-sent']);

function isSurelyVain(end: Fact | undefined): boolean {
  return end?.event === 'refused' || (end?.event === 'outcome-unknown' && end.outcome === 'busy');
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
