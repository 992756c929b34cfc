/** What is said before each order is confirmed: what the worker loses, first; and nothing that is not so. */
import { describe, expect, it } from 'vitest';
import type { Order } from '../../core/issuance/order.ts';
import type { CodeState, WorkerCard } from '../../shared/workers.ts';
import { sampleCards, withOffers } from '../../testing/sample-workers.ts';
import { pointsOf } from './confirm-points.ts';
import { textIn } from './i18n.ts';
import { type OtherOffer, orderFor } from './orders.ts';

const text = textIn('en', 'UTC');
const nowMs = Date.UTC(2026, 7, 3, 12, 0);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const none: CodeState = { state: 'none', code: null };
const live = (fromMs: number, toMs: number): CodeState => ({
  state: 'active',
  code: {
    id: 'aa',
    createdAtMs: fromMs,
    startsAtMs: fromMs,
    expiresAtMs: toMs,
    lastUsedAtMs: null,
    issuedBy: null,
  },
});
const [sample] = sampleCards();
if (sample === undefined) throw new Error('there are people');
const both: WorkerCard = withOffers({
  ...sample,
  standard: live(nowMs - 100 * dayMs, nowMs + 265 * dayMs),
  temporary: live(nowMs - hourMs, nowMs + 7 * hourMs),
});
const badgeOnly: WorkerCard = { ...both, temporary: none };
const codeOnly: WorkerCard = { ...both, standard: none };

const told = (order: Order | null, card: WorkerCard) =>
  order === null ? [] : pointsOf(order, { text, card, nowMs, lifetimeDays: 365 });
const words = (kind: OtherOffer, card: WorkerCard) =>
  told(orderFor(kind, card), card)
    .map((point) => point.words)
    .join(' ');

describe('before it is confirmed', () => {
  it.each(['replace-standard', 'reset-pin', 'revoke-temporary', 'revoke-standard', 'revoke-method'] as const)(
    '%s says first what stops working',
    (kind) => {
      expect(told(orderFor(kind, both), both)[0]?.tone).toBe('stops');
    },
  );

  it('a replaced badge is said to die at once, and the PIN to stay', () => {
    expect(words('replace-standard', both)).toMatch(/old badge stops working at once.*3 Aug 2027.*PIN stays/);
  });

  it('a code that is to begin later is said to leave a gap', () => {
    const later: Order = { is: 'issue', hours: 8, startsAtMs: nowMs + dayMs, replaceCodeId: 'aa' };
    expect(told(later, both).map((point) => point.words)).toEqual([
      'The badge with the old code stops working at once.',
      'A new badge comes out. It works from tomorrow 12:00 until tomorrow 20:00.',
    ]);
    expect(told({ ...later, startsAtMs: null }, both)[1]?.words).toBe(
      'A new badge comes out. It works until 20:00.',
    );
  });

  it('a first badge takes nothing away', () => {
    expect(told(orderFor('replace-standard', codeOnly), codeOnly).map(({ tone }) => tone)).toEqual([
      'comes',
      'stays',
    ]);
  });

  it('an enrolment tells of both papers, the lifetime, and the trap of the first sign-in', () => {
    expect(words('enrol', both)).toMatch(
      /badge and a PIN slip.*until 3 Aug 2027.*own PIN.*Incorrect QR code/,
    );
  });

  it('an enrolment that begins later tells from when', () => {
    const later: Order = { is: 'enrol', startsAtMs: nowMs + dayMs };
    expect(told(later, both)[1]?.words).toBe('The badge works from tomorrow 12:00 until 4 Aug 2027.');
  });

  it('an extension tells from when until when, and that nothing is printed', () => {
    expect(words('extend-standard', both)).toMatch(/until 25 Apr 2027, then until .*Nothing is printed/);
  });

  it('a PIN reset tells that no screen shows the new one', () => {
    expect(words('reset-pin', both)).toMatch(/No screen ever shows it.*own PIN.*badge stays the same/);
    expect(words('reset-pin', codeOnly)).not.toContain('badge stays');
  });

  it('a removal tells of what remains only where it is there', () => {
    expect(words('revoke-temporary', both)).toContain('permanent badge and the PIN keep working');
    expect(words('revoke-temporary', codeOnly)).not.toContain('permanent badge');
    expect(words('revoke-standard', both)).toContain('temporary code keeps working until 19:00');
    expect(words('revoke-standard', badgeOnly)).not.toContain('temporary');
    expect(words('revoke-method', both)).toMatch(/any temporary code and the PIN stop.*enrolled again/);
  });
});
