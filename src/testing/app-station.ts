/** The whole App on fakes: a tenant, a printer and a disk in memory, a clock that tests move. What use-case tests start from. */

import { createHash } from 'node:crypto';
import type { Design } from '../core/badge/template.ts';
import type { Order, Paper } from '../core/issuance/order.ts';
import { ok } from '../core/result.ts';
import type { AppSettings } from '../main/app/app-ports.ts';
import { App } from '../main/app/create-app.ts';
import type { LocalWorkers } from '../main/app/people/sync-directory.ts';
import type { PeopleLists, SaveReport } from '../main/bulk-ports.ts';
import type { BadgeInput } from '../main/paper-ports.ts';
import type { Network } from '../main/ports.ts';
import type { Input, Method, Output, PageEvent } from '../shared/api.ts';
import type { IssuanceView } from '../shared/issuance.ts';
import type { WorkerSummary } from '../shared/workers.ts';
import { createFakeDirectory, type FakeDirectory, worker } from './fake-directory.ts';
import { badgesInto, pinSlipsInto } from './fake-papers.ts';
import type { FakePrinter } from './fake-printer.ts';
import { createFakeSession, type FakeSession, supervisor } from './fake-session.ts';
import { createFakeTrials, type FakeTrials } from './fake-trials.ts';
import { allOrders, issueOrder, issuingSettings } from './issuing-settings.ts';
import { createMemoryJournal, type MemoryJournal } from './memory-journal.ts';
import { quietReports } from './quiet-reports.ts';
import { quietSpool } from './quiet-spool.ts';
import { slowPort } from './slow-port.ts';
import { stationSettings } from './station-settings.ts';
import { twoPrinters } from './two-printers.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export const anna = worker(1, { displayName: 'Anna Kowalska' });
export const withoutMethod = worker(2, { displayName: 'Ines Duarte' });
export const disabled = worker(3, { displayName: 'Paul Gone', accountEnabled: false });
/** The supervisor's own account in the list of workers. */
export const self = worker(4, { id: supervisor.id, displayName: supervisor.name });

export interface AppStation {
  readonly app: App;
  readonly clock: VirtualClock;
  readonly session: FakeSession;
  readonly directory: FakeDirectory;
  readonly printer: FakePrinter;
  readonly spare: FakePrinter;
  readonly journal: MemoryJournal;
  /** What was rendered, oldest first. */
  readonly badges: readonly BadgeInput[];
  /** The PINs that were put on slips, oldest first. */
  readonly slips: readonly string[];
  readonly trials: FakeTrials;
  readonly told: PageEvent[];
  /** When memory was rinsed after a secret was wiped. */
  readonly rinsed: readonly number[];
  /** When the clipboard was wiped. */
  readonly hidden: readonly number[];
  /** Bugs that became incidents; a test that expects none looks here. */
  readonly incidents: unknown[];
  /** Calls a method as the page would, past the door's checks. */
  call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>>;
  signIn(): Promise<void>;
  /** Issues and lets time go by until a person is asked or the journey ends. */
  issue(to?: WorkerSummary, replaceCodeId?: string | null): Promise<IssuanceView>;
  /** Orders anything else, the same way. */
  order(order: Order, to?: WorkerSummary): Promise<IssuanceView>;
  /** Lets time go by until the issuance waits for a person or is over. */
  settle(issuanceId: string): Promise<IssuanceView>;
  events(): readonly string[];
}

export interface Kept {
  /** A damaged journal that was set aside at this start. */
  readonly setAside?: string;
  readonly journal?: MemoryJournal;
  readonly directory?: FakeDirectory;
  readonly clock?: VirtualClock;
  /** What the first printer's badges look like; left out: as its stock's built-in template has it. */
  readonly design?: Design;
  /** A spooler outlives the station. */
  readonly printer?: FakePrinter;
  readonly spare?: FakePrinter;
  readonly mode?: 'kiosk' | 'desk';
  /** How long each call to the service takes. */
  readonly roundTripMs?: number;
  /** Left out: more than any test makes. */
  readonly codesPerHour?: number;
  /** Workers besides the usual ones. */
  readonly more?: readonly WorkerSummary[];
  /** Besides the usual two. */
  readonly morePrinters?: readonly FakePrinter[];
  /** What both printers take; left out: everything. */
  readonly prints?: readonly Paper[];
  /** Left out: a person is asked about every paper. */
  readonly askHandOver?: boolean;
  /** Runs before each call of a port but the clock's: where a test lets something happen in between. */
  readonly portCalled?: () => void;
  readonly localWorkers?: LocalWorkers;
  /** Left out: the config names none. */
  readonly peopleLists?: PeopleLists;
  /** Left out: nobody keeps a report. */
  readonly saveReport?: SaveReport;
  /** Left out: always there. */
  readonly network?: Network;
  readonly session?: FakeSession;
  /** Left out: a supervisor signs in after each start. */
  readonly persistSignIn?: boolean;
}

