/** What the page is told of an issuance: derived from its facts each time, never the content. */
import type { ClosedOutcome, Fact } from '../../core/issuance/events.ts';
import { nextAction } from '../../core/issuance/next.ts';
import type { IssuanceAnswer, IssuanceStep, IssuanceView, PrinterReason } from '../../shared/api.ts';
import { printerReasons } from '../../shared/api.ts';
import type { Clock } from '../ports.ts';
import type { Journey } from './journey.ts';

const order: readonly IssuanceStep[] = [
  'preflight',
  'read-state',
  'delete',
  'create',
  'verify',
  'render',
  'print',
  'hand-over',
];

export function viewOf(journey: Journey, clock: Clock): IssuanceView {
  const { facts, worker } = journey;
  const step = stepOf(journey);
  const isReplacement = facts.some((fact) => fact.event === 'delete-sent' && fact.detail?.why !== 'revoke');
  const created = facts.findLast((fact) => fact.event === 'created');
  return {
    issuanceId: journey.issuanceId,
    worker,
    hours: journey.hours,
    isReplacement,
    step,
    done: doneBefore(step, isReplacement),
    expiresAtMs: created?.expiresAtMs ?? null,
    printer: journey.printer?.name ?? null,
    print: printOf(facts),
    answers: answersOf(journey),
    contentUntilMs: wallTimeOf(journey.contentUntilMonotonicMs, clock),
    trouble: journey.trouble,
    outcome: outcomeOf(facts),
  };
}

function stepOf(journey: Journey): IssuanceStep {
  const last = journey.facts.at(-1);
  if (last?.event === 'closed') return 'closed';
  if (isRevoking(journey.facts)) return 'revoke';
  const action = nextAction(journey.facts, journey.mode);
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
      return 'print';
    case 'ask':
      return 'hand-over';
    default:
      return 'closed';
  }
}

/** A read after an uncertain write still belongs to that write's step, for the person who watches. */
function readStep(facts: readonly Fact[], purpose: 'decide' | 'verify'): IssuanceStep {
  if (purpose === 'verify') return 'verify';
  const write = facts.findLast((fact) => fact.event === 'create-sent' || fact.event === 'delete-sent');
  if (write === undefined) return 'read-state';
  return write.event === 'create-sent' ? 'create' : 'delete';
}

function isRevoking(facts: readonly Fact[]): boolean {
  return facts.findLast((fact) => fact.event === 'delete-sent')?.detail?.why === 'revoke';
}

function doneBefore(step: IssuanceStep, isReplacement: boolean): readonly IssuanceStep[] {
  const index = order.indexOf(step);
  const behind = index < 0 ? order : order.slice(0, index);
  return behind.filter((name) => name !== 'delete' || isReplacement);
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
  const last = journey.facts.at(-1);
  if (journey.isBusy || last === undefined) return [];
  const again: readonly IssuanceAnswer[] = journey.created === null ? ['revoke'] : ['reprint', 'revoke'];
  if (last.event === 'print-ended')
    return last.outcome === 'not-printed' ? again : ['badge-collected', 'nothing-came-out'];
  if (last.event === 'not-handed-over') return [...again, 'badge-collected'];
  return [];
}

function outcomeOf(facts: readonly Fact[]): ClosedOutcome | null {
  const last = facts.at(-1);
  return last?.event === 'closed' ? (last.outcome as ClosedOutcome) : null;
}

function wallTimeOf(monotonicMs: number | null, clock: Clock): number | null {
  return monotonicMs === null ? null : Math.round(clock.nowMs() + monotonicMs - clock.monotonicMs());
}
