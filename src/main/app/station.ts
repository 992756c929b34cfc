/** The station as the page sees it, put together from what its parts know; keeps an eye on the printers. */
import type { Locale, SignInMethod, StationView } from '../../shared/api.ts';
import type { PrinterView } from '../../shared/printers.ts';
import type { Printer } from '../paper-ports.ts';
import type { Network } from '../ports.ts';
import type { Bulk } from './bulk/bulk.ts';
import type { Issuing } from './issuing/issuing.ts';
import type { Leftovers } from './issuing/leftovers.ts';
import type { Queue } from './issuing/queue.ts';
import type { PageClock } from './page-clock.ts';
import { canPrint, choosePrinter } from './paper/printer-choice.ts';
import { viewOf } from './paper/printer-view.ts';
import type { DirectorySync } from './people/sync-directory.ts';
import type { Supervision } from './session/supervision.ts';
import type { SetAsideNotice } from './set-aside-notice.ts';

export interface StationSettings {
  readonly name: string;
  readonly site: string;
  readonly mode: 'kiosk' | 'desk';
  readonly locale: Locale;
  readonly isDemo: boolean;
  readonly lifetimesHours: readonly number[];
  readonly defaultLifetimeHours: number;
  readonly standardLifetimeDays: number;
  readonly queueMinutes: number;
  readonly signInMethods: readonly SignInMethod[];
  readonly journalKey: StationView['journalKey'];
}

export interface Station {
  view(): StationView;
  /** Asks the printers now, and goes on asking: more often while a supervisor may be looking. */
  watchPrinters(): void;
  stop(): void;
}

/** A printer's state is at most this old when a supervisor looks at it. */
const printerPollMs = 2_000;
/** Nobody is signed in: enough to notice a printer that was switched on. */
const restingPollMs = 15_000;

export function createStation(
  ports: {
    readonly pageClock: PageClock;
    readonly network: Network;
    readonly printers: readonly Printer[];
    readonly settings: { readonly timeZone: string };
  },
  parts: {
    readonly supervision: Supervision;
    readonly issuing: Issuing;
    readonly leftovers: Leftovers;
    readonly queue: Queue;
    /** Null at a kiosk. */
    readonly bulk: Bulk | null;
    readonly setAside: SetAsideNotice;
    readonly directory: DirectorySync | null;
  },
  settings: StationSettings,
  announce: () => void,
): Station {
  let printer: PrinterView | null = null;
  let callOff = () => {};

  const look = async () => {
    callOff();
    const seen = await usablePrinter(ports.printers);
    const changed = standOf(seen) !== standOf(printer);
    printer = seen;
    if (changed) announce();
    const isLooking = parts.supervision.present() !== null;
    callOff = ports.pageClock.after(isLooking ? printerPollMs : restingPollMs, () => void look());
  };

  return {
    view: () => {
      const session = parts.supervision.view();
      const { online, sinceMs } = connectionOf(ports);
      const needsSignIn = parts.supervision.needsSignIn();
      return {
        nowMs: ports.pageClock.nowMs(),
        timeZone: ports.settings.timeZone,
        connection: { state: online ? (needsSignIn ? 'sign-in-needed' : 'online') : 'offline', sinceMs },
        printer,
        session,
        setAside: parts.supervision.present() === null ? null : parts.setAside.file(),
        directory: parts.supervision.present() === null ? null : (parts.directory?.view() ?? null),
        leftovers: parts.supervision.present() === null ? [] : parts.leftovers.views(),
        queue: parts.supervision.present() === null ? [] : parts.queue.views(),
        bulkRun: parts.supervision.present() === null ? null : (parts.bulk?.glance() ?? null),
        issuanceId: parts.issuing.currentId(),
        startTrouble: null,
        // Last: in Node 20 each key that follows a spread costs microseconds, and simulations read this view often.
        ...settings,
      };
    },
    watchPrinters: () => void look(),
    stop: () => callOff(),
  };
}

/** Since when the way has been open or shut, on the page's clock. */
function connectionOf({ network, pageClock }: { readonly network: Network; readonly pageClock: PageClock }) {
  const { online, sinceMs } = network.state();
  return { online, sinceMs: Math.round(pageClock.nowMs() - (pageClock.monotonicMs() - sinceMs)) };
}

/** All that can change of a printer. */
function standOf(view: PrinterView | null): string | null {
  return view === null ? null : `${view.state} ${view.reason} ${view.name}`;
}

/** One that only steps in for another asks for attention, with the other's reason. */
async function usablePrinter(printers: readonly Printer[]): Promise<PrinterView | null> {
  const forBadges = printers.filter((each) => canPrint(each, 'badge'));
  const { printer, status, firstReason } = await choosePrinter(forBadges);
  if (printer === null) return null;
  const isStandIn = printer !== forBadges[0];
  return viewOf(printer, isStandIn ? { state: 'attention', reason: firstReason } : status);
}
