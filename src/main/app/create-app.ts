/** Puts the use-cases together over given ports: everything of the main process that is true without Electron. */
import type { PageEvent } from '../../shared/api.ts';
import type { PeopleLists, SaveReport } from '../bulk-ports.ts';
import type { Previews, PrintServer, Spool, TestPages } from '../paper-ports.ts';
import type { Network } from '../ports.ts';
import { type Blocked, type BlockedNotice, createBlockedNotice } from './blocked.ts';
import type { Bulk } from './bulk/bulk.ts';
import { createBulk, notOfBulk } from './bulk/create-bulk.ts';
import { createLooseJobs, type LooseJobs } from './end-print.ts';
import { createFinder } from './find-workers.ts';
import type { Handlers } from './handler.ts';
import { createHandlers } from './handlers.ts';
import { createIssuing, type Issuing } from './issuing.ts';
import type { IssuingPorts } from './journey.ts';
import { createLeftovers, type Leftovers } from './leftovers.ts';
import { createPageClock } from './page-clock.ts';
import { createPreview } from './preview.ts';
import { createPrinterSetup, type PrinterSetup } from './printer-setup.ts';
import { createSetAsideNotice } from './set-aside-notice.ts';
import { createStation, type Station, type StationSettings } from './station.ts';
import { Supervision } from './supervision.ts';
import { createDirectorySync, type DirectorySync, type LocalWorkers } from './sync-directory.ts';
import { createToday } from './today.ts';
import { createWorkers, type Workers } from './workers.ts';

export interface AppPorts extends Omit<IssuingPorts, 'pageClock'> {
  readonly network: Network;
  readonly spool: Spool;
  readonly printServer: PrintServer;
  readonly testPages: TestPages;
  readonly previews: Previews;
  /** The name under which a damaged journal was set aside, while nobody has seen it. */
  readonly setAside: string | null;
  /** Left out where the config switches the station's own list of workers off. */
  readonly localWorkers?: LocalWorkers;
  /** Left out where the config names none. */
  readonly peopleLists?: PeopleLists;
  readonly saveReport: SaveReport;
}

export interface AppSettings {
  readonly station: StationSettings;
  /** What this station may do besides temporary codes. */
  readonly orders: { readonly allowEnrol: boolean; readonly allowReplaceStandard: boolean };
  readonly session: { readonly idleLockSeconds: number; readonly absoluteMinutes: number };
}

export interface AppEvents {
  readonly tell: (event: PageEvent) => void;
  /** Logs a bug and answers with its incident number. */
  readonly incident: (bug: unknown) => string;
}

/** Owns the parts and their wiring: who tells whom when something happened. */
export class App {
  readonly handlers: Handlers;
  readonly supervision: Supervision;
  /** Where a scanner's catch goes: awaited while an issuance is open and its supervisor is there. */
  readonly scans = {
    isAwaited: () => this.#issuing.currentId() !== null && this.supervision.present() !== null,
    scanned: (sha256: string) => {
      if (this.supervision.present() === null) return;
      this.supervision.touch();
      this.#issuing.scanned(sha256);
    },
  };
  /** An attempt to leave the kiosk was refused. */
  readonly blocked = (what: Blocked) => this.#blocked.note(what);
  readonly #blocked: BlockedNotice;
  readonly #issuing: Issuing;
  readonly #bulk: Bulk | null;
  readonly #leftovers: Leftovers;
  readonly #looseJobs: LooseJobs;
  readonly #workers: Workers;
  readonly #directory: DirectorySync | null;
  readonly #station: Station;
  readonly #printerSetup: PrinterSetup;
  readonly #unsubscribe: () => void;

