/** One row of a run, from its turn to its paper: driven like any issuance, its content wiped as soon as its job has ended. */
import { byRun, calledOff, printEndOf } from '../../../core/bulk/stand.ts';
import type { Fact } from '../../../core/issuance/events.ts';
import type { Actor } from '../../../core/journal/entry.ts';
import type { TroubleKind } from '../../../core/trouble.ts';
import { troubleKinds } from '../../../core/trouble.ts';
import type { BulkPause } from '../../../shared/bulk.ts';
import { printerReasons } from '../../../shared/printers.ts';
import { drive, type Stop, type Turn } from '../issuing/drive.ts';
import { type IssuingPorts, type Journey, newJourney, record, wipe } from '../issuing/journey.ts';
import type { Pacer } from './pacer.ts';
import type { Places } from './places.ts';
import { type PrintLine, stopLine } from './print-lines.ts';
import { createRowTurn } from './row-turn.ts';
import { noted, type RunRow } from './run-rows.ts';

export interface RowParts {
  readonly ports: IssuingPorts;
  readonly pacer: Pacer;
  readonly writers: Places;
  readonly isGoing: (line: PrintLine) => boolean;
  /** The issuances that somebody drives at this moment. */
  readonly atWork: Set<string>;
  readonly announce: () => void;
  readonly incident: (bug: unknown) => string;
  readonly unattended: (facts: readonly Fact[]) => void;
}

/** Where the row is now, and what that means for the others. */
export interface RowEnd {
  readonly state: RunRow['state'];
  readonly isPrinted: boolean;
  readonly stopsPrinter: PrintLine['stoppedBy'];
  readonly pauses: BulkPause | null;
}

const quiet = { isPrinted: false, stopsPrinter: null, pauses: null } as const;

/** What keeps every other row from getting on as well: a person is needed, or the way to the service. */
const pausing: ReadonlySet<TroubleKind | null> = new Set([
  'offline',
  'no-answer',
  'untrusted-server',
  'proxy-refused',
  'captive-portal',
  'bad-answer',
  'server-error',
  'signed-out',
  'session-revoked',
  'supervisor-disabled',
  'no-role',
  'clock-wrong',
  'disk',
]);

export async function serveRow(parts: RowParts, row: RunRow, line: PrintLine, actor: Actor): Promise<RowEnd> {
  const met = await refreshWorker(parts, row);
  if (met !== null && pausing.has(met)) return { ...quiet, state: 'waiting', pauses: met };
  const journey = journeyOf(parts, row, actor);
  row.journey = journey;
  if (met !== null) record(parts.ports, journey, 'preflight-failed', { outcome: met });
  const { turn, release, isUnprinted } = createRowTurn(
    { ...parts, clock: parts.ports.clock, unprinted: line.unprinted, isGoing: () => parts.isGoing(line) },
    journey,
  );
  const counted: Turn = async (action) => {
    const wasUnprinted = isUnprinted();
    const given = await turn(action);
    line.made += Number(isUnprinted()) - Number(wasUnprinted);
    return given;
  };
  const ports = { ...parts.ports, printers: [line.printer] };
  const stop = await driven(parts, ports, journey, counted);
  const badEnd = stop === 'ask' ? badPrint(journey.facts) : null;
  // Before its place is free: nobody is to be sent after a badge that did not come out.
  if (badEnd !== null) stopLine(line, badEnd);
  line.made -= Number(isUnprinted());
  release();
  return ended(parts, row, journey, stop);
}

/** How a job ended that did not surely come out; null when its bytes were delivered. */
function badPrint(facts: readonly Fact[]): NonNullable<PrintLine['stoppedBy']> | null {
  const end = printEndOf(facts);
  const isDelivered = end?.outcome === 'printed' || end?.outcome === 'sent';
  return isDelivered ? null : printerReasonOf(end?.detail?.reason);
}

/** The badge carries what the directory knows; after a restart, or a long pause, that is asked for anew. */
async function refreshWorker({ ports }: RowParts, row: RunRow): Promise<TroubleKind | null> {
  const nowMs = ports.clock.monotonicMs();
  if (row.workerAtMs !== null && nowMs - row.workerAtMs < freshMs) return null;
  const found = await ports.directory.worker(row.worker.id);
  if (!found.ok) return found.error.kind;
  row.worker = found.value;
  row.workerAtMs = nowMs;
  return null;
}

const freshMs = 10 * 60_000;

