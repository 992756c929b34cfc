/** Times, countdowns and initials as people read them. */
import { describe, expect, it } from 'vitest';
import { createFormat, initialsOf, toneOf } from './format.ts';

const noonMs = Date.UTC(2026, 7, 3, 12, 0);
const hourMs = 3_600_000;

describe('when', () => {
  const english = createFormat('en', 'UTC');

  it.each([
    ['today by the clock alone', 6.5 * hourMs, '18:30'],
    ['tomorrow by name, also when it is a few hours away', 14 * hourMs, 'tomorrow 02:00'],
    ['yesterday by name', -13 * hourMs, 'yesterday 23:00'],
    ['another day by its date', 72 * hourMs, 'Thu 6 Aug, 12:00'],
    ['far away with the year and without the minute', 400 * 24 * hourMs, '7 Sept 2027'],
  ])('tells %s', (_title, fromNowMs, words) => {
    expect(english.when(noonMs + fromNowMs, noonMs)).toBe(words);
  });

  it.each([
    ['today', 0],
    ['tomorrow', 24],
    ['Thu 6 Aug', 72],
  ])('names the day alone: %s', (words, hours) => {
    expect(english.day(noonMs + hours * hourMs, noonMs)).toBe(words);
  });

  it('counts days by the calendar of the station, not in steps of 24 hours', () => {
    const warsaw = createFormat('pl', 'Europe/Warsaw');
    expect(warsaw.when(Date.UTC(2026, 7, 3, 22, 30), noonMs)).toBe('jutro 00:30');
  });

  it('tells the hour apart that the clocks show twice', () => {
    const berlin = createFormat('de', 'Europe/Berlin');
    const secondMs = Date.parse('2026-10-25T01:30:00Z');
    expect(berlin.when(secondMs, secondMs)).toBe('02:30 GMT+1');
  });

  it('writes European digits in Arabic, as on the badge', () => {
    expect(createFormat('ar', 'UTC').when(noonMs, noonMs)).toMatch(/^12:00/);
  });
});

describe('countdown', () => {
  it.each([
    [299_001, '5:00'],
    [65_000, '1:05'],
    [24_000, '24 seconds'],
    [-5, '0 seconds'],
  ])('writes %d ms as %s', (leftMs, words) => {
    expect(createFormat('en').countdown(leftMs)).toBe(words);
  });
});

describe('initials', () => {
  it.each([
    ['Ana Ruiz', 'AR'],
    ['Cher', 'C'],
    ['Anna-Lena von der Heide', 'AH'],
    ['欧阳明辉', '欧'],
    ['عبد الرحمن الأنصاري', 'ع'],
    ['<b>x</b>', 'B'],
    ['', ''],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });

  it('keep their colour for a person', () => {
    expect(toneOf('w-1', 6)).toBe(toneOf('w-1', 6));
    expect(new Set(['a', 'b', 'c', 'd', 'e', 'f'].map((id) => toneOf(id, 6))).size).toBe(6);
  });
});
