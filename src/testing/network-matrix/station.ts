/** The whole App on the real Graph adapter and the real MSAL session, over a demo tenant behind a network that fails. */

import { createHash } from 'node:crypto';
import type { IssuanceAnswer } from '../../core/issuance/answer.ts';
import { ok } from '../../core/result.ts';
import { makeWorkers } from '../../demo-tenant/workers.ts';
import { App } from '../../main/app/create-app.ts';
import type { Account, Directory, Session } from '../../main/ports.ts';
import type { Input, Method, Output } from '../../shared/api.ts';
import type { IssuanceView } from '../../shared/issuance.ts';
import { createDemoStation, type DemoStation } from '../demo-station.ts';
import { createFakePrinter } from '../fake-printer.ts';
import { createFakeTrials } from '../fake-trials.ts';
import { allOrders, issueOrder, issuingSettings } from '../issuing-settings.ts';
import { createMemoryJournal, type MemoryJournal } from '../memory-journal.ts';
import { quietReports } from '../quiet-reports.ts';
import { quietSpool } from '../quiet-spool.ts';
import { stationSettings } from '../station-settings.ts';
import { createFailingWay, type FailingWay } from './way.ts';

const stepMs = 500;
const workerCount = 60;

/** One tenant, one supervisor, one network: outlives the runs of the App. */
export class MatrixWorld {
  readonly demo: DemoStation;
  readonly way: FailingWay;
  readonly workerIds: readonly string[];
  readonly #elsewhere = new Set<string>();
  #account: Account | null = null;
  #atPages = 0;
  #poke = () => {};

  constructor(count = workerCount) {
    const changed = () => this.#poke();
    this.way = createFailingWay(() => this.demo.clock.trueMs(), changed);
    this.demo = createDemoStation(this.way.between, count);
    this.workerIds = makeWorkers(count, 0)
      .filter((one) => one.starts === 'standard' && one.accountEnabled && !one.isPrivileged)
      .map((one) => one.id);
  }

  /** Lets time go by until the work is over: never while the tenant or a person is at work. */
  async within<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = work.finally(() => {
      isOver = true;
      this.#poke();
    });
    // Whoever awaits `over` below gets the rejection.
    over.catch(() => {});
    while (!isOver) await this.#turn();
    return over;
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      this.#poke = resolve;
    });
  }

  async pass(ms: number): Promise<void> {
    const { clock } = this.demo;
    const untilMs = clock.monotonicMs() + ms;
    while (clock.monotonicMs() < untilMs) await this.#turn();
  }

  async #turn(): Promise<void> {
    const mayPass = this.way.inFlight === 0 && (this.#atPages === 0 || this.way.silent > 0);
    if (mayPass) await this.demo.clock.advance(stepMs);
    else await this.#changed();
  }

  /** The real session; a supervisor who signed in once stays signed in over restarts of the App. */
  session(): Session {
    const { session } = this.demo;
    return {
      signIn: async (method, onDeviceCode) => {
        if (this.#account !== null) return ok(this.#account);
        this.#atPages += 1;
        const found = await session.signIn(method, onDeviceCode);
        this.#atPages -= 1;
        this.#poke();
        this.#account = found.ok ? found.value : null;
        return found;
      },
      cancelSignIn: () => session.cancelSignIn(),
      token: (how) => session.token(how),
      onNeedsPerson: (listener) => session.onNeedsPerson(listener),
      resume: () => session.resume(),
      signOut: () => {
        this.#account = null;
        return session.signOut();
      },
    };
  }

  /** The portal or another station gives this worker a code. */
  issueElsewhere(workerId: string): void {
    this.#elsewhere.add(this.demo.tenant.control.issueElsewhere(workerId, 4).id);
  }

  isFromElsewhere(codeId: string): boolean {
    return this.#elsewhere.has(codeId);
  }
}

/** One run of the App in a world; on a kept journal it is a restart. */
export class MatrixRun {
  readonly journal: MemoryJournal;
  readonly app: App;
  readonly incidents: unknown[] = [];
  readonly printer;
  #isDead = false;

  constructor(
    readonly world: MatrixWorld,
    journal?: MemoryJournal,
  ) {
    const { clock, network, directory } = world.demo;
    this.journal = journal ?? createMemoryJournal(clock);
    this.printer = createFakePrinter({ clock });
    const ports = {
      clock,
      network,
      directory: mortal(directory, () => this.#isDead),
      session: world.session(),
      journal: this.journal,
      printers: [this.printer],
      badges: { render: async () => ok(new Uint8Array([1])) },
      pinSlips: { render: async () => ok(new Uint8Array([2])) },
      ...createFakeTrials().ports,
      ids: { uuid: () => crypto.randomUUID() },
      rinse: () => {},
      sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
      // No jitter: the moments of the next rounds are known.
      random: () => 0,
      settings: issuingSettings,
      setAside: null,
      spool: quietSpool,
      saveReport: quietReports,
    };
    const settings = {
      station: { ...stationSettings, mode: 'kiosk' as const },
      codesPerHour: 1_000,
      orders: allOrders,
      session: { idleLockSeconds: 28_800, absoluteMinutes: 480, persistSignIn: false },
    };
    const incident = (bug: unknown) => `I-${this.incidents.push(bug)}`;
    this.app = new App(ports, settings, { tell: () => {}, hidden: () => {}, incident });
  }

  /** The process ends: no answer that is still on its way reaches it. */
  die(): void {
    this.#isDead = true;
    this.app.stop();
  }

  /** Calls a method as the page would, past the door's checks, and lets time go by until it answers. */
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
    return this.world.within(this.look(method, input));
  }

  /** The same for what needs no service: no time goes by. */
  async look<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
    const { handlers, supervision } = this.app;
    return handlers[method].run(input, supervision.present());
  }

  signIn(): Promise<Output<'session.signIn'>> {
    return this.call('session.signIn', { method: 'browser-window' });
  }

  /** Issues for eight hours and lets time go by until a person is asked or the journey is at rest. */
  async issue(workerId: string, replaceCodeId: string | null = null): Promise<IssuanceView | string> {
    const started = await this.call('issuance.start', { workerId, order: issueOrder(8, replaceCodeId) });
    return started.ok ? this.settle(started.value.issuanceId) : started.error.kind;
  }

  async answer(issuanceId: string, answer: IssuanceAnswer): Promise<IssuanceView> {
    await this.look('issuance.answer', { issuanceId, answer });
    return this.settle(issuanceId);
  }

  async settle(issuanceId: string): Promise<IssuanceView> {
    for (let round = 0; round < 1_000; round += 1) {
      const view = await this.look('issuance.read', { issuanceId });
      if (!view.ok) throw new Error(view.error.kind);
      if (view.value.answers.length > 0 || view.value.step === 'closed') return view.value;
      await this.world.pass(stepMs);
    }
    throw new Error('the issuance did not come to rest');
  }
}

function mortal(directory: Directory, isDead: () => boolean): Directory {
  return new Proxy(directory, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        const answer: unknown = await Reflect.apply(method, target, given);
        return isDead() ? new Promise(() => {}) : answer;
      };
    },
  });
}

/** Signing in waits for a real loopback server, so many worlds do it side by side. */
export function signedInWorlds(count: number, workersEach = workerCount): Promise<readonly MatrixWorld[]> {
  const one = async (): Promise<MatrixWorld> => {
    const world = new MatrixWorld(workersEach);
    const run = new MatrixRun(world);
    const signedIn = await run.signIn();
    if (!signedIn.ok) throw new Error(signedIn.error.kind);
    run.app.stop();
    return world;
  };
  return Promise.all(Array.from({ length: count }, one));
}
