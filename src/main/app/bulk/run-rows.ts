/** The rows of a run: made and journalled at its start, or found again in the journal after a restart. */
import {
  lineOf,
  orderAgain,
  printEndOf,
  type RowStand,
  reasonOf,
  rowDetail,
  standOf,
} from '../../../core/bulk/stand.ts';
import { type Fact, fact } from '../../../core/issuance/events.ts';
import { codeKindOf, type Order, orderOf } from '../../../core/issuance/order.ts';
import type { Actor, EntryDraft, JournalEntry } from '../../../core/journal/entry.ts';
import { ok, type Result } from '../../../core/result.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { BulkOrder, BulkRowState } from '../../../shared/bulk.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import type { Clock, Journal } from '../../ports.ts';
import type { Journey } from '../issuing/journey.ts';
import { waited } from '../issuing/reads.ts';

/** Mutable on purpose: the run alone works on it. */
export interface RunRow {
  readonly place: number;
  readonly line: number | null;
  /** One issuance a try: an earlier one is at its end before the next is requested. */
  attempt: number;
  issuanceId: string;
  order: Order;
  worker: WorkerSummary;
  /** When the directory told of the worker, by the monotonic clock; null: only the journal did. */
  workerAtMs: number | null;
  state: BulkRowState;
  reason: string | null;
  print: Fact | null;
  /** While this process drives it. */
  journey: Journey | null;
  /** Tries that the run began by itself since somebody asked for it. */
  ownTries: number;
  /** The badge is missing: another try follows when its code is gone. */
  isWantedAgain: boolean;
}

export interface WantedRow {
  readonly line: number | null;
  readonly order: Order;
  readonly worker: WorkerSummary;
  readonly workerAtMs: number;
}

function issuanceIdOf(runId: string, place: number, attempt: number): string {
  return `${runId}-${place.toString(16).padStart(4, '0')}-${attempt}`;
}

export function newRow(runId: string, place: number, wanted: WantedRow): RunRow {
  return { ...wanted, ...atRest, place, attempt: 1, issuanceId: issuanceIdOf(runId, place, 1) };
}

const atRest = {
  state: 'waiting',
  reason: null,
  print: null,
  journey: null,
  ownTries: 0,
  isWantedAgain: false,
} as const;

export function requestRow(
  journal: Journal,
  runId: string,
  actor: Actor,
  row: RunRow,
): Result<JournalEntry, Trouble> {
  const { issuanceId, order, worker, line } = row;
  return journal.append({
    issuanceId,
    actor,
    worker: { id: worker.id, upn: worker.userPrincipalName, name: worker.displayName },
    ...fact('requested', { codeKind: codeKindOf(order), detail: rowDetail(order, runId, line) }),
  });
}

/** The disk is given a rest now and then: thousands of durable rows at once would hold up the window. */
const rowsAtOnce = 25;

export async function requestAll(
  ports: { readonly clock: Clock; readonly journal: Journal },
  runId: string,
  actor: Actor,
  rows: readonly RunRow[],
): Promise<Result<null, Trouble>> {
  for (const [at, row] of rows.entries()) {
    const written = requestRow(ports.journal, runId, actor, row);
    if (!written.ok) return written;
    if ((at + 1) % rowsAtOnce === 0) await waited(ports.clock, 1);
  }
  return ok(null);
}

/** The row asks for another issuance; the journal has to be told next. */
export function tryAgain(runId: string, row: RunRow, facts: readonly Fact[]): void {
  row.order = orderAgain(facts);
  row.attempt += 1;
  row.issuanceId = issuanceIdOf(runId, row.place, row.attempt);
  row.reason = null;
  row.print = null;
  row.journey = null;
  row.isWantedAgain = false;
}

/** The last try of each row. */
export function foundRows(journal: Journal, runId: string): readonly RunRow[] {
  const last = new Map<number, RunRow>();
  for (const requested of journal.requestedIn(runId)) {
    const row = rowOf(requested, journal, runId);
    if (row !== null && row.attempt > (last.get(row.place)?.attempt ?? 0)) last.set(row.place, row);
  }
  return [...last.values()].sort((a, b) => a.place - b.place);
}

function rowOf(requested: JournalEntry, journal: Journal, runId: string): RunRow | null {
  const { issuanceId, worker } = requested;
  if (issuanceId === null || worker === null) return null;
  const [place = '', attempt = ''] = issuanceId.slice(runId.length + 1).split('-');
  const facts = journal.entries(issuanceId);
  const row: RunRow = {
    ...atRest,
    place: Number.parseInt(place, 16),
    line: lineOf(facts),
    attempt: Number(attempt),
    issuanceId,
    order: orderOf(facts),
    worker: {
      id: worker.id,
      displayName: worker.name,
      userPrincipalName: worker.upn,
      ...{ employeeId: null, department: null, jobTitle: null, accountEnabled: true },
    },
    workerAtMs: null,
  };
  row.state = noted(row, facts);
  return row;
}

const states: Readonly<Record<RowStand, BulkRowState>> = {
  waiting: 'waiting',
  'under-way': 'settling',
  'handed-over': 'handed-over',
  'called-off': 'called-off',
  failed: 'failed',
};

/** Takes from the facts what became of the row, and answers where it stands: whoever drives it says when that is so. */
export function noted(row: RunRow, facts: readonly Fact[]): BulkRowState {
  row.reason = reasonOf(facts);
  row.print = printEndOf(facts);
  return states[standOf(facts)];
}

/** The journal's word on a run as a whole: counts, no names. */
export function batchRow(
  event: 'batch-started' | 'batch-ended',
  run: { readonly runId: string; readonly order: BulkOrder; readonly rows: readonly RunRow[] },
  actor: Actor,
): EntryDraft {
  const { runId, order, rows } = run;
  const count = (state: BulkRowState) => rows.filter((row) => row.state === state).length;
  const hours = order.is === 'temporary' ? order.hours : null;
  const begun = { run: runId, rows: rows.length, order: order.is, hours };
  const ended = { handedOver: count('handed-over'), failed: count('failed'), calledOff: count('called-off') };
  const detail = event === 'batch-started' ? begun : { ...begun, ...ended };
  return { issuanceId: null, actor, worker: null, ...fact(event, { codeKind: order.is, detail }) };
}
