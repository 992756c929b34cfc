/** Instants and durations in words of the page's language: 24-hour clock, and the day only when it is another one. */
import { localeTag, timeOfDay } from '../../core/local-time.ts';
import type { Locale } from '../../shared/api.ts';

export interface Format {
  /** `18:30` today, `tomorrow 02:30`, `Mon 3 Aug, 14:05` within two months, `3 Aug 2027` beyond. */
  when(atMs: number, nowMs: number): string;
  /** `today`, `tomorrow`, `Mon 3 Aug`: the day alone. */
  day(atMs: number, nowMs: number): string;
  /** `4:05`, and `24 seconds` within the last minute; never negative. */
  countdown(leftMs: number): string;
  /** Hours and minutes only; with the offset where the clocks show them twice. */
  time(atMs: number): string;
  number(value: number): string;
}

export function createFormat(locale: Locale, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const tag = localeTag(locale);
  const localTime = atFirstUse(() => timeOfDay(locale, timeZone));
  const clock = (atMs: number) => {
    const { time, offset } = localTime()(atMs);
    return `${time} ${offset}`.trim();
  };
  const dates = (how: Intl.DateTimeFormatOptions, of: string = tag) =>
    atFirstUse(() => new Intl.DateTimeFormat(of, { ...how, ...zone }));
  const day = dates({ weekday: 'short', day: 'numeric', month: 'short' });
  const farDay = dates({ dateStyle: 'medium' });
  const dayKey = dates({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
  const relative = atFirstUse(() => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));
  const inSeconds = atFirstUse(
    () => new Intl.NumberFormat(tag, { style: 'unit', unit: 'second', unitDisplay: 'long' }),
  );
  const number = atFirstUse(() => new Intl.NumberFormat(tag));
  const daysBetween = (a: number, b: number) =>
    Math.round((Date.parse(dayKey().format(a)) - Date.parse(dayKey().format(b))) / 86_400_000);

  return {
    when(atMs, nowMs) {
      const days = daysBetween(atMs, nowMs);
      if (days === 0) return clock(atMs);
      if (Math.abs(days) === 1) return `${relative().format(days, 'day')} ${clock(atMs)}`;
      // Months away, the minute says nothing and the year does.
      return Math.abs(days) > 60 ? farDay().format(atMs) : `${day().format(atMs)}, ${clock(atMs)}`;
    },
    day(atMs, nowMs) {
      const days = daysBetween(atMs, nowMs);
      return Math.abs(days) <= 1 ? relative().format(days, 'day') : day().format(atMs);
    },
    countdown(leftMs) {
      const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
      if (seconds < 60) return inSeconds().format(seconds);
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    },
    time: clock,
    number: (value) => number().format(value),
  };
}

/** One or two letters for a picture that is missing. */
export function initialsOf(name: string): string {
  const words = name
    .split(/[\s\-_.]+/u)
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '')
    .filter((letter) => letter !== '');
  const [first = '', ...others] = words;
  const last = others.at(-1) ?? '';
  // One character of a Chinese name says enough, and two Arabic ones would join into a syllable.
  if (!/[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u.test(first)) return first;
  return (first + last).toLocaleUpperCase();
}

/** A number from 0 to `count - 1` that stays the same for a person: the colour of the initials. */
export function toneOf(id: string, count: number): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9_973;
  return sum % count;
}

/** Each of the engine's formatters takes milliseconds to make, and the first screen needs none of them. */
function atFirstUse<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
