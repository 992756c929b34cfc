/** Which steps of an order a person follows, and by which words. */
import type { Order } from '../../core/issuance/order.ts';
import type { IssuanceStep } from '../../shared/issuance.ts';
import { subjectOf } from './orders.ts';

/** What a person wants to follow; the rest happens between two of these. */
const shown: Readonly<Record<Order['is'], readonly IssuanceStep[]>> = {
  issue: ['preflight', 'read-state', 'delete', 'create', 'verify', 'render', 'print'],
  replace: ['preflight', 'read-state', 'delete', 'create', 'verify', 'render', 'print'],
  enrol: ['preflight', 'read-state', 'create', 'verify', 'render', 'print'],
  'reset-pin': ['preflight', 'read-state', 'reset-pin', 'render', 'print'],
  extend: ['preflight', 'read-state', 'extend'],
  revoke: ['preflight', 'read-state', 'revoke'],
};

export function stepsOf(order: Order, isReplacement: boolean): readonly IssuanceStep[] {
  return shown[order.is].filter((step) => step !== 'delete' || isReplacement);
}

/** The same step says what it is about: no printer where nothing is printed, and the papers by name. */
export function stepWord(step: IssuanceStep, order: Order) {
  const subject = subjectOf(order);
  switch (step) {
    case 'preflight':
      return order.is === 'extend' || order.is === 'revoke' ? 'preflightNoPrinter' : step;
    case 'create':
      return order.is === 'enrol' ? 'createMethod' : step;
    case 'render':
      return ({ badge: 'render', slip: 'renderSlip', both: 'renderBoth' } as const)[subject];
    case 'print':
      return ({ badge: 'print', slip: 'printSlip', both: 'printBoth' } as const)[subject];
    case 'revoke':
      return order.is === 'revoke' && order.target === 'method' ? 'revokeMethod' : step;
    default:
      return step;
  }
}
