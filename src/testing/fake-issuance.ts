/** An issuance as the page sees it, walking from step to step by itself: the page's stand-in for the main process. */
import type { Trouble } from '../core/trouble.ts';
import type { IssuanceAnswer, IssuanceStep, IssuanceView, WorkerCard } from '../shared/api.ts';

const hourMs = 3_600_000;

export interface IssuanceKnobs {
  stepMs: number;
  /** Stays at this step for good. */
  holdAt: IssuanceStep | null;
  print: NonNullable<IssuanceView['print']>;
  /** Closes as failed, with this, instead of creating. */
  trouble: Trouble | null;
}

export interface FakeIssuance {
  view(): IssuanceView;
  answer(answer: IssuanceAnswer): void;
  stop(): void;
}

export function startIssuance(
  asked: {
    readonly issuanceId: string;
    readonly card: WorkerCard;
    readonly hours: number;
    readonly isReplacement: boolean;
  },
  knobs: IssuanceKnobs,
  announce: () => void,
): FakeIssuance {
  const order = stepsOf(asked.isReplacement);
  let view = firstView(asked);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const show = (next: Partial<IssuanceView>) => {
    view = { ...view, ...next };
    announce();
  };
  const goTo = (step: IssuanceStep) => {
    if (step === 'create' && knobs.trouble !== null) {
      show({ step: 'closed', outcome: 'failed', trouble: knobs.trouble });
      return;
    }
    show(at(step, order, view, asked.hours));
    if (step === 'hand-over') show({ print: knobs.print, answers: answersTo(knobs.print.outcome) });
    else if (knobs.holdAt !== step) timer = setTimeout(() => goTo(after(step, order)), knobs.stepMs);
  };
  const close = (outcome: 'handed-over' | 'revoked') =>
    show({ step: 'closed', outcome, answers: [], contentUntilMs: null });

  timer = setTimeout(() => goTo('preflight'), 0);
  return {
    view: () => view,
    stop: () => clearTimeout(timer),
    answer(answer) {
      if (!view.answers.includes(answer)) return;
      if (answer === 'badge-collected') close('handed-over');
      if (answer === 'nothing-came-out') show({ answers: ['reprint', 'revoke', 'badge-collected'] });
      if (answer === 'reprint') {
        show({ answers: [], print: null });
        timer = setTimeout(() => goTo('print'), knobs.stepMs);
      }
      if (answer === 'revoke') {
        show({ step: 'revoke', answers: [] });
        timer = setTimeout(() => close('revoked'), knobs.stepMs);
      }
    },
  };
}

function stepsOf(isReplacement: boolean): readonly IssuanceStep[] {
  const all = [
    'preflight',
    'read-state',
    'delete',
    'create',
    'verify',
    'render',
    'print',
    'hand-over',
  ] as const;
  return all.filter((step) => step !== 'delete' || isReplacement);
}

function firstView(asked: Parameters<typeof startIssuance>[0]): IssuanceView {
  return {
    issuanceId: asked.issuanceId,
    worker: asked.card.worker,
    hours: asked.hours,
    isReplacement: asked.isReplacement,
    step: 'preflight',
    done: [],
    expiresAtMs: null,
    printer: 'Zebra-1',
    print: null,
    answers: [],
    contentUntilMs: null,
    trouble: null,
    outcome: null,
    scan: 'unseen',
  };
}

function at(
  step: IssuanceStep,
  order: readonly IssuanceStep[],
  view: IssuanceView,
  hours: number,
): Partial<IssuanceView> {
  const done = order.slice(0, order.indexOf(step));
  if (!done.includes('create') || view.expiresAtMs !== null) return { step, done };
  return { step, done, expiresAtMs: Date.now() + hours * hourMs, contentUntilMs: Date.now() + 300_000 };
}

function after(step: IssuanceStep, order: readonly IssuanceStep[]): IssuanceStep {
  return order[order.indexOf(step) + 1] ?? 'hand-over';
}

/** A job that certainly failed cannot have come out. */
function answersTo(outcome: NonNullable<IssuanceView['print']>['outcome']): readonly IssuanceAnswer[] {
  return outcome === 'not-printed' ? ['reprint', 'revoke'] : ['badge-collected', 'nothing-came-out'];
}
