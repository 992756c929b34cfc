/** The page's one store: the flow's state and the station as last read, driven by taps, answers and main's news. */
import type { StationFacts } from '../core/kiosk/event.ts';
import { type Chosen, nextInRun } from '../core/kiosk/queue-run.ts';
import { ignoresScans } from '../core/kiosk/scan-steps.ts';
import { firstState } from '../core/kiosk/state.ts';
import { step } from '../core/kiosk/step.ts';
import type { Bridge, StationView } from '../shared/api.ts';
import type { QueueView } from '../shared/queue.ts';
import { createEffects, settled } from './effects.ts';
import type { Event, PageData, State, Time } from './page-data.ts';

export interface Snapshot {
  readonly flow: State;
  /** Null until it was read for the first time. */
  readonly station: StationView | null;
  /** Something was scanned in the middle of an order: said for a moment. */
  readonly isScanIgnored: boolean;
}

export interface Kiosk {
  current(): Snapshot;
  /** Now, on the clock of the station's instants: as last read, and counted on without the wall clock. */
  nowMs(): number;
  /** Returns the function that unsubscribes. */
  subscribe(listener: () => void): () => void;
  send(event: Event): void;
  /** One after the other: the next begins when the one before is handed over or put off. */
  issueAll(requests: readonly QueueView[]): void;
  /** The PIN goes straight to main: it is never part of the state. */
  unlock(pin: string): void;
  /** Somebody touched the screen: puts the idle lock off, at most once every few seconds unless it is near. */
  touch(): void;
  stop(): void;
}

const touchEveryMs = 5_000;
const noteMs = 5_000;
/** A held key is in its field some 40 ms after it was pressed, or it was a scanner's. */
const heldMs = 150;

/** What the search's field would say with one more letter; null: the letter would go elsewhere. */
export type TypedInto = (letter: string) => string | null;

export function startKiosk(bridge: Bridge, time: Time, typedInto: TypedInto = () => null): Kiosk {
  let now: Snapshot = { flow: firstState, station: null, isScanIgnored: false };
  let aheadMs = 0;
  const nowMs = () => time.monotonicMs() + aheadMs;
  const listeners = new Set<() => void>();
  const show = (next: Snapshot) => {
    now = next;
    for (const listener of listeners) listener();
  };
  const send = (event: Event) => {
    const before = now.flow;
    const flow = step<PageData>(before, event);
    if (flow === before) return;
    show({ ...now, flow });
    effects.follow(flow);
    run.follow(before, flow, event.type);
  };
  const run = createRun(send);
  const readStation = createStationReader(bridge, {
    read: (station) => {
      aheadMs = station.nowMs - time.monotonicMs();
      show({ ...now, station });
      send({ type: 'station-read', facts: factsOf(station) });
    },
    failed: () => send({ type: 'station-failed' }),
  });
  const effects = createEffects({ bridge, time, send, readStation });
  effects.follow(now.flow);
  const noteIgnored = createPassingNote(time, (isScanIgnored) => show({ ...now, isScanIgnored }));
  const heldKey = createHeldKey(time, send, typedInto);
  const unsubscribe = bridge.onChange((event) => {
    if (event.changed === 'issuance') send({ type: 'issuance-changed' });
    if (event.changed === 'key') heldKey(event.letter);
    else if (event.changed === 'scan') heardScan(now, send, noteIgnored);
    else readStation();
  });

  return {
    current: () => now,
    nowMs,
    subscribe: subscribing(listeners),
    send,
    issueAll: run.begin,
    unlock: (pin) => unlock(bridge, pin, () => now.flow, send),
    touch: createTouch(bridge, { time, nowMs }, () => now.station),
    stop: () => void [unsubscribe(), effects.stop()],
  };
}

function subscribing(listeners: Set<() => void>): Kiosk['subscribe'] {
  return (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
}

function heardScan({ flow, station }: Snapshot, send: (event: Event) => void, noteIgnored: () => void): void {
  if (ignoresScans(flow)) noteIgnored();
  send({ type: 'scan-heard', hours: station?.defaultLifetimeHours ?? 8 });
}

/** The list follows before the letter does: a key is held back until it is known to be a person's. */
function createHeldKey(
  time: Time,
  send: (event: Event) => void,
  typedInto: TypedInto,
): (letter: string | null) => void {
  let callOff = () => {};
  const gone = () => send({ type: 'key-gone' });
  return (letter) => {
    callOff();
    const text = letter === null ? null : typedInto(letter);
    if (text === null) return gone();
    callOff = time.after(heldMs, gone);
    send({ type: 'key-held', text });
  };
}

/** Each call shows the note anew, and it goes by itself. */
function createPassingNote(time: Time, show: (isShown: boolean) => void): () => void {
  let callOff = () => {};
  return () => {
    callOff();
    callOff = time.after(noteMs, () => show(false));
    show(true);
  };
}

function factsOf({ startTrouble, session, issuanceId, connection }: StationView): StationFacts {
  return {
    isBroken: startTrouble !== null,
    session: session.state,
    mayIssue: session.supervisor?.mayIssue ?? false,
    issuanceId,
    isOnline: connection.state === 'online',
  };
}

/** The requests of "issue all" that are still to come. */
function createRun(send: (event: Event) => void) {
  let left: readonly Chosen[] = [];
  return {
    begin(requests: readonly QueueView[]): void {
      const all = requests.map(({ queueId, worker, hours }) => ({ queueId, workerId: worker.id, hours }));
      const [first, ...rest] = all;
      if (first === undefined) return;
      send({ type: 'request-chosen', ...first });
      left = rest;
    },
    follow(before: State, after: State, why: string): void {
      const { run, next } = nextInRun(left, before, after, why);
      left = run;
      if (next !== null) send({ type: 'request-chosen', ...next });
    },
  };
}

function unlock(bridge: Bridge, pin: string, flow: () => State, send: (event: Event) => void): void {
  const before = flow();
  send({ type: 'unlock-asked' });
  const { attempt } = flow();
  if (flow() === before) return;
  void settled(bridge['session.unlock']({ pin })).then((result) =>
    send({ type: 'unlock-ended', attempt, trouble: result.ok ? null : result.error }),
  );
}

/** One read at a time and in order; news during a read asks for one more after it. */
function createStationReader(
  bridge: Bridge,
  told: { readonly read: (station: StationView) => void; readonly failed: () => void },
): () => void {
  let isReading = false;
  let again = false;
  const read = (): void => {
    if (isReading) {
      again = true;
      return;
    }
    isReading = true;
    const next = () => {
      isReading = false;
      if (!again) return;
      again = false;
      read();
    };
    void bridge['station.read'](null).then(
      (station) => {
        next();
        told.read(station);
      },
      () => {
        next();
        told.failed();
      },
    );
  };
  return read;
}

function createTouch(
  bridge: Bridge,
  { time, nowMs }: { readonly time: Time; readonly nowMs: () => number },
  station: () => StationView | null,
): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return () => {
    const session = station()?.session;
    const touchedMs = time.monotonicMs();
    if (session?.state !== 'signed-in') return;
    const isWarning = session.warnAtMs !== null && nowMs() >= session.warnAtMs;
    if (touchedMs - lastMs < touchEveryMs && !isWarning) return;
    lastMs = touchedMs;
    bridge['session.touch'](null).catch(() => {
      // The lock will fall, and the page hears of it: nothing is lost that a PIN does not bring back.
    });
  };
}
