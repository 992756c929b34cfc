/** When a row of a run may act: a place at its printer before anything is changed for it, a place among the writers, the pace. */
import type { Action } from '../../../core/issuance/action.ts';
import type { Clock } from '../../ports.ts';
import type { Turn } from '../issuing/drive.ts';
import type { Journey } from '../issuing/journey.ts';
import type { Pacer } from './pacer.ts';
import type { Places } from './places.ts';

export interface TurnParts {
  readonly clock: Clock;
  readonly pacer: Pacer;
  /** How many workers are in the middle of losing one code and getting the next. */
  readonly writers: Places;
  /** Codes of one printer that are made, or about to be, and not printed. */
  readonly unprinted: Places;
  /** Whether the run goes on and this printer takes rows. */
  readonly isGoing: () => boolean;
}

export interface RowTurn {
  readonly turn: Turn;
  /** Whether the row holds its place at the printer. */
  readonly isUnprinted: () => boolean;
  /** The row is at rest: whatever it holds is free again. */
  release(): void;
}

/** What was looked at longer ago than this is looked at again before the first write. */
export const staleMs = 15_000;

export function createRowTurn(parts: TurnParts, journey: Journey): RowTurn {
  const { clock, pacer, writers, unprinted } = parts;
  const place = holder(unprinted);
  const writer = holder(writers);
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  const release = () => {
    writer.give();
    place.give();
  };
  const look = (): Action => {
    lookedAtMs = clock.monotonicMs();
    return { do: 'preflight' };
  };
  const begin = async (action: Action): Promise<Action | null> => {
    if (!(await place.take())) return null;
    if (clock.monotonicMs() - lookedAtMs > staleMs) return look();
    return (await writer.take()) && (await pacer.write(parts.isGoing)) ? action : null;
  };
  const turn: Turn = async (action) => {
    const { event, outcome } = journey.facts.at(-1) ?? {};
    if (event === 'created') writer.give();
    if (event === 'print-ended' && (outcome === 'sent' || outcome === 'printed')) place.give();
    if (action.do === 'preflight') return (await pacer.calm(parts.isGoing)) ? look() : null;
    if (!isWrite(action)) return action;
    if (hasWritten(journey)) {
      await pacer.write();
      return action;
    }
    const given = await begin(action);
    if (given !== null && parts.isGoing()) return given;
    release();
    return null;
  };
  return { turn, release, isUnprinted: () => place.isHeld() };
}

function isWrite(action: Action): boolean {
  return action.do === 'create' || action.do === 'delete';
}

function hasWritten({ facts }: Journey): boolean {
  return facts.some(({ event }) => event === 'create-sent' || event === 'delete-sent');
}

/** One place, taken and given back once however often it is asked for. */
function holder(places: Places) {
  let isHeld = false;
  return {
    isHeld: () => isHeld,
    async take(): Promise<boolean> {
      if (!isHeld) isHeld = await places.take();
      return isHeld;
    },
    give(): void {
      if (isHeld) places.give();
      isHeld = false;
    },
  };
}
