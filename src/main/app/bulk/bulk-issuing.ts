/** Bulk issuing at a desk: a check of the rows, then one run at a time, found again in the journal after a restart. */
import { isNotBegun, runOf } from '../../../core/bulk/stand.ts';
import type { Order } from '../../../core/issuance/order.ts';
import type { Actor, JournalEntry } from '../../../core/journal/entry.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type {
  BulkAnswer,
  BulkGlance,
  BulkOrder,
  BulkPause,
  BulkSource,
  BulkView,
} from '../../../shared/bulk.ts';
import type { IssuingPorts } from '../issuing/journey.ts';
import type { LeftoverShare, Leftovers } from '../issuing/leftovers.ts';
import { type OrderRules, refusalOf } from '../issuing/order-rules.ts';
import { answerRow } from './answer-row.ts';
import type { Bulk, BulkEvents } from './bulk.ts';
import { BulkChecking, type CheckPorts, type ReadyRow } from './bulk-check.ts';
import { reportOf } from './bulk-report.ts';
import { BulkRun } from './bulk-run.ts';
import { glanceAt, runView } from './bulk-view.ts';
import { foundRows, newRow, requestAll } from './run-rows.ts';

/** A page needs no more often to be told. */
const announceMs = 200;
const settleAtOnce = 8;

