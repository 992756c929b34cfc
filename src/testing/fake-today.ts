/** What the page's stand-in station issued today, and its removal, one code after the other. */
import type { TodayView } from '../shared/issuance.ts';
import { sampleToday } from './sample-station.ts';

export class FakeToday {
  view: TodayView = sampleToday;
  /** The names of workers whose code the service refuses to remove. */
  refused: readonly string[] = [];
  readonly #knobs: { readonly stepMs: number };
  readonly #announce: () => void;

  constructor(knobs: { readonly stepMs: number }, announce: () => void) {
    this.#knobs = knobs;
    this.#announce = announce;
  }

  revoke(): void {
    if (this.view.isRunning) return;
    this.view = { ...this.view, waiting: this.view.live, isRunning: true };
    this.#announce();
    setTimeout(() => this.#next(), this.#knobs.stepMs);
  }

  #next(): void {
    const { live, waiting, revoked } = this.view;
    const isRefused = waiting <= this.refused.length;
    this.view = isRefused
      ? { ...this.view, waiting: 0, failed: this.refused, isRunning: false }
      : { ...this.view, live: live - 1, waiting: waiting - 1, revoked: revoked + 1, isRunning: waiting > 1 };
    this.#announce();
    if (this.view.isRunning) setTimeout(() => this.#next(), this.#knobs.stepMs);
  }
}
