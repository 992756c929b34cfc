/** The whole App on the real Graph adapter for one life: it dies, comes back on its journal, and its paper can be looked at. */

import { createHash } from 'node:crypto';
import { err, ok } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import { App } from '../../main/app/create-app.ts';
import type { Directory } from '../../main/ports.ts';
import type { Input, Method, Output } from '../../shared/api.ts';
import type { IssuanceView, LeftoverView } from '../../shared/issuance.ts';
import { createFakePrinter, type FakePrinter } from '../fake-printer.ts';
import { createFakeTrials } from '../fake-trials.ts';
import { allOrders, issuingSettings } from '../issuing-settings.ts';
import { createMemoryJournal, type MemoryJournal } from '../memory-journal.ts';
import { quietReports } from '../quiet-reports.ts';
import { quietSpool } from '../quiet-spool.ts';
import { seededRandom } from '../simulation/random.ts';
import { stationSettings } from '../station-settings.ts';
import { LifeService, type Sabotage } from './service.ts';

const restMs = 3_600_000;

export class LifeStation {
  readonly journal: MemoryJournal;
  readonly printers: readonly [FakePrinter, FakePrinter];
  readonly incidents: unknown[] = [];
  /** Everything that the page was told, as text, since somebody last looked. */
  told: string[] = [];
  readonly #random = seededRandom(1).next;
  #app: App;
  /** To ask for the day costs more than all else that is asked at rest. */
  #hasBatches = false;
  #isAlive = { now: true };

  private constructor(
    readonly service: LifeService,
    private readonly sabotage: Sabotage,
  ) {
    const { clock } = service;
    this.journal = createMemoryJournal(clock);
    this.printers = [
      createFakePrinter({ clock, name: 'first', isFolder: true }),
      createFakePrinter({ clock, name: 'spare', stock: 'label-62mm', dpi: 203 }),
    ];
    service.died = () => this.die();
    this.#app = this.#born();
  }

  static async create(sabotage: Sabotage = {}): Promise<LifeStation> {
    return new LifeStation(await LifeService.create(sabotage), sabotage);
  }

  /** The process ends: no answer reaches it any more, and none of its timers fires. */
  die(): void {
    this.#isAlive.now = false;
    this.service.dyingIn = null;
  }

  get isDead(): boolean {
    return !this.#isAlive.now;
  }

  /** The next process on the same journal. */
  restart(): void {
    if (this.#isAlive.now) this.die();
    this.#app = this.#born();
  }

  /** Calls a method as the page would, past the door's checks; time goes on until it answers. */
  async call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
    const { handlers, supervision } = this.#app;
    const answer: { readonly of: Output<M> }[] = [];
    const asked = Promise.resolve(handlers[method].run(input, supervision.present()));
    void asked.then((of) => answer.push({ of }));
    await this.#until(() => answer.length > 0 || this.isDead);
    const [got] = answer;
    if (got === undefined) throw new StationDied();
    if (method === 'today.revoke') this.#hasBatches = true;
    this.told.push(JSON.stringify(got.of));
    return got.of;
  }

  async signedIn(): Promise<void> {
    if (this.isDead) this.restart();
    const { session } = await this.call('station.read', null);
    if (session.state === 'signed-in') return;
    await this.call('session.signIn', { method: 'browser-window' });
    await this.rest();
  }

  /** Until nothing is at work any more: whatever is open waits for a person. */
  async rest(): Promise<void> {
    await this.#until(() => this.isDead || this.#isAtRest());
    if (this.isDead) throw new StationDied();
  }

  async read(issuanceId: string): Promise<IssuanceView> {
    const view = await this.call('issuance.read', { issuanceId });
    if (!view.ok) throw new Error(view.error.kind);
    return view.value;
  }

  async leftovers(): Promise<readonly LeftoverView[]> {
    return (await this.call('station.read', null)).leftovers;
  }

  /** What lies in the trays, and in hands. */
  readonly papers = (): readonly string[] =>
    this.printers.flatMap(({ history }) => history.map((pdf) => new TextDecoder().decode(pdf)));

  /** Lets minutes go by, with everything that happens in them. */
  async pass(ms: number): Promise<void> {
    const { clock } = this.service;
    const untilMs = clock.monotonicMs() + ms;
    await this.service.settled();
    while (clock.fireNext(untilMs)) await this.service.settled();
    clock.creep(Math.max(0, untilMs - clock.monotonicMs()));
  }

