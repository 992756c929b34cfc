/** Plays a history on a station and on the model at once, and names every place where the two, or a promise, break apart. */

import { type Order, papersOf } from '../../core/issuance/order.ts';
import type { IssuanceView } from '../../shared/issuance.ts';
import { answered, endOf } from './answers.ts';
import { Books, madeToday } from './books.ts';
import { type Deed, needsSomebody } from './deeds.ts';
import { actElsewhere, expectedOf, orderFor } from './orders.ts';
import { strike } from './printer-faults.ts';
import { differences, isSlipWorthless, liesOf, Promises, unasked } from './promises.ts';
import { personAt, type Sabotage } from './service.ts';
import type { Carried } from './service-model.ts';
import { LifeStation, StationDied } from './station.ts';

type Of<D extends Deed['do']> = Extract<Deed, { do: D }>;

interface Asked {
  readonly issuanceId: string;
  readonly workerId: string;
  readonly order: Order;
}

export class Life {
  readonly #books: Books;
  readonly #promises: Promises;
  /** The issuance that waits for a person. */
  asked: Asked | null = null;
  /** How orders and answers ended, in words. */
  readonly met: string[] = [];
  #broken: string[] = [];

  private constructor(readonly station: LifeStation) {
    this.#promises = new Promises(station);
    this.#books = new Books(station.service);
  }

  static async begin(sabotage: Sabotage = {}): Promise<Life> {
    return new Life(await LifeStation.create(sabotage));
  }

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
    return [...this.#broken, ...this.#books.differences(), ...this.#promises.broken()];
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
    const { id: workerId } = personAt(deed.worker);
    const card = await station.call('workers.read', { workerId });
    if (!card.ok) {
      this.#break(`no card: ${card.error.kind}`);
      return;
    }
    if (!this.#isHazy)
      this.#broken.push(...liesOf(card.value, station.service.heldBy(workerId), clock.nowMs()));
    const how = { aim: deed.aim, isLater: deed.isLater, nowMs: clock.nowMs() };
    const order = orderFor(deed.what, card.value, how, this.#books.known(workerId));
    const expected = await expectedOf(station, this.#books.held.get(workerId) ?? null, order);
    if (deed.dyingIn !== null) station.service.dyingIn = deed.dyingIn;
    const starts = Array.from({ length: deed.taps }, () =>
      station.call('issuance.start', { workerId, order }),
    );
    const [started, second] = await Promise.all(starts);
    if (second?.ok === true) this.#break('two orders at once');
    const refusal = started?.ok === false ? started.error.kind : null;
    // A code that this station made for somebody else, or of another kind, is found out before anything is begun.
    if (deed.aim !== 'shown' && refusal === 'invalid-input') return;
    if (this.asked !== null) {
      if (refusal !== 'already-running') this.#break('an order meanwhile');
      return;
    }
    if (started?.ok !== true) {
      this.#break(`not started: ${refusal}`);
      return;
    }
    const { issuanceId } = started.value;
    this.#books.open.add(workerId);
    await station.rest();
    const view = await station.read(issuanceId);
    this.#cameTo(view, expected, workerId, order);
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
    const held = this.#books.held.get(workerId) ?? null;
    const made = station.journal.entries(issuanceId).findLast(({ event }) => event === 'created');
    const expected = isAllowed ? answered(answer, { order, held, made }) : { ends: 'ask', held };
    const printer = before.printers?.elsewhere?.name;
    const input = { issuanceId, answer, ...(printer === undefined ? {} : { printer }) };
    const taps = Array.from({ length: deed.taps }, () => station.call('issuance.answer', input));
    for (const tap of await Promise.all(taps)) if (!tap.ok) this.#break(`an answer: ${tap.error.kind}`);
    await station.rest();
    const view = await station.read(issuanceId);
    if (!isAllowed && station.journal.all.length !== rows) this.#break(`${answer} was not on offer`);
    if (isAllowed && answer === 'badge-collected') {
      const isOurs = papersOf(order).includes('pin-slip') && !this.#elsewherePins.has(workerId);
      if (isOurs && isSlipWorthless(station, asked)) this.#break('the slip’s PIN is not valid');
    }
    this.#cameTo(view, expected, workerId, order);
  }

  #cameTo(view: IssuanceView, expected: Carried, workerId: string, order: Order): void {
    const ends = endOf(view);
    const waits = view.answers.length > 0;
    this.met.push(`${order.is} ${ends}`);
    this.asked = waits ? { issuanceId: view.issuanceId, workerId, order } : null;
    this.#books.open.delete(workerId);
    if (this.#isHazy) {
      this.#books.adopt(workerId);
      return;
    }
    if (!expected.ends.split('|').includes(ends))
      this.#break(`${order.is} ended as ${ends} and not as ${expected.ends}`);
    const before = this.#books.held.get(workerId) ?? null;
    const truth = this.station.service.heldBy(workerId);
    this.#broken.push(...differences(expected.held, truth, before, this.station.service.clock.nowMs()));
    if (truth?.pin !== before?.pin) this.#elsewherePins.delete(workerId);
    this.#books.adopt(workerId);
  }

  readonly #elsewherePins = new Set<string>();

  async #leftover({ answer }: Of<'leftover'>): Promise<void> {
    const asks = (await this.station.leftovers()).find(({ state }) => state === 'ask-hand-over');
    if (asks === undefined) return;
    const { issuanceId, worker } = asks;
    this.#books.open.add(worker.id);
    await this.station.call('leftovers.answer', { issuanceId, answer });
    await this.station.rest();
    const end = this.station.journal.entries(issuanceId).at(-1);
    const isReset = asks.order === 'reset-pin';
    const wanted =
      answer === 'revoke' ? (isReset ? ['failed'] : ['revoked', 'expired-unused']) : ['handed-over'];
    if (end?.event !== 'closed' || !wanted.includes(end.outcome ?? ''))
      this.#break(`a leftover answered ${answer} ended as ${end?.event} ${end?.outcome}`);
    this.#books.adoptAll();
  }

  async #elsewhere({ worker, what }: Of<'elsewhere'>): Promise<void> {
    const { id } = personAt(worker);
    if (await actElsewhere(this.station.service, id, what)) this.#elsewherePins.add(id);
    this.#books.adopt(id);
  }

