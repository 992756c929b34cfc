/** An order as the page sees it, walking from step to step by itself: the page's stand-in for the main process. */

import type { IssuanceAnswer } from '../core/issuance/answer.ts';
import { type Order, type Paper, papersOf } from '../core/issuance/order.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { IssuanceStep, IssuanceView } from '../shared/issuance.ts';
import type { WorkerSummary } from '../shared/workers.ts';

export interface IssuanceKnobs {
  stepMs: number;
  /** Stays at this step for good. */
  holdAt: IssuanceStep | null;
  print: NonNullable<IssuanceView['print']>;
  /** Closes as failed, with this, instead of the first write. */
  trouble: Trouble | null;
}

/** What the station does while the page looks on. */
export interface Doing {
  /** The step's write, where it is one: what the worker's codes are afterwards. */
  readonly write: (step: IssuanceStep, order: Order) => Lifetime | null;
  readonly announce: () => void;
}

type Lifetime = Pick<IssuanceView, 'startsAtMs' | 'expiresAtMs'>;

const plans: Readonly<Record<Order['is'], readonly IssuanceStep[]>> = {
  issue: ['preflight', 'read-state', 'delete', 'create', 'verify', 'render', 'print'],
  replace: ['preflight', 'read-state', 'delete', 'create', 'verify', 'render', 'print'],
  enrol: ['preflight', 'read-state', 'create', 'verify', 'render', 'print'],
  'reset-pin': ['preflight', 'read-state', 'reset-pin', 'render', 'print'],
  extend: ['preflight', 'read-state', 'extend'],
  revoke: ['preflight', 'read-state', 'revoke'],
};
const writes: ReadonlySet<IssuanceStep> = new Set(['delete', 'create', 'extend', 'reset-pin', 'revoke']);
const ends = { extend: 'extended', revoke: 'revoked' } as const;
/** How long a secret is kept for printing it again. */
const keptMs = 300_000;

