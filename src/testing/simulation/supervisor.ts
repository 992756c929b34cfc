/** A simulated supervisor: signs in, issues, looks into the tray, answers what the station asks, and sometimes leaves. */

import type { IssuanceAnswer } from '../../core/issuance/answer.ts';
import type { OfferKind } from '../../core/issuance/offers.ts';
import { type Order, orderOf, type Paper, papersOf } from '../../core/issuance/order.ts';
import type { JournalEntry } from '../../core/journal/entry.ts';
import type { CodeView, WorkerCard } from '../../shared/workers.ts';
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
  const order = orderFor(card.value, world);
  if (order !== null) await station.call('issuance.start', { workerId, order });
}

/** Mostly a temporary code; else anything that the card offers. */
function orderFor(card: WorkerCard, { random }: SimWorld): Order | null {
  const [first, ...rest] = card.offers.filter(({ obstacle }) => obstacle === null);
  if (first === undefined) return null;
  const isOffered = card.offers.some(({ kind }) => kind === 'issue');
  const kind = isOffered && random.chance(0.5) ? 'issue' : random.pick([first, ...rest]).kind;
  const { temporary, standard } = card;
  const replaced = (code: CodeView | null) => (random.chance(0.8) ? (code?.id ?? null) : null);
  switch (kind) {
    case 'issue': {
      const live = temporary.state === 'active' ? temporary.code : null;
      return { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: replaced(live) };
    }
    case 'enrol':
      return { is: 'enrol', startsAtMs: null };
    case 'replace-standard':
      return { is: 'replace', replaceCodeId: replaced(standard.code) };
    case 'extend-standard':
      return { is: 'extend', codeId: standard.code?.id ?? '' };
    case 'reset-pin':
      return { is: 'reset-pin' };
    default:
      return revocation(kind, card);
  }
}

function revocation(kind: OfferKind, { temporary, standard }: WorkerCard): Order {
  const target =
    kind === 'revoke-temporary' ? 'temporary' : kind === 'revoke-standard' ? 'standard' : 'method';
  const code = target === 'temporary' ? temporary.code : standard.code;
  return { is: 'revoke', target, codeId: code?.id ?? null, createdAtMs: code?.createdAtMs ?? null };
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
  const isOut = missingPaper(station, world, issuanceId) === null;
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
  const reprint = random.pick(['reprint', 'reprint-elsewhere', 'revoke', 'new-pin', 'give-up'] as const);
  const missing = missingPaper(station, world, issuanceId);
  if (missing === null) return answers.includes('badge-collected') ? 'badge-collected' : reprint;
  const wanted: IssuanceAnswer[] = [
    missing === 'pin-slip' ? 'slip-missing' : 'nothing-came-out',
    'nothing-came-out',
    reprint,
    'revoke',
    'give-up',
  ];
  return wanted.find((word) => answers.includes(word)) ?? first;
}

/** The first paper of the order that is not in the tray. */
function missingPaper(station: SimStation, world: SimWorld, issuanceId: string): Paper | null {
  const rows = station.disk.entries(issuanceId);
  return papersOf(orderOf(rows)).find((paper) => !isInTray(rows, paper, world)) ?? null;
}

function isInTray(rows: readonly JournalEntry[], paper: Paper, { tray, tenant }: SimWorld): boolean {
  const created = rows.findLast(({ event }) => event === 'created');
  if (paper === 'badge') return created !== undefined && tray.includes(`content of ${created.codeId}`);
  const made = rows.findLast(({ event }) => event === 'created' || event === 'pin-reset');
  const pin = tenant.pins.find(({ origin }) => origin.clientRequestId === made?.clientRequestId);
  return pin !== undefined && tray.includes(pin.digits);
}
