/** What an order will do to a worker, point by point: what stops, what comes out, what stays. Said before it is confirmed. */
import { extendedUntilMs } from '../../core/issuance/limits.ts';
import type { Order } from '../../core/issuance/order.ts';
import type { WorkerCard } from '../../shared/workers.ts';
import type { Text } from './i18n.ts';
import { liveCode, wordOf } from './orders.ts';

/** What kind of news a point is: its icon, and whether something is lost. */
export type PointTone = 'stops' | 'comes' | 'stays' | 'when' | 'pin' | 'know';

export interface Point {
  readonly tone: PointTone;
  readonly words: string;
}

interface Known {
  readonly text: Text;
  readonly card: WorkerCard;
  readonly nowMs: number;
  /** Of standard codes. */
  readonly lifetimeDays: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Most important first: what the worker loses. */
export function pointsOf(order: Order, known: Known): readonly Point[] {
  const { text, card, nowMs, lifetimeDays } = known;
  const { t, format } = text;
  const when = (atMs: number) => format.when(atMs, nowMs);
  switch (order.is) {
    case 'issue':
      return [stops(t('confirm.point.oldCodeStops')), newCode(order, known)];
    case 'replace':
      return [
        ...(order.replaceCodeId === null ? [] : [stops(t('confirm.point.oldBadgeStops'))]),
        point('comes', t('confirm.point.badgeComes', { when: when(nowMs + lifetimeDays * dayMs) })),
        point('stays', t('confirm.point.pinStays')),
      ];
    case 'enrol':
      return enrolment(order.startsAtMs, known);
    case 'extend':
      return extension(known);
    case 'reset-pin':
      return [
        stops(t('confirm.point.oldPinStops')),
        point('comes', t('confirm.point.pinComes')),
        point('pin', t('confirm.point.ownPin')),
        ...(liveCode(card.standard) === null ? [] : [point('stays', t('confirm.point.badgeStays'))]),
      ];
    case 'revoke':
      return removal(order, known);
  }
}

/** With a start to come there is no code at all until then: that must be seen. */
function newCode({ hours, startsAtMs }: Extract<Order, { is: 'issue' }>, { text, nowMs }: Known): Point {
  const { t, format } = text;
  const when = format.when((startsAtMs ?? nowMs) + hours * hourMs, nowMs);
  return startsAtMs === null
    ? point('comes', t('confirm.point.badgeComes', { when }))
    : point('comes', t('confirm.point.badgeComesFrom', { start: format.when(startsAtMs, nowMs), when }));
}

function enrolment(startsAtMs: number | null, { text, nowMs, lifetimeDays }: Known): readonly Point[] {
  const { t, format } = text;
  const when = format.when((startsAtMs ?? nowMs) + lifetimeDays * dayMs, nowMs);
  const lives =
    startsAtMs === null
      ? t('confirm.point.badgeLives', { when })
      : t('confirm.point.badgeLivesFrom', { start: format.when(startsAtMs, nowMs), when });
  return [
    point('comes', t('confirm.point.bothCome')),
    point('when', lives),
    point('pin', t('confirm.point.ownPin')),
    point('know', t('confirm.point.trap')),
  ];
}

function extension({ text, card, nowMs, lifetimeDays }: Known): readonly Point[] {
  const { t, format } = text;
  const { code } = card.standard;
  const offered = card.offers.find(({ kind }) => kind === 'extend-standard')?.untilMs ?? null;
  const nothing = point('stays', t('confirm.point.nothingPrinted'));
  if (code === null) return [nothing];
  const untilMs = offered ?? extendedUntilMs(code, nowMs, lifetimeDays);
  const from = format.when(code.expiresAtMs, nowMs);
  const when = format.when(untilMs, nowMs);
  return [point('when', t('confirm.point.extends', { from, when })), nothing];
}

function removal(order: Extract<Order, { is: 'revoke' }>, known: Known): readonly Point[] {
  const { text, card, nowMs } = known;
  const { t, format } = text;
  const temporary = liveCode(card.temporary);
  switch (wordOf(order)) {
    case 'revoke-temporary':
      return [
        stops(t('confirm.point.temporaryStops')),
        ...(liveCode(card.standard) === null ? [] : [point('stays', t('confirm.point.standardStays'))]),
      ];
    case 'revoke-standard':
      return [
        stops(t('confirm.point.standardStops')),
        point('stays', t('confirm.point.pinStays')),
        ...(temporary === null
          ? []
          : [
              point(
                'stays',
                t('confirm.point.temporaryStays', { when: format.when(temporary.expiresAtMs, nowMs) }),
              ),
            ]),
      ];
    default:
      return [stops(t('confirm.point.methodStops')), point('stays', t('confirm.point.othersStay'))];
  }
}

function point(tone: PointTone, words: string): Point {
  return { tone, words };
}

function stops(words: string): Point {
  return point('stops', words);
}
