/** A simulated supervisor: signs in, issues, looks into the tray, answers what the station asks, and sometimes leaves. */
import type { IssuanceAnswer } from '../../shared/api.ts';
import type { SimStation, SimWorld } from './station.ts';

export interface Habits {
  /** How many issuances are still to be begun. */
  issuances: number;
  /** How often a turn is spent leaving instead. */
  readonly leaving: number;
}

/** One look at the screen and what follows from it; the caller decides when the next turn is. */
export async function takeTurn(station: SimStation, world: SimWorld, habits: Habits): Promise<void> {
  const { random } = world;
  const view = await station.call('station.read', null);
  if (view === null) return;
  if (view.session.state !== 'signed-in') {
    await station.call('session.signIn', { method: 'browser-window' });
    return;
  }
  await station.call('session.touch', null);
  for (const { issuanceId, state } of view.leftovers) {
    if (state === 'ask-hand-over') await answerLeftover(station, world, issuanceId);
    else if (state !== 'waiting') await station.call('leftovers.answer', { issuanceId, answer: 'seen' });
  }
  if (random.chance(habits.leaving)) await station.call('session.signOut', null);
  else if (view.issuanceId !== null) await answer(station, world, view.issuanceId);
  else if (habits.issuances > 0) await begin(station, world, habits);
}

async function begin(station: SimStation, world: SimWorld, habits: Habits): Promise<void> {
  const [first] = world.workers;
  if (first === undefined) return;
  const workerId = (world.random.chance(0.8) ? first : (world.workers.at(-1) ?? first)).id;
  const card = await station.call('workers.read', { workerId });
  if (card === null || !card.ok) return;
  habits.issuances -= 1;
  const live = card.value.temporary?.state === 'active' ? card.value.temporary.code.id : null;
  const replaceCodeId = live !== null && world.random.chance(0.8) ? live : null;
  await station.call('issuance.start', { workerId, hours: 8, replaceCodeId });
}

async function answer(station: SimStation, world: SimWorld, issuanceId: string): Promise<void> {
  const view = await station.call('issuance.read', { issuanceId });
  if (view === null || !view.ok || view.value.answers.length === 0) return;
  const { answers } = view.value;
  const said = answerOf(station, world, issuanceId, answers);
  if (said === null) return;
  if (said === 'badge-collected') world.oracle.saysCollected(issuanceId);
  const printer = view.value.printers?.elsewhere?.name;
  await station.call('issuance.answer', { issuanceId, answer: said, printer });
}

async function answerLeftover(station: SimStation, world: SimWorld, issuanceId: string): Promise<void> {
  const isOut = isInTray(station, world, issuanceId);
  const said = isOut && world.random.chance(0.8) ? 'badge-collected' : 'revoke';
  if (said === 'badge-collected') world.oracle.saysCollected(issuanceId);
  await station.call('leftovers.answer', { issuanceId, answer: said });
}

/** What is true, most of the time; once in a while anything that the screen offers. */
function answerOf(
  station: SimStation,
  world: SimWorld,
  issuanceId: string,
  answers: readonly IssuanceAnswer[],
): IssuanceAnswer | null {
  const { random } = world;
  const [first, ...rest] = answers;
  if (first === undefined) return null;
  if (random.chance(0.1)) return random.pick([first, ...rest]);
  const wanted: IssuanceAnswer[] = isInTray(station, world, issuanceId)
    ? ['badge-collected', 'revoke']
    : ['nothing-came-out', random.pick(['reprint', 'reprint-elsewhere', 'revoke'] as const), 'revoke'];
  return wanted.find((word) => answers.includes(word)) ?? first;
}

function isInTray(station: SimStation, world: SimWorld, issuanceId: string): boolean {
  const created = station.disk.entries(issuanceId).findLast(({ event }) => event === 'created');
  return created !== undefined && world.tray.includes(`content of ${created.codeId}`);
}
