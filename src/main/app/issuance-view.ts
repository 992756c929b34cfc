/** What the page is told of an issuance: derived from its facts each time, never the content. */
import type { ClosedOutcome, Fact } from '../../core/issuance/events.ts';
import { beforeReads, mayBeOnPaper } from '../../core/issuance/history.ts';
import { nextAction } from '../../core/issuance/next.ts';
import type { IssuanceAnswer, IssuanceStep, IssuanceView } from '../../shared/api.ts';
import type { PrinterReason } from '../../shared/printers.ts';
import { printerReasons } from '../../shared/printers.ts';
import type { Clock } from '../ports.ts';
import type { Journey } from './journey.ts';
import { isChoosing, printersShown, reprintsOf } from './print-again.ts';

export function viewOf(journey: Journey, clock: Clock): Omit<IssuanceView, 'scan'> {
  const { facts, worker } = journey;
  const isReplacement = facts.some((fact) => fact.event === 'delete-sent' && fact.detail?.why !== 'revoke');
  const created = facts.findLast((fact) => fact.event === 'created');
  return {
    issuanceId: journey.issuanceId,
    worker,
    hours: journey.hours,
    isReplacement,
    step: stepOf(journey),
    done: doneSteps(facts),
    expiresAtMs: created?.expiresAtMs ?? null,
    printer: journey.printer?.name ?? null,
    print: printOf(facts),
    printers: printersShown(journey),
    answers: answersOf(journey),
    contentUntilMs: wallTimeOf(journey.contentUntilMonotonicMs, clock),
    trouble: journey.trouble,
    outcome: outcomeOf(facts),
  };
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
    case 'create':
    case 'delete':
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
  const write = facts.findLast((fact) => fact.event === 'create-sent' || fact.event === 'delete-sent');
  if (write === undefined) return 'read-state';
  return write.event === 'create-sent' ? 'create' : 'delete';
}

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

function printOf(facts: readonly Fact[]): IssuanceView['print'] {
  const ended = facts.findLast((fact) => fact.event === 'print-ended' || fact.event === 'print-submitted');
  if (ended?.event !== 'print-ended') return null;
  const outcome = ended.outcome as 'printed' | 'sent' | 'not-printed' | 'unknown';
  return { outcome, reason: printerReasonOf(ended.detail?.reason) };
}

export function printerReasonOf(word: unknown): PrinterReason | null {
  return printerReasons.find((reason) => reason === word) ?? null;
}

/** What a person can say now. A job that certainly failed cannot have come out. */
function answersOf(journey: Journey): readonly IssuanceAnswer[] {
  const last = beforeReads(journey.facts);
  if (journey.isBusy || last === null) return [];
  if (!isChoosing(journey.facts))
    return last.event === 'print-ended' ? ['badge-collected', 'nothing-came-out'] : [];
  const choices: readonly IssuanceAnswer[] = [...reprintsOf(journey), 'revoke'];
  return mayBeOnPaper(journey.facts) ? [...choices, 'badge-collected'] : choices;
}

function outcomeOf(facts: readonly Fact[]): ClosedOutcome | null {
  const last = facts.at(-1);
  return last?.event === 'closed' ? (last.outcome as ClosedOutcome) : null;
}

function wallTimeOf(monotonicMs: number | null, clock: Clock): number | null {
  return monotonicMs === null ? null : Math.round(clock.nowMs() + monotonicMs - clock.monotonicMs());
}
