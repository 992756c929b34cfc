/** What the page is told of an issuance: derived from its facts each time, never the content. */

import type { IssuanceAnswer } from '../../../core/issuance/answer.ts';
import type { ClosedOutcome, Fact } from '../../../core/issuance/events.ts';
import { beforeReads } from '../../../core/issuance/history.ts';
import { nextAction } from '../../../core/issuance/next.ts';
import { factsAbout, mayBeOnPaper, sinceMade } from '../../../core/issuance/on-paper.ts';
import { type Order, orderOf, type Paper, papersOf } from '../../../core/issuance/order.ts';
import { paperAtFault, paperState } from '../../../core/issuance/papers.ts';
import type { IssuanceStep, IssuanceView } from '../../../shared/issuance.ts';
import type { PrinterReason } from '../../../shared/printers.ts';
import { printerReasons } from '../../../shared/printers.ts';
import type { Clock } from '../../ports.ts';
import { isChoosing, printersShown, reprintsOf } from '../paper/print-again.ts';
import type { Journey } from './journey.ts';

/** @param defaultHours what to offer next to a worker for whom no temporary code was ordered */
export function viewOf(journey: Journey, clock: Clock, defaultHours: number): Omit<IssuanceView, 'scan'> {
  const { facts, worker, order } = journey;
  const isReplacement = facts.some((fact) => fact.event === 'delete-sent' && fact.detail?.why !== 'revoke');
  const made = facts.findLast((fact) => fact.event === 'created' || fact.event === 'extended');
  const paper = paperShown(facts);
  return {
    issuanceId: journey.issuanceId,
    worker,
    order,
    hours: order.is === 'issue' ? order.hours : defaultHours,
    isReplacement,
    step: stepOf(journey),
    done: doneSteps(facts),
    startsAtMs: made?.startsAtMs ?? null,
    expiresAtMs: made?.expiresAtMs ?? null,
    papers: papersOf(order),
    paper,
    printer: printerOf(journey, paper),
    print: printOf(facts, paper),
    printers: printersShown(journey),
    answers: answersOf(journey),
    contentUntilMs: wallTimeOf(journey.contentUntilMonotonicMs, clock),
    trouble: journey.trouble,
    outcome: outcomeOf(facts),
  };
}

/** The paper that did not come out, or the one under way. */
function paperShown(facts: readonly Fact[]): Paper | null {
  const underWay = papersOf(orderOf(facts)).find((paper) =>
    ['to-print', 'printing'].includes(paperState(facts, paper)),
  );
  return paperAtFault(facts) ?? underWay ?? null;
}

function printerOf({ sheets, order }: Journey, paper: Paper | null): string | null {
  const shown = paper ?? papersOf(order)[0];
  return shown === undefined ? null : (sheets[shown].printer?.name ?? null);
}

function stepOf(journey: Journey): IssuanceStep {
  const last = journey.facts.at(-1);
  if (last?.event === 'closed') return 'closed';
  const action = nextAction(journey.facts, journey.mode);
  // At rest without a question (parked, a full disk, a bug) there is no step: a reconcile goes on.
  if (!journey.isBusy && action.do !== 'ask') return 'closed';
  if (isRevoking(journey.facts)) return 'revoke';
  switch (action.do) {
    case 'preflight':
    case 'delete':
      return journey.order.is === 'revoke' ? 'revoke' : 'delete';
    case 'create':
    case 'extend':
    case 'reset-pin':
    case 'render':
    case 'print':
      return action.do;
    case 'read':
      return readStep(journey.facts, action.purpose);
    case 'follow-print':
    case 'end-print':
      return 'print';
    case 'ask':
      return 'hand-over';
    default:
      // What is left to write down belongs to the step it ends.
      return doneSteps(journey.facts).at(-1) ?? 'preflight';
  }
}

/** A read after an uncertain write still belongs to that write's step, for the person who watches. */
function readStep(facts: readonly Fact[], purpose: 'decide' | 'verify'): IssuanceStep {
  if (purpose === 'verify') return beforeReads(facts)?.event === 'print-ended' ? 'print' : 'verify';
  const write = facts.findLast(({ event }) => event in stepOfWrite);
  return stepOfWrite[write?.event ?? ''] ?? 'read-state';
}

