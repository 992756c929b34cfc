/** The page's stand-in station as a desk that issues to many: a check, a run that gets on row by row, answers. */
import { ok, type Result } from '../core/result.ts';
import type { Trouble } from '../core/trouble.ts';
import type { Bridge, Method } from '../shared/api.ts';
import type { BulkRowState, BulkRowView, BulkView } from '../shared/bulk.ts';
import { sampleCheck, sampleRun } from './sample-bulk.ts';

type BulkMethod = Extract<Method, `bulk.${string}`>;

export class FakeBulk {
  view: BulkView = { lists: ['Early shift', 'Late shift'], check: null, run: null };
  readonly #knobs: { readonly stepMs: number };
  readonly #announce: () => void;

  constructor(knobs: { readonly stepMs: number }, announce: () => void) {
    this.#knobs = knobs;
    this.#announce = announce;
  }

  /** Shows something else. */
  show(part: Partial<BulkView>): void {
    this.view = { ...this.view, ...part };
    this.#announce();
  }

  calls(): Pick<Bridge, BulkMethod> {
    const done = async (act: () => void): Promise<Result<null, Trouble>> => {
      act();
      return ok(null);
    };
    return {
      'bulk.read': async () => ok(this.view),
      'bulk.check': () => done(() => this.show({ check: sampleCheck, run: null })),
      'bulk.start': (order) =>
        done(() => {
          this.show({ check: null, run: { ...sampleRun, order } });
          this.#step();
        }),
      'bulk.pause': () => done(() => this.#run({ state: 'paused', pausedBy: 'asked', leftMs: null })),
      'bulk.resume': () =>
        done(() => {
          this.#run({ state: 'running', pausedBy: null });
          this.#step();
        }),
      'bulk.finish': () => done(() => this.#run({ state: 'ended', pausedBy: 'asked' })),
      'bulk.answer': ({ place, answer }) =>
        done(() => {
          const next = answer === 'here' ? 'handed-over' : 'failed';
          this.#rows((row) =>
            row.state === 'ask' && (place ?? row.place) === row.place ? { ...row, state: next } : row,
          );
        }),
      'bulk.report': async () => ok({ file: '/var/lib/daypass/reports/bulk-2026-11-27.csv' }),
    };
  }

  #run(part: Partial<NonNullable<BulkView['run']>>): void {
    if (this.view.run !== null) this.show({ run: { ...this.view.run, ...part } });
  }

  #rows(change: (row: BulkRowView) => BulkRowView): void {
    const { run } = this.view;
    if (run === null) return;
    const list = run.list.map(change);
    const counts: Record<BulkRowState, number> = { ...run.counts };
    for (const state of Object.keys(counts) as BulkRowState[])
      counts[state] = list.filter((row) => row.state === state).length;
    this.#run({ list, counts });
  }

  #step(): void {
    const next = this.view.run?.list.find(({ state }) => state === 'waiting' || state === 'working');
    if (this.view.run?.state !== 'running') return;
    if (next === undefined) this.#run({ state: 'paused', pausedBy: 'finished', leftMs: null });
    else {
      this.#rows((row) => (row.place === next.place ? { ...row, state: 'ask', print: 'sent' } : row));
      setTimeout(() => this.#step(), this.#knobs.stepMs);
    }
  }
}
