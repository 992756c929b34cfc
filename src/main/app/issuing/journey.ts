/** One issuance while this process drives it: its facts, the content in memory, and how facts are recorded. */

import type { Mode } from '../../../core/issuance/action.ts';
import type { Fact, JournalEvent } from '../../../core/issuance/events.ts';
import { fact } from '../../../core/issuance/events.ts';
import { codeKindOf, type Order, type Paper } from '../../../core/issuance/order.ts';
import type { Actor } from '../../../core/journal/entry.ts';
import type { Trouble } from '../../../core/trouble.ts';
import type { IssuanceView } from '../../../shared/issuance.ts';
import type { WorkerSummary } from '../../../shared/workers.ts';
import type { Badges, PinSlips, Printer, PrintJob } from '../../paper-ports.ts';
import type { Clock, CreatedCode, Directory, FreshPin, Ids, Journal, Session } from '../../ports.ts';
import type { PageClock } from '../page-clock.ts';
import type { Authority } from '../session/authority.ts';
import type { RateCap } from '../session/rate-cap.ts';

export interface IssuingSettings {
  readonly stationName: string;
  readonly site: string;
  readonly locale: string;
  /** IANA name of the station's time zone, for the times on badge and screen; read anew each time, for it may change. */
  readonly timeZone: string;
  readonly startEarlySeconds: number;
  readonly defaultLifetimeHours: number;
  readonly standardLifetimeDays: number;
  readonly printTimeoutSeconds: number;
  /** False: papers that all ended as `printed` are taken for handed over unasked. */
  readonly askHandOver: boolean;
}

/** What the use-cases of an issuance need of the world. */
export interface IssuingPorts {
  readonly clock: Clock;
  /** Hears the service's clock from each read; the page's views are told by it. */
  readonly pageClock: PageClock;
  readonly ids: Ids;
  readonly directory: Directory;
  /** Asked before each write. */
  readonly authority: Authority;
  /** Asked before codes are made. */
  readonly rateCap: RateCap;
  readonly session: Session;
  readonly journal: Journal;
  readonly badges: Badges;
  readonly pinSlips: PinSlips;
  /** In order of preference. */
  readonly printers: readonly Printer[];
  /** Lower-case hex SHA-256. */
  readonly sha256: (bytes: Uint8Array) => string;
  /** A secret was wiped: whatever the engine still keeps of it as garbage goes soon. */
  readonly rinse: () => void;
  /** In [0, 1), from a good source. */
  readonly random: () => number;
  readonly settings: IssuingSettings;
}

/** One of the papers that an issuance makes. */
export interface Sheet {
  printer: Printer | null;
  /** Carries a secret, like what it is made from. */
  pdf: Uint8Array | null;
  job: PrintJob | null;
}

/** Mutable on purpose: exactly one driver works on it at a time. */
export interface Journey {
  readonly issuanceId: string;
  readonly order: Order;
  readonly worker: WorkerSummary;
  readonly actor: Actor;
  readonly mode: Mode;
  facts: readonly Fact[];
  /** The secret of the product. Null before creation and after it was wiped. */
  created: CreatedCode | null;
  /** A PIN that was reset; that of a new method is part of what was created. */
  pin: FreshPin | null;
  readonly sheets: Readonly<Record<Paper, Sheet>>;
  /** By the monotonic clock; null when there is no content. */
  contentUntilMonotonicMs: number | null;
  /** As they stood at the last look: taken while a person chooses what to do about a badge that did not come out. */
  printersNow: IssuanceView['printers'];
  /** The service's clock when it was last heard, beside ours. */
  heard: { readonly serverMs: number; readonly monotonicMs: number } | null;
  trouble: Trouble | null;
  /** The journal refused a row: nothing more may be done. */
  diskRefused: boolean;
  /** The supervisor went away: no further step is begun; a reconcile settles the rest. */
  isAbandoned: boolean;
  /** Being driven right now: a second tap joins, it does not start another. */
  isBusy: boolean;
}

type Beginning = 'issuanceId' | 'order' | 'worker' | 'actor' | 'mode' | 'facts';

/** A journey before this process has done anything in it. */
export function newJourney(known: Pick<Journey, Beginning>): Journey {
  return {
    ...known,
    created: null,
    pin: null,
    sheets: { badge: emptySheet(), 'pin-slip': emptySheet() },
    contentUntilMonotonicMs: null,
    printersNow: null,
    heard: null,
    trouble: null,
    diskRefused: false,
    isAbandoned: false,
    isBusy: false,
  };
}

function emptySheet(): Sheet {
  return { printer: null, pdf: null, job: null };
}

/** Appends a fact to the journal first and to the journey second. False when the disk refused: then stop. */
export function record(
  ports: Pick<IssuingPorts, 'journal'>,
  journey: Journey,
  event: JournalEvent,
  known: Partial<Omit<Fact, 'event'>> = {},
): boolean {
  const { worker } = journey;
  const draft = {
    issuanceId: journey.issuanceId,
    actor: journey.actor,
    worker: { id: worker.id, upn: worker.userPrincipalName, name: worker.displayName },
    ...fact(event, { codeKind: codeKindOf(journey.order), ...known }),
  };
  const written = ports.journal.append(draft);
  if (!written.ok) {
    journey.trouble = written.error;
    journey.diskRefused = true;
    return false;
  }
  journey.facts = [...journey.facts, draft];
  return true;
}

/** The service's clock now, from the last reply's `Date` and the time that went by since. */
export function serverNowMs(clock: Clock, journey: Journey): number | null {
  if (journey.heard === null) return null;
  return journey.heard.serverMs + Math.round(clock.monotonicMs() - journey.heard.monotonicMs);
}

/** How long a content stays in memory at most: after that a "reprint" is a replacement. */
export const contentLifeMs = 5 * 60_000;

/** Starts the content's last five minutes; a printout under way at their end may finish first. */
export function wipeInTime(
  ports: Pick<IssuingPorts, 'clock' | 'rinse'>,
  journey: Journey,
  afterMs = contentLifeMs,
): void {
  const { clock } = ports;
  journey.contentUntilMonotonicMs ??= clock.monotonicMs() + contentLifeMs;
  clock.after(afterMs, () => {
    if (journey.isBusy) wipeInTime(ports, journey, 1_000);
    else wipe(ports, journey);
  });
}

/** Zeroes and forgets everything a badge or a PIN slip could be made from. */
export function wipe({ rinse }: Pick<IssuingPorts, 'rinse'>, journey: Journey): void {
  const hasSecret = journey.created !== null || journey.pin !== null;
  journey.created?.content.fill(0);
  journey.created?.pin?.fill(0);
  journey.pin?.digits.fill(0);
  journey.created = null;
  journey.pin = null;
  for (const sheet of Object.values(journey.sheets)) {
    sheet.pdf?.fill(0);
    sheet.pdf = null;
  }
  journey.contentUntilMonotonicMs = null;
  if (hasSecret) rinse();
}
