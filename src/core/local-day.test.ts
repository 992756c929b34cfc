/** Where a day begins, also on days that are 23 or 25 hours long. */
import { expect, it } from 'vitest';
import { startOfDay } from './local-day.ts';

it.each([
  ['an ordinary day', 'Europe/Berlin', '2026-11-27T10:52:03Z', '2026-11-26T23:00:00Z'],
  ['a day just begun', 'Europe/Berlin', '2026-11-26T23:00:00Z', '2026-11-26T23:00:00Z'],
  ['its last moment', 'Europe/Berlin', '2026-11-27T22:59:59.999Z', '2026-11-26T23:00:00Z'],
  ['a day of 25 hours', 'Europe/Berlin', '2026-10-25T20:00:00Z', '2026-10-24T22:00:00Z'],
  ['a day of 23 hours', 'Europe/Berlin', '2026-03-29T20:00:00Z', '2026-03-28T23:00:00Z'],
  ['a day ahead of UTC', 'Asia/Kolkata', '2026-11-27T18:31:00Z', '2026-11-27T18:30:00Z'],
  ['a day behind UTC', 'America/Los_Angeles', '2026-11-27T07:00:00Z', '2026-11-26T08:00:00Z'],
])('%s begins at its midnight', (_title, timeZone, at, midnight) => {
  expect(new Date(startOfDay(Date.parse(at), timeZone)).toISOString()).toBe(new Date(midnight).toISOString());
});
