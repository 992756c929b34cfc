/** Group H: whoever stands at the station without being the supervisor, or not any more. */
import { fixtures } from '../../src/demo-tenant/workers.ts';
import type { Input, Method } from '../../src/shared/api.ts';
import { callFromPage, expectScreen, findWorker } from '../harness/kiosk.ts';
import type { Outcome } from './attempt.ts';
import { play } from './play.ts';
import type { Rig } from './rig.ts';

const { annaKowalska: anna, administrator } = fixtures;
const none = '00000000-0000-4000-8000-000000000000';

/** What anybody at the screen may call, and what a supervisor without the role may call besides. */
type ForAnyone =
  | `session.${'signIn' | 'cancelSignIn' | 'signOut' | 'lock' | 'unlock' | 'touch'}`
  | 'station.read';
type ForSupervisors = 'session.signInAgain' | 'session.setPin' | 'spool.read' | 'journal.recent';

/** All else: what only a supervisor with the role may call. */
const acts: { readonly [M in Exclude<Method, ForAnyone | ForSupervisors>]: Input<M> } = {
  'workers.search': { text: 'anna' },
  'workers.read': { workerId: anna.id },
  'scan.read': null,
  'issuance.start': {
    workerId: anna.id,
    order: { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null },
  },
  'issuance.read': { issuanceId: none },
  'issuance.answer': { issuanceId: none, answer: 'badge-collected' },
  'queue.add': { workerId: anna.id, hours: 8, reason: 'forgot-badge' },
  'queue.cancel': { queueId: none },
  'queue.seen': { queueId: none },
  'leftovers.answer': { issuanceId: none, answer: 'seen' },
  'setAside.seen': null,
  'printers.read': null,
  'printers.test': { printer: 0, page: 'test' },
  'badge.preview': { workerId: anna.id, hours: 8, startsAtMs: null },
  'today.read': null,
  'today.revoke': null,
  'bulk.check': { from: 'csv', text: `number\n${anna.employeeId}\n` },
  'bulk.start': { is: 'temporary', hours: 8 },
  'bulk.read': null,
  'bulk.pause': null,
  'bulk.resume': null,
  'bulk.finish': null,
  'bulk.answer': { place: null, answer: 'here' },
  'bulk.report': null,
};
const forSupervisors: { readonly [M in ForSupervisors]: Input<M> } = {
  'session.signInAgain': { method: 'browser-window' },
  'session.setPin': { pin: '2468' },
  'spool.read': null,
  'journal.recent': { limit: 5 },
};

function outcome(name: string, wrong: readonly string[], noticed: Outcome['noticed'] = null): Outcome {
  return { group: 'H', name, wrong, noticed, usableAfterMs: null };
}

/** Each call, and the refusal that it must meet. */
async function refused(rig: Rig, when: string, calls: object, kind: string): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [method, input] of Object.entries(calls)) {
    const answer: unknown = await callFromPage(rig.station.page, method as Method, input);
    const said = JSON.stringify(answer);
    outcomes.push(outcome(`${method}, ${when}`, said.includes(`"kind":"${kind}"`) ? [] : [said]));
  }
  return outcomes;
}

/** From a signed-in station to a signed-out one. */
export async function playLock(rig: Rig): Promise<readonly Outcome[]> {
  const { page } = rig.station;
  await callFromPage(page, 'session.setPin', { pin: '2468' });
  await findWorker(page, 'anna', anna.id);
  await callFromPage(page, 'session.lock', null);
  await expectScreen(page, 'locked');
  const seen = await page.evaluate(() => document.documentElement.outerHTML);
  const outcomes = [
    outcome(
      'the worker in the page of a locked station',
      /Kowalska|E10001/.test(seen) ? ['the name is there'] : [],
    ),
    ...(await refused(rig, 'locked', { ...acts, ...forSupervisors }, 'locked')),
  ];
  for (const chord of ['alt+Left', 'Escape', 'F5', 'ctrl+r', 'F11'])
    outcomes.push(
      await play(
        rig,
        {
          group: 'H',
          name: `${chord} at a locked station`,
          how: { is: 'keys', chords: [chord] },
          noticed: null,
        },
        ['locked'],
      ),
    );
  outcomes.push(
    await play(
      rig,
      {
        group: 'H',
        name: 'reload of a locked station',
        how: { is: 'script', script: 'location.reload()' },
        noticed: null,
      },
      ['locked'],
    ),
  );
  for (let at = 0; at < 5; at += 1) {
    const answer = await callFromPage(page, 'session.unlock', { pin: `${9_000 + at}` });
    outcomes.push(outcome(`wrong PIN, try ${at + 1}`, answer.ok ? ['it opened'] : []));
  }
  const { session } = await callFromPage(page, 'station.read', null);
  outcomes.push(outcome('five wrong PINs sign out', session.state === 'signed-out' ? [] : [session.state]));
  const late = await callFromPage(page, 'session.unlock', { pin: '2468' });
  const after = await callFromPage(page, 'station.read', null);
  outcomes.push(
    outcome('the right PIN, too late', after.session.state === 'signed-out' ? [] : [JSON.stringify(late)]),
    ...(await refused(rig, 'signed out', { ...acts, ...forSupervisors }, 'signed-out')),
  );
  return outcomes;
}

/** For a supervisor who is signed in without the role. */
export function playWithoutRole(rig: Rig): Promise<readonly Outcome[]> {
  return refused(rig, 'without the role', acts, 'no-role');
}

/** For a supervisor with the role. */
export async function playTargets(rig: Rig): Promise<readonly Outcome[]> {
  const { page } = rig.station;
  const self = (await callFromPage(page, 'station.read', null)).session.supervisor?.id ?? none;
  const order = { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null } as const;
  const targets = { 'an administrator': administrator.id, 'one’s own account': self, nobody: none };
  const outcomes: Outcome[] = [];
  for (const [name, workerId] of Object.entries(targets)) {
    const answer = await callFromPage(page, 'issuance.start', { workerId, order });
    const wrong = answer.ok
      ? [await endOf(rig, answer.value.issuanceId)].filter((end) => end !== 'refused')
      : [];
    outcomes.push(outcome(`a code for ${name}`, wrong));
  }
  return outcomes;
}

/** An order may be refused only once it has been looked at. */
async function endOf({ station }: Rig, issuanceId: string): Promise<string> {
  for (let round = 0; round < 100; round += 1) {
    const view = await callFromPage(station.page, 'issuance.read', { issuanceId });
    if (!view.ok) return view.error.kind;
    if (view.value.step === 'closed') return view.value.outcome ?? 'closed';
    await station.page.waitForTimeout(50);
  }
  return 'it goes on';
}
