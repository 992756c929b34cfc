/** Makes ready what the first list of names needs, while nobody waits for it: the words below it, and each script's letters. */
import { pageTime } from './page-data.ts';
import type { Text } from './words/i18n.ts';

/**
 * As people of one plant have them. The first row's letters are in the station's own fonts, which are loaded from their
 * files; the second's are looked for among the system's. The first list with a new script would wait some 10 ms for it.
 */
const names = [
  ...['Łukasz', 'Nguyễn', 'Юрій', 'Γιώργος', 'محمد', 'प्रिया'],
  ...['王秀英', 'さくら', '민준', 'כהן', 'สมชาย', 'አበበ'],
];
/** Weight and size, in rem, of all there is in a row: name, place and number, initials. */
const looks = [
  [650, 1.2],
  [400, 1],
  [650, 0.95],
] as const;

/** Until a window that starts up is there. */
const busyMs = 1_000;

let areLettersReady = false;

/**
 * One small thing after the other, whenever the page has nothing else to do.
 * @param isBusy whether a window starts up: what is not ours is asked of Chromium's main process, which then is late
 */
export function warmList({ t, format }: Text, nowMs: number, isBusy: () => boolean): void {
  const left = [() => format.when(nowMs, nowMs), () => t('search.count', { count: 2 }), ...letters()];
  let waits = isBusy;
  const next = () => {
    if (waits()) {
      waits = () => false;
      pageTime.after(busyMs, () => requestIdleCallback(next));
      return;
    }
    left.shift()?.();
    if (left.length > 0) requestIdleCallback(next);
  };
  requestIdleCallback(next);
}

/** Once in a page's life. */
function letters(): readonly (() => void)[] {
  const context = areLettersReady ? null : document.createElement('canvas').getContext('2d');
  if (context === null) return [];
  areLettersReady = true;
  const { fontSize, fontFamily } = getComputedStyle(document.body);
  const fonts = looks.map(
    ([weight, size]) => `${weight} ${size * Number.parseFloat(fontSize)}px ${fontFamily}`,
  );
  // One look of one name at a time: what the system is asked for one may take 30 ms.
  return names.flatMap((name) =>
    fonts.map((font) => () => {
      context.font = font;
      context.measureText(name);
    }),
  );
}