  async #until(isSo: () => boolean): Promise<void> {
    const { clock } = this.service;
    const untilMs = clock.monotonicMs() + restMs;
    for (;;) {
      await this.service.settled();
      if (isSo()) return;
      if (!clock.fireNext(untilMs)) throw new Error('does not come to rest');
    }
  }

  #isAtRest(): boolean {
    const { supervision, handlers } = this.#app;
    if (supervision.present() === null) return true;
    const view = handlers['station.read'].run(null, null);
    if (view instanceof Promise) throw new Error('the station is read at once');
    const isWaiting = view.leftovers.some(({ state }) => state === 'waiting');
    return !isWaiting && !this.#isBusy(view.issuanceId) && this.#isBatchDone();
  }

  #isBusy(issuanceId: string | null): boolean {
    if (issuanceId === null) return false;
    const view = this.#app.handlers['issuance.read'].run({ issuanceId }, null);
    return !(view instanceof Promise) && view.ok && view.value.answers.length === 0;
  }

  #isBatchDone(): boolean {
    if (!this.#hasBatches) return true;
    const today = this.#app.handlers['today.read'].run(null, null);
    return !(today instanceof Promise) && today.ok && today.value.waiting === 0;
  }

  #born(): App {
    const life = { now: true };
    this.#isAlive = life;
    const { service, journal, sabotage } = this;
    const { clock } = service;
    const directory = service.directoryOver(service.network);
    const ports = {
      clock: { ...clock, after: (ms: number, run: () => void) => clock.after(ms, () => life.now && run()) },
      network: {
        ...service.network,
        onChange: (heard: () => void) => service.network.onChange(() => life.now && heard()),
      },
      directory: mortal(sabotaged(directory, sabotage), life),
      session: mortal(service.session, life),
      journal,
      printers: this.printers.map((printer) => mortal(printer, life)),
      badges: { render: async () => ok(new Uint8Array([1])) },
      pinSlips: {
        render: async ({ pin, workerName }: { readonly pin: Uint8Array; readonly workerName: string }) =>
          ok(new TextEncoder().encode(`${workerName} ${new TextDecoder().decode(pin)}`)),
      },
      ...createFakeTrials().ports,
      ids: { uuid: service.uuid },
      rinse: () => {},
      sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
      random: this.#random,
      settings: issuingSettings,
      setAside: null,
      spool: quietSpool,
      saveReport: quietReports,
    };
    return new App(ports, appSettings, {
      tell: (event) => void this.told.push(event.changed),
      hidden: () => {},
      incident: (bug) => `I-${this.incidents.push(bug)}`,
    });
  }
}

/** The station died before it could answer. */
export class StationDied extends Error {}

function mortal<T extends object>(port: T, life: { readonly now: boolean }): T {
  return new Proxy(port, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      return async (...given: readonly unknown[]): Promise<unknown> => {
        const answer: unknown = life.now ? await Reflect.apply(method, target, given) : null;
        return life.now ? answer : new Promise(() => {});
      };
    },
  });
}

function sabotaged(directory: Directory, sabotage: Sabotage): Directory {
  const { dropsExtends, keepsOldPin, tellsContent, denysDoubt } = sabotage;
  return {
    ...directory,
    extendStandardCode: async (...asked) =>
      dropsExtends === true
        ? ok({ expiresAtMs: asked[1], requestId: null })
        : directory.extendStandardCode(...asked),
    resetPin: async (...asked) =>
      keepsOldPin === true
        ? ok({ digits: new TextEncoder().encode('73920184'), requestId: null })
        : directory.resetPin(...asked),
    createCode: async (...asked) => {
      const made = await directory.createCode(...asked);
      if (!made.ok) return denysDoubt === true ? err(trouble('rejected')) : made;
      const requestId = tellsContent === true ? Buffer.from(made.value.content).toString() : null;
      return ok({ ...made.value, requestId });
    },
  };
}

const appSettings = {
  station: { ...stationSettings, mode: 'desk' as const },
  codesPerHour: 1_000,
  orders: allOrders,
  session: { idleLockSeconds: 28_800, absoluteMinutes: 480, persistSignIn: false },
};
