/** Carrying out a supervisor's order: one journey at a time, started, watched and answered by the page. */
import type { Action } from '../../../core/issuance/action.ts';
import type { IssuanceAnswer } from '../../../core/issuance/answer.ts';
import type { Fact } from '../../../core/issuance/events.ts';
import { beforeReads } from '../../../core/issuance/history.ts';
import { detailOf, type Order, type Paper, papersOf } from '../../../core/issuance/order.ts';
import type { Actor } from '../../../core/journal/entry.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { IssuanceView } from '../../../shared/issuance.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import { looseJobsOf } from '../paper/end-print.ts';
import { createHandOverScans } from '../paper/hand-over-scan.ts';
import { createPaperWatch } from '../paper/paper-watch.ts';
import { isChoosing, lookAtPrinters, paperMeant, printerMeant } from '../paper/print-again.ts';
import { drive } from './drive.ts';
import { viewOf } from './issuance-view.ts';
import { type IssuingPorts, type Journey, newJourney, record, wipe } from './journey.ts';

export interface Issuing {
  /** Starts and returns; `announce` tells of progress. `already-running` while another is under way. */
  start(asked: {
    readonly worker: WorkerSummary;
    readonly actor: Actor;
    readonly order: Order;
    /** The request that this is the answer to: its id goes into `requested`. */
    readonly queueId: string | null;
  }): Result<{ readonly issuanceId: string }, Trouble>;
  read(issuanceId: string): Result<IssuanceView, Trouble>;
  /**
   * A scanner read something with this SHA-256: proof of the hand-over when it is the badge under way.
   * @returns whether it was that badge
   */
  scanned(sha256: string): boolean;
  /** @param printer the one that the screen named, with `reprint-elsewhere` */
  answer(issuanceId: string, answer: IssuanceAnswer, printer: string | null): Result<null, Trouble>;
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

  const run = createRun(ports, events, atWork, (journey) => current === journey);
  return {
    start({ queueId, ...asked }) {
      if (current !== null && isOpen(current)) return err(trouble('already-running'));
      const issuanceId = ports.ids.uuid();
      const journey = newJourney({ ...asked, issuanceId, mode: 'running', facts: [] });
      const detail = detailOf(asked.order);
      const journalled = record(ports, journey, 'requested', {
        detail: queueId === null ? detail : { ...detail, queued: queueId },
      });
      if (!journalled) return err(journey.trouble ?? trouble('disk'));
      current = journey;
      void run(journey);
      return ok({ issuanceId: journey.issuanceId });
    },
    read(issuanceId) {
      if (current?.issuanceId !== issuanceId) return err(trouble('interrupted'));
      return ok({
        ...viewOf(current, ports.pageClock, ports.settings.defaultLifetimeHours),
        scan: scans.state(),
      });
    },
    answer(issuanceId, answer, printer) {
      const journey = current;
      if (journey?.issuanceId !== issuanceId) return err(trouble('interrupted'));
      const allowed = viewOf(journey, ports.pageClock, ports.settings.defaultLifetimeHours).answers.includes(
        answer,
      );
      // A second tap, or one that came late, changes nothing and is no error.
      if (allowed) act(ports, journey, { answer, printer }, run);
      events.announce();
      return ok(null);
    },
    scanned: (sha256) => scans.judge(current, sha256, (journey) => void run(journey)),
    currentId: () => (current !== null && isOpen(current) ? current.issuanceId : null),
    isBusy: () => current?.isBusy ?? false,
    abandon() {
      // A journey in the middle of a step finishes this step, takes no other, and is wiped then.
      if (current !== null) current.isAbandoned = true;
      if (current !== null && !current.isBusy) {
        wipe(ports, current);
        events.unattended(current.facts);
      }
      current = null;
    },
  };
}

type Run = (journey: Journey, first?: Action | null) => Promise<void>;

