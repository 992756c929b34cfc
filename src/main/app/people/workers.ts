/** Finding a worker and telling what their card says: states by the service's clock, obstacles before trying. */

import { offersOf, type StandardRules } from '../../../core/issuance/offers.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { CodeState, CodeView, WorkerCard, WorkerSummary } from '../../../shared/workers.ts';
import type { Clock, CodeFacts, Directory, Ids, Journal, MethodFacts, Network } from '../../ports.ts';
import { whyUnreadable } from '../issuing/may-write.ts';
import { obstacleOf } from '../issuing/preflight.ts';
import type { PageClock } from '../page-clock.ts';
import type { Authority } from '../session/authority.ts';
import type { RateCap } from '../session/rate-cap.ts';
import type { FindWorkers } from './find-workers.ts';
import { isWayShut, type ListedCards } from './listed-card.ts';

export interface Workers {
  readonly search: FindWorkers;
  /** With the way to Graph shut, what the station's own list says (`offline`), if it has one. */
  card(workerId: string, supervisorId: string): Promise<Result<WorkerCard, Trouble>>;
  /** The worker as the directory told at most a minute ago: an issuance right after the card needs no second read. */
  fresh(workerId: string): Promise<Result<WorkerSummary, Trouble>>;
  /** Who it is, from wherever that is known: enough to ask for a code that waits for the network. */
  known(workerId: string): Promise<Result<WorkerSummary, Trouble>>;
  /** The supervisor went away: what they looked at is forgotten. */
  forget(): void;
}

const freshMs = 60_000;

interface WorkersPorts {
  readonly clock: Clock;
  readonly pageClock: PageClock;
  readonly ids: Ids;
  readonly directory: Directory;
  readonly authority: Authority;
  readonly rateCap: RateCap;
  readonly journal: Journal;
  readonly settings: StandardRules;
  readonly find: FindWorkers;
  readonly network: Network;
  readonly listed: ListedCards;
}

export function createWorkers(ports: WorkersPorts): Workers {
  const { clock, directory } = ports;
  let last: { readonly worker: WorkerSummary; readonly atMs: number } | null = null;

  const fresh = async (workerId: string): Promise<Result<WorkerSummary, Trouble>> => {
    if (last?.worker.id === workerId && clock.monotonicMs() - last.atMs < freshMs) return ok(last.worker);
    const worker = await directory.worker(workerId);
    if (worker.ok) last = { worker: worker.value, atMs: clock.monotonicMs() };
    return worker;
  };

  return {
    search: ports.find,
    fresh,
    async known(workerId) {
      const worker = await ports.listed.worker(workerId);
      return worker === null ? fresh(workerId) : ok(worker);
    },
    forget() {
      last = null;
    },
    async card(workerId, supervisorId) {
      last = null;
      const { network, listed } = ports;
      // Known to be shut, nobody waits for it to fail once more.
      const isShut = !network.state().online;
      const before = isShut ? await listed.card(workerId, supervisorId, trouble('offline')) : null;
      if (before !== null) return ok(before);
      const card = await readCard(ports, workerId, supervisorId, fresh);
      if (card.ok || !isWayShut(card.error)) return card;
      const instead = await listed.card(workerId, supervisorId, card.error);
      return instead === null ? card : ok(instead);
    },
  };
}

async function readCard(
  ports: WorkersPorts,
  workerId: string,
  supervisorId: string,
  fresh: Workers['fresh'],
): Promise<Result<WorkerCard, Trouble>> {
  const [worker, method, photo] = await Promise.all([
    fresh(workerId),
    ports.directory.readMethod(workerId, ports.ids.uuid()),
    ports.directory.photo(workerId),
  ]);
  if (method.ok) ports.pageClock.hear(method.value.serverNowMs);
  if (!worker.ok) return worker;
  if (!method.ok && !isOfWorker(method.error)) return err(method.error);
  const seen = method.ok ? method.value : null;
  const noMethod = seen?.exists === false ? trouble('no-method', { requestId: seen.requestId }) : null;
  const refused = method.ok ? null : await whyUnreadable(ports.authority, method.error);
  const mustNotBeTouched = worker.value.id === supervisorId || seen === null;
  return ok({
    worker: worker.value,
    codesLeft: ports.rateCap.left(supervisorId),
    photoDataUrl: photo === null ? null : dataUrlOf(photo),
    ...methodView(seen, ports.journal),
    offers: mustNotBeTouched ? [] : offers(worker.value, seen, ports.settings),
    obstacle: obstacleOf(worker.value, supervisorId) ?? refused ?? noMethod,
    offline: null,
  });
}

/** These belong on the card: they say something about this worker, not about the way to the service. */
function isOfWorker(error: Trouble): boolean {
  return error.kind === 'no-method' || error.kind === 'not-permitted';
}

function offers({ accountEnabled }: WorkerSummary, method: MethodFacts, rules: StandardRules) {
  const { exists, temporary, standard, serverNowMs } = method;
  const standing = { hasMethod: exists, temporary, standard, accountEnabled, nowMs: serverNowMs };
  return offersOf(standing, rules);
}

function methodView(
  method: MethodFacts | null,
  journal: Journal,
): Pick<WorkerCard, 'temporary' | 'standard' | 'neverUsed' | 'hasMethod' | 'pinMustChange'> {
  const unread = { state: 'unknown', code: null } as const;
  if (method === null)
    return {
      temporary: unread,
      standard: unread,
      neverUsed: false,
      hasMethod: false,
      pinMustChange: false,
    };
  const used = method.temporary?.lastUsedAtMs ?? method.standard?.lastUsedAtMs ?? null;
  return {
    temporary: stateOf(method.temporary, method.serverNowMs, journal),
    standard: stateOf(method.standard, method.serverNowMs, journal),
    neverUsed: method.exists && used === null,
    hasMethod: method.exists,
    pinMustChange: method.pinMustChange,
  };
}

function stateOf(code: CodeFacts | null, nowMs: number, journal: Journal): CodeState {
  if (code === null) return { state: 'none', code: null };
  const issuedBy = journal.creationOf(code.id)?.actor?.name ?? null;
  const view: CodeView = { ...code, issuedBy };
  if (code.expiresAtMs <= nowMs) return { state: 'expired', code: view };
  return { state: code.startsAtMs > nowMs ? 'not-yet-active' : 'active', code: view };
}

function dataUrlOf(photo: Uint8Array): string {
  const type = photo[0] === 0x89 ? 'image/png' : 'image/jpeg';
  return `data:${type};base64,${Buffer.from(photo).toString('base64')}`;
}
