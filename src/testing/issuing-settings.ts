/** The settings of an ordinary station, for tests that put one together. */

import type { Order } from '../core/issuance/order.ts';
import type { IssuingSettings } from '../main/app/issuing/journey.ts';

export const issuingSettings: IssuingSettings = {
  stationName: 'Gate 3',
  site: 'Plant 7',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  startEarlySeconds: 60,
  defaultLifetimeHours: 8,
  standardLifetimeDays: 365,
  printTimeoutSeconds: 20,
  askHandOver: true,
};

export const allOrders = { allowEnrol: true, allowReplaceStandard: true };

/** A temporary code from now on. */
export function issueOrder(hours = 8, replaceCodeId: string | null = null): Order {
  return { is: 'issue', hours, startsAtMs: null, replaceCodeId };
}