/** Drives a journey until it waits for a person, and watches over the paper while it does. */
function createRun(
  ports: IssuingPorts,
  events: IssuingEvents,
  atWork: Set<string>,
  isCurrent: (journey: Journey) => boolean,
): Run {
  const isWaiting = (journey: Journey) => isCurrent(journey) && !journey.isBusy && isOpen(journey);
  const watchPaper = createPaperWatch(ports, { ...events, isWaiting, ended: (journey) => void run(journey) });
  const run: Run = async (journey, first = null) => {
    atWork.add(journey.issuanceId);
    await driven(ports, journey, events, first);
    atWork.delete(journey.issuanceId);
    // Parked, stopped by the disk, by a bug or by the supervisor's leaving: nobody goes on with it but a reconcile.
    const isLeft = !isCurrent(journey) || !isOpen(journey);
    if (isLeft) wipe(ports, journey);
    if (isLeft) events.unattended(journey.facts);
    if (isLeft && journey.facts.at(-1)?.event !== 'closed') events.parked(journey.issuanceId);
    if (!isLeft) watchPaper(journey);
    events.announce();
  };
  return run;
}

export interface IssuingEvents {
  readonly announce: () => void;
  /** The truth must wait; a reconcile will be needed. */
  readonly parked: (issuanceId: string) => void;
  /** Logs a bug and answers with its incident number. */
  readonly incident: (bug: unknown) => string;
  /** Of these facts a print job may be left that nobody follows. */
  readonly unattended: (facts: readonly Fact[]) => void;
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
): Promise<void> {
  journey.isBusy = true;
  journey.diskRefused = false;
  try {
    const stop = await drive(ports, journey, events.announce, first);
    if (stop === 'ask' && isChoosing(journey.facts)) await lookAtPrinters(ports, journey);
  } catch (bug) {
    // Trouble is a fact or a Result, so whatever is thrown is a bug of ours.
    journey.trouble = trouble('incident', { incident: events.incident(bug) });
  }
  journey.isBusy = false;
}

interface Given {
  readonly answer: IssuanceAnswer;
  readonly printer: string | null;
}

/** What a person said is written down before it is acted upon. */
function act(ports: IssuingPorts, journey: Journey, given: Given, run: Run): void {
  const { answer } = given;
  switch (answer) {
    case 'badge-collected':
      if (record(ports, journey, 'handed-over', { codeId: madeCodeId(journey), detail: { by } }))
        void run(journey);
      return;
    case 'nothing-came-out':
      actOnMissing(ports, journey, papersOf(journey.order)[0] ?? 'badge', answer, run);
      return;
    case 'slip-missing':
      actOnMissing(ports, journey, 'pin-slip', answer, run);
      return;
    case 'reprint':
    case 'reprint-elsewhere':
      actOnReprint(ports, journey, answer, given.printer, run);
      return;
    case 'new-pin':
    case 'give-up':
      if (chose(ports, journey, answer)) void run(journey);
      return;
    default: {
      const codeId = madeCodeId(journey);
      if (codeId !== null && chose(ports, journey, answer))
        void run(journey, { do: 'delete', codeId, why: 'revoke' });
    }
  }
}

const by = 'supervisor';

function madeCodeId({ facts }: Journey): string | null {
  return facts.findLast((fact) => fact.event === 'created')?.codeId ?? null;
}

function chose(
  ports: IssuingPorts,
  journey: Journey,
  choice: IssuanceAnswer,
  on: { readonly paper?: Paper; readonly printer?: string } = {},
): boolean {
  const { printer = null, ...detail } = on;
  return record(ports, journey, 'not-handed-over', {
    codeId: madeCodeId(journey),
    printer,
    detail: { by, choice, ...detail },
  });
}

function actOnMissing(
  ports: IssuingPorts,
  journey: Journey,
  paper: Paper,
  said: IssuanceAnswer,
  run: Run,
): void {
  const printer = journey.sheets[paper].printer?.name ?? null;
  const known = { codeId: madeCodeId(journey), printer, detail: { by, said, paper } };
  if (!record(ports, journey, 'not-handed-over', known)) return;
  void run(journey, looseJobsOf(journey.facts).length === 0 ? null : { do: 'end-print' });
}

function actOnReprint(
  ports: IssuingPorts,
  journey: Journey,
  answer: 'reprint' | 'reprint-elsewhere',
  named: string | null,
  run: Run,
): void {
  const paper = paperMeant(journey);
  const printer = printerMeant(ports, journey, answer, named);
  if (printer === null || !chose(ports, journey, answer, { paper, printer: printer.name })) return;
  // Rendered again: the other printer may have another stock and other dots.
  journey.sheets[paper].printer = printer;
  journey.printersNow = null;
  const look: Action = { do: 'read', purpose: 'verify', afterMs: 0 };
  void run(journey, madeCodeId(journey) === null ? null : look);
}