  constructor(
    private readonly given: AppPorts,
    settings: AppSettings,
    private readonly events: AppEvents,
  ) {
    const announce = () => events.tell({ changed: 'station' });
    const ports = { ...given, pageClock: createPageClock(given.clock, announce) };
    const { incident } = events;
    this.#looseJobs = createLooseJobs(ports, incident);
    const unattended = this.#looseJobs.take;
    const settle = () => this.#settleLeftovers();
    const atWork = new Set<string>();
    const { standardLifetimeDays } = given.settings;
    this.#directory = this.#listing(given, announce);
    const find = createFinder(ports, () => this.#directory?.view() ?? null);
    this.#workers = createWorkers({ ...ports, find, settings: { standardLifetimeDays, ...settings.orders } });
    const announceIssuance = () => events.tell({ changed: 'issuance' });
    const told = { announce: announceIssuance, parked: settle, incident, unattended };
    this.#issuing = createIssuing(ports, told, atWork);
    const currentId = () => this.#issuing.currentId();
    const heard = { announce, currentId, incident, released: settle, unattended };
    const isDesk = settings.station.mode === 'desk';
    const rules = {
      lifetimesHours: settings.station.lifetimesHours,
      ...settings.orders,
      clock: ports.pageClock,
    };
    this.#bulk = isDesk ? createBulk(ports, rules, heard, atWork) : null;
    this.#leftovers = createLeftovers(ports, heard, atWork, isDesk ? notOfBulk : undefined);
    this.supervision = this.#supervised(ports, settings, announce);
    this.#blocked = createBlockedNotice(ports, () => this.supervision.present());
    this.#printerSetup = createPrinterSetup(ports, announce);
    const setAside = createSetAsideNotice(ports.journal, given.setAside, announce);
    const seen = {
      supervision: this.supervision,
      issuing: this.#issuing,
      leftovers: this.#leftovers,
      setAside,
      directory: this.#directory,
    };
    this.#station = createStation(ports, seen, settings.station, announce);
    this.handlers = createHandlers({ ...seen, ...this.#rest(ports, settings), rules });
    this.#station.watchPrinters();
    this.#unsubscribe = ports.network.onChange(() => {
      announce();
      if (ports.network.state().online) this.#settleLeftovers();
    });
  }

  #supervised(
    ports: AppPorts & Pick<IssuingPorts, 'pageClock'>,
    settings: AppSettings,
    announce: () => void,
  ): Supervision {
    return new Supervision(
      { ...ports, settings: settings.session },
      {
        announce,
        signedIn: () => this.#signedIn(),
        signedOut: () => this.#signedOut(),
        locked: () => this.#bulk?.pause('locked'),
        isBusy: () => this.#isBusy(),
      },
    );
  }

  /** The machine is in the middle of something that a lock or another task would hold up. */
  #isBusy(): boolean {
    return this.#issuing.isBusy() || this.#bulk?.isBusy() === true;
  }

  #rest(ports: AppPorts & Pick<IssuingPorts, 'pageClock'>, { station }: AppSettings) {
    const { journal, spool, saveReport } = ports;
    return {
      bulk: this.#bulk,
      saveReport,
      station: this.#station,
      workers: this.#workers,
      printerSetup: this.#printerSetup,
      preview: createPreview(ports),
      today: createToday(ports, this.#leftovers, this.events.incident),
      journal,
      spool,
      mode: station.mode,
    };
  }

  #listing({ clock, localWorkers }: AppPorts, announce: () => void): DirectorySync | null {
    if (localWorkers === undefined) return null;
    const { incident } = this.events;
    return createDirectorySync(clock, localWorkers, {
      announce,
      incident,
      isBusy: () => this.#isBusy(),
    });
  }

  /** Wipes what must not stay in memory and stops watching. */
  stop(): void {
    this.#unsubscribe();
    this.#station.stop();
    this.#blocked.stop();
    this.#signedOut();
    this.#looseJobs.stop();
    this.#closeList().catch(this.events.incident);
  }

  async #closeList(): Promise<void> {
    await this.given.localWorkers?.cache.close();
  }

  #signedIn(): void {
    this.#settleLeftovers();
    this.#station.watchPrinters();
    if (this.supervision.present()?.mayIssue === true) this.#directory?.start();
  }

  #signedOut(): void {
    this.#directory?.stop();
    this.#issuing.abandon();
    this.#bulk?.leave();
    this.#leftovers.forget();
    this.#workers.forget();
    this.#printerSetup.forget();
  }

  #settleLeftovers(): void {
    const present = this.supervision.present();
    if (present === null || !present.mayIssue) return;
    const actor = { id: present.id, name: present.name };
    this.#leftovers.reconcile(actor).catch(this.events.incident);
    this.#bulk?.settle(actor);
  }
}
