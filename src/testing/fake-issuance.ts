/** An issuance as the page sees it, walking from step to step by itself: the page's stand-in for the main process. */
import type { Trouble } from '../core/trouble.ts';
import type { IssuanceAnswer, IssuanceStep, IssuanceView } from '../shared/api.ts';
import type { WorkerCard } from '../shared/workers.ts';

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
    if (step === 'hand-over') show(asking(knobs.print));
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
      if (answer === 'nothing-came-out') show({ printers, answers: [...choices, 'badge-collected'] });
      if (answer === 'reprint' || answer === 'reprint-elsewhere') {
        const printer = answer === 'reprint' ? view.printer : printers.elsewhere.name;
        show({ answers: [], print: null, printers: null, printer });
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
    printers: null,
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

const choices = ['reprint', 'reprint-elsewhere', 'revoke'] as const;
const printer = { isFolder: false, isCodeSmall: false } as const;
const printers = {
  own: { ...printer, name: 'Zebra-1', stock: 'card-cr80', state: 'attention', reason: 'media-low' },
  elsewhere: { ...printer, name: 'Zebra-2', stock: 'label-62mm', state: 'ready', reason: null },
} as const satisfies IssuanceView['printers'];

/** A job that certainly failed cannot have come out. */
function asking(print: NonNullable<IssuanceView['print']>): Partial<IssuanceView> {
  if (print.outcome === 'not-printed') return { print, printers, answers: choices };
  return { print, answers: ['badge-collected', 'nothing-came-out'] };
}
