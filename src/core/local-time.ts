/** A time of day as people read it on the badge and on the screen alike: 24 hours, and never two meanings. */

/** Digits stay European in Arabic too, as in employee numbers; English is written as in Europe, with 24 hours. */
const tags: ReadonlyMap<string, string> = new Map([
  ['en', 'en-GB'],
  ['ar', 'ar-u-nu-latn'],
]);

/** The tag under which a language of the station is written. */
export function localeTag(locale: string): string {
  return tags.get(locale) ?? locale;
}

export interface TimeOfDay {
  /** Hour and minute: `18:30`. */
  readonly time: string;
  /** `GMT+1` in the hour that the clocks show twice, else empty. */
  readonly offset: string;
}

/** `timeZone`: an IANA name; the computer's when left out. */
export function timeOfDay(locale: string, timeZone?: string): (atMs: number) => TimeOfDay {
  const zone = timeZone === undefined ? {} : { timeZone };
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone } as const;
  const plain = new Intl.DateTimeFormat(localeTag(locale), clock);
  const offsetOf = offsetsOf(timeZone);
  return (atMs) => {
    const time = plain.format(atMs);
    return { time, offset: isRepeated(atMs, offsetOf) ? nameOf(offsetOf(atMs)) : '' };
  };
}

/** Longer than any shift, shorter than the time between two. */
const nearbyMs = 86_400_000;

/** Whether the clocks on the wall show this very time twice. */
function isRepeated(atMs: number, offsetOf: (atMs: number) => number): boolean {
  const shown = atMs + offsetOf(atMs);
  return [atMs - nearbyMs, atMs + nearbyMs].some((near) => {
    const other = shown - offsetOf(near);
    return other !== atMs && other + offsetOf(other) === shown;
  });
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
export function offsetsOf(timeZone: string | undefined): (atMs: number) => number {
  const zone = timeZone === undefined ? {} : { timeZone };
  const named = new Intl.DateTimeFormat('en-US', { timeZoneName: 'longOffset', ...zone });
  return (atMs) => {
    const name = named.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
      /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
    const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000;
    return sign === '-' ? -ms : ms;
  };
}

/** `GMT+1`, `GMT+10:30`: the same letters in every language, so that a badge has room for them. */
function nameOf(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const rest = minutes % 60;
  const tail = rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`;
  return `GMT${offsetMs < 0 ? '-' : '+'}${Math.floor(minutes / 60)}${tail}`;
}
