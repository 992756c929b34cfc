/** Plays a history on a station and on the model at once, and names every place where the two, or a promise, break apart. */
import type { Order } from '../../core/issuance/order.ts';
import { papersOf } from '../../core/issuance/order.ts';
import { startOfDay } from '../../core/local-day.ts';
import type { IssuanceView } from '../../shared/api.ts';
import { issuingSettings } from '../issuing-settings.ts';
import { answered } from './answers.ts';
import type { Deed, PrinterFault } from './deeds.ts';
import { doneElsewhere, orderFor } from './orders.ts';
import { differences, liesOf, Promises } from './promises.ts';
import { people, type Sabotage } from './service.ts';
import { type Carried, carriedOut, type Held, live } from './service-model.ts';
import { LifeStation, StationDied } from './station.ts';

type Of<D extends Deed['do']> = Extract<Deed, { do: D }>;

interface Asked {
  readonly issuanceId: string;
  readonly workerId: string;
  readonly order: Order;
}

export class Life {
  readonly #held = new Map<string, Held | null>();
  readonly #gone = new Map<string, string>();
  readonly #promises: Promises;
  /** The issuance that waits for a person. */
  asked: Asked | null = null;
  /** How orders and answers ended, in words. */
  readonly met: string[] = [];
  /** What became of these is not for the model to say: a station died or was left in the middle. */
  readonly #open = new Set<string>();
  #broken: string[] = [];

  private constructor(readonly station: LifeStation) {
    this.#promises = new Promises(station);
    this.#adoptAll();
  }

  static async begin(sabotage: Sabotage = {}): Promise<Life> {
    return new Life(await LifeStation.create(sabotage));
  }

  /** Whether it can happen now at all. */
  fits(deed: Deed): boolean {
    return deed.do !== 'answer' || this.asked !== null;
  }

  /** What is broken after it. */
  async play(deed: Deed): Promise<readonly string[]> {
    this.#broken = [];
    if (needsSomebody.has(deed.do)) await this.#somebodyThere();
    try {
      await this.#do(deed);
    } catch (died) {
      if (!(died instanceof StationDied)) throw died;
      this.#leave();
    }
    this.station.service.dyingIn = null;
    if (this.station.isDead) this.#leave();
    return [...this.#broken, ...this.#compared(), ...this.#promises.broken()];
  }

  #do(deed: Deed): Promise<void> | void {
    const { service } = this.station;
    switch (deed.do) {
      case 'order':
        return this.#order(deed);
      case 'answer':
        return this.#answer(deed);
      case 'leftover':
        return this.#leftover(deed);
      case 'elsewhere':
        return this.#elsewhere(deed);
      case 'printer':
        return this.#printer(deed);
      case 'lose':
        service.losing = deed.replies;
        return;
      case 'lag':
        service.tenant.control.readLagMs = deed.ms;
        return;
      case 'pass':
        return this.station.pass(deed.minutes * 60_000);
      case 'sleep':
        service.clock.leap(deed.hours * 3_600_000);
        return this.station.rest();
      case 'today':
        return this.#today();
      case 'sign-out':
        this.#leave();
        return this.station.call('session.signOut', null).then(() => this.station.rest());
      default:
        this.#leave();
        this.station.restart();
    }
  }

  async #order(deed: Of<'order'>): Promise<void> {
    const { station } = this;
    const { clock } = station.service;
    const { id: workerId } = this.#person(deed.worker);
    const card = await station.call('workers.read', { workerId });
    if (!card.ok) return this.#break(`no card: ${card.error.kind}`);
    if (!this.#isHazy)
      this.#broken.push(...liesOf(card.value, station.service.heldBy(workerId), clock.nowMs()));
    const how = { aim: deed.aim, isLater: deed.isLater, nowMs: clock.nowMs() };
    const order = orderFor(deed.what, card.value, how, this.#known(deed.worker));
    const expected = await this.#expected(workerId, order);
    if (deed.dyingIn !== null) station.service.dyingIn = deed.dyingIn;
    const starts = Array.from({ length: deed.taps }, () =>
      station.call('issuance.start', { workerId, order }),
    );
    const [started, second] = await Promise.all(starts);
    if (second?.ok === true) this.#break('two orders at once');
    const refusal = started?.ok === false ? started.error.kind : null;
    // A code that this station made for somebody else is found out before anything is begun.
    if (deed.aim === 'foreign' && refusal === 'invalid-input') return;
    if (this.asked !== null) {
      if (refusal !== 'already-running') this.#break('an order meanwhile');
      return;
    }
    if (started?.ok !== true) return this.#break(`not started: ${refusal}`);
    const { issuanceId } = started.value;
    this.#open.add(workerId);
    await station.rest();
    const view = await station.read(issuanceId);
    this.#cameTo(view, expected, workerId, order);
  }

  /** With no printer in order nothing is begun. */
  async #expected(workerId: string, order: Order): Promise<Carried> {
    const held = this.#held.get(workerId) ?? null;
    const states = await Promise.all(this.station.printers.map((printer) => printer.status()));
    const isStuck = papersOf(order).length > 0 && states.every(({ state }) => state === 'offline');
    return isStuck
      ? { ends: 'failed printer-not-ready', held }
      : carriedOut(held, order, this.station.service.clock.nowMs());
  }

