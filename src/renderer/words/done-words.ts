/** How the end of an order is told: by its outcome, and by what the order was about. */
import type { ClosedOutcome } from '../../core/issuance/events.ts';
import type { Order } from '../../core/issuance/order.ts';
import type { IssuanceView } from '../../shared/issuance.ts';

export function doneTitle(outcome: ClosedOutcome, order: Order) {
  switch (outcome) {
    case 'handed-over':
      if (order.is === 'enrol') return 'done.enrolled';
      return order.is === 'reset-pin' ? 'done.pinReset' : 'done.handed-over';
    case 'revoked':
      return `done.${removed(order)}` as const;
    default:
      return `done.${outcome}` as const;
  }
}

export function doneText(
  outcome: ClosedOutcome,
  view: Pick<IssuanceView, 'order' | 'startsAtMs'>,
  nowMs: number,
) {
  const { order, startsAtMs } = view;
  switch (outcome) {
    case 'handed-over':
      if (order.is === 'reset-pin') return 'done.pinResetText';
      if (startsAtMs !== null && startsAtMs > nowMs) return 'done.handed-overFromText';
      return order.is === 'replace' ? 'done.replacedText' : 'done.handed-overText';
    case 'extended':
      return 'done.extendedText';
    default:
      return `done.${removed(order)}Text` as const;
  }
}

/** What is gone: of an enrolment everything that it made. */
function removed(order: Order) {
  switch (order.is) {
    case 'enrol':
      return 'undone';
    case 'replace':
    case 'extend':
      return 'badgeRevoked';
    case 'revoke':
      if (order.target === 'method') return 'methodRevoked';
      return order.target === 'standard' ? 'badgeRevoked' : 'revoked';
    default:
      return 'revoked';
  }
}