/** `kept`: what outlives a restart of the station. */
export function createAppStation(kept: Kept = {}): AppStation {
  const { clock = createVirtualClock() } = kept;
  const directory =
    kept.directory ??
    createFakeDirectory({
      nowMs: clock.trueMs,
      workers: [...workers, ...(kept.more ?? [])],
      withoutMethod: [withoutMethod.id],
    });
  const journal = kept.journal ?? createMemoryJournal(clock);
  const session = kept.session ?? createFakeSession(clock.nowMs, { signedIn: false });
  const { printer, spare } = twoPrinters(kept, clock);
  const trials = createFakeTrials();
  const [told, incidents]: [PageEvent[], unknown[]] = [[], []];
  const [rinsed, hidden]: [number[], number[]] = [[], []];
  const [rendered, slips]: [BadgeInput[], string[]] = [[], []];
  const watch = <T extends object>(port: T): T => watched(port, kept.portCalled ?? (() => {}));
  const ports = {
    clock,
    directory: slowPort(watch(directory), clock, kept.roundTripMs ?? 0),
    session: watch(session),
    journal: watch(journal),
    badges: watch(badgesInto(rendered)),
    pinSlips: watch(pinSlipsInto(slips)),
    ...fixedPorts(kept.askHandOver ?? true, () => void rinsed.push(clock.nowMs())),
    ...trials.ports,
    printers: [watch(printer), watch(spare), ...(kept.morePrinters ?? [])],
    ids: countedIds(),
    ...optionalPorts(kept),
  };
  const app = new App(ports, settingsIn(kept), {
    tell: (event) => void told.push(event),
    hidden: () => void hidden.push(clock.nowMs()),
    incident: (bug) => `I-${incidents.push(bug)}`,
  });
  return {
    ...{ app, clock, session, directory, printer, spare, journal },
    ...{ badges: rendered, slips, trials, told, incidents, rinsed, hidden },
    ...hands(app, clock, journal),
  };
}

function optionalPorts({ localWorkers, peopleLists, network = alwaysOnline, ...kept }: Kept) {
  return {
    ...{ setAside: kept.setAside ?? null, network, saveReport: kept.saveReport ?? quietReports },
    ...(localWorkers === undefined ? {} : { localWorkers }),
    ...(peopleLists === undefined ? {} : { peopleLists }),
  };
}

type Hands = Pick<AppStation, 'call' | 'signIn' | 'issue' | 'order' | 'settle' | 'events'>;

/** What a person at the screen does. */
function hands(app: App, clock: VirtualClock, journal: MemoryJournal): Hands {
  const call = async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> =>
    app.handlers[method].run(input, app.supervision.present());

  const settle = settler(call, clock);
  const order = async (wanted: Order, to = anna) => {
    const started = await call('issuance.start', { workerId: to.id, order: wanted });
    if (!started.ok) throw new Error(started.error.kind);
    return settle(started.value.issuanceId);
  };
  return {
    call,
    settle,
    async signIn() {
      const signedIn = await call('session.signIn', { method: 'browser-window' });
      if (!signedIn.ok) throw new Error(signedIn.error.kind);
      await clock.advance(1);
    },
    order,
    issue: (to = anna, replaceCodeId = null) => order(issueOrder(8, replaceCodeId), to),
    events: () => journal.all.flatMap((entry) => (entry.issuanceId === null ? [] : [entry.event])),
  };
}

function settler(call: Hands['call'], clock: VirtualClock): Hands['settle'] {
  return async (issuanceId) => {
    for (let round = 0; round < 1_200; round += 1) {
      const view = await call('issuance.read', { issuanceId });
      if (!view.ok) throw new Error(view.error.kind);
      if (!isWorking(view.value)) return view.value;
      await clock.advance(250);
    }
    throw new Error('the issuance did not come to rest');
  };
}

/** The same port, told of each call before it happens. */
function watched<T extends object>(port: T, called: () => void): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        called();
        return Reflect.apply(value, target, given);
      };
    },
  });
}

const workers = [anna, withoutMethod, disabled, self];

/** Neither asked a question nor at an end. */
function isWorking(view: IssuanceView): boolean {
  return view.answers.length === 0 && view.step !== 'closed';
}

const alwaysOnline: Network = {
  send: async () => ok({ status: 200, headers: new Headers(), body: new Uint8Array() }),
  state: () => ({ online: true, sinceMs: 0 }),
  onChange: () => () => {},
};

function fixedPorts(askHandOver: boolean, rinse: () => void) {
  const settings = { ...issuingSettings, askHandOver };
  return { spool: quietSpool, sha256, random: Math.random, rinse, settings };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function countedIds() {
  let serial = 0;
  const run = Math.random().toString(16).slice(2, 10);
  return { uuid: () => `${run}-${++serial}` };
}

function settingsIn({ mode = 'kiosk', codesPerHour = 1_000, persistSignIn = false }: Kept): AppSettings {
  return {
    station: { ...stationSettings, mode },
    codesPerHour,
    orders: allOrders,
    session: { idleLockSeconds: 60, absoluteMinutes: 480, persistSignIn },
  };
}