  async #answer(deed: Of<'answer'>): Promise<void> {
    const { station, asked } = this;
    if (asked === null) return;
    const { issuanceId, workerId, order } = asked;
    const before = await station.read(issuanceId);
    const answer =
      typeof deed.answer === 'number'
        ? (before.answers[deed.answer % before.answers.length] ?? 'revoke')
        : deed.answer;
    const isAllowed = before.answers.includes(answer);
    const rows = station.journal.all.length;
    const held = this.#held.get(workerId) ?? null;
    const made = station.journal.entries(issuanceId).findLast(({ event }) => event === 'created');
    const expected = isAllowed ? answered(answer, { order, held, made }) : { ends: 'ask', held };
    const printer = before.printers?.elsewhere?.name;
    const input = { issuanceId, answer, ...(printer === undefined ? {} : { printer }) };
    const taps = Array.from({ length: deed.taps }, () => station.call('issuance.answer', input));
    for (const tap of await Promise.all(taps)) if (!tap.ok) this.#break(`an answer: ${tap.error.kind}`);
    await station.rest();
    const view = await station.read(issuanceId);
    if (!isAllowed && station.journal.all.length !== rows) this.#break(`${answer} was not on offer`);
    if (isAllowed && answer === 'badge-collected') this.#checkSlip(asked, held);
    this.#cameTo(view, expected, workerId, order);
  }

  /** A slip that is handed over carries the PIN that is valid, unless another station made that worthless. */
  #checkSlip({ workerId, order, issuanceId }: Asked, held: Held | null): void {
    const { station } = this;
    if (!papersOf(order).includes('pin-slip') || this.#elsewherePins.has(workerId)) return;
    const name = station.journal.entries(issuanceId)[0]?.worker?.name ?? '';
    const isLying = !station.papers().some((paper) => paper.startsWith(`${name} `));
    if (isLying || held === null) return;
    const isValid = station.papers().includes(`${name} ${station.service.tenant.control.pinOf(workerId)}`);
    if (!isValid) this.#break('the slip’s PIN is not valid');
  }

  #cameTo(view: IssuanceView, expected: Carried, workerId: string, order: Order): void {
    const ends = endOf(view);
    const waits = view.answers.length > 0;
    this.met.push(`${order.is} ${ends}`);
    this.asked = waits ? { issuanceId: view.issuanceId, workerId, order } : null;
    this.#open.delete(workerId);
    if (this.#isHazy) {
      this.#adopt(workerId);
      return;
    }
    if (!expected.ends.split('|').includes(ends))
      this.#break(`${order.is} ended as ${ends} and not as ${expected.ends}`);
    const before = this.#held.get(workerId) ?? null;
    const truth = this.station.service.heldBy(workerId);
    this.#broken.push(...differences(expected.held, truth, before, this.station.service.clock.nowMs()));
    if (truth?.pin !== before?.pin) this.#elsewherePins.delete(workerId);
    this.#adopt(workerId);
  }

  readonly #elsewherePins = new Set<string>();

  async #leftover({ answer }: Of<'leftover'>): Promise<void> {
    const asks = (await this.station.leftovers()).find(({ state }) => state === 'ask-hand-over');
    if (asks === undefined) return;
    const { issuanceId, worker } = asks;
    this.#open.add(worker.id);
    await this.station.call('leftovers.answer', { issuanceId, answer });
    await this.station.rest();
    const end = this.station.journal.entries(issuanceId).at(-1);
    const isReset = asks.order === 'reset-pin';
    const wanted =
      answer === 'revoke' ? (isReset ? ['failed'] : ['revoked', 'expired-unused']) : ['handed-over'];
    if (end?.event !== 'closed' || !wanted.includes(end.outcome ?? ''))
      this.#break(`a leftover answered ${answer} ended as ${end?.event} ${end?.outcome}`);
    this.#adoptAll();
  }

  async #elsewhere({ worker, what }: Of<'elsewhere'>): Promise<void> {
    const { service } = this.station;
    const { id } = this.#person(worker);
    const pin = service.heldBy(id)?.pin;
    const work = doneElsewhere(service.elsewhere, id, what, service.clock.nowMs());
    let made: string | null = null;
    void work.then((codeId) => {
      made = codeId;
    });
    await service.settled();
    await work;
    if (made !== null) service.foreign.add(made);
    if (service.heldBy(id)?.pin !== pin) this.#elsewherePins.add(id);
    this.#adopt(id);
  }

  #printer({ which, fault }: Of<'printer'>): Promise<void> {
    const printer = this.station.printers[which];
    const faults: Readonly<Record<PrinterFault, () => void>> = {
      'out-of-paper': () => printer.runOutOfPaper(),
      pause: () => printer.pause(),
      abort: () => printer.failNextJob(),
      'spooler-down': () => printer.killSpooler(),
      lose: () => printer.loseJob(),
      mend: () => {
        printer.startSpooler();
        printer.resume();
        printer.refill();
      },
    };
    faults[fault]();
    return this.station.isDead ? Promise.resolve() : this.station.pass(3_000);
  }

  /** Every code that was made here today, is not gone and lives: those of other days and stations stay. */
  async #today(): Promise<void> {
    const { station } = this;
    const { clock } = station.service;
    const fromMs = startOfDay(clock.nowMs(), issuingSettings.timeZone);
    const ours = station.journal.all.filter(({ event, atMs }) => event === 'created' && atMs >= fromMs);
    const ids = new Set(ours.map(({ codeId }) => codeId));
    await station.call('today.revoke', null);
    await station.rest();
    for (const [workerId, held] of this.#held) {
      const truth = station.service.heldBy(workerId);
      const standing = [truth?.temporary, truth?.standard].flatMap(
        (slot) => live(slot ?? null, clock.nowMs()) ?? [],
      );
      if (standing.some(({ id }) => ids.has(id))) this.#break('a code of today lives on');
      const kept = held === null ? null : withoutCodes(held, ids);
      if (!this.#isHazy) this.#broken.push(...differences(kept, truth, held, clock.nowMs()));
    }
    this.#adoptAll();
  }

  /** Whoever is needed signs in; what an earlier run left open is settled then, which the promises judge. */
  async #somebodyThere(): Promise<void> {
    const { station } = this;
    await station.signedIn();
    const { issuanceId } = await station.call('station.read', null);
    if (issuanceId !== (this.asked?.issuanceId ?? null)) this.#leave();
    await station.rest();
    for (const workerId of this.#open) this.#adopt(workerId);
    this.#open.clear();
    const asking = new Set((await station.leftovers()).map((leftover) => leftover.issuanceId));
    const lost = station.journal.open().filter((id) => id !== this.asked?.issuanceId && !asking.has(id));
    if (lost.length > 0) this.#break(`open, and nobody is asked: ${lost.join(' ')}`);
  }

  /** The supervisor or the station went away in the middle. */
  #leave(): void {
    if (this.asked !== null) this.#open.add(this.asked.workerId);
    this.asked = null;
    for (const issuanceId of this.station.journal.open())
      this.#open.add(this.station.journal.entries(issuanceId)[0]?.worker?.id ?? '');
  }

  #compared(): readonly string[] {
    const { service } = this.station;
    return [...this.#held].flatMap(([workerId, held]) =>
      this.#open.has(workerId)
        ? []
        : differences(held, service.heldBy(workerId), held, service.clock.nowMs()),
    );
  }

  get #isHazy(): boolean {
    return this.station.service.tenant.control.readLagMs > 0;
  }

  #known(worker: number) {
    const { id } = this.#person(worker);
    const other = this.#held.get(this.#person(worker + 1).id) ?? null;
    const nobodys = 'eeeeeeee-0000-4000-8000-000000000000';
    return {
      gone: this.#gone.get(id) ?? nobodys,
      foreign: other?.temporary?.id ?? other?.standard?.id ?? nobodys,
    };
  }

  #person(worker: number): (typeof people)[number] {
    return people[worker % people.length] ?? people[0];
  }

  #adopt(workerId: string): void {
    const before = this.#held.get(workerId) ?? null;
    const truth = this.station.service.heldBy(workerId);
    for (const name of ['temporary', 'standard'] as const) {
      const old = before?.[name]?.id ?? null;
      if (old !== null && truth?.[name]?.id !== old) this.#gone.set(workerId, old);
    }
    this.#held.set(workerId, truth);
  }

  #adoptAll(): void {
    for (const { id } of people) this.#adopt(id);
    this.#open.clear();
  }

  #break(how: string): void {
    this.#broken.push(how);
  }
}

const needsSomebody: ReadonlySet<Deed['do']> = new Set(['order', 'answer', 'leftover', 'today', 'sign-out']);

function withoutCodes(held: Held, ids: ReadonlySet<string | null>): Held {
  const kept = (name: 'temporary' | 'standard') => (ids.has(held[name]?.id ?? null) ? null : held[name]);
  return { ...held, temporary: kept('temporary'), standard: kept('standard') };
}

function endOf({ answers, outcome, trouble }: IssuanceView): string {
  if (answers.length > 0) return 'ask';
  if (outcome === null) return `parked ${trouble?.kind}`;
  return outcome === 'failed' || outcome === 'refused' ? `${outcome} ${trouble?.kind}` : outcome;
}
