/** A station inside the page: everything behind `window.daypass`, with knobs, for showing screens without a main process. */
import { err, ok, type Result } from '../core/result.ts';
import { type Trouble, trouble } from '../core/trouble.ts';
import type { Bridge, Input, Method, PageEvent, StationView, SupervisorView } from '../shared/api.ts';
import type { ScanAnswer } from '../shared/scan.ts';
import { FakeBulk } from './fake-bulk.ts';
import { FakeCards } from './fake-cards.ts';
import { FakeIssuance } from './fake-issuance.ts';
import type { Knobs } from './fake-knobs.ts';
import { FakeToday } from './fake-today.ts';
import { samplePreview, sampleSetup } from './sample-printers.ts';
import { deviceCode, quietStation, sampleJournal, sampleLeftovers } from './sample-station.ts';

const supervisor: SupervisorView = {
  id: '5afe0000-0000-4000-8000-000000000001',
  name: 'Marta Wiśniewska',
  upn: 'marta.wisniewska@contoso.example',
  mayIssue: true,
};

type QueueMethod = Extract<Method, `queue.${string}`>;
type SessionMethod = Extract<Method, 'station.read' | `session.${string}`>;

export class FakeStation {
  readonly knobs: Knobs = {
    stepMs: 350,
    holdAt: null,
    print: { outcome: 'sent', reason: null },
    trouble: null,
    signIn: null,
    mayIssue: true,
    idleLockSeconds: 600,
    searchTrouble: null,
    spool: [],
  };
  readonly bridge: Bridge;
  readonly #listeners = new Set<(event: PageEvent) => void>();
  readonly today: FakeToday;
  readonly bulk: FakeBulk;
  readonly cards = new FakeCards();
  #station: StationView;
  #issuance: FakeIssuance | null = null;
  #pin: string | null = null;
  #scanned: ScanAnswer = { is: 'nothing' };
  readonly #viewOf = (issuanceId: string) => {
    const view = this.#issuance?.view;
    return view?.issuanceId === issuanceId ? ok(view) : err(trouble('interrupted'));
  };
  #endSignIn: (met: Trouble | null) => void = () => {};

  constructor(first: Partial<StationView> = {}) {
    this.#station = { ...quietStation, ...first };
    this.bulk = new FakeBulk(this.knobs, () => this.#tell('station'));
    this.today = new FakeToday(this.knobs, () => this.#tell('station'));
    this.bridge = {
      ...this.#sessionCalls(),
      ...this.#workCalls(),
      ...this.#queueCalls(),
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
  }

  /** Changes what the station tells, and tells the page. */
  show(part: Partial<StationView>): void {
    this.#station = { ...this.#station, ...part };
    this.#tell('station');
  }

  session(part: Partial<StationView['session']>): void {
    this.show({ session: { ...this.#station.session, ...part } });
  }

  showLeftovers = () => this.show({ leftovers: sampleLeftovers() });

  scan(answer: ScanAnswer): void {
    this.#scanned = answer;
    this.#tell('scan');
  }

  /** A key that is held back. */
  key = (letter: string | null) => this.#hear({ changed: 'key', letter });

  #tell = (changed: Exclude<PageEvent['changed'], 'key'>) => this.#hear({ changed });

  #hear(event: PageEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #sessionCalls(): Pick<Bridge, SessionMethod> {
    return {
      'station.read': async () => ({ ...this.#station, nowMs: Date.now() }),
      'session.signIn': ({ method }) => this.#signIn(method),
      'session.signInAgain': async () => {
        this.show({ connection: { state: 'online', sinceMs: 0 } });
        return ok(null);
      },
      'session.cancelSignIn': async () => {
        this.#endSignIn(trouble('sign-in-cancelled'));
        return null;
      },
      'session.signOut': async () => {
        this.#pin = null;
        this.#issuance?.stop();
        this.show({ issuanceId: null, leftovers: [], session: quietStation.session });
        return null;
      },
      'session.lock': async () => {
        this.session({ state: 'locked', warnAtMs: null, lockAtMs: null });
        return null;
      },
      'session.setPin': async ({ pin }) => {
        this.#pin = pin;
        this.session({ hasPin: true, pinTriesLeft: 5 });
        return ok(null);
      },
      'session.unlock': async ({ pin }) => this.#unlock(pin),
      'session.touch': async () => {
        if (this.#station.session.state === 'signed-in') this.session(this.#awake());
        return null;
      },
    };
  }

  #queueCalls(): Pick<Bridge, QueueMethod> {
    return {
      'queue.add': async ({ workerId, hours, reason }) => {
        const name = this.cards.of(workerId)?.worker.displayName ?? '';
        const untilMs = Date.now() + this.#station.queueMinutes * 60_000;
        const asked = { worker: { id: workerId, name }, hours, reason, queuedBy: supervisor.name, untilMs };
        const request = { queueId: crypto.randomUUID(), state: 'waiting', ...asked } as const;
        this.show({ queue: [...this.#station.queue, request] });
        return ok(null);
      },
      'queue.cancel': async ({ queueId }) => this.#unqueue(queueId),
      'queue.seen': async ({ queueId }) => this.#unqueue(queueId),
    };
  }

  #workCalls(): Omit<Bridge, SessionMethod | QueueMethod | 'onChange'> {
    const { knobs } = this;
    return {
      'workers.search': async ({ text }) =>
        knobs.searchTrouble === null
          ? ok({ workers: this.#matching(text), source: 'service', asOfMs: null })
          : err(knobs.searchTrouble),
      'scan.read': async () => ok(this.#scanned),
      'workers.read': async ({ workerId }) => {
        const card = this.cards.of(workerId);
        return card === undefined ? err(trouble('no-such-worker')) : ok(card);
      },
      'issuance.start': async (asked) => this.#start(asked),
      'issuance.read': async ({ issuanceId }) => this.#viewOf(issuanceId),
      'issuance.answer': async ({ answer, printer }) => {
        this.#issuance?.answer(answer, printer ?? null);
        return ok(null);
      },
      'leftovers.answer': async ({ issuanceId }) => {
        const { leftovers } = this.#station;
        this.show({ leftovers: leftovers.filter((leftover) => leftover.issuanceId !== issuanceId) });
        return ok(null);
      },
      'setAside.seen': async () => {
        this.show({ setAside: null });
        return ok(null);
      },
      'spool.read': async () => ok(knobs.spool),
      'printers.read': async () => ok(sampleSetup()),
      'printers.test': async ({ page }) => ok({ page, ...knobs.print }),
      'badge.preview': async () => ok(samplePreview()),
      'today.read': async () => ok(this.today.view),
      'today.revoke': async () => {
        this.today.revoke();
        return ok(null);
      },
      ...this.bulk.calls(),
      'journal.recent': async () => ok(sampleJournal()),
    };
  }

  async #signIn(method: Input<'session.signIn'>['method']): Promise<Result<SupervisorView, Trouble>> {
    const before = this.#station.session.state;
    const code = method === 'device-code' ? deviceCode() : null;
    this.session({ state: 'signing-in', trouble: null, deviceCode: code });
    const met = await new Promise<Trouble | null>((resolve) => {
      this.#endSignIn = resolve;
      if (this.knobs.signIn !== 'never') setTimeout(resolve, this.knobs.stepMs, this.knobs.signIn);
    });
    if (met !== null) {
      this.session({ state: before, trouble: met, deviceCode: null });
      return err(met);
    }
    const who = { ...supervisor, mayIssue: this.knobs.mayIssue };
    this.session({ state: 'signed-in', supervisor: who, deviceCode: null, hasPin: false, ...this.#awake() });
    return ok(who);
  }

  #unlock(pin: string): Result<null, Trouble> {
    if (pin === this.#pin) {
      this.session({ state: 'signed-in', pinTriesLeft: 5, ...this.#awake() });
      return ok(null);
    }
    this.session({ pinTriesLeft: this.#station.session.pinTriesLeft - 1 });
    return err(trouble('wrong-pin'));
  }

  #awake(): { readonly lockAtMs: number; readonly warnAtMs: number } {
    const lockAtMs = Date.now() + this.knobs.idleLockSeconds * 1_000;
    return { lockAtMs, warnAtMs: lockAtMs - 20_000 };
  }

  #start(asked: Input<'issuance.start'>): Result<{ readonly issuanceId: string }, Trouble> {
    const { workerId, order } = asked;
    const card = this.cards.of(workerId);
    if (card === undefined) return err(trouble('no-such-worker'));
    const refused = this.cards.refusal(card, order);
    if (refused !== null) return err(trouble(refused));
    const issuanceId = crypto.randomUUID();
    const hours = order.is === 'issue' ? order.hours : this.#station.defaultLifetimeHours;
    const queue = this.#station.queue.filter(({ worker }) => worker.id !== workerId);
    this.#station = { ...this.#station, issuanceId, queue };
    const issuance = new FakeIssuance({ issuanceId, worker: card.worker, order, hours }, this.knobs, {
      write: (step, of) => this.cards.write(workerId, step, of, supervisor.name),
      announce: () => {
        if (issuance.view.step === 'closed') this.#station = { ...this.#station, issuanceId: null };
        this.#tell('issuance');
      },
    });
    this.#issuance = issuance;
    return ok({ issuanceId });
  }

  #unqueue(queueId: string): Result<null, Trouble> {
    this.show({ queue: this.#station.queue.filter((request) => request.queueId !== queueId) });
    return ok(null);
  }

  #matching(text: string) {
    const asked = text.trim().toLocaleLowerCase();
    const fits = (name: string, number: string | null) =>
      name.toLocaleLowerCase().includes(asked) || (number ?? '').startsWith(asked);
    return this.cards
      .all()
      .map(({ worker }) => worker)
      .filter((worker) => fits(worker.displayName, worker.employeeId));
  }
}
