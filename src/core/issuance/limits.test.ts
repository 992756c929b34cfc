/** The service's limits to the millisecond. */
import { describe, expect, it } from 'vitest';
import {
  canBeExtended,
  extendedUntilMs,
  farthestStartMs,
  isStartAllowed,
  longestStandardMs,
  temporaryHours,
} from './limits.ts';
import type { Order } from './order.ts';

const nowMs = 1_800_000_000_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;

it('a temporary code lives 1 to 12 hours, a standard one 395 days', () => {
  expect(temporaryHours).toEqual({ least: 1, most: 12 });
  expect(longestStandardMs).toBe(395 * dayMs);
  expect(farthestStartMs).toEqual({ issue: 14 * dayMs, enrol: 31 * dayMs });
});

describe('a start', () => {
  const issue = (startsAtMs: number | null): Order => ({
    is: 'issue',
    hours: 8,
    startsAtMs,
    replaceCodeId: null,
  });
  const enrol = (startsAtMs: number | null): Order => ({ is: 'enrol', startsAtMs });

  it.each<[string, Order, boolean]>([
    ['of a temporary code at once', issue(null), true],
    ['of a temporary code now', issue(nowMs), true],
    ['that was chosen ten minutes ago', issue(nowMs - 10 * minuteMs), true],
    ['that was chosen longer ago', issue(nowMs - 10 * minuteMs - 1), false],
    ['of a temporary code in two weeks', issue(nowMs + 14 * dayMs), true],
    ['of a temporary code later than that', issue(nowMs + 14 * dayMs + 1), false],
    ['of an enrolment at once', enrol(null), true],
    ['of an enrolment in a month', enrol(nowMs + 31 * dayMs), true],
    ['of an enrolment later than that', enrol(nowMs + 31 * dayMs + 1), false],
    ['of an enrolment that was chosen too long ago', enrol(nowMs - 10 * minuteMs - 1), false],
    ['of what begins as soon as it is made', { is: 'replace', replaceCodeId: 'old' }, true],
    ['of what does not begin', { is: 'reset-pin' }, true],
  ])('%s', (_title, order, expected) => {
    expect(isStartAllowed(order, nowMs)).toBe(expected);
  });
});

describe('an extension', () => {
  const code = (startedDaysAgo: number, endsInMs: number) => ({
    startsAtMs: nowMs - startedDaysAgo * dayMs,
    expiresAtMs: nowMs + endsInMs,
  });

  it('gives the configured lifetime anew from now on', () => {
    expect(extendedUntilMs(code(10, dayMs), nowMs, 90)).toBe(nowMs + 90 * dayMs);
  });

  it('never leads beyond 395 days from the start', () => {
    expect(extendedUntilMs(code(300, dayMs), nowMs, 365)).toBe(nowMs + 95 * dayMs);
    expect(extendedUntilMs(code(30, dayMs), nowMs, 365)).toBe(nowMs + 365 * dayMs);
    expect(extendedUntilMs(code(31, dayMs), nowMs, 365)).toBe(nowMs + 364 * dayMs);
  });

  it.each<[string, number, number, boolean]>([
    ['can be had for a day', 300, 94 * dayMs, true],
    ['is not worth its name for less than a day', 300, 94 * dayMs + 1, false],
    ['cannot be had at the very end of 395 days', 300, 95 * dayMs, false],
    ['can be had a millisecond before the end', 300, 1, true],
    ['cannot be had at the end', 300, 0, false],
    ['cannot be had after it', 300, -dayMs, false],
    ['cannot be had where the code lives longer than the station would make one', 10, 385 * dayMs, false],
  ])('%s', (_title, startedDaysAgo, endsInMs, expected) => {
    expect(canBeExtended(code(startedDaysAgo, endsInMs), nowMs, 365)).toBe(expected);
  });
});
