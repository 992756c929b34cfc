/** One bulk run: rows go to printers as these have room, a few at a time, until all are through, somebody pauses it, or nothing goes any more. */
import { isWorthAnother } from '../../../core/bulk/stand.ts';
import type { Fact } from '../../../core/issuance/events.ts';
import type { Actor } from '../../../core/journal/entry.ts';
import type { Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { BulkPause } from '../../../shared/bulk.ts';
import type { IssuingPorts } from '../issuing/journey.ts';
import { waited } from '../issuing/reads.ts';
import { createPacer } from './pacer.ts';
import { Places } from './places.ts';
import { lookAtLines, type PrintLine, printLines, rowsAtOnce, stopLine } from './print-lines.ts';
import { closeRow, type RowEnd, type RowParts, serveRow } from './row-work.ts';
import type { RunEvents, RunKnown } from './run-known.ts';
import { runPorts } from './run-ports.ts';
import { batchRow, noted, type RunRow, requestRow, tryAgain } from './run-rows.ts';

/** Workers who are in the middle of losing one code and getting the next: all the service is asked to do at once. */
export const mostWriters = 8;
/** How often the run tries a row again by itself. */
const mostOwnTries = 2;

export class BulkRun {
  readonly lines: readonly PrintLine[];
  /** When badges came out, by the monotonic clock. */
  readonly printedAtMs: number[] = [];
  pausedBy: BulkPause | null;
  isRunning = false;
  isEnded = false;
  #isCalledOff = false;
  /** Its supervisor is gone: whoever comes next finds the run in the journal. */
  #isLeft = false;
  #actor: Actor;
  readonly parts: RowParts;

  constructor(
    readonly known: RunKnown,
    private readonly ports: IssuingPorts,
    private readonly events: RunEvents,
    atWork: Set<string>,
    actor: Actor,
    pausedBy: BulkPause,
  ) {
    this.#actor = actor;
    this.pausedBy = pausedBy;
    this.lines = printLines(ports.printers);
    const pacer = createPacer(ports.clock);
    this.parts = {
      ports: runPorts(ports, pacer),
      pacer,
      writers: new Places(mostWriters),
      isGoing: (line) => this.isRunning && line.stoppedBy === null,
      atWork,
      ...events,
    };
  }

  /** Whether this process itself has the issuance: nobody else may drive it. */
  holds(issuanceId: string): boolean {
    const row = this.known.rows.find((one) => one.issuanceId === issuanceId);
    return row?.state === 'working' || (row?.state === 'ask' && row.journey !== null);
  }

  /** Rows at work at this moment. */
  working(): number {
    return this.lines.reduce((sum, { atWork }) => sum + atWork, 0);
  }

  /** Begins, or goes on: with what is waiting, what may be tried again, and printers that are back. */
  async resume(actor: Actor): Promise<void> {
    if (this.isEnded || this.#isCalledOff) return;
    this.#actor = actor;
    await lookAtLines(this.lines);
    const mayMake = await this.ports.rateCap.allow(actor, this.#toMake());
    if (this.#isLeft) return;
    if (!mayMake.ok) return this.rest(mayMake.error.kind);
    if (this.lines.every(({ stoppedBy }) => stoppedBy !== null)) return this.rest('printers');
    for (const row of this.known.rows) {
      row.ownTries = 0;
      if (row.state === 'failed' && isWorthAnother(this.factsOf(row))) this.again(row);
    }
    this.isRunning = true;
    this.pausedBy = null;
    this.#go();
  }

  /** Codes that are still to be made: one second sign-in, where it is asked for, is for all of them. */
  #toMake(): number {
    return this.known.rows.filter((row) => row.state === 'waiting' || this.canTryAgain(row)).length;
  }

  /** Whatever has begun goes on to its paper; nothing else begins. The first reason stays. */
  pause(why: BulkPause): void {
    if (this.isRunning || this.pausedBy === null) this.pausedBy = why;
    this.isRunning = false;
    for (const { unprinted } of this.lines) unprinted.callOff();
    this.events.announce();
  }

  /** Comes to rest for this very reason, whatever was one before. */
  rest(why: BulkPause): void {
    this.pause(why);
    this.pausedBy = why;
  }

  /** The supervisor is gone: rows in the middle of a step finish it, and a reconcile settles the rest. */
  abandon(): void {
    this.pause('interrupted');
    this.#isLeft = true;
    for (const { journey } of this.known.rows) if (journey !== null) journey.isAbandoned = true;
  }

  /** Nothing more begins: what waits is closed, and what failed stays as it is. */
  async callOff(actor: Actor): Promise<void> {
    this.pause('asked');
    this.#actor = actor;
    this.#isCalledOff = true;
    for (const [at, row] of this.known.rows.entries()) {
      if (row.state === 'waiting') await closeRow(this.parts, row, actor);
      // The disk and the window get a rest in between.
      if (at % 25 === 24) await waited(this.ports.clock, 1);
    }
    this.settle();
  }

  /** One more issuance for a row whose last is at its end. False when the disk refused. */
  again(row: RunRow): boolean {
    const before = { ...row };
    tryAgain(this.known.runId, row, this.factsOf(row));
    const written = requestRow(this.ports.journal, this.known.runId, this.#actor, row);
    if (!written.ok) {
      Object.assign(row, before);
      this.pause('disk');
    } else row.state = 'waiting';
    return written.ok;
  }

  /** Something may have changed for rows that wait for the truth, or are at their end. */
  settle(): void {
    if (this.#isLeft) return;
    for (const row of this.known.rows) if (row.state === 'settling') this.#look(row);
    this.#go();
    this.#endIfDone();
    this.events.announce();
  }

  /** The code of a badge that is missing is gone, or its end must wait. */
  afterAnswer(row: RunRow): void {
    if (row.state === 'settling') this.events.parked();
    if (row.state === 'failed') this.#afterFailure(row, this.factsOf(row));
  }

  canTryAgain(row: RunRow): boolean {
    return row.state === 'failed' && !this.#isCalledOff && isWorthAnother(this.factsOf(row));
  }

  factsOf({ journey, issuanceId }: RunRow): readonly Fact[] {
    return journey?.facts ?? this.ports.journal.entries(issuanceId);
  }

  #look(row: RunRow): void {
    row.journey = null;
    const facts = this.factsOf(row);
    row.state = noted(row, facts);
    if (row.state === 'settling' && this.events.isAsked(row.issuanceId)) row.state = 'ask';
    if (row.state === 'failed') this.#afterFailure(row, facts);
  }

  /** Each printer that goes takes as many rows as it may work on. */
  #go(): void {
    for (const line of this.lines)
      while (this.parts.isGoing(line) && line.atWork < rowsAtOnce && this.#begin(line));
    // What settles may come back for another try.
    const isUnclear = this.known.rows.some(({ state }) => state === 'settling');
    if (this.isRunning && this.working() === 0 && !isUnclear) this.pause('finished');
  }

  #begin(line: PrintLine): boolean {
    const row = this.known.rows.find(({ state }) => state === 'waiting');
    if (row === undefined) return false;
    row.state = 'working';
    line.atWork += 1;
    this.#serve(row, line).catch(this.events.incident);
    return true;
  }

  async #serve(row: RunRow, line: PrintLine): Promise<void> {
    const end = await serveRow(this.parts, row, line, this.#actor);
    line.atWork -= 1;
    this.#take(row, line, end);
    // It waited for its turn when the rest was called off.
    if (this.#isCalledOff && !this.isRunning && row.state === 'waiting')
      await closeRow(this.parts, row, this.#actor);
    this.settle();
  }

  #take(row: RunRow, line: PrintLine, end: RowEnd): void {
    if (end.stopsPrinter !== null) stopLine(line, end.stopsPrinter);
    if (end.isPrinted) this.printedAtMs.push(this.ports.clock.monotonicMs());
    row.state = end.state;
    if (end.state === 'settling') this.events.parked();
    if (this.#isLeft) return;
    if (end.state === 'failed') this.#afterFailure(row, this.factsOf(row));
    if (end.pauses !== null) this.pause(end.pauses);
    else if (this.isRunning && this.lines.every(({ stoppedBy }) => stoppedBy !== null))
      this.pause('printers');
  }

  /** A missing badge is made anew whenever it was asked for; anything else a few times, while the run goes on. */
  #afterFailure(row: RunRow, facts: readonly Fact[]): void {
    const isOwn = this.isRunning && row.ownTries < mostOwnTries && isWorthAnother(facts);
    if (!row.isWantedAgain && !isOwn) return;
    if (!row.isWantedAgain) row.ownTries += 1;
    if (!this.again(row) || !(this.pausedBy === 'finished' || this.#isCalledOff)) return;
    this.isRunning = true;
    this.pausedBy = null;
  }

  #endIfDone(): void {
    const isOver = (row: RunRow) =>
      row.state === 'handed-over' ||
      row.state === 'called-off' ||
      (row.state === 'failed' && !this.canTryAgain(row));
    if (this.isEnded || this.isRunning || this.working() > 0 || !this.known.rows.every(isOver)) return;
    const written = this.#note('batch-ended');
    this.isEnded = written.ok;
  }

  /** The journal's word on the run as a whole: counts, no names. */
  begun(): Result<unknown, Trouble> {
    return this.#note('batch-started');
  }

  #note(event: 'batch-started' | 'batch-ended'): Result<unknown, Trouble> {
    return this.ports.journal.append(batchRow(event, this.known, this.#actor));
  }
}
