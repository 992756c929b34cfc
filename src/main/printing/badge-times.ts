/** A badge's instants as words, in the station's language and time zone. */

export interface BadgeTimes {
  /** 0 is Sunday, as everywhere in JavaScript: the day on which the code ends. */
  readonly weekday: number;
  readonly weekdayName: string;
  /** Hour and minute. */
  readonly time: string;
  /** `AM`, `PM` or their like; empty where the day has 24 hours. */
  readonly dayPeriod: string;
  readonly date: string;
  /** Weekday and time from which the code works. */
  readonly start: string;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export function badgeTimes(
  instants: { readonly startsAtMs: number; readonly expiresAtMs: number },
  locale: string,
  timeZone: string,
): BadgeTimes {
  const say = (ms: number, language: string, how: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...how, timeZone }).format(ms);
  const { startsAtMs, expiresAtMs } = instants;
  const parts = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone }).formatToParts(expiresAtMs);
  const isPeriod = ({ type }: Intl.DateTimeFormatPart) => type === 'dayPeriod';
  const joined = (some: readonly Intl.DateTimeFormatPart[]) =>
    some
      .map(({ value }) => value)
      .join('')
      .trim();
  return {
    weekday: weekdays.indexOf(say(expiresAtMs, 'en-US', { weekday: 'short' })),
    weekdayName: say(expiresAtMs, locale, { weekday: 'long' }),
    time: joined(parts.filter((part) => !isPeriod(part))),
    dayPeriod: joined(parts.filter(isPeriod)),
    date: afterWeekday(
      say(expiresAtMs, locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    ),
    start: `${say(startsAtMs, locale, { weekday: 'short' })} ${say(startsAtMs, locale, { timeStyle: 'short' })}`,
  };
}

/** Lets a line end after the weekday only, as in "Tue, | Nov 24, 2026". */
function afterWeekday(date: string): string {
  const [weekday = '', ...rest] = date.split(' ');
  return [weekday, rest.join('\u00a0')].join(' ').trim();
}
