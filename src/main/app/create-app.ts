/** Puts the use-cases together over given ports: everything of the main process that is true without Electron. */
import type { Scan } from '../../core/scan/reading.ts';
import type { AppEvents, AppPorts, AppSettings } from './app-ports.ts';
import { type Blocked, type BlockedNotice, createBlockedNotice } from './blocked.ts';
import type { Bulk } from './bulk/bulk.ts';
import { createBulk, notOfBulk } from './bulk/create-bulk.ts';
import type { Handlers } from './handler.ts';
import { createHandlers } from './handlers.ts';
import { createIssuing, type Issuing } from './issuing/issuing.ts';
import type { IssuingPorts } from './issuing/journey.ts';
import { createLeftovers, type Leftovers } from './issuing/leftovers.ts';
import { createQueue, type Queue } from './issuing/queue.ts';
import { createToday } from './issuing/today.ts';
import { createPageClock } from './page-clock.ts';
import { createLooseJobs, type LooseJobs } from './paper/end-print.ts';
import { createPreview } from './paper/preview.ts';
import { createPrinterSetup, type PrinterSetup } from './paper/printer-setup.ts';
import { createFinder } from './people/find-workers.ts';
import { createIdentifier, type Identifier } from './people/identify.ts';
import { createListedCards } from './people/listed-card.ts';
import { createDirectorySync, type DirectorySync } from './people/sync-directory.ts';
import { createWorkers, type Workers } from './people/workers.ts';
import { createAuthority } from './session/authority.ts';
import { createRateCap } from './session/rate-cap.ts';
import { Supervision } from './session/supervision.ts';
import { createSetAsideNotice } from './set-aside-notice.ts';
import { createStation, type Station } from './station.ts';

/** Owns the parts and their wiring: who tells whom when something happened. */
export class App {
  readonly handlers: Handlers;
  readonly supervision: Supervision;
  /** Where a scanner's catch goes: nowhere while no supervisor is there. */
  readonly scans = {
    isAwaited: () => this.#issuing.currentId() !== null && this.supervision.present() !== null,
    scanned: (scan: Scan) => {
      if (this.supervision.present()?.mayIssue !== true) return;
      this.supervision.touch();
      // The badge under way proves its hand-over; whatever else is scanned means somebody.
      this.#identifier.scanned(scan, this.#issuing.scanned(scan.sha256));
    },
    keyHeld: (letter: string | null) => {
      if (this.supervision.present() !== null) this.events.tell({ changed: 'key', letter });
    },
  };
  /** An attempt to leave the kiosk was refused. */
  readonly blocked = (what: Blocked) => this.#blocked.note(what);
  readonly #blocked: BlockedNotice;
  readonly #issuing: Issuing;
  readonly #bulk: Bulk | null;
  readonly #identifier: Identifier;
  readonly #leftovers: Leftovers;
  readonly #queue: Queue;
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
    const ports = { ...given, pageClock: createPageClock(given.clock, announce), ...this.#rights(settings) };
    const { incident } = events;
    this.#looseJobs = createLooseJobs(ports, incident);
    const unattended = this.#looseJobs.take;
    const settle = () => this.#settleLeftovers();
    const atWork = new Set<string>();
    this.#directory = this.#listing(given, announce);
    this.#identifier = this.#identifying(ports, settings);
    this.#workers = this.#finding(ports, settings);
    this.#queue = createQueue(ports, settings.station.queueMinutes, announce);
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
    const seen = {
      supervision: this.supervision,
      issuing: this.#issuing,
      leftovers: this.#leftovers,
      queue: this.#queue,
      bulk: this.#bulk,
      setAside: createSetAsideNotice(ports.journal, given.setAside, announce),
      directory: this.#directory,
    };
    this.#station = createStation(ports, seen, settings.station, announce);
    this.handlers = createHandlers({ ...seen, ...this.#rest(ports, settings), rules });
    this.#begin(settings);
    this.#unsubscribe = ports.network.onChange(() => {
      announce();
      if (ports.network.state().online) this.#backOnline();
    });
  }

