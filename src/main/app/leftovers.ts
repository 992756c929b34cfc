/** Issuances that an earlier run, a park or a sign-out left open: reconciled, and shown until a person has seen them. */
import type { Action } from '../../core/issuance/action.ts';
import type { Fact } from '../../core/issuance/events.ts';
import type { Actor, JournalEntry } from '../../core/journal/entry.ts';
import type { LeftoverView } from '../../shared/api.ts';
import type { WorkerSummary } from '../../shared/workers.ts';
import { drive, type Stop } from './drive.ts';
import { type IssuingPorts, type Journey, newJourney, record } from './journey.ts';

export interface Leftovers {
  /** Reads the service once for each open issuance and settles what it can. Safe to call again. */
  reconcile(actor: Actor): Promise<void>;
  views(): readonly LeftoverView[];
  answer(issuanceId: string, answer: LeftoverAnswer): void;
  /** The supervisor went away: the next one is told again of what is still open. */
  forget(): void;
}

export type LeftoverAnswer = 'badge-collected' | 'revoke' | 'seen';

interface Leftover {
  readonly journey: Journey;
  readonly first: JournalEntry;
  stop: Stop | null;
}

/** How soon a truth that could not be had is asked for again: longer each time, a little sooner by chance. */
const againMs = 20_000;
const longestAgainMs = 320_000;

export interface LeftoverEvents {
  readonly announce: () => void;
  readonly currentId: () => string | null;
  readonly incident: (bug: unknown) => string;
  /** A step that outlived its supervisor has ended: whoever is here now may go on. */
  readonly released: () => void;
  /** Of these facts a print job may be left that nobody follows. */
  readonly unattended: (facts: readonly Fact[]) => void;
}

/** @param atWork the issuances that somebody drives at this moment: never two on one, whoever signs in meanwhile */
export function createLeftovers(ports: IssuingPorts, events: LeftoverEvents, atWork: Set<string>): Leftovers {
  return new Reconciler(ports, events, atWork);
}

class Reconciler implements Leftovers {
  private readonly found = new Map<string, Leftover>();
  private callOffAgain = () => {};
  /** Rounds that were asked for by the clock since somebody asked. */
  private vainRounds = 0;

  constructor(
    private readonly ports: IssuingPorts,
    private readonly events: LeftoverEvents,
    private readonly atWork: Set<string>,
  ) {}

  reconcile(actor: Actor): Promise<void> {
    this.vainRounds = 0;
    return this.settle(actor);
  }

  private async settle(actor: Actor): Promise<void> {
    this.callOffAgain();
    for (const issuanceId of this.ports.journal.open()) {
      if (this.isTakenCareOf(issuanceId)) continue;
      const leftover = leftoverOf(this.ports.journal.entries(issuanceId), actor);
      if (leftover !== null) this.found.set(issuanceId, leftover);
    }
    this.events.announce();
    const open = [...this.found.values()].filter(({ stop }) => stop !== 'closed' && stop !== 'ask');
    await Promise.all(open.map((leftover) => this.run(leftover, freshRead(leftover.journey))));
  }

  views(): readonly LeftoverView[] {
    return [...this.found.values()].map(viewOf);
  }

  answer(issuanceId: string, answer: LeftoverAnswer): void {
    const leftover = this.found.get(issuanceId);
    if (leftover === undefined || leftover.journey.isBusy) return;
    if (answer !== 'seen') this.decide(leftover, answer);
    else if (leftover.stop === 'closed') this.found.delete(issuanceId);
    this.events.announce();
  }

  forget(): void {
    this.callOffAgain();
    // One in the middle of a step finishes this step and takes no other.
    for (const { journey } of this.found.values()) journey.isAbandoned = true;
    this.found.clear();
  }

  /** One at work is left to it, and one that waits for a person's answer needs no new read. */
  private isTakenCareOf(issuanceId: string): boolean {
    const isCurrent = issuanceId === this.events.currentId() || this.atWork.has(issuanceId);
    return isCurrent || this.found.get(issuanceId)?.stop === 'ask';
  }

  private decide(leftover: Leftover, answer: 'badge-collected' | 'revoke'): void {
    if (leftover.stop !== 'ask') return;
    const { ports } = this;
    const { journey } = leftover;
    const codeId = journey.facts.findLast((fact) => fact.event === 'created')?.codeId ?? null;
    if (answer === 'badge-collected') {
      if (record(ports, journey, 'handed-over', { codeId, detail: { by: 'supervisor-later' } }))
        void this.run(leftover);
    } else if (codeId !== null && record(ports, journey, 'not-handed-over', { codeId, detail: chosen })) {
      void this.run(leftover, { do: 'delete', codeId, why: 'revoke' });
    }
  }

  private async run(leftover: Leftover, first: Action | null = null): Promise<void> {
    const { journey } = leftover;
    if (journey.isBusy) return;
    journey.isBusy = true;
    journey.trouble = null;
    journey.diskRefused = false;
    this.atWork.add(journey.issuanceId);
    try {
      leftover.stop = await drive(this.ports, journey, this.events.announce, first);
    } catch (bug) {
      this.events.incident(bug);
      leftover.stop = 'parked';
    } finally {
      journey.isBusy = false;
      this.events.unattended(journey.facts);
      this.atWork.delete(journey.issuanceId);
      this.events.announce();
    }
    if (journey.isAbandoned) this.events.released();
    else if (leftover.stop === 'parked' || leftover.stop === 'disk') this.askAgainLater(journey);
  }

  /** Never before the service said; somebody who signs in, or a network that is back, asks at once. */
  private askAgainLater({ actor, trouble }: Journey): void {
    this.callOffAgain();
    const ownMs = Math.min(againMs * 2 ** this.vainRounds, longestAgainMs) * (1 - this.ports.random() / 4);
    const waitMs = Math.max(ownMs, (trouble?.retryAfterSeconds ?? 0) * 1_000);
    this.callOffAgain = this.ports.clock.after(waitMs, () => {
      this.vainRounds += 1;
      void this.settle(actor);
    });
  }
}

const chosen = { by: 'supervisor-later', choice: 'revoke' } as const;

/** What an earlier reconcile read is old news: a new one begins by reading again. */
function freshRead(journey: Journey): Action | null {
  const isOldNews = journey.facts.at(-1)?.event === 'reconciled';
  return isOldNews ? { do: 'read', purpose: 'decide', afterMs: 0 } : null;
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
