/** The way from a simulated station to the service and back: late, lost, cut, refused, or seen through an old replica. */
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { Directory } from '../../main/ports.ts';
import type { WorkerSummary } from '../../shared/workers.ts';
import type { Life } from './life.ts';
import type { Oracle } from './oracle.ts';
import type { Random } from './random.ts';
import type { Origin, SimTenant } from './tenant.ts';
import type { Timeline } from './timeline.ts';

export interface SimNetwork {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly tenant: SimTenant;
  readonly oracle: Oracle;
  readonly workers: readonly WorkerSummary[];
  /** How often a call goes wrong at this moment, 0 to 1. */
  readonly troubleRate: () => number;
  /** How far a read may lag at most, at this moment. */
  readonly mostLagMs: () => number;
  /** A call that leaves the station waits for its turn, where a run decides the order itself. */
  readonly turn: (station: string) => Promise<void>;
}

/** `late`: the service applies it when the station has long given up. `lost`: it never arrives. */
const ways = ['fine', 'not-sent', 'busy', 'refused', 'lost', 'reply-lost', 'late'] as const;
type Way = (typeof ways)[number];

const writeTimeoutMs = 15_000;
const readTimeoutMs = 5_000;

export function simDirectory(network: SimNetwork, station: string, life: Life): Directory {
  const { tenant, oracle } = network;
  const calls = new Calls(network, station, life);
  const worker = network.workers;
  return {
    mayIssue: () => life.answer(ok(true)),
    findWorkers: () => life.answer(ok(worker)),
    worker: async (workerId) => {
      const found = worker.find(({ id }) => id === workerId);
      return life.answer(found === undefined ? err(trouble('no-such-worker')) : ok(found));
    },
    exactly: () => life.answer(ok([])),
    photo: () => life.answer(null),
    readMethod: (workerId) => calls.read(workerId),
    createCode: async (workerId, target, window, clientRequestId) => {
      const origin = { station, clientRequestId };
      const created = await calls.write(() => {
        oracle.createArrives(workerId, origin);
        return tenant.create(workerId, target, window, origin);
      });
      if (created.ok) oracle.secretGiven(created.value.content, life.isAlive);
      if (created.ok && created.value.pin !== null) oracle.secretGiven(created.value.pin, life.isAlive);
      return created;
    },
    deleteCode: (workerId, target, clientRequestId) => {
      const origin: Origin = { station, clientRequestId };
      return calls.write(() => {
        oracle.deleteArrives(workerId, target, origin);
        return ok(tenant.delete(workerId, target));
      });
    },
    extendStandardCode: (workerId, expiresAtMs, clientRequestId) =>
      calls.write(() => {
        oracle.changeArrives(workerId, 'extend-sent', { station, clientRequestId });
        return tenant.extend(workerId, expiresAtMs);
      }),
    resetPin: async (workerId, clientRequestId) => {
      const origin = { station, clientRequestId };
      const reset = await calls.write(() => {
        oracle.changeArrives(workerId, 'pin-reset-sent', origin);
        return tenant.resetPin(workerId, origin);
      });
      if (reset.ok) oracle.secretGiven(reset.value.digits, life.isAlive);
      return reset;
    },
  };
}

class Calls {
  constructor(
    private readonly network: SimNetwork,
    private readonly station: string,
    private readonly life: Life,
  ) {}

  async read(workerId: string): Promise<Awaited<ReturnType<Directory['readMethod']>>> {
    const { random, tenant, turn } = this.network;
    this.life.step();
    await turn(this.station);
    const way = this.way();
    if (way === 'not-sent' || way === 'busy' || way === 'refused') return this.refusal(way);
    if (way !== 'fine') return this.reply(err(trouble('no-answer')), readTimeoutMs);
    const thereMs = random.int(10, 400);
    await this.pause(thereMs);
    const lagMs = random.chance(0.6) ? 0 : random.int(0, this.network.mostLagMs());
    const seen = tenant.read(workerId, lagMs);
    const backMs = random.int(10, 400);
    // As the transport tells it: the `Date` header's whole seconds plus half the round trip.
    const serverNowMs = Math.floor(seen.serverNowMs / 1_000) * 1_000 + Math.round((thereMs + backMs) / 2);
    return this.reply(ok({ ...seen, serverNowMs }), backMs);
  }

  async write<T>(apply: () => Result<T, Trouble>): Promise<Result<T, Trouble>> {
    const { random, timeline, turn } = this.network;
    this.life.step();
    await turn(this.station);
    const way = this.way();
    if (way === 'not-sent' || way === 'busy' || way === 'refused') return this.refusal(way);
    if (way === 'lost' || !this.life.isAlive()) return this.reply(unknown, writeTimeoutMs);
    if (way === 'late') {
      timeline.after(random.int(2_000, writeTimeoutMs), apply);
      return this.reply(unknown, writeTimeoutMs);
    }
    // On its way: whether the sender lives or not, the service will apply it.
    let applied: Result<T, Trouble> = unknown;
    timeline.after(random.int(10, 1_000), () => {
      applied = apply();
    });
    await this.pause(1_001);
    return this.reply(way === 'reply-lost' ? unknown : applied, random.int(10, 400));
  }

  private way(): Way {
    const { random, troubleRate } = this.network;
    return random.chance(troubleRate()) ? random.pick(ways) : 'fine';
  }

  private refusal(way: 'not-sent' | 'busy' | 'refused'): Promise<Result<never, Trouble>> {
    const kind = { 'not-sent': 'offline', busy: 'busy', refused: 'signed-out' } as const;
    return this.reply(err(trouble(kind[way])), this.network.random.int(5, 800));
  }

  private async reply<T>(value: T, afterMs: number): Promise<T> {
    await this.pause(afterMs);
    this.life.step();
    return this.life.answer(value);
  }

  /** In the service's time: a killed station's requests go on without it. */
  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.network.timeline.after(ms, resolve);
    });
  }
}

const unknown = err(trouble('outcome-unknown'));
