/** What a run is of, and whom it tells. */
import type { Fact } from '../../../core/issuance/events.ts';
import type { BulkOrder } from '../../../shared/bulk.ts';
import type { RunRow } from './run-rows.ts';

export interface RunEvents {
  readonly announce: () => void;
  readonly incident: (bug: unknown) => string;
  readonly unattended: (facts: readonly Fact[]) => void;
  /** A row's truth must wait: somebody has to go on asking for it. */
  readonly parked: () => void;
  /** Whether a person is to say about this issuance of an earlier run where its badge is. */
  readonly isAsked: (issuanceId: string) => boolean;
}

export interface RunKnown {
  readonly runId: string;
  readonly order: BulkOrder;
  readonly rows: readonly RunRow[];
}
