/** One sign-in under way: it ends once, by its result, by the person, by the clock, whichever comes first. */
import type { Trouble } from '../../core/trouble.ts';
import type { Clock } from '../ports.ts';

export class SignInAttempt {
  /** Settles only when the attempt is ended from outside. */
  readonly ended: Promise<Trouble>;
  private found: Trouble | null = null;
  private release: (found: Trouble) => void = () => undefined;
  private readonly whenEnded: (() => void)[] = [];
  private readonly stopClocks: (() => void)[] = [];
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
    this.ended = new Promise((resolve) => {
      this.release = resolve;
    });
  }

  get hasEnded(): boolean {
    return this.found !== null;
  }

  end(found: Trouble): void {
    if (this.found !== null) return;
    this.found = found;
    this.release(found);
    for (const undo of this.whenEnded) undo();
  }

  endAfter(ms: number, found: Trouble): void {
    this.stopClocks.push(this.clock.after(ms, () => this.end(found)));
  }

  /** What has to be undone when the attempt is ended from outside; at once if it already was. */
  onEnd(undo: () => void): void {
    if (this.found === null) this.whenEnded.push(undo);
    else undo();
  }

  /** The attempt has its result: no clock runs on. */
  finish(): void {
    for (const stop of this.stopClocks) stop();
  }
}
