/** The service in ten lines: what a worker has, and what an order that is carried out makes of it. */
import { longestStandardMs } from '../../core/issuance/limits.ts';
import type { Order } from '../../core/issuance/order.ts';
import { issuingSettings } from '../issuing-settings.ts';

const hourMs = 3_600_000;
const standardMs = issuingSettings.standardLifetimeDays * 24 * hourMs;

/** `id` null: made just now, so one that nobody has seen before. */
export interface Slot {
  readonly id: string | null;
  readonly madeMs: number;
  readonly startMs: number;
  readonly untilMs: number;
}

export interface Held {
  readonly temporary: Slot | null;
  readonly standard: Slot | null;
  /** Null: made just now. */
  readonly pin: string | null;
}

export interface Carried {
  /** `ask`: a person is asked about paper. Several ends with a bar between: one of them. */
  readonly ends: string;
  readonly held: Held | null;
}

/** What becomes of an order, whatever happens to replies on the way. */
export function carriedOut(held: Held | null, order: Order, nowMs: number): Carried {
  const ends = (how: string, after: Held | null = held): Carried => ({ ends: how, held: after });
  if (order.is === 'enrol')
    return held === null
      ? ends('ask', { temporary: null, standard: madeFor(order, nowMs), pin: null })
      : ends('refused already-enrolled');
  if (held === null) return order.is === 'revoke' ? ends('revoked') : ends('failed no-method');
  switch (order.is) {
    case 'issue':
    case 'replace': {
      const slot = order.is === 'issue' ? 'temporary' : 'standard';
      const standing = live(held[slot], nowMs);
      return standing !== null && standing.id !== order.replaceCodeId
        ? ends('refused live-code-exists')
        : ends('ask', { ...held, [slot]: madeFor(order, nowMs) });
    }
    case 'extend': {
      const standing = live(held.standard, nowMs);
      return standing === null || standing.id !== order.codeId
        ? ends('failed no-code')
        : ends('extended', { ...held, standard: extended(standing, nowMs) });
    }
    case 'revoke':
      return isMadeSince(held, order)
        ? ends('refused live-code-exists')
        : ends('revoked', without(held, order));
    default:
      return ends('ask', { ...held, pin: null });
  }
}

/** Nobody agreed to lose a method in which a code was made since. */
function isMadeSince({ standard }: Held, order: Extract<Order, { is: 'revoke' }>): boolean {
  if (order.target !== 'method' || standard === null || standard.id === order.codeId) return false;
  return standard.madeMs >= (order.createdAtMs ?? 0);
}

function without(held: Held, { target, codeId }: Extract<Order, { is: 'revoke' }>): Held | null {
  if (target === 'method') return null;
  return held[target]?.id === codeId ? { ...held, [target]: null } : held;
}

export function extended(slot: Slot, nowMs: number): Slot {
  const untilMs = Math.min(nowMs + standardMs, slot.startMs + longestStandardMs);
  return { ...slot, untilMs: Math.max(slot.untilMs, untilMs) };
}

export function madeFor(order: Order, nowMs: number): Slot {
  const later = order.is === 'issue' || order.is === 'enrol' ? order.startsAtMs : null;
  const startMs = later ?? nowMs - issuingSettings.startEarlySeconds * 1_000;
  return {
    id: null,
    madeMs: nowMs,
    startMs,
    untilMs: startMs + (order.is === 'issue' ? order.hours * hourMs : standardMs),
  };
}

export function live(slot: Slot | null, nowMs: number): Slot | null {
  return slot !== null && slot.untilMs > nowMs ? slot : null;
}

export function withoutCodes(held: Held, ids: ReadonlySet<string | null>): Held {
  const kept = (name: 'temporary' | 'standard') => (ids.has(held[name]?.id ?? null) ? null : held[name]);
  return { ...held, temporary: kept('temporary'), standard: kept('standard') };
}
