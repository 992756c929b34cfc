/** Two stations at one worker, eight steps each: every order in which their steps can meet, one after the other. */

import { worker } from '../fake-directory.ts';
import { issueOrder } from '../issuing-settings.ts';
import { Oracle } from './oracle.ts';
import { seededRandom } from './random.ts';
import { SimStation, type SimWorld } from './station.ts';
import { SimTenant } from './tenant.ts';
import { createTimeline, type Timeline } from './timeline.ts';
import { Turns } from './turns.ts';

export const stepsEach = 8;
const shiftStartsAtMs = Date.parse('2026-11-23T08:00:00Z');
const anna = worker(1);

export interface Meeting {
  readonly violations: readonly string[];
  readonly ends: readonly [End, End];
}

/** How one station's issuance came out. */
export interface End {
  readonly outcome: string | null;
  /** The kind of trouble that its supervisor was shown last. */
  readonly told: string | null;
  /** Its code is the worker's live code. */
  readonly isLive: boolean;
  /** Its code was deleted by the other station, which meant another code. */
  readonly isStruck: boolean;
}

/** All orders of two stations' steps: each a list of who goes next, `stepsEach` times the one and the other. */
export function* allOrders(first = stepsEach, second = stepsEach): Generator<readonly number[]> {
  if (first === 0 && second === 0) yield [];
  if (first > 0) for (const rest of allOrders(first - 1, second)) yield [0, ...rest];
  if (second > 0) for (const rest of allOrders(first, second - 1)) yield [1, ...rest];
}

/** @param startsWithCode whether the worker has a live code that a supervisor who sees it agrees to replace */
export async function meet(order: readonly number[], startsWithCode: boolean): Promise<Meeting> {
  const timeline = createTimeline();
  const tenant: SimTenant = new SimTenant(() => shiftStartsAtMs + timeline.nowMs(), true);
  const oracle = new Oracle(timeline.nowMs, () => tenant);
  const turns = new Turns();
  if (startsWithCode) oracle.foreign.add(makeOldCode(tenant));
  const world = {
    ...calm,
    random: seededRandom(1),
    timeline,
    tenant,
    oracle,
    tray: [],
    spool: new Map(),
    turn: turns.wait,
  };
  const pair = [new SimStation('one', world), new SimStation('two', world)] as const;
  let ended = 0;
  const told = pair.map(async (station) => {
    const trouble = await supervise(station, world, startsWithCode);
    ended += 1;
    return trouble;
  });
  for (const who of order) await oneStep(pair[who]?.name ?? '', turns, timeline, oracle);
  turns.end();
  for (let slices = 0; slices < 120 && ended < pair.length; slices += 1)
    await timeline.runUntil(timeline.nowMs() + 1_000, () => oracle.checkAccounts());
  oracle.checkRest();
  const end = async (index: 0 | 1) => endOf(pair[index], (await told[index]) ?? null, world);
  const violations = oracle.violations.map(({ rule, about }) => `${rule} (${about})`);
  return { violations, ends: [await end(0), await end(1)] };
}

/**
 * One supervisor's way, as eight steps with the calls that it leads to: look at the card, (tap a lifetime,) read,
 * (delete,) create, read, print, follow, hand over.
 */
async function supervise(
  station: SimStation,
  world: SimWorld,
  startsWithCode: boolean,
): Promise<string | null> {
  station.boot();
  await station.call('session.signIn', { method: 'browser-window' });
  const card = await station.call('workers.read', { workerId: anna.id });
  const seen = card?.ok === true ? card.value.temporary : null;
  if (!startsWithCode) await world.turn(station.name);
  const replaceCodeId = seen?.code?.id ?? null;
  const started = await station.call('issuance.start', {
    workerId: anna.id,
    order: issueOrder(8, replaceCodeId),
  });
  if (started?.ok !== true) return started?.error.kind ?? null;
  const { issuanceId } = started.value;
  const rest = () => station.call('issuance.read', { issuanceId });
  for (;;) {
    const view = await rest();
    if (view?.ok !== true) return view?.error.kind ?? null;
    if (view.value.step === 'closed') return view.value.trouble?.kind ?? null;
    if (view.value.answers.includes('badge-collected')) {
      await world.turn(station.name);
      world.oracle.saysCollected(issuanceId);
      await station.call('issuance.answer', { issuanceId, answer: 'badge-collected' });
    }
    await new Promise<void>((resolve) => {
      world.timeline.after(250, resolve);
    });
  }
}

function endOf(station: SimStation, told: string | null, { tenant, oracle }: SimWorld): End {
  const created = station.disk.all.findLast(({ event }) => event === 'created');
  const closed = station.disk.all.findLast(({ event }) => event === 'closed');
  const codeId = created?.codeId ?? null;
  return {
    outcome: closed?.outcome ?? null,
    told,
    isLive: codeId !== null && tenant.liveCode(anna.id, 'temporary')?.id === codeId,
    isStruck: oracle.strays.some(({ victim }) => victim.id === codeId),
  };
}

const calm = {
  workers: [anna],
  troubleRate: () => 0,
  mostLagMs: () => 0,
  isFatal: () => false,
  downForMs: () => 0,
  isDiskFull: () => false,
  losesRow: () => false,
  wallAheadMs: () => shiftStartsAtMs,
};

/** Gives a turn and lets what follows from it happen, until the station waits again or has nothing more to do. */
async function oneStep(station: string, turns: Turns, timeline: Timeline, oracle: Oracle): Promise<void> {
  const check = () => oracle.checkAccounts();
  for (let tries = 0; tries < 12 && !turns.isWaiting(station); tries += 1)
    await timeline.runUntil(timeline.nowMs() + 500, check);
  turns.give(station);
  await timeline.runUntil(timeline.nowMs() + 1, check);
}

function makeOldCode(tenant: SimTenant): string {
  const startsAtMs = shiftStartsAtMs - 3_600_000;
  const window = { startsAtMs, expiresAtMs: startsAtMs + 8 * 3_600_000 };
  tenant.create(anna.id, 'temporary', window, { station: 'another', clientRequestId: 'another' });
  return tenant.liveCode(anna.id, 'temporary')?.id ?? '';
}
