/** Requests for a code that wait for the network: read from the journal, each ended there as issued, expired or cancelled. */
import { fact } from '../../../core/issuance/events.ts';
import type { Order } from '../../../core/issuance/order.ts';
import type { Actor, JournalEntry, WorkerRef } from '../../../core/journal/entry.ts';
import {
  leftAfterRestart,
  type QueuedRequest,
  type QueueOutcome,
  type QueueReason,
  queuedDetail,
  requestOf,
} from '../../../core/queue/request.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { QueueView } from '../../../shared/queue.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import type { Clock, Ids, Journal } from '../../ports.ts';
import type { PageClock } from '../page-clock.ts';

export interface Queue {
  views(): readonly QueueView[];
  add(asked: {
    readonly worker: WorkerSummary;
    readonly actor: Actor;
    readonly hours: number;
    readonly reason: QueueReason;
  }): Result<null, Trouble>;
  /**
   * The request that this order answers, if any: the one that is named, or the one that waits for the same worker, for who has a
   * code needs no second one. `request-over` where the one that is named is over, or was for something else.
   */
  answeredBy(order: Order, workerId: string, queueId: string | undefined): Result<string | null, Trouble>;
  /** The issuance's `requested` names the request, so that after a kill this row is not missing for good. */
  begun(queueId: string | null, issuanceId: string, actor: Actor): void;
  cancel(queueId: string, actor: Actor): Result<null, Trouble>;
  /** Somebody was told that it expired. */
  seen(queueId: string): void;
  stop(): void;
}

export interface QueuePorts {
  readonly clock: Clock;
  readonly pageClock: PageClock;
  readonly ids: Ids;
  readonly journal: Journal;
}

/** A page gone wrong must not fill the journal. */
const mostWaiting = 50;
/** As far back as a wall clock that was set back is looked for. */
const rowsLookedAt = 64;

export function createQueue(ports: QueuePorts, queueMinutes: number, announce: () => void): Queue {
  return new Waiting(ports, queueMinutes, announce);
}

/** What a request waited for is what is issued in its name, and nothing else. */
function answersRequest(order: Order, { hours }: QueuedRequest): boolean {
  return order.is === 'issue' && order.startsAtMs === null && order.hours === hours;
}

interface Held {
  readonly request: QueuedRequest;
  /** By the monotonic clock, which nobody can set. */
  readonly untilMonotonicMs: number;
  readonly isClockBack: boolean;
}

class Waiting implements Queue {
  #held: ReadonlyMap<string, Held> = new Map();
  readonly #expired = new Map<string, Held>();
  #callOff = () => {};

  constructor(
    private readonly ports: QueuePorts,
    private readonly queueMinutes: number,
    private readonly announce: () => void,
  ) {
    this.#look();
  }

