/** Issuances that an earlier run, a park or a sign-out left open: reconciled, and shown until a person has seen them. */
import type { Action } from '../../core/issuance/action.ts';
import type { Actor, JournalEntry } from '../../core/journal/entry.ts';
import type { LeftoverView, WorkerSummary } from '../../shared/api.ts';
import { drive, type Stop } from './drive.ts';
import { type IssuingPorts, type Journey, newJourney, record } from './journey.ts';

export interface Leftovers {
  /** Reads the service once for each open issuance and settles what it can. Safe to call again. */
  reconcile(actor: Actor): Promise<void>;
  views(): readonly LeftoverView[];
  answer(issuanceId: string, answer: 'badge-collected' | 'revoke' | 'seen'): void;
  /** The supervisor went away: the next one is told again of what is still open. */
  forget(): void;
}

interface Leftover {
  readonly journey: Journey;
  readonly first: JournalEntry;
  stop: Stop | null;
}

/** How soon a truth that could not be had is asked for again. */
const againMs = 20_000;

export function createLeftovers(
  ports: IssuingPorts,
  events: {
    readonly announce: () => void;
    readonly currentId: () => string | null;
    readonly incident: (bug: unknown) => string;
  },
): Leftovers {
  const found = new Map<string, Leftover>();
  let callOffAgain = () => {};

  const run = async (leftover: Leftover, first: Action | null = null) => {
    const { journey } = leftover;
    if (journey.isBusy) return;
    journey.isBusy = true;
    journey.trouble = null;
    try {
      leftover.stop = await drive(ports, journey, events.announce, first);
    } catch (bug) {
      events.incident(bug);
      leftover.stop = 'parked';
    } finally {
      journey.isBusy = false;
      events.announce();
    }
  };

  const reconcile = async (actor: Actor): Promise<void> => {
    callOffAgain();
    for (const issuanceId of ports.journal.open()) {
      const known = found.get(issuanceId);
      // One at work is left to it, and one that waits for a person's answer needs no new read.
      if (issuanceId === events.currentId() || known?.journey.isBusy === true || known?.stop === 'ask')
        continue;
      const entries = ports.journal.entries(issuanceId);
      const leftover = leftoverOf(entries, actor);
      if (leftover !== null) found.set(issuanceId, leftover);
    }
    events.announce();
    const open = [...found.values()].filter(({ stop }) => stop !== 'closed' && stop !== 'ask');
    await Promise.all(open.map((leftover) => run(leftover, freshRead(leftover.journey))));
    const isWaiting = open.some((leftover) => leftover.stop === 'parked' || leftover.stop === 'disk');
    if (isWaiting) callOffAgain = ports.clock.after(againMs, () => void reconcile(actor));
  };

  return {
    reconcile,
    views: () => [...found.values()].map(viewOf),
    answer(issuanceId, answer) {
      const leftover = found.get(issuanceId);
      if (leftover === undefined || leftover.journey.isBusy) return;
      answered(ports, leftover, answer, found, run);
      events.announce();
    },
    forget() {
      callOffAgain();
      found.clear();
    },
  };
}

/** What an earlier reconcile read is old news: a new one begins by reading again. */
function freshRead(journey: Journey): Action | null {
  const isOldNews = journey.facts.at(-1)?.event === 'reconciled';
  return isOldNews ? { do: 'read', purpose: 'decide', afterMs: 0 } : null;
}

function answered(
  ports: IssuingPorts,
  leftover: Leftover,
  answer: 'badge-collected' | 'revoke' | 'seen',
  found: Map<string, Leftover>,
  run: (leftover: Leftover, first?: Action | null) => Promise<void>,
): void {
  const { journey, stop } = leftover;
  if (answer === 'seen') {
    if (stop === 'closed') found.delete(journey.issuanceId);
    return;
  }
  if (stop !== 'ask') return;
  const codeId = journey.facts.findLast((fact) => fact.event === 'created')?.codeId ?? null;
  if (answer === 'badge-collected') {
    if (record(ports, journey, 'handed-over', { codeId, detail: { by: 'supervisor-later' } }))
      void run(leftover);
  } else if (codeId !== null && record(ports, journey, 'not-handed-over', { codeId })) {
    void run(leftover, { do: 'delete', codeId, why: 'revoke' });
  }
}

function leftoverOf(entries: readonly JournalEntry[], actor: Actor): Leftover | null {
  const first = entries[0];
  if (first === undefined || first.worker === null || first.issuanceId === null) return null;
  return { first, stop: null, journey: journeyOf(first, entries, actor) };
}

function journeyOf(first: JournalEntry, entries: readonly JournalEntry[], actor: Actor): Journey {
  const hours = first.detail?.hours;
  return newJourney({
    issuanceId: first.issuanceId ?? '',
    codeKind: first.codeKind ?? 'temporary',
    worker: summaryOf(first.worker),
    actor,
    hours: typeof hours === 'number' ? hours : 0,
    replaceCodeId: null,
    mode: 'reconciling',
    facts: entries,
  });
}

function summaryOf(worker: JournalEntry['worker']): WorkerSummary {
  return {
    id: worker?.id ?? '',
    displayName: worker?.name ?? '',
    userPrincipalName: worker?.upn ?? '',
    employeeId: null,
    department: null,
    jobTitle: null,
    accountEnabled: true,
  };
}

function viewOf({ journey, first, stop }: Leftover): LeftoverView {
  const created = journey.facts.findLast((fact) => fact.event === 'created' || fact.event === 'orphan-found');
  return {
    issuanceId: journey.issuanceId,
    worker: { id: journey.worker.id, name: journey.worker.displayName },
    requestedAtMs: first.atMs,
    requestedBy: first.actor?.name ?? null,
    state: stateOf(journey, stop),
    expiresAtMs: created?.expiresAtMs ?? null,
    trouble: journey.trouble,
  };
}

function stateOf(journey: Journey, stop: Stop | null): LeftoverView['state'] {
  if (stop === 'ask') return 'ask-hand-over';
  if (stop !== 'closed') return 'waiting';
  const last = journey.facts.at(-1);
  const wasGone = last?.detail?.reason === 'gone-at-service';
  if (last?.outcome === 'revoked' && !wasGone) return 'revoked';
  const isQuiet = journey.trouble === null || journey.trouble.kind === 'interrupted';
  return isQuiet ? 'nothing-live' : 'failed';
}
