/** The workers' codes behind the page's stand-in station: what each order does to them, and why one is refused. */
import { extendedUntilMs } from '../core/issuance/limits.ts';
import type { Order } from '../core/issuance/order.ts';
import type { TroubleKind } from '../core/trouble.ts';
import type { IssuanceStep, IssuanceView } from '../shared/issuance.ts';
import type { CodeState, CodeView, WorkerCard } from '../shared/workers.ts';
import { sampleCards, sampleRules, withOffers } from './sample-workers.ts';

const hourMs = 3_600_000;
const none: CodeState = { state: 'none', code: null };

export class FakeCards {
  readonly #cards = new Map(sampleCards().map((card) => [card.worker.id, card]));

  all(): readonly WorkerCard[] {
    return [...this.#cards.values()];
  }

  of(workerId: string): WorkerCard | undefined {
    return this.#cards.get(workerId);
  }

  /** As the service would by its codes of now: the page may have read them a while ago. */
  refusal(card: WorkerCard, order: Order): TroubleKind | null {
    const { temporary, standard, hasMethod } = card;
    switch (order.is) {
      case 'enrol':
        return hasMethod ? 'already-enrolled' : null;
      case 'issue':
      case 'replace': {
        if (!hasMethod) return 'no-method';
        const code = order.is === 'issue' ? liveOf(temporary) : liveOf(standard);
        return code !== null && code.id !== order.replaceCodeId ? 'live-code-exists' : null;
      }
      case 'extend':
        return standard.code?.id === order.codeId ? null : 'no-code';
      case 'reset-pin':
        return hasMethod ? null : 'no-method';
      case 'revoke':
        return null;
    }
  }

  /** Does a step's write; returns the lifetime of a code that it made or changed. */
  write(
    workerId: string,
    step: IssuanceStep,
    order: Order,
    issuedBy: string,
  ): Pick<IssuanceView, 'startsAtMs' | 'expiresAtMs'> | null {
    const card = this.#cards.get(workerId);
    if (card === undefined) return null;
    switch (step) {
      case 'delete':
        this.#put(card, order.is === 'issue' ? { temporary: none } : { standard: none });
        return null;
      case 'create':
        return this.#create(card, order, issuedBy);
      case 'extend':
        return this.#extend(card);
      case 'reset-pin':
        this.#put(card, { pinMustChange: true });
        return null;
      case 'revoke':
        this.#remove(card, order);
        return null;
      default:
        return null;
    }
  }

  #put(card: WorkerCard, change: Partial<WorkerCard>): void {
    this.#cards.set(card.worker.id, withOffers({ ...card, ...change }));
  }

  #create(card: WorkerCard, order: Order, issuedBy: string) {
    const nowMs = Date.now();
    const startsAtMs = ('startsAtMs' in order ? order.startsAtMs : null) ?? nowMs;
    const hours = order.is === 'issue' ? order.hours : sampleRules.standardLifetimeDays * 24;
    const expiresAtMs = startsAtMs + hours * hourMs;
    const code: CodeView = {
      id: crypto.randomUUID(),
      createdAtMs: nowMs,
      startsAtMs,
      expiresAtMs,
      lastUsedAtMs: null,
      issuedBy,
    };
    const made: CodeState = { state: startsAtMs > nowMs ? 'not-yet-active' : 'active', code };
    if (order.is === 'issue') this.#put(card, { temporary: made });
    else if (order.is === 'replace') this.#put(card, { standard: made });
    else
      this.#put(card, {
        standard: made,
        hasMethod: true,
        pinMustChange: true,
        neverUsed: true,
        obstacle: null,
      });
    return { startsAtMs, expiresAtMs };
  }

  #extend(card: WorkerCard) {
    const { standard } = card;
    if (standard.code === null) return null;
    const { startsAtMs } = standard.code;
    const expiresAtMs = extendedUntilMs(standard.code, Date.now(), sampleRules.standardLifetimeDays);
    this.#put(card, { standard: { ...standard, code: { ...standard.code, expiresAtMs } } });
    return { startsAtMs, expiresAtMs };
  }

  #remove(card: WorkerCard, order: Order): void {
    const target = order.is === 'revoke' ? order.target : order.is === 'enrol' ? 'method' : order.is;
    if (target === 'method')
      this.#put(card, { temporary: none, standard: none, hasMethod: false, pinMustChange: false });
    else if (target === 'issue' || target === 'temporary') this.#put(card, { temporary: none });
    else this.#put(card, { standard: none });
  }
}

function liveOf({ state, code }: CodeState): CodeView | null {
  return state === 'active' || state === 'not-yet-active' ? code : null;
}