  views(): readonly QueueView[] {
    const waiting = [...this.#held.values()].map((held) => this.#viewOf(held, 'waiting'));
    return [...[...this.#expired.values()].map((held) => this.#viewOf(held, 'expired')), ...waiting];
  }

  add({ worker, actor, hours, reason }: Parameters<Queue['add']>[0]): Result<null, Trouble> {
    const isAsked = [...this.#held.values()].some(({ request }) => request.worker.id === worker.id);
    if (isAsked || this.#held.size >= mostWaiting) return err(trouble('invalid-input', { detail: 'queued' }));
    const { clock, ids, journal } = this.ports;
    const detail = queuedDetail({ hours, reason }, this.queueMinutes, clock.nowMs());
    const ref = { id: worker.id, upn: worker.userPrincipalName, name: worker.displayName };
    const row = fact('queued', { codeKind: 'temporary', detail });
    const written = journal.append({ issuanceId: ids.uuid(), actor, worker: ref, ...row });
    if (!written.ok) return written;
    const request = requestOf(written.value);
    if (request !== null) this.#hold(request);
    this.#look();
    return ok(null);
  }

  answeredBy(order: Order, workerId: string, queueId: string | undefined): Result<string | null, Trouble> {
    this.#look();
    const ofWorker = [...this.#held.values()].find(({ request }) => request.worker.id === workerId)?.request;
    if (queueId === undefined) return ok(order.is === 'issue' ? (ofWorker?.queueId ?? null) : null);
    const isIt = ofWorker?.queueId === queueId && answersRequest(order, ofWorker);
    return isIt ? ok(queueId) : err(trouble('request-over'));
  }

  begun(queueId: string | null, issuanceId: string, actor: Actor): void {
    const held = queueId === null ? undefined : this.#held.get(queueId);
    if (held === undefined) return;
    this.#end(held.request, 'issued', actor, { issuance: issuanceId });
    this.#look();
  }

  cancel(queueId: string, actor: Actor): Result<null, Trouble> {
    this.#look();
    const held = this.#held.get(queueId);
    if (held === undefined) return err(trouble('request-over'));
    const ended = this.#end(held.request, 'cancelled', actor, null);
    this.#look();
    return ended;
  }

  seen(queueId: string): void {
    if (this.#expired.delete(queueId)) this.announce();
  }

  stop(): void {
    this.#callOff();
  }

  /** The journal says which wait; the clock, which of them are over. Ends those, and looks again when the next one is due. */
  #look(): void {
    const { clock, journal } = this.ports;
    const held = new Map<string, Held>();
    for (const { row, became } of journal.queued()) {
      const request = requestOf(row);
      if (request === null) this.#endUnreadable(row);
      else if (became !== null) this.#end(request, 'issued', row.actor, { issuance: became });
      else {
        const one = this.#held.get(request.queueId) ?? this.#found(request);
        if (clock.monotonicMs() >= one.untilMonotonicMs) this.#expire(one);
        else held.set(request.queueId, one);
      }
    }
    this.#held = held;
    this.#callOff();
    const next = Math.min(...[...held.values()].map(({ untilMonotonicMs }) => untilMonotonicMs));
    if (held.size > 0)
      this.#callOff = clock.after(Math.max(1, next - clock.monotonicMs()), () => this.#look());
    this.announce();
  }

  #hold(request: QueuedRequest): void {
    const leftMs = request.untilMs - request.queuedAtMs;
    const untilMonotonicMs = this.ports.clock.monotonicMs() + leftMs;
    this.#held = new Map(this.#held).set(request.queueId, { request, untilMonotonicMs, isClockBack: false });
  }

  /** Another run left it. */
  #found(request: QueuedRequest): Held {
    const { clock, journal } = this.ports;
    const lastKnownMs = Math.max(0, ...journal.recent(rowsLookedAt).map(({ atMs }) => atMs));
    const { ms, isClockBack } = leftAfterRestart(request, { nowMs: clock.nowMs(), lastKnownMs });
    return { request, untilMonotonicMs: clock.monotonicMs() + ms, isClockBack };
  }

  #expire(held: Held): void {
    const detail = held.isClockBack ? { why: 'clock-set-back' } : null;
    this.#end(held.request, 'expired', null, detail);
    // Also where the disk refuses the row, which is tried again: nothing is issued for it any more.
    this.#expired.set(held.request.queueId, held);
  }

  #end(
    { queueId, worker }: { readonly queueId: string; readonly worker: WorkerRef },
    outcome: QueueOutcome,
    actor: Actor | null,
    detail: Readonly<Record<string, string>> | null,
  ): Result<null, Trouble> {
    const row = fact('dequeued', { codeKind: 'temporary', outcome, detail });
    const written = this.ports.journal.append({ issuanceId: queueId, actor, worker, ...row });
    return written.ok ? ok(null) : written;
  }

  #endUnreadable({ issuanceId, worker }: JournalEntry): void {
    const row = fact('dequeued', {
      codeKind: 'temporary',
      outcome: 'expired',
      detail: { why: 'unreadable' },
    });
    this.ports.journal.append({ issuanceId, actor: null, worker, ...row });
  }

  #viewOf({ request, untilMonotonicMs }: Held, state: QueueView['state']): QueueView {
    const { queueId, worker, hours, reason, queuedBy } = request;
    const { pageClock } = this.ports;
    const untilMs = Math.round(pageClock.nowMs() + untilMonotonicMs - pageClock.monotonicMs());
    const { id, name } = worker;
    return { queueId, worker: { id, name }, hours, reason, queuedBy: queuedBy?.name ?? null, state, untilMs };
  }
}