  #printer({ which, fault }: Of<'printer'>): Promise<void> {
    strike(this.station.printers[which], fault);
    return this.station.isDead ? Promise.resolve() : this.station.pass(3_000);
  }

  /** Every code that was made here today and lives: those of other days and stations stay, and the one asked about. */
  async #today(): Promise<void> {
    const { station } = this;
    const ids = madeToday(station.journal, station.service.clock.nowMs());
    await station.call('today.revoke', null);
    await station.rest();
    this.#broken.push(...this.#books.afterToday(ids, this.#isHazy));
    this.#books.adoptAll();
  }

  /** Whoever is needed signs in; what an earlier run left open is settled then, which the promises judge. */
  async #somebodyThere(): Promise<void> {
    const { station } = this;
    await station.signedIn();
    const { issuanceId } = await station.call('station.read', null);
    if (issuanceId !== (this.asked?.issuanceId ?? null)) this.#leave();
    await station.rest();
    for (const workerId of this.#books.open) this.#books.adopt(workerId);
    this.#books.open.clear();
    this.#broken.push(...unasked(station.journal, await station.leftovers(), issuanceId));
  }

  /** The supervisor or the station went away in the middle. */
  #leave(): void {
    if (this.asked !== null) this.#books.open.add(this.asked.workerId);
    this.asked = null;
    for (const issuanceId of this.station.journal.open())
      this.#books.open.add(this.station.journal.entries(issuanceId)[0]?.worker?.id ?? '');
  }

  get #isHazy(): boolean {
    return this.station.service.tenant.control.readLagMs > 0;
  }

  #break(how: string): void {
    this.#broken.push(how);
  }
}
