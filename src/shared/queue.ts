/** What the page is told of the requests that wait for the network. */
import type { QueueReason } from '../core/queue/request.ts';

export interface QueueView {
  readonly queueId: string;
  readonly worker: { readonly id: string; readonly name: string };
  readonly hours: number;
  readonly reason: QueueReason;
  readonly queuedBy: string | null;
  /** `expired`: told until somebody has seen it. */
  readonly state: 'waiting' | 'expired';
  /** On the page's clock. */
  readonly untilMs: number;
}