function journeyOf({ ports }: RowParts, row: RunRow, actor: Actor): Journey {
  const { issuanceId, order, worker } = row;
  const facts = row.journey?.facts ?? ports.journal.entries(issuanceId);
  return newJourney({ issuanceId, order, worker, actor, mode: 'running', facts });
}

async function driven(
  parts: RowParts,
  ports: IssuingPorts,
  journey: Journey,
  turn: Turn | null,
  removed: string | null = null,
): Promise<Stop> {
  const isBegun = journey.facts.length > 1;
  const last = journey.facts.at(-1)?.event;
  // What an earlier look showed is old.
  const look =
    isBegun && removed === null && last !== 'preflight-failed' ? ({ do: 'preflight' } as const) : null;
  const first = removed === null ? look : ({ do: 'delete', codeId: removed, why: 'revoke' } as const);
  journey.isBusy = true;
  parts.atWork.add(journey.issuanceId);
  try {
    return await drive(ports, journey, parts.announce, first, turn);
  } catch (bug) {
    parts.incident(bug);
    return 'parked';
  } finally {
    journey.isBusy = false;
    wipe(ports, journey);
    parts.atWork.delete(journey.issuanceId);
    parts.unattended(journey.facts);
  }
}

async function ended(parts: RowParts, row: RunRow, journey: Journey, stop: Stop): Promise<RowEnd> {
  const state = noted(row, journey.facts);
  switch (stop) {
    case 'held':
      return { ...quiet, state: 'waiting' };
    case 'parked':
      return { ...quiet, state: 'settling' };
    case 'disk':
      return { ...quiet, state: state === 'waiting' ? state : 'settling', pauses: 'disk' };
    case 'ask':
      return afterPrint(parts, row, journey);
    case 'closed':
      return {
        ...quiet,
        ...whatStopped(row, journey),
        state,
        isPrinted: state === 'handed-over',
      };
  }
}

function whatStopped(row: RunRow, { trouble }: Journey): Pick<RowEnd, 'pauses' | 'stopsPrinter'> {
  const kind = troubleKinds.find((known) => known === row.reason) ?? null;
  if (kind === 'printer-not-ready')
    return { pauses: null, stopsPrinter: printerReasonOf(trouble?.detail ?? null) };
  return { pauses: pausing.has(kind) ? kind : null, stopsPrinter: null };
}

function printerReasonOf(word: unknown): NonNullable<PrintLine['stoppedBy']> {
  return printerReasons.find((reason) => reason === word) ?? 'unknown';
}

/** What was surely not printed is made anew; of anything else a person is asked. */
async function afterPrint(parts: RowParts, row: RunRow, journey: Journey): Promise<RowEnd> {
  if (badPrint(journey.facts) === null) return { ...quiet, state: 'ask', isPrinted: true };
  if (printEndOf(journey.facts)?.outcome !== 'not-printed') return { ...quiet, state: 'ask' };
  return { ...quiet, state: await revokeRow(parts, row, journey, byRun) };
}

/** Removes the code of a badge that nobody has; the row is at its end then, or waits for the truth. */
export async function revokeRow(
  parts: RowParts,
  row: RunRow,
  journey: Journey,
  by: string,
): Promise<RunRow['state']> {
  const codeId = journey.facts.findLast(({ event }) => event === 'created')?.codeId ?? null;
  if (codeId === null) return 'settling';
  if (!record(parts.ports, journey, 'not-handed-over', { codeId, detail: { by, choice: 'revoke' } }))
    return 'settling';
  const paced: Turn = async (action) => {
    if (action.do === 'delete') await parts.pacer.write();
    return action;
  };
  const stop = await driven(parts, parts.ports, journey, paced, codeId);
  const state = noted(row, journey.facts);
  return stop === 'closed' ? state : 'settling';
}

/** A person has the badge in their hands. */
export async function handOverRow(parts: RowParts, row: RunRow, journey: Journey): Promise<void> {
  const codeId = journey.facts.findLast(({ event }) => event === 'created')?.codeId ?? null;
  if (!record(parts.ports, journey, 'handed-over', { codeId, detail: { by: 'supervisor' } })) return;
  await drive(parts.ports, journey, parts.announce);
  row.state = noted(row, journey.facts);
}

/** Nothing was changed for this row, and nothing will be. */
export async function closeRow(parts: RowParts, row: RunRow, actor: Actor): Promise<void> {
  const journey = journeyOf(parts, row, actor);
  if (!record(parts.ports, journey, 'refused', { outcome: calledOff })) return;
  await drive(parts.ports, journey, parts.announce);
  row.journey = journey;
  row.state = noted(row, journey.facts);
}