export class FakeIssuance {
  view: IssuanceView;
  readonly #knobs: IssuanceKnobs;
  readonly #doing: Doing;
  readonly #plan: readonly IssuanceStep[];
  readonly #out = new Set<Paper>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    asked: Pick<IssuanceView, 'issuanceId' | 'order' | 'hours'> & { readonly worker: WorkerSummary },
    knobs: IssuanceKnobs,
    doing: Doing,
  ) {
    this.view = firstView(asked);
    this.#knobs = knobs;
    this.#doing = doing;
    this.#plan = plans[asked.order.is].filter((step) => step !== 'delete' || this.view.isReplacement);
    this.#later(() => this.#goTo('preflight'), 0);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  answer(answer: IssuanceAnswer, elsewhere: string | null): void {
    if (!this.view.answers.includes(answer)) return;
    const taken: Readonly<Record<IssuanceAnswer, () => void>> = {
      'badge-collected': () => this.#close('handed-over'),
      'nothing-came-out': () => this.#miss(this.view.papers[0] ?? 'badge'),
      'slip-missing': () => this.#miss('pin-slip'),
      reprint: () => this.#again('print'),
      'reprint-elsewhere': () => this.#again('print', elsewhere ?? this.view.printer),
      'new-pin': () => this.#again('reset-pin'),
      'give-up': () => this.#show({ ...closedView, outcome: 'failed', trouble: trouble('pin-lost') }),
      revoke: () => this.#undo(),
    };
    taken[answer]();
  }

  #later(run: () => void, ms = this.#knobs.stepMs): void {
    this.#timer = setTimeout(run, ms);
  }

  #show(next: Partial<IssuanceView>): void {
    this.view = { ...this.view, ...next };
    this.#doing.announce();
  }

  #goTo(step: IssuanceStep): void {
    const { order } = this.view;
    if (writes.has(step) && this.#knobs.trouble !== null) {
      this.#show({ ...closedView, outcome: 'failed', trouble: this.#knobs.trouble });
      return;
    }
    const done = this.#plan.slice(0, this.#plan.indexOf(step));
    this.#show({ step, done, paper: step === 'print' ? this.#due() : null });
    if (this.#knobs.holdAt === step) return;
    this.#later(() => this.#after(step, order));
  }

  #after(step: IssuanceStep, order: Order): void {
    if (writes.has(step)) {
      const lifetime = this.#doing.write(step, order);
      const contentUntilMs = papersOf(order).length > 0 ? Date.now() + keptMs : null;
      this.view = { ...this.view, ...(lifetime ?? {}), contentUntilMs };
    }
    if (step === 'print') {
      this.#printed();
      return;
    }
    const next = this.#plan[this.#plan.indexOf(step) + 1];
    if (next !== undefined) this.#goTo(next);
    else if (order.is === 'extend' || order.is === 'revoke') this.#close(ends[order.is]);
  }

  /** One paper after the other; a job that certainly failed cannot have come out. */
  #printed(): void {
    const { print } = this.#knobs;
    const paper = this.#due();
    if (print.outcome === 'not-printed' && paper !== null) {
      this.#ask(paper, print, false);
      return;
    }
    if (paper !== null) this.#out.add(paper);
    if (this.#due() !== null) {
      this.#goTo('print');
      return;
    }
    const answers = ['badge-collected', 'nothing-came-out'] as const;
    const all = this.view.papers.length > 1 ? ([...answers, 'slip-missing'] as const) : answers;
    this.#show({ step: 'hand-over', done: this.#plan, paper: null, print, printers: null, answers: all });
  }

  #due(): Paper | null {
    return this.view.papers.find((paper) => !this.#out.has(paper)) ?? null;
  }

  #miss(paper: Paper): void {
    this.#out.delete(paper);
    this.#ask(paper, this.view.print, true);
  }

  #ask(paper: Paper, print: IssuanceView['print'], mayBeHere: boolean): void {
    const { order } = this.view;
    const ways = order.is === 'reset-pin' ? (['new-pin', 'give-up'] as const) : (['revoke'] as const);
    const late = mayBeHere ? (['badge-collected'] as const) : [];
    const answers = ['reprint', 'reprint-elsewhere', ...ways, ...late] as const;
    this.#show({ step: 'hand-over', done: this.#plan, paper, print, printers, answers });
  }

  #again(step: 'print' | 'reset-pin', on = this.view.printer): void {
    this.#show({ printer: on, answers: [], print: null, printers: null });
    this.#later(() => this.#goTo(step));
  }

  #undo(): void {
    this.#show({ step: 'revoke', answers: [], print: null, printers: null });
    this.#later(() => {
      this.#doing.write('revoke', this.view.order);
      this.#close('revoked');
    });
  }

  #close(outcome: 'handed-over' | 'extended' | 'revoked'): void {
    this.#show({ ...closedView, outcome });
  }
}

const closedView = {
  step: 'closed',
  answers: [],
  contentUntilMs: null,
  paper: null,
  printers: null,
} as const;

function firstView(
  asked: Pick<IssuanceView, 'issuanceId' | 'order' | 'hours'> & { readonly worker: WorkerSummary },
): IssuanceView {
  const { order } = asked;
  const papers = papersOf(order);
  return {
    ...asked,
    isReplacement: 'replaceCodeId' in order && order.replaceCodeId !== null,
    step: 'preflight',
    done: [],
    startsAtMs: null,
    expiresAtMs: null,
    papers,
    paper: null,
    printer: papers.length > 0 ? 'Zebra-1' : null,
    print: null,
    printers: null,
    answers: [],
    contentUntilMs: null,
    trouble: null,
    outcome: null,
    scan: 'unseen',
  };
}

const printer = { isFolder: false, isCodeSmall: false } as const;
const printers = {
  own: { ...printer, name: 'Zebra-1', stock: 'card-cr80', state: 'attention', reason: 'media-low' },
  elsewhere: { ...printer, name: 'Zebra-2', stock: 'label-62mm', state: 'ready', reason: null },
} as const satisfies IssuanceView['printers'];