const stepOfWrite: Readonly<Record<string, IssuanceStep>> = {
  'create-sent': 'create',
  'delete-sent': 'delete',
  'extend-sent': 'extend',
  'pin-reset-sent': 'reset-pin',
};

function isRevoking(facts: readonly Fact[]): boolean {
  return facts.findLast((fact) => fact.event === 'delete-sent')?.detail?.why === 'revoke';
}

/** The steps that facts show to be behind, in the order in which they were done. */
function doneSteps(facts: readonly Fact[]): readonly IssuanceStep[] {
  const done = new Set<IssuanceStep>();
  for (const fact of facts) {
    const step = stepDoneBy(fact, done.has('create'));
    if (step !== null) done.add(step);
  }
  return [...done];
}

function stepDoneBy(fact: Fact, isCreated: boolean): IssuanceStep | null {
  switch (fact.event) {
    case 'preflight-passed':
      return 'preflight';
    case 'state-read':
      return isCreated ? 'verify' : 'read-state';
    case 'deleted':
      return 'delete';
    case 'created':
      return 'create';
    case 'extended':
      return 'extend';
    case 'pin-reset':
      return 'reset-pin';
    case 'render-verified':
      return 'render';
    case 'print-ended':
      return fact.outcome === 'not-printed' ? null : 'print';
    case 'handed-over':
      return 'hand-over';
    case 'revoked':
      return 'revoke';
    default:
      return null;
  }
}

/** How the job of this paper ended; with all out the one that is least certain. */
function printOf(facts: readonly Fact[], paper: Paper | null): IssuanceView['print'] {
  const asked = paper === null ? papersOf(orderOf(facts)) : [paper];
  const ends = asked.map((each) => printEndOf(factsAbout(facts, each)));
  if (ends.includes(null)) return null;
  const known = ends.flatMap((end) => end ?? []);
  return outcomesByDoubt.flatMap((word) => known.filter(({ outcome }) => outcome === word))[0] ?? null;
}

const outcomesByDoubt = ['not-printed', 'unknown', 'sent', 'printed'] as const;

function printEndOf(facts: readonly Fact[]): IssuanceView['print'] {
  const ended = facts.findLast((fact) => fact.event === 'print-ended' || fact.event === 'print-submitted');
  const outcome = outcomesByDoubt.find((word) => word === ended?.outcome);
  if (ended?.event !== 'print-ended' || outcome === undefined) return null;
  return { outcome, reason: printerReasonOf(ended.detail?.reason) };
}

export function printerReasonOf(word: unknown): PrinterReason | null {
  return printerReasons.find((reason) => reason === word) ?? null;
}

/** What a person can say now. A job that certainly failed cannot have come out. */
function answersOf(journey: Journey): readonly IssuanceAnswer[] {
  const { facts, order } = journey;
  const last = beforeReads(facts);
  if (journey.isBusy || last === null) return [];
  if (!isChoosing(facts)) {
    if (last.event !== 'print-ended') return [];
    const both = papersOf(order).length > 1;
    return both
      ? ['badge-collected', 'nothing-came-out', 'slip-missing']
      : ['badge-collected', 'nothing-came-out'];
  }
  const choices: readonly IssuanceAnswer[] = [...reprintsOf(journey), ...waysOut(order)];
  // A slip with a PIN that was replaced since is no slip.
  return mayBeOnPaper(factsAbout(sinceMade(facts), papersOf(order)[0] ?? 'badge', facts))
    ? [...choices, 'badge-collected']
    : choices;
}

/** A code can be removed; a PIN only be replaced by another, now or later. */
function waysOut({ is }: Order): readonly IssuanceAnswer[] {
  return is === 'reset-pin' ? ['new-pin', 'give-up'] : ['revoke'];
}

function outcomeOf(facts: readonly Fact[]): ClosedOutcome | null {
  const last = facts.at(-1);
  return last?.event === 'closed' ? (last.outcome as ClosedOutcome) : null;
}

function wallTimeOf(monotonicMs: number | null, clock: Clock): number | null {
  return monotonicMs === null ? null : Math.round(clock.nowMs() + monotonicMs - clock.monotonicMs());
}
