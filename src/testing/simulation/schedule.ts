/** One simulated stretch of a shift, drawn from a seed: trouble for a while, then quiet, then the accounts are closed. */

import { createHash } from 'node:crypto';
import { checkChain } from '../../core/journal/chain.ts';
import { worker } from '../fake-directory.ts';
import { Oracle, type Violation } from './oracle.ts';
import { type Random, seededRandom } from './random.ts';
import { SimStation, type SimWorld } from './station.ts';
import { takeTurn } from './supervisor.ts';
import { SimTenant } from './tenant.ts';
import { createTimeline } from './timeline.ts';

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly counts: Counts;
  readonly stations: readonly SimStation[];
}

export interface Counts {
  readonly issuances: number;
  readonly handedOver: number;
  readonly kills: number;
  readonly orphans: number;
  /** Deletes that met another code than the one they were sent for: see the oracle. */
  readonly strays: number;
}

export const noCounts: Counts = { issuances: 0, handedOver: 0, kills: 0, orphans: 0, strays: 0 };

export function sumOf(a: Counts, b: Counts): Counts {
  return {
    issuances: a.issuances + b.issuances,
    handedOver: a.handedOver + b.handedOver,
    kills: a.kills + b.kills,
    orphans: a.orphans + b.orphans,
    strays: a.strays + b.strays,
  };
}

/** What a run may be told to do wrong, to show that the oracle notices. */
export interface Sabotage {
  /** Reads lag this long. */
  readonly lagMs?: number;
  readonly liesAboutDeletes?: boolean;
  /** Each tenth row is said to be written and is not. */
  readonly losesRows?: boolean;
}

const quietMs = 240_000;
const shiftStartsAtMs = Date.parse('2026-11-23T08:00:00Z');
const oneDayMs = 86_400_000;

export async function runSchedule(seed: number, sabotage: Sabotage = {}): Promise<Outcome> {
  const random = seededRandom(seed);
  const plan = planOf(random);
  const timeline = createTimeline();
  const serverNowMs = () => shiftStartsAtMs + timeline.nowMs();
  const oracle = new Oracle(timeline.nowMs, () => tenant);
  const tenant: SimTenant = new SimTenant(serverNowMs, plan.keepsMilliseconds, sabotage.liesAboutDeletes);
  const isQuiet = () => timeline.nowMs() > plan.troubleMs;
  let killsLeft = plan.kills;
  let kills = 0;
  const shared = {
    timeline,
    random,
    tenant,
    oracle,
    tray: [],
    workers: [worker(1), worker(2)],
    troubleRate: () => (isQuiet() ? 0 : plan.troubleRate),
    mostLagMs: () => sabotage.lagMs ?? plan.mostLagMs,
    isFatal: () => {
      if (isQuiet() || killsLeft === 0 || !random.chance(plan.killRate)) return false;
      killsLeft -= 1;
      kills += 1;
      return true;
    },
    turn: () => Promise.resolve(),
    losesRow: () => sabotage.losesRows === true && random.chance(0.1),
    isDiskFull: () => !isQuiet() && random.chance(plan.diskTroubleRate),
  };
  const stations = plan.wallAheadMs.map((aheadMs, index) => {
    const steppedMs = () => (timeline.nowMs() > plan.stepsAtMs ? plan.stepMs : 0);
    const world: SimWorld = { ...shared, wallAheadMs: () => shiftStartsAtMs + aheadMs + steppedMs() };
    return startStation(`station-${index + 1}`, world, plan.issuances, plan.leaving);
  });
  await timeline.runUntil(plan.troubleMs + quietMs, () => oracle.checkAccounts());
  oracle.checkRest();
  for (const { disk } of stations) checkWholeChain(disk.all, oracle);
  return { seed, violations: oracle.violations, counts: countsOf(stations, oracle, kills), stations };
}

function startStation(name: string, world: SimWorld, issuances: number, leaving: number): SimStation {
  const station = new SimStation(name, world);
  const habits = { issuances, leaving };
  const nextTurn = () =>
    world.timeline.after(world.random.int(300, 12_000), () => {
      takeTurn(station, world, habits).catch((bug: unknown) => world.oracle.report('no bug', String(bug)));
      nextTurn();
    });
  world.timeline.after(world.random.int(0, 3_000), () => station.boot());
  nextTurn();
  return station;
}

interface Plan {
  readonly troubleMs: number;
  readonly troubleRate: number;
  readonly diskTroubleRate: number;
  readonly mostLagMs: number;
  readonly keepsMilliseconds: boolean;
  readonly kills: number;
  readonly killRate: number;
  readonly issuances: number;
  readonly leaving: number;
  /** One for each station. */
  readonly wallAheadMs: readonly number[];
  /** When the stations' wall clocks are set anew, and by how much. */
  readonly stepsAtMs: number;
  readonly stepMs: number;
}

function planOf(random: Random): Plan {
  const offset = () => random.pick([0, 0, 3_600_000, -3_600_000, oneDayMs, -oneDayMs] as const);
  return {
    troubleMs: random.int(20_000, 90_000),
    troubleRate: random.pick([0, 0.1, 0.3, 0.5] as const),
    diskTroubleRate: random.pick([0, 0, 0.02, 0.1] as const),
    mostLagMs: random.pick([0, 2_000, 30_000] as const),
    keepsMilliseconds: random.chance(0.8),
    kills: random.int(0, 3),
    killRate: random.pick([0.005, 0.02, 0.06] as const),
    issuances: random.int(1, 2),
    leaving: random.pick([0, 0, 0.1] as const),
    wallAheadMs: random.chance(0.5) ? [offset()] : [offset(), offset()],
    stepsAtMs: random.int(0, 90_000),
    stepMs: random.pick([0, 0, 3_600_000, -3_600_000, 26 * 3_600_000] as const),
  };
}

function checkWholeChain(rows: SimStation['disk']['all'], oracle: Oracle): void {
  const check = checkChain((text) => createHash('sha256').update(text).digest('hex'));
  for (const row of rows)
    for (const { seq, kind } of check.take(row)) oracle.report('the chain is whole', `row ${seq}: ${kind}`);
}

function countsOf(stations: readonly SimStation[], oracle: Oracle, kills: number): Counts {
  const rows = stations.flatMap(({ disk }) => disk.all);
  const count = (event: string) => rows.filter((row) => row.event === event).length;
  return {
    issuances: count('requested'),
    handedOver: count('handed-over'),
    kills,
    orphans: count('orphan-found'),
    strays: oracle.strays.length,
  };
}
