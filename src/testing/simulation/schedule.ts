/** One simulated stretch of a shift, drawn from a seed: trouble for a while, then quiet, then the accounts are closed. */

import { createHash } from 'node:crypto';
import { checkChain } from '../../core/journal/chain.ts';
import { worker } from '../fake-directory.ts';
import { Oracle, type Violation } from './oracle.ts';
import { type Plan, planOf, Troubles } from './plan.ts';
import { seededRandom } from './random.ts';
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

const shiftStartsAtMs = Date.parse('2026-11-23T08:00:00Z');

export async function runSchedule(seed: number, sabotage: Sabotage = {}): Promise<Outcome> {
  const random = seededRandom(seed);
  const plan = planOf(random);
  const timeline = createTimeline();
  const trouble = new Troubles(plan, random, timeline.nowMs);
  const oracle = new Oracle(timeline.nowMs, () => tenant);
  const serverNowMs = () => shiftStartsAtMs + timeline.nowMs();
  const tenant: SimTenant = new SimTenant(serverNowMs, plan.keepsMilliseconds, sabotage.liesAboutDeletes);
  const shared = {
    timeline,
    random,
    tenant,
    oracle,
    tray: [],
    spool: new Map(),
    workers: [worker(1), worker(2)],
  };
  oracle.foreign.add(tenant.adoptBadge(worker(1).id).id);
  if (plan.isSecondUnenrolled) tenant.unenrol(worker(2).id);
  const stations = plan.wallAheadMs.map((aheadMs, index) => {
    const world: SimWorld = {
      ...shared,
      ...trouble.asWorld(),
      mostLagMs: () => sabotage.lagMs ?? plan.mostLagMs,
      losesRow: () => sabotage.losesRows === true && random.chance(0.1),
      wallAheadMs: () => shiftStartsAtMs + aheadMs + trouble.steppedMs(),
      turn: () => Promise.resolve(),
    };
    return startStation(`station-${index + 1}`, world, plan);
  });
  while (timeline.nowMs() < trouble.endMs())
    await timeline.runUntil(trouble.endMs(), () => oracle.checkAccounts());
  oracle.checkRest();
  for (const { disk } of stations) checkWholeChain(disk.all, oracle);
  return { seed, violations: oracle.violations, counts: countsOf(stations, oracle, trouble.kills), stations };
}

function startStation(name: string, world: SimWorld, { issuances, leaving }: Plan): SimStation {
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
