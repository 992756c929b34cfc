/** A badge's instants as words, in the station's language and time zone. */
import { localeTag, timeOfDay } from '../../../core/local-time.ts';

export interface BadgeTimes {
  /** 0 is Sunday, as everywhere in JavaScript: the day on which the code ends. */
  readonly weekday: number;
  readonly weekdayName: string;
  /** Hour and minute, as on the screen. */
  readonly time: string;
  /** Tells the two hours apart that the clocks show twice when they are set back; else empty. */
  readonly offset: string;
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
  const tag = localeTag(locale);
  const clock = timeOfDay(locale, timeZone);
  const start = clock(startsAtMs);
  return {
    weekday: weekdays.indexOf(say(expiresAtMs, 'en-US', { weekday: 'short' })),
    weekdayName: say(expiresAtMs, tag, { weekday: 'long' }),
    ...clock(expiresAtMs),
    date: afterWeekday(
      say(expiresAtMs, tag, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    ),
    start: `${say(startsAtMs, tag, { weekday: 'short' })} ${start.time} ${start.offset}`.trim(),
  };
}

/** Lets a line end after the weekday only, as in "Tue | 24 Nov 2026". */
function afterWeekday(date: string): string {
  const [weekday = '', ...rest] = date.split(' ');
  return [weekday, rest.join('\u00a0')].join(' ').trim();
}
