/** Everything that makes a secret or ends one, as a list: what is ordered, and what becomes of it. */

import type { IssuanceAnswer } from '../../src/core/issuance/answer.ts';
import type { Order } from '../../src/core/issuance/order.ts';
import { makeWorkers } from '../../src/demo-tenant/workers.ts';
import type { IssuanceView } from '../../src/shared/issuance.ts';
import type { WorkerCard } from '../../src/shared/workers.ts';
import { callFromPage, expectScreen, signIn } from '../harness/kiosk.ts';
import type { ServedTenant } from '../harness/served-tenant.ts';
import { expect, type Station } from '../harness/station.ts';

const orders = ['issue', 'enrol', 'reset-pin', 'replace', 'issue-again', 'extend', 'revoke'] as const;
const endings = [
  'collected',
  'printed-again',
  'removed',
  'signed-out',
  'locked',
  'reply-lost',
  'page-reloaded',
] as const;

export interface Scenario {
  readonly order: (typeof orders)[number];
  readonly ending: (typeof endings)[number];
  readonly workerId: string;
}

/** Each order meets each ending before any pair comes again, and the first few are of many kinds; what prints nothing has one ending. */
export function scenarios(count: number): readonly Scenario[] {
  const enrolled = makeWorkers(500, 0).filter(
    (one) => one.starts === 'standard' && one.accountEnabled && !one.isPrivileged,
  );
  const without = makeWorkers(500, 0).filter(
    (one) => one.starts === 'no-method' && one.accountEnabled && !one.isPrivileged,
  );
  return Array.from({ length: count }, (_, n) => {
    const order = orders[n % orders.length] ?? 'issue';
    const round = Math.floor(n / orders.length);
    const people = order === 'enrol' ? without : enrolled;
    const ending = endings[(n + round) % endings.length] ?? 'collected';
    return { order, ending, workerId: people[n % people.length]?.id ?? '' };
  });
}

/** The session PIN of the canary's supervisor. */
export const sessionPin = '471147';

/** @param whileHeld what is to be seen while the station still needs the secret, before the ending */
export async function play(
  station: Station,
  served: ServedTenant,
  scenario: Scenario,
  whileHeld: () => void = () => {},
): Promise<void> {
  const { page } = station;
  const card = await callFromPage(page, 'workers.read', { workerId: scenario.workerId });
  if (!card.ok) throw new Error(`no card: ${card.error.kind}`);
  if (scenario.ending === 'reply-lost')
    served.tenant.control.setFault({
      method: 'PATCH',
      path: 'qrCodePinMethod',
      times: 1,
      fault: { kind: 'lose-reply' },
    });
  const asked = { workerId: scenario.workerId, order: orderOf(scenario, card.value) };
  const started = await callFromPage(page, 'issuance.start', asked);
  if (!started.ok) throw new Error(`not started: ${started.error.kind}`);
  const { issuanceId } = started.value;
  await rested(station, issuanceId);
  whileHeld();
  await end(station, issuanceId, scenario.ending);
  served.tenant.control.clearFaults();
}

function orderOf({ order }: Scenario, { temporary, standard }: WorkerCard): Order {
  const codeId = standard.code?.id ?? '';
  switch (order) {
    case 'enrol':
      return { is: 'enrol', startsAtMs: null };
    case 'reset-pin':
      return { is: 'reset-pin' };
    case 'replace':
      return { is: 'replace', replaceCodeId: standard.code?.id ?? null };
    case 'extend':
      return { is: 'extend', codeId };
    case 'revoke':
      return { is: 'revoke', target: 'standard', codeId, createdAtMs: standard.code?.createdAtMs ?? null };
    default:
      return { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: temporary.code?.id ?? null };
  }
}

async function end(station: Station, issuanceId: string, ending: Scenario['ending']): Promise<void> {
  const { page } = station;
  const answer = (word: IssuanceAnswer) => answered(station, issuanceId, word);
  switch (ending) {
    case 'printed-again':
      await answer('nothing-came-out');
      await answer('reprint');
      await answer('badge-collected');
      return;
    case 'removed':
      await answer('nothing-came-out');
      await answer('revoke');
      await answer('give-up');
      return;
    case 'signed-out':
      await callFromPage(page, 'session.signOut', null);
      await expectScreen(page, 'sign-in');
      await signInAgain(station);
      return;
    case 'locked':
      await callFromPage(page, 'session.lock', null);
      await expectScreen(page, 'locked');
      await callFromPage(page, 'session.unlock', { pin: sessionPin });
      await answer('badge-collected');
      return;
    case 'page-reloaded':
      await page.reload();
      await expect(page.getByTestId('screen')).not.toHaveAttribute('data-screen', 'starting');
      await answer('badge-collected');
      return;
    default:
      await answer('badge-collected');
  }
}

/** A sign-out leaves papers to be asked about: they are answered, so that no scenario stands in another's way. */
async function signInAgain(station: Station): Promise<void> {
  const { page } = station;
  await signIn(station);
  await callFromPage(page, 'session.setPin', { pin: sessionPin });
  await expect
    .poll(async () => {
      const { leftovers } = await callFromPage(page, 'station.read', null);
      for (const { issuanceId, state } of leftovers)
        await callFromPage(page, 'leftovers.answer', {
          issuanceId,
          answer: state === 'ask-hand-over' ? 'badge-collected' : 'seen',
        });
      return leftovers.length;
    })
    .toBe(0);
}

/** Gives an answer where it is one of those that can be given. */
async function answered(station: Station, issuanceId: string, answer: IssuanceAnswer): Promise<void> {
  const view = await callFromPage(station.page, 'issuance.read', { issuanceId });
  if (!view.ok || !view.value.answers.includes(answer)) return;
  await callFromPage(station.page, 'issuance.answer', { issuanceId, answer });
  await rested(station, issuanceId);
}

/** Until a person is asked or it is over. */
async function rested({ page }: Station, issuanceId: string): Promise<void> {
  const isAtRest = (view: IssuanceView) => view.answers.length > 0 || view.step === 'closed';
  await expect
    .poll(
      async () => {
        const view = await callFromPage(page, 'issuance.read', { issuanceId });
        return !view.ok || isAtRest(view.value);
      },
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(true);
}
