/** The flow's types filled in with the page's data, and where the page meets the preload's bridge. */
import type { KioskEvent } from '../core/kiosk/event.ts';
import type { KioskState } from '../core/kiosk/state.ts';
import type { Bridge } from '../shared/api.ts';
import type { IssuanceView } from '../shared/issuance.ts';
import type { FoundWorker, WorkerCard } from '../shared/workers.ts';

export interface PageData {
  readonly worker: FoundWorker;
  readonly card: WorkerCard;
  readonly issuance: IssuanceView;
}

export type State = KioskState<PageData>;
export type At<S extends State['screen']> = Extract<State, { screen: S }>;
export type Event = KioskEvent<PageData>;

declare global {
  interface Window {
    readonly daypass?: Bridge;
  }
}

/** Timers and a clock that never steps, passed in so that tests need not wait. The wall clock is none of the page's. */
export interface Time {
  monotonicMs(): number;
  /** Runs once after `ms`; returns the function that calls it off. */
  after(ms: number, run: () => void): () => void;
}

export const pageTime: Time = {
  monotonicMs: () => performance.now(),
  after(ms, run) {
    const id = setTimeout(run, ms);
    return () => clearTimeout(id);
  },
};
