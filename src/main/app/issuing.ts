/** Issuing a temporary code: one journey at a time, started, watched and answered by the page. */
import type { Action } from '../../core/issuance/action.ts';
import { beforeReads } from '../../core/issuance/history.ts';
import type { Actor } from '../../core/journal/entry.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { IssuanceAnswer, IssuanceView, WorkerSummary } from '../../shared/api.ts';
import { drive } from './drive.ts';
import { createHandOverScans } from './hand-over-scan.ts';
import { viewOf } from './issuance-view.ts';
import { type IssuingPorts, type Journey, newJourney, record, wipe } from './journey.ts';
import { choosePrinter } from './preflight.ts';

export interface Issuing {
  /** Starts and returns; `announce` tells of progress. `already-running` while another is under way. */
  start(asked: {
    readonly worker: WorkerSummary;
    readonly actor: Actor;
    readonly hours: number;
    readonly replaceCodeId: string | null;
  }): Result<{ readonly issuanceId: string }, Trouble>;
  read(issuanceId: string): Result<IssuanceView, Trouble>;
  answer(issuanceId: string, answer: IssuanceAnswer): Result<null, Trouble>;
  /** A scanner read something with this SHA-256: proof of the hand-over when it is the badge under way. */
  scanned(sha256: string): void;
  /** The journey that is not at its end, for a page that restarts. */
  currentId(): string | null;
  /** Whether the machine is working at this moment (not waiting for a person): a lock waits for it. */
  isBusy(): boolean;
  /** Wipes the content and leaves the journey to reconcile: the supervisor went away. */
  abandon(): void;
}

/** @param atWork the issuances that somebody drives at this moment */
export function createIssuing(ports: IssuingPorts, events: IssuingEvents, atWork: Set<string>): Issuing {
  let current: Journey | null = null;
  const scans = createHandOverScans(ports, events.announce);

  const run: Run = async (journey, first = null, prepare = null) => {
    atWork.add(journey.issuanceId);
    await driven(ports, journey, events, first, prepare);
    atWork.delete(journey.issuanceId);
    // Parked, stopped by the disk, by a bug or by the supervisor's leaving: nobody goes on with it but a reconcile.
    const isLeft = current !== journey || !isOpen(journey);
    if (isLeft) wipe(journey);
    if (isLeft && journey.facts.at(-1)?.event !== 'closed') events.parked(journey.issuanceId);
    events.announce();
  };

  return {
    start(asked) {
      if (current !== null && isOpen(current)) return err(trouble('already-running'));
      const issuanceId = ports.ids.uuid();
      const journey = newJourney({ ...asked, issuanceId, codeKind: 'temporary', mode: 'running', facts: [] });
      const detail = { hours: asked.hours, replaceCodeId: asked.replaceCodeId };
      const journalled = record(ports, journey, 'requested', { detail });
      if (!journalled) return err(journey.trouble ?? trouble('disk'));
      current = journey;
      void run(journey);
      return ok({ issuanceId: journey.issuanceId });
    },
    read(issuanceId) {
      if (current?.issuanceId !== issuanceId) return err(trouble('interrupted'));
      return ok({ ...viewOf(current, ports.pageClock), scan: scans.state() });
    },
    answer(issuanceId, answer) {
      const journey = current;
      if (journey?.issuanceId !== issuanceId) return err(trouble('interrupted'));
      const allowed = viewOf(journey, ports.pageClock).answers.includes(answer);
      // A second tap, or one that came late, changes nothing and is no error.
      if (allowed) act(ports, journey, answer, run);
      events.announce();
      return ok(null);
    },
    scanned: (sha256) => scans.judge(current, sha256, (journey) => void run(journey)),
    currentId: () => (current !== null && isOpen(current) ? current.issuanceId : null),
    isBusy: () => current?.isBusy ?? false,
    abandon() {
      // A journey in the middle of a step finishes this step, takes no other, and is wiped then.
      if (current !== null) current.isAbandoned = true;
      if (current !== null && !current.isBusy) wipe(current);
      current = null;
    },
  };
}

export interface IssuingEvents {
  readonly announce: () => void;
  /** The truth must wait; a reconcile will be needed. */
  readonly parked: (issuanceId: string) => void;
  /** Logs a bug and answers with its incident number. */
  readonly incident: (bug: unknown) => string;
}

function isOpen(journey: Journey): boolean {
  if (journey.isBusy) return true;
  const last = beforeReads(journey.facts)?.event;
  return last === 'print-ended' || last === 'not-handed-over' || last === 'reconciled';
}

async function driven(
  ports: IssuingPorts,
  journey: Journey,
  events: IssuingEvents,
  first: Action | null,
  prepare: (() => Promise<unknown>) | null,
): Promise<void> {
  journey.isBusy = true;
  journey.diskRefused = false;
  try {
    if (prepare !== null) await prepare();
    await drive(ports, journey, events.announce, first);
  } catch (bug) {
    // Trouble is a fact or a Result, so whatever is thrown is a bug of ours.
    journey.trouble = trouble('incident', { incident: events.incident(bug) });
  }
  journey.isBusy = false;
}

type Run = (
  journey: Journey,
  first?: Action | null,
  prepare?: (() => Promise<unknown>) | null,
) => Promise<void>;

function act(ports: IssuingPorts, journey: Journey, answer: IssuanceAnswer, run: Run): void {
  const codeId = journey.facts.findLast((fact) => fact.event === 'created')?.codeId ?? null;
  switch (answer) {
    case 'badge-collected':
      if (record(ports, journey, 'handed-over', { codeId, detail: { by: 'supervisor' } })) void run(journey);
      return;
    case 'nothing-came-out':
      record(ports, journey, 'not-handed-over', { codeId });
      return;
    case 'reprint':
      // The printer of the first try may be the broken one: choose again. Then look whether the code still stands,
      // render and print the same content.
      void run(journey, { do: 'read', purpose: 'verify', afterMs: 0 }, () => choosePrinter(ports, journey));
      return;
    default:
      if (codeId !== null) void run(journey, { do: 'delete', codeId, why: 'revoke' });
  }
}
