/** Times of day around changes of the clocks: what a person reads must mean one instant only. */
import { describe, expect, it } from 'vitest';
import { localeTag, timeOfDay } from './local-time.ts';

const said = (iso: string, timeZone: string, locale = 'en') => {
  const { time, offset } = timeOfDay(locale, timeZone)(Date.parse(iso));
  return `${time} ${offset}`.trim();
};

describe('a time of day', () => {
  it.each([
    ['plainly in summer', '2026-07-01T10:00:00Z', 'Europe/Berlin', '12:00'],
    ['plainly in winter', '2026-12-01T10:00:00Z', 'Europe/Berlin', '11:00'],
    ['at midnight as 00, not 24', '2026-12-01T23:00:00Z', 'Europe/Berlin', '00:00'],
    ['just before the hour that is skipped', '2026-03-29T00:59:00Z', 'Europe/Berlin', '01:59'],
    ['just after it', '2026-03-29T01:00:00Z', 'Europe/Berlin', '03:00'],
    ['before the hour that comes twice', '2026-10-24T23:59:00Z', 'Europe/Berlin', '01:59'],
    ['the first time round with its offset', '2026-10-25T00:30:00Z', 'Europe/Berlin', '02:30 GMT+2'],
    ['the second time round with the other', '2026-10-25T01:30:00Z', 'Europe/Berlin', '02:30 GMT+1'],
    ['after it', '2026-10-25T02:00:00Z', 'Europe/Berlin', '03:00'],
    ['west of Greenwich, first', '2026-11-01T05:30:00Z', 'America/New_York', '01:30 GMT-4'],
    ['west of Greenwich, second', '2026-11-01T06:30:00Z', 'America/New_York', '01:30 GMT-5'],
    ['a shift of half an hour: not yet', '2026-04-04T14:29:00Z', 'Australia/Lord_Howe', '01:29'],
    ['a shift of half an hour, first', '2026-04-04T14:30:00Z', 'Australia/Lord_Howe', '01:30 GMT+11'],
    ['a shift of half an hour, second', '2026-04-04T15:00:00Z', 'Australia/Lord_Howe', '01:30 GMT+10:30'],
    ['a shift of half an hour: over', '2026-04-04T15:30:00Z', 'Australia/Lord_Howe', '02:00'],
    ['the half hour that is skipped', '2026-10-03T15:30:00Z', 'Australia/Lord_Howe', '02:30'],
    ['around midnight', '2026-10-25T02:30:00Z', 'America/Havana', '22:30'],
    ['a zone without shifts', '2026-10-25T00:30:00Z', 'Asia/Kolkata', '06:00'],
    ['after 2038', '2046-10-28T00:30:00Z', 'Europe/Berlin', '02:30 GMT+2'],
    ['in UTC', '2026-10-25T00:30:00Z', 'UTC', '00:30'],
  ])('is told %s', (_when, iso, zone, words) => {
    expect(said(iso, zone)).toBe(words);
  });

  it.each(['en', 'es', 'de', 'pl', 'ar'])('is written alike in every language: %s', (locale) => {
    expect(said('2026-10-25T01:30:00Z', 'Europe/Berlin', locale)).toBe('02:30 GMT+1');
    expect(said('2026-11-23T21:05:00Z', 'UTC', locale)).toBe('21:05');
  });

  it('names every minute of a day with a shift differently', () => {
    const first = Date.parse('2026-10-24T22:00:00Z');
    const clock = timeOfDay('de', 'Europe/Berlin');
    const words = Array.from({ length: 25 * 60 }, (_, minute) => {
      const { time, offset } = clock(first + minute * 60_000);
      return `${time} ${offset}`;
    });
    expect(new Set(words).size).toBe(words.length);
  });

  it('is the computer’s own where no zone is given', () => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const atMs = Date.parse('2026-11-23T21:05:00Z');
    expect(timeOfDay('en')(atMs)).toEqual(timeOfDay('en', own)(atMs));
  });
});

it('leaves languages without a rule of their own as they are', () => {
  expect(['en', 'ar', 'de', 'constructor'].map(localeTag)).toEqual([
    'en-GB',
    'ar-u-nu-latn',
    'de',
    'constructor',
  ]);
});