  #begin({ session, station }: AppSettings): void {
    this.#station.watchPrinters();
    const [method = 'browser-window'] = station.signInMethods;
    if (session.persistSignIn) this.supervision.resume(method).catch(this.events.incident);
  }

  #supervised(
    ports: AppPorts & Pick<IssuingPorts, 'pageClock' | 'authority'>,
    settings: AppSettings,
    announce: () => void,
  ): Supervision {
    return new Supervision(
      { ...ports, settings: settings.session },
      {
        announce,
        signedIn: () => this.#signedIn(),
        signedOut: () => this.#signedOut(),
        locked: () => {
          this.#bulk?.pause('locked');
          this.#hide();
        },
        overdue: () => this.#bulk?.pause('signed-out'),
        isBusy: () => this.#isBusy(),
      },
    );
  }

  /** The machine is in the middle of something that a lock or another task would hold up. */
  #isBusy(): boolean {
    return this.#issuing.isBusy() || this.#bulk?.isBusy() === true;
  }

  #backOnline(): void {
    // Whether the tokens outlived the outage is found out before somebody waits for it.
    const isSomebodyHere = this.supervision.view().supervisor !== null;
    if (isSomebodyHere) this.given.session.token().catch(this.events.incident);
    this.#settleLeftovers();
  }

  #finding(
    ports: AppPorts & Pick<IssuingPorts, 'pageClock' | 'authority' | 'rateCap'>,
    { orders }: AppSettings,
  ): Workers {
    const { standardLifetimeDays } = ports.settings;
    return createWorkers({
      ...ports,
      find: createFinder(ports, this.#listed),
      listed: createListedCards(ports.localWorkers?.cache ?? null, this.#listed),
      settings: { standardLifetimeDays, ...orders },
    });
  }

  /** What stands before each write. */
  #rights(settings: AppSettings): Pick<IssuingPorts, 'authority' | 'rateCap'> {
    const authority = createAuthority(this.given, {
      loseRole: () => this.supervision.loseRole(),
      signInAgain: (why) => this.supervision.signInAgain(why),
    });
    return { authority, rateCap: createRateCap({ ...this.given, authority, settings }) };
  }

  #rest(
    ports: AppPorts & Pick<IssuingPorts, 'pageClock' | 'authority' | 'rateCap'>,
    { station }: AppSettings,
  ) {
    const { journal, spool, saveReport } = ports;
    return {
      saveReport,
      station: this.#station,
      workers: this.#workers,
      identifier: this.#identifier,
      printerSetup: this.#printerSetup,
      preview: createPreview(ports),
      today: createToday(ports, this.#leftovers, this.events.incident),
      journal,
      spool,
      mode: station.mode,
    };
  }

  readonly #listed = () => this.#directory?.view() ?? null;

  #identifying(ports: AppPorts, { orders }: AppSettings): Identifier {
    const tell = () => this.events.tell({ changed: 'scan' });
    return createIdentifier(ports, orders, { announce: tell, listed: this.#listed });
  }

  #listing({ clock, localWorkers }: AppPorts, announce: () => void): DirectorySync | null {
    if (localWorkers === undefined) return null;
    const { incident } = this.events;
    const isBusy = () => this.#isBusy();
    return createDirectorySync(clock, localWorkers, { announce, incident, isBusy });
  }

  /** Wipes what must not stay in memory and stops watching. */
  stop(): void {
    this.#unsubscribe();
    this.#station.stop();
    this.#blocked.stop();
    this.#signedOut();
    this.#looseJobs.stop();
    this.#queue.stop();
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

  #hide(): void {
    this.#workers.forget();
    this.events.hidden();
  }

  #signedOut(): void {
    this.#hide();
    this.#directory?.stop();
    this.#issuing.abandon();
    this.#bulk?.leave();
    this.#leftovers.forget();
    this.#identifier.forget();
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
