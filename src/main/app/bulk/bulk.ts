/** Bulk issuing as the rest of the station knows it. */
import type { Fact } from '../../../core/issuance/events.ts';
import type { Actor } from '../../../core/journal/entry.ts';
import type { Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type {
  BulkAnswer,
  BulkGlance,
  BulkOrder,
  BulkPause,
  BulkSource,
  BulkView,
} from '../../../shared/bulk.ts';

export interface Bulk {
  /** Begins to look at the rows and returns; nothing is changed for anybody. */
  check(source: BulkSource, supervisorId: string): Result<null, Trouble>;
  /** Begins with the rows that the last check found ready. */
  start(order: BulkOrder, actor: Actor): Result<null, Trouble>;
  pause(why: BulkPause): void;
  resume(actor: Actor): Result<null, Trouble>;
  /** Calls off what has not begun. */
  finish(actor: Actor): Result<null, Trouble>;
  answer(place: number | null, answer: BulkAnswer, actor: Actor): Result<null, Trouble>;
  /** Null without a run. */
  report(): string | null;
  view(): BulkView;
  /** Null without a run that is not at its end. */
  glance(): BulkGlance | null;
  /** Rows are at work, or about to be. */
  isBusy(): boolean;
  /** Finds the run that an earlier process left, and settles what it left in the middle. */
  settle(actor: Actor): void;
  /** The supervisor is gone. */
  leave(): void;
}

export interface BulkEvents {
  readonly announce: () => void;
  readonly incident: (bug: unknown) => string;
  readonly unattended: (facts: readonly Fact[]) => void;
}
