/** A simulated station: the product's whole App on simulated ports, killed and started again over the same disk. */

import { createHash } from 'node:crypto';
import { err, ok } from '../../core/result.ts';
import { trouble } from '../../core/trouble.ts';
import { App } from '../../main/app/create-app.ts';
import type { Journal, Network } from '../../main/ports.ts';
import type { Input, Method, Output } from '../../shared/api.ts';
import { createFakeSession } from '../fake-session.ts';
import { createFakeTrials } from '../fake-trials.ts';
import { allOrders, issuingSettings } from '../issuing-settings.ts';
import { createMemoryJournal, type MemoryJournal } from '../memory-journal.ts';
import { quietReports } from '../quiet-reports.ts';
import { quietSpool } from '../quiet-spool.ts';
import { type SimNetwork, simDirectory } from './directory.ts';
import { createLife, type Life } from './life.ts';
import { type SimPrinting, simBadges, simPinSlips, simPrinter } from './printer.ts';

export interface SimWorld extends SimNetwork, SimPrinting {
  /** How far this station's wall clock is ahead of simulated time. */
  readonly wallAheadMs: () => number;
  readonly isFatal: () => boolean;
  /** How long a killed station stays down. */
  readonly downForMs: () => number;
  /** The disk refuses rows at this moment. */
  readonly isDiskFull: () => boolean;
  /** This row is said to be written and is not: never in earnest, only to show that the oracle notices. */
  readonly losesRow: () => boolean;
}

export class SimStation {
  readonly disk: MemoryJournal;
  #life: Life | null = null;
  #app: App | null = null;
  #runs = 0;

  constructor(
    readonly name: string,
    private readonly world: SimWorld,
  ) {
    const { timeline, wallAheadMs } = world;
    this.disk = createMemoryJournal({ nowMs: () => timeline.nowMs() + wallAheadMs() }, name);
  }

  isAlive(): boolean {
    return this.#life?.isAlive() ?? false;
  }

  boot(): void {
    const { world, name } = this;
    this.#runs += 1;
    const life = createLife(world.timeline, world.wallAheadMs, {
      isFatal: world.isFatal,
      killed: () => void world.timeline.after(world.downForMs(), () => this.boot()),
    });
    this.#life = life;
    const { random, troubleRate } = world;
    const ports = {
      clock: life.clock,
      ids: countedIds(`${name}-${this.#runs}`),
      directory: simDirectory(world, name, life),
      session: createFakeSession(life.clock.nowMs, { signedIn: false, account: accountOf(name) }),
      journal: this.#journal(life),
      badges: simBadges(random, troubleRate, life),
      pinSlips: simPinSlips(random, troubleRate, life),
      printers: [simPrinter(world, name, life), simPrinter(world, name, life, `${name}-spare`)],
      ...createFakeTrials().ports,
      network: alwaysOnline,
      spool: quietSpool,
      saveReport: quietReports,
      setAside: null,
      random: random.next,
      ...fixed,
    };
    const incident = (bug: unknown) => {
      if (life.isAlive()) world.oracle.report('no bug', String(bug));
      return 'I-1';
    };
    this.#app = new App(ports, settings, { tell: () => {}, hidden: () => {}, incident });
  }

  /** Calls a method as the page would; null when the station is down, or goes down before it answers. */
  async call<M extends Method>(method: M, input: Input<M>): Promise<Output<M> | null> {
    if (this.#app === null || !this.isAlive()) return null;
    const app = this.#app;
    return app.handlers[method].run(input, app.supervision.present());
  }

  #journal(life: Life): Journal {
    const { disk, world } = this;
    const isRefused = () => !life.isAlive() || world.isDiskFull();
    return {
      ...disk,
      append: (draft) => {
        life.step();
        if (isRefused()) return full;
        const written = disk.append(draft);
        if (written.ok && world.losesRow()) disk.forget(written.value);
        else if (written.ok) world.oracle.appended(written.value);
        life.step();
        return written;
      },
      probe: () => (isRefused() ? full : ok(null)),
    };
  }
}

const full = err(trouble('disk', { detail: 'SQLITE_FULL' }));

const alwaysOnline: Network = {
  send: async () => ok({ status: 200, headers: new Headers(), body: new Uint8Array() }),
  state: () => ({ online: true, sinceMs: 0 }),
  onChange: () => () => {},
};

const fixed = {
  rinse: () => {},
  sha256: (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex'),
  settings: issuingSettings,
};

const settings = {
  station: {
    name: 'Gate 3',
    site: 'Plant 7',
    mode: 'kiosk',
    locale: 'en',
    isDemo: false,
    lifetimesHours: [8],
    defaultLifetimeHours: 8,
    standardLifetimeDays: 365,
    queueMinutes: 15,
    signInMethods: ['browser-window'],
    journalKey: null,
  },
  codesPerHour: 1_000,
  orders: allOrders,
  session: { idleLockSeconds: 120, absoluteMinutes: 480, persistSignIn: false },
} as const;

function accountOf(station: string) {
  return { id: `supervisor-${station}`, name: `Supervisor of ${station}`, upn: `${station}@example.com` };
}

function countedIds(prefix: string) {
  let serial = 0;
  return {
    uuid: () => {
      serial += 1;
      return `${prefix}-${serial}`;
    },
  };
}
