/** One cell of the matrix: one call of a journey meets one fault; what the screen, the journal and the tenant say then and later. */

import type { LeftoverView } from '../../shared/issuance.ts';
import { issueOrder } from '../issuing-settings.ts';
import type { NetworkFault } from './faults.ts';
import { brokenPromises } from './promises.ts';
import { MatrixRun, type MatrixWorld } from './station.ts';
import type { CallName } from './way.ts';

export interface Cell {
  /** The journal while the fault lasts: `closed` as `outcome reason`, `asks`, `waits`, or `nothing` when no row was due. */
  readonly end: string;
  /** The trouble on the screen. */
  readonly kind: string | null;
  /** Requests of the struck call, from the strike until all is at rest. */
  readonly requests: number;
  /** How the journal and the tenant stand when the fault is gone and time went by. */
  readonly later: string;
  /** Promises that were not kept, then or later. */
  readonly broken: readonly string[];
}

export interface Scene {
  readonly world: MatrixWorld;
  run: MatrixRun;
  readonly workerId: string;
  readonly strike: () => void;
}

/** What a call of the matrix is: how the station comes to make it, and what the screen then says. */
export interface MatrixCall {
  readonly name: string;
  readonly call: CallName;
  /** So many requests of this kind pass first. */
  readonly after: number;
  readonly play: (scene: Scene) => Promise<string | null>;
}

/** Longer than a read with all its tries, and shorter than until the next round. */
const firstRoundMs = 19_000;
const deadMs = 20_000;

const lost: NetworkFault['strike'] = async ({ serve, silence }) => {
  await serve();
  return silence();
};

async function issued({ run, workerId, strike, world }: Scene): Promise<string | null> {
  const live = world.demo.tenant.control.codesOf(workerId)?.temporary ?? null;
  strike();
  const view = await run.issue(workerId, live?.id ?? null);
  return typeof view === 'string' ? view : (view.trouble?.kind ?? null);
}

async function replaced(scene: Scene): Promise<string | null> {
  scene.world.issueElsewhere(scene.workerId);
  return issued(scene);
}

async function revoked({ run, workerId, strike }: Scene): Promise<string | null> {
  run.printer.failNextJob();
  const view = await run.issue(workerId);
  if (typeof view === 'string') throw new Error(view);
  strike();
  return (await run.answer(view.issuanceId, 'revoke')).trouble?.kind ?? null;
}

/** The create was applied and its reply is lost together with the process. */
async function restarted(scene: Scene): Promise<string | null> {
  const { world, workerId, strike } = scene;
  world.way.strike('create', { ...lostCreate, strike: lost }, { times: 1 });
  const started = await scene.run.call('issuance.start', { workerId, order: issueOrder() });
  if (!started.ok) throw new Error(started.error.kind);
  while (world.way.silent === 0) await world.pass(1);
  scene.run.die();
  // Starting again takes its time: longer than what the dead process left on the network.
  await world.pass(deadMs);
  scene.run = new MatrixRun(world, scene.run.journal);
  strike();
  await scene.run.signIn();
  await world.pass(firstRoundMs);
  return (await leftovers(scene.run))[0]?.trouble?.kind ?? null;
}

const lostCreate = { name: 'lost with the process' } as NetworkFault;

async function leftovers(run: MatrixRun): Promise<readonly LeftoverView[]> {
  return (await run.look('station.read', null)).leftovers;
}

export const calls: readonly MatrixCall[] = [
  { name: 'the first read', call: 'method', after: 0, play: issued },
  { name: 'the delete of a replacement', call: 'delete', after: 0, play: replaced },
  { name: 'the create', call: 'create', after: 0, play: issued },
  { name: 'the verification', call: 'method', after: 1, play: issued },
  { name: 'the look before the hand-over', call: 'method', after: 2, play: issued },
  { name: 'the read before a revoke', call: 'method', after: 0, play: revoked },
  { name: 'the delete of a revoke', call: 'delete', after: 0, play: revoked },
  { name: 'the read of a reconcile', call: 'method', after: 0, play: restarted },
  { name: 'the delete of a reconcile', call: 'delete', after: 0, play: restarted },
];

const patientRounds = 16;

export async function playCell(
  world: MatrixWorld,
  workerId: string,
  call: MatrixCall,
  fault: NetworkFault,
  times: number,
): Promise<Cell> {
  const run = new MatrixRun(world);
  const signedIn = await run.signIn();
  if (!signedIn.ok) throw new Error(signedIn.error.kind);
  const firstRequest = world.way.requests.length;
  let struckAt = 0;
  const strike = () => {
    struckAt = world.way.requests.length;
    world.way.strike(call.call, fault, { after: call.after, times });
  };
  const scene: Scene = { world, run, workerId, strike };
  const kind = await call.play(scene);
  const struck = world.way.requests.slice(struckAt).filter((passed) => passed.call === call.call);
  const now = { end: await endOf(scene.run), kind, requests: struck.length };
  world.way.clear();
  await settleAll(scene);
  const broken = brokenPromises(scene.run, workerId, firstRequest);
  const later = await endOf(scene.run);
  scene.run.app.stop();
  return { ...now, later, broken };
}

async function endOf(run: MatrixRun): Promise<string> {
  const { issuanceId } = await run.look('station.read', null);
  const view = issuanceId === null ? null : await run.look('issuance.read', { issuanceId });
  if (view?.ok === true && view.value.answers.length > 0) return 'asks';
  const last = run.journal.all.findLast((row) => row.issuanceId !== null);
  return last?.event === 'closed' ? `${last.outcome} ${last.detail?.reason}` : 'waits';
}

/** The fault is gone: who is asked tells the truth about the paper, and the rest is a matter of time. */
async function settleAll(scene: Scene): Promise<void> {
  const { world } = scene;
  for (let round = 0; round < patientRounds; round += 1) {
    const { run } = scene;
    if (run.journal.open().length === 0) return;
    await run.look('session.touch', null);
    const isOut = run.printer.history.length > 0;
    const answer = isOut ? 'badge-collected' : 'revoke';
    const { leftovers: found, issuanceId } = await run.look('station.read', null);
    for (const { issuanceId: id, state } of found)
      if (state === 'ask-hand-over') await run.look('leftovers.answer', { issuanceId: id, answer });
    if (issuanceId !== null) await run.answer(issuanceId, answer);
    await world.pass(5_000);
  }
  // Told to wait for a day: somebody signs in and asks again.
  scene.run.die();
  scene.run = new MatrixRun(world, scene.run.journal);
  await scene.run.signIn();
  await world.pass(firstRoundMs);
}