export class BulkIssuing implements Bulk {
  /** What of the journal's open issuances is left to `Leftovers` of the run's own. */
  readonly share: LeftoverShare = { isOurs: (entries) => this.#isLeft(entries), atOnce: settleAtOnce };
  #checking: BulkChecking | null = null;
  #run: BulkRun | null = null;
  #isStarting = false;
  /** Somebody paused what had not begun yet. */
  #heldBy: BulkPause | null = null;
  #isTelling = false;
  #isHearing = false;
  #leftovers: Leftovers | null = null;
  #actor: Actor | null = null;

  constructor(
    private readonly ports: IssuingPorts & CheckPorts,
    private readonly rules: OrderRules,
    private readonly events: BulkEvents,
    private readonly atWork: Set<string>,
  ) {}

  /** The run and what settles its leftovers know each other. */
  settledBy(leftovers: Leftovers): void {
    this.#leftovers = leftovers;
  }

  check(source: BulkSource, supervisorId: string): Result<null, Trouble> {
    if (this.#isStarting || (this.#run !== null && !this.#run.isEnded))
      return err(trouble('already-running'));
    this.#dropCheck();
    const checking = new BulkChecking(this.ports, supervisorId, () => this.#tell());
    this.#checking = checking;
    checking.run(source).catch(this.events.incident);
    return ok(null);
  }

  start(order: BulkOrder, actor: Actor): Result<null, Trouble> {
    const checking = this.#checking;
    if (this.#isStarting || (this.#run !== null && !this.#run.isEnded))
      return err(trouble('already-running'));
    if (checking === null || !checking.isReady || checking.ready.length === 0)
      return err(trouble('invalid-input', { detail: 'check' }));
    const refused = checking.ready
      .map((row) => refusalOf(orderOfRow(order, row), this.rules))
      .find((one) => one !== null);
    if (refused !== undefined) return err(refused);
    this.#isStarting = true;
    this.#heldBy = null;
    this.#actor = actor;
    this.#begin(order, checking, actor)
      .catch(this.events.incident)
      .finally(() => {
        this.#isStarting = false;
        this.#tell();
      });
    return ok(null);
  }

  /** Every row is in the journal before the first is begun: what a restart finds is the whole of it. */
  async #begin(order: BulkOrder, checking: BulkChecking, actor: Actor): Promise<void> {
    const runId = this.ports.ids.uuid();
    const rows = checking.ready.map((row, at) =>
      newRow(runId, at + 1, { ...row, order: orderOfRow(order, row) }),
    );
    const run = this.#newRun({ runId, order, rows }, actor, 'asked');
    this.#run = run;
    const requested = await requestAll(this.ports, runId, actor, rows);
    const begun = requested.ok ? run.begun() : requested;
    if (begun.ok) {
      this.#dropCheck();
      if (this.#heldBy === null) await run.resume(actor);
      this.#hold(run);
      return;
    }
    // Without the row that begins it there is no run: what was requested of it is closed by the next reconcile.
    if (this.#run === run) this.#run = null;
    checking.fail(begun.error.kind);
    this.settle(actor);
  }

  #hold(run: BulkRun): void {
    if (this.#heldBy !== null) run.rest(this.#heldBy);
  }

  pause(why: BulkPause): void {
    if (this.#isStarting) this.#heldBy = why;
    else this.#run?.pause(why);
  }

  resume(actor: Actor): Result<null, Trouble> {
    return this.#withRun((run) => {
      this.#actor = actor;
      run.resume(actor).catch(this.events.incident);
    });
  }

  finish(actor: Actor): Result<null, Trouble> {
    return this.#withRun((run) => void run.callOff(actor).catch(this.events.incident));
  }

  answer(place: number | null, answer: BulkAnswer, actor: Actor): Result<null, Trouble> {
    const leftovers = this.#leftovers;
    return this.#withRun((run) => {
      this.#actor = actor;
      if (leftovers !== null)
        answerRow({ run, leftovers, clock: this.ports.clock }, place, answer).catch(this.events.incident);
    });
  }

  report(): string | null {
    return this.#run === null ? null : reportOf(this.#run);
  }

  view(): BulkView {
    const run = this.#run === null ? null : runView(this.#run, this.ports.clock);
    return {
      lists: this.ports.lists.names,
      check: this.#checking?.view() ?? null,
      run: run !== null && this.#isStarting ? { ...run, state: 'starting' } : run,
    };
  }

  glance(): BulkGlance | null {
    const run = this.#run === null ? null : glanceAt(this.#run);
    return run !== null && this.#isStarting ? { ...run, state: 'starting' } : run;
  }

  isBusy(): boolean {
    const run = this.#run;
    if (run === null) return this.#isStarting;
    const hasMore = run.isRunning && run.known.rows.some(({ state }) => state === 'waiting');
    return this.#isStarting || hasMore || run.working() > 0;
  }

  settle(actor: Actor): void {
    this.#actor = actor;
    this.#run ??= this.#found(actor);
    this.#leftovers?.reconcile(actor).catch(this.events.incident);
  }

  leave(): void {
    this.#dropCheck();
    this.#run?.abandon();
    this.#run = null;
    this.#actor = null;
    this.#leftovers?.forget();
  }

  /** Something became of an issuance that an earlier process left. */
  heard(): void {
    if (this.#isHearing) return;
    this.#isHearing = true;
    this.ports.clock.after(announceMs, () => {
      this.#isHearing = false;
      this.#run?.settle();
      this.#tell();
    });
  }

  #found(actor: Actor): BulkRun | null {
    const last = this.ports.journal.lastBatch();
    const runId = last?.detail?.run;
    if (last?.event !== 'batch-started' || typeof runId !== 'string') return null;
    const rows = foundRows(this.ports.journal, runId);
    const hours = typeof last.detail?.hours === 'number' ? last.detail.hours : null;
    const order: BulkOrder = hours === null ? { is: 'standard' } : { is: 'temporary', hours };
    return this.#newRun({ runId, order, rows }, actor, 'interrupted');
  }

  #newRun(known: BulkRun['known'], actor: Actor, pausedBy: BulkPause): BulkRun {
    const events = {
      ...this.events,
      announce: () => this.#tell(),
      isAsked: (issuanceId: string) => this.#isAsked(issuanceId),
      parked: () => {
        if (this.#actor !== null) this.#leftovers?.reconcile(this.#actor).catch(this.events.incident);
      },
    };
    return new BulkRun(known, this.ports, events, this.atWork, actor, pausedBy);
  }

  #isAsked(issuanceId: string): boolean {
    const views = this.#leftovers?.views() ?? [];
    return views.some((view) => view.issuanceId === issuanceId && view.state === 'ask-hand-over');
  }

  /** Not what the run itself drives or will begin. */
  #isLeft(entries: readonly JournalEntry[]): boolean {
    const runId = runOf(entries);
    if (runId === null) return false;
    const run = this.#run;
    if (run === null || run.known.runId !== runId) return true;
    return !isNotBegun(entries) && !run.holds(entries[0]?.issuanceId ?? '');
  }

  #withRun(act: (run: BulkRun) => void): Result<null, Trouble> {
    if (this.#run === null || this.#isStarting) return err(trouble('interrupted'));
    act(this.#run);
    this.#tell();
    return ok(null);
  }

  #dropCheck(): void {
    if (this.#checking !== null) this.#checking.isDropped = true;
    this.#checking = null;
  }

  #tell(): void {
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.ports.clock.after(announceMs, () => {
      this.#isTelling = false;
      this.events.announce();
    });
  }
}

function orderOfRow(order: BulkOrder, { hours, temporary, standard }: ReadyRow): Order {
  if (order.is === 'standard') return { is: 'replace', replaceCodeId: standard?.id ?? null };
  const own = hours ?? order.hours;
  return { is: 'issue', hours: own, startsAtMs: null, replaceCodeId: temporary?.id ?? null };
}
