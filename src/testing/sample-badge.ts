/** A badge of an ordinary shift, but for its code. */
import type { BadgeInput } from '../main/paper-ports.ts';

export const sampleBadge: Omit<BadgeInput, 'content'> = {
  errorCorrectionLevel: 'L',
  workerName: 'Ana Santos',
  startsAtMs: Date.UTC(2026, 10, 23, 9),
  expiresAtMs: Date.UTC(2026, 10, 23, 17),
  stationName: 'Gate 3',
  site: 'Plant 7',
  locale: 'en',
  timeZone: 'UTC',
  stock: 'card-cr80',
  dpi: 300,
};
