/** The calls around an issuance: signing in, renewing the token, finding a worker; what the screen says when a fault strikes one. */
import { fixtures } from '../../demo-tenant/workers.ts';
import type { NetworkFault } from './faults.ts';
import { brokenPromises } from './promises.ts';
import { MatrixRun, type MatrixWorld } from './station.ts';
import type { CallName } from './way.ts';

export interface Visit {
  readonly name: string;
  readonly call: CallName;
  /** Whether it goes through the pages of a sign-in: in a world of its own. */
  readonly isSignIn: boolean;
  /** `done` when nobody notices, else the kind of trouble. */
  readonly play: (run: MatrixRun, strike: () => void) => Promise<string>;
}

const worker = fixtures.annaKowalska;
async function signIn(run: MatrixRun, strike: () => void): Promise<string> {
  strike();
  await run.signIn();
  const { session } = await run.look('station.read', null);
  return session.state === 'signed-in' ? 'done' : `${session.state} ${session.trouble?.kind}`;
}

/** By the station's clock the token is about to expire when the preflight looks: before anything was read or sent. */
async function renew(run: MatrixRun, strike: () => void): Promise<string> {
  const { clock, session } = run.world.demo;
  await run.call('workers.read', { workerId: worker.id });
  const held = await run.world.within(session.token());
  const aheadMs = held.ok ? held.value.expiresAtMs - 60_000 - clock.nowMs() : 0;
  clock.stepWallClock(aheadMs);
  strike();
  const view = await run.issue(worker.id);
  clock.stepWallClock(-aheadMs);
  if (typeof view === 'string') return view;
  if (view.outcome !== null) return `${view.outcome} ${view.trouble?.kind}`;
  await run.answer(view.issuanceId, 'badge-collected');
  return 'done';
}

async function search(run: MatrixRun, strike: () => void): Promise<string> {
  strike();
  const found = await run.call('workers.search', { text: 'Kowalska' });
  return found.ok ? (found.value.workers.length > 0 ? 'done' : 'nobody') : found.error.kind;
}

async function card(run: MatrixRun, strike: () => void): Promise<string> {
  strike();
  const read = await run.call('workers.read', { workerId: worker.id });
  if (!read.ok) return read.error.kind;
  const { obstacle, photoDataUrl } = read.value;
  return obstacle === null ? (photoDataUrl === null ? 'no picture' : 'done') : `obstacle ${obstacle.kind}`;
}

export const visits: readonly Visit[] = [
  { name: 'the token of a sign-in', call: 'token', isSignIn: true, play: signIn },
  { name: 'the roles of a sign-in', call: 'roles', isSignIn: true, play: signIn },
  { name: 'the renewal of a token', call: 'token', isSignIn: false, play: renew },
  { name: 'the search for a worker', call: 'search', isSignIn: false, play: search },
  { name: 'the worker of a card', call: 'worker', isSignIn: false, play: card },
  { name: 'the method of a card', call: 'method', isSignIn: false, play: card },
  { name: 'the photo of a card', call: 'photo', isSignIn: false, play: card },
];

export interface Visited {
  readonly shown: string;
  readonly requests: number;
  /** The same once more, without the fault. */
  readonly later: string;
  readonly broken: readonly string[];
}

type Rule = (fault: NetworkFault) => readonly [shown: string, requests: number];

/** What Entra's endpoint says to a token request, in whatever words, is a refusal; MSAL asks once. */
const tokenKind = ({ kind, write }: NetworkFault, refused: string) =>
  write === 'refused' && kind !== 'busy' ? refused : kind;

const rules: Readonly<Record<string, Rule>> = {
  'the token of a sign-in': (fault) => [`signed-out ${tokenKind(fault, 'sign-in-refused')}`, 1],
  'the roles of a sign-in': ({ kind, readTries }) => [`signed-out ${kind}`, readTries],
  'the renewal of a token': (fault) => {
    const kind = tokenKind(fault, 'signed-out');
    // What a person may mend is asked of the person, whose sign-in meets the same.
    return [`failed ${kind}`, kind === 'signed-out' ? 2 : 1];
  },
  'the search for a worker': ({ kind, readTries }) => [kind, readTries],
  'the worker of a card': ({ kind, readTries }) => [kind, readTries],
  'the method of a card': ({ kind, readTries }) => [kind, readTries],
  'the photo of a card': ({ kind }) => ['no picture', kind === 'signed-out' ? 2 : 1],
};

type Exceptions = Readonly<Record<string, Readonly<Record<string, readonly [string, number]>>>>;

const exceptions: Exceptions = {
  // Roles that cannot be listed are taken from the sign-in's claim.
  'the roles of a sign-in': {
    'a 400': ['done', 1],
    'a 403': ['done', 1],
    'a 404': ['done', 1],
    'a 409': ['done', 1],
  },
  // A refused search is tried in plainer words, a forbidden one for fewer properties.
  'the search for a worker': {
    'a 400': ['rejected', 2],
    'a 403': ['not-permitted', 2],
    'a 404': ['rejected', 2],
    'a 409': ['rejected', 2],
  },
  'the worker of a card': { 'a 403': ['not-permitted', 2], 'a 404': ['no-such-worker', 1] },
  // Graph forbids it of administrators only: the supervisor's own role was checked before.
  'the method of a card': { 'a 403': ['obstacle worker-privileged', 1], 'a 404': ['obstacle no-method', 1] },
  // A picture is judged by its head.
  'the photo of a card': { 'half a body': ['done', 1] },
};

export function expectedVisit(visit: string, fault: NetworkFault): Visited {
  const found = exceptions[visit]?.[fault.name] ?? rules[visit]?.(fault);
  if (found === undefined) throw new Error(`no rule for ${visit}`);
  const [shown, requests] = found;
  return { shown, requests, later: 'done', broken: [] };
}

export async function playVisit(world: MatrixWorld, visit: Visit, fault: NetworkFault): Promise<Visited> {
  const run = new MatrixRun(world);
  if (!visit.isSignIn) await run.signIn();
  const from = world.way.requests.length;
  let struckAt = from;
  const strike = () => {
    struckAt = world.way.requests.length;
    world.way.strike(visit.call, fault);
  };
  const shown = await visit.play(run, strike);
  const struck = world.way.requests.slice(struckAt).filter(({ call }) => call === visit.call);
  world.way.clear();
  const later = await visit.play(run, () => {});
  const broken = brokenPromises(run, worker.id, from, 'a card');
  run.app.stop();
  return { shown, requests: struck.length, later, broken };
}
