/** Issuances that an earlier run, a park or a sign-out left open: reconciled, and shown until a person has seen them. */
import type { Action } from '../../../core/issuance/action.ts';
import type { Fact } from '../../../core/issuance/events.ts';
import { isRead } from '../../../core/issuance/history.ts';
import { orderOf } from '../../../core/issuance/order.ts';
import type { Actor, JournalEntry } from '../../../core/journal/entry.ts';
import { lostPinSeen, lostPins } from '../../../core/journal/lost-pins.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { LeftoverView, TodayView } from '../../../shared/issuance.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import { atMost } from '../at-most.ts';
import { drive, type Stop } from './drive.ts';
import { type IssuingPorts, type Journey, newJourney, record } from './journey.ts';
import { leftoverView } from './leftover-view.ts';

export interface Leftovers {
  /** Reads the service once for each open issuance and settles what it can. Safe to call again. */
  reconcile(actor: Actor): Promise<void>;
  /** Those of a batch are told as one. */
  views(): readonly LeftoverView[];
  batch(): BatchView;
  /** `disk` where it could not be written that somebody has seen it: it is told again. */
  answer(issuanceId: string, answer: LeftoverAnswer): Result<null, Trouble>;
  /** The supervisor went away: the next one is told again of what is still open. */
  forget(): void;
}

export type BatchView = Omit<TodayView, 'live'>;

export type LeftoverAnswer = 'badge-collected' | 'revoke' | 'seen';

interface Leftover {
  readonly journey: Journey;
  readonly first: JournalEntry;
  stop: Stop | null;
}

/** Which open issuances a reconciler settles, and how many of them at a time. */
export interface LeftoverShare {
  isOurs(entries: readonly JournalEntry[]): boolean;
  readonly atOnce: number;
}

/** How soon a truth that could not be had is asked for again: longer each time, a little sooner by chance. */
const againMs = 20_000;
const longestAgainMs = 320_000;
/** As far back as a lost PIN that nobody was shown is looked for: some forty issuances. */
const rowsLookedAt = 512;
/** The service has a quota for writes, and the station other things to do. */
const everything: LeftoverShare = { isOurs: () => true, atOnce: 3 };

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
export function createLeftovers(
  ports: IssuingPorts,
  events: LeftoverEvents,
  atWork: Set<string>,
  share: LeftoverShare = everything,
): Leftovers {
  return new Reconciler(ports, events, atWork, share);
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
    private readonly share: LeftoverShare,
  ) {}

  reconcile(actor: Actor): Promise<void> {
    this.vainRounds = 0;
    this.findLostPins(actor);
    return this.settle(actor);
  }

  /** Ended, but perhaps by a process that was killed before it could show the end to anybody. */
  private findLostPins(actor: Actor): void {
    for (const issuanceId of lostPins(this.ports.journal.recent(rowsLookedAt))) {
      if (this.found.has(issuanceId) || this.isTakenCareOf(issuanceId)) continue;
      const entries = this.ports.journal.entries(issuanceId);
      const leftover = this.share.isOurs(entries) ? leftoverOf(entries, actor) : null;
      if (leftover !== null) this.found.set(issuanceId, { ...leftover, stop: 'closed' });
    }
  }

  private async settle(actor: Actor): Promise<void> {
    this.callOffAgain();
    for (const issuanceId of this.ports.journal.open()) {
      if (this.isTakenCareOf(issuanceId)) continue;
      const entries = this.ports.journal.entries(issuanceId);
      const leftover = this.share.isOurs(entries) ? leftoverOf(entries, actor) : null;
      if (leftover !== null) this.found.set(issuanceId, leftover);
    }
    this.events.announce();
    const open = [...this.found.values()].filter(({ stop }) => stop !== 'closed' && stop !== 'ask');
    await atMost(this.share.atOnce, open, (leftover) => this.run(leftover, freshRead(leftover.journey)));
  }

  views(): readonly LeftoverView[] {
    return [...this.found.values()].filter(({ first }) => !isOfBatch(first)).map(leftoverView);
  }

  batch(): BatchView {
    const all = [...this.found.values()].filter(({ first }) => isOfBatch(first));
    const ended = all.filter(({ stop }) => stop === 'closed');
    const isRevoked = ({ journey }: Leftover) => journey.facts.at(-1)?.outcome === 'revoked';
    return {
      waiting: all.length - ended.length,
      revoked: ended.filter(isRevoked).length,
      failed: ended.filter((each) => !isRevoked(each)).map(({ journey }) => journey.worker.displayName),
      isRunning: all.some(({ journey }) => journey.isBusy),
    };
  }

  answer(issuanceId: string, answer: LeftoverAnswer): Result<null, Trouble> {
    const leftover = this.found.get(issuanceId);
    if (leftover === undefined || leftover.journey.isBusy) return ok(null);
    if (answer !== 'seen') this.decide(leftover, answer);
    else if (leftover.stop === 'closed') {
      const { facts, actor } = leftover.journey;
      if (facts.at(-1)?.detail?.reason === 'pin-lost') {
        const written = this.ports.journal.append(lostPinSeen(issuanceId, actor));
        if (!written.ok) return written;
      }
      this.found.delete(issuanceId);
    }
    this.events.announce();
    return ok(null);
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
    // A PIN slip that nobody has is worth nothing; there is no code to remove.
    const first: Action | null = codeId === null ? null : { do: 'delete', codeId, why: 'revoke' };
    if (answer === 'badge-collected') {
      if (record(ports, journey, 'handed-over', { codeId, detail: { by: 'supervisor-later' } }))
        void this.run(leftover);
    } else if (record(ports, journey, 'not-handed-over', { codeId, detail: chosen })) {
      void this.run(leftover, first);
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

/** What was read before is old news: a new round begins by reading again. */
function freshRead(journey: Journey): Action | null {
  const last = journey.facts.at(-1);
  return last !== undefined && isRead(last) ? { do: 'read', purpose: 'decide', afterMs: 0 } : null;
}

function leftoverOf(entries: readonly JournalEntry[], actor: Actor): Leftover | null {
  const first = entries[0];
  if (first === undefined || first.worker === null || first.issuanceId === null) return null;
  return { first, stop: null, journey: journeyOf(first, entries, actor) };
}

function journeyOf(first: JournalEntry, entries: readonly JournalEntry[], actor: Actor): Journey {
  return newJourney({
    issuanceId: first.issuanceId ?? '',
    order: orderOf(entries),
    worker: summaryOf(first.worker),
    actor,
    mode: 'reconciling',
    facts: entries,
  });
}

/** Ordered together, for all codes of a day. */
function isOfBatch({ detail }: JournalEntry): boolean {
  return detail?.batch !== undefined;
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
