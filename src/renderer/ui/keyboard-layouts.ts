/** The keys of the on-screen keyboard, per language: what names and employee numbers need, and nothing else. */
import type { Locale } from '../../shared/api.ts';

export const specialKeys = { delete: '{bksp}', space: '{space}', script: '{script}' } as const;

const digits = '1 2 3 4 5 6 7 8 9 0 {bksp}';

const latin: readonly string[] = [
  digits,
  'q w e r t y u i o p',
  "a s d f g h j k l '",
  'z x c v b n m - . @ {space}',
];

/** Rows of keys; a language with its own script has its letters first and the Latin ones behind `{script}`. */
export const keyboardLayouts: Readonly<Record<Locale, readonly (readonly string[])[]>> = {
  en: [latin],
  es: [[digits, 'q w e r t y u i o p á é', "a s d f g h j k l ñ í '", 'z x c v b n m ó ú ü - {space}']],
  de: [[digits, 'q w e r t z u i o p ü', 'a s d f g h j k l ö ä', 'y x c v b n m ß . - {space}']],
  pl: [[digits, 'q w e r t y u i o p ę ó', 'a s d f g h j k l ł ą ś', 'z x c v b n m ć ń ź ż - {space}']],
  ar: [
    [
      digits,
      'ض ص ث ق ف غ ع ه خ ح ج د',
      'ش س ي ب ل ا ت ن م ك ط ذ',
      '{script} ئ ء ؤ ر ى ة و ز ظ أ إ آ {space}',
    ],
    [...latin.slice(0, -1), '{script} z x c v b n m - . @ {space}'],
  ],
};

/** Every key of a layout once, for the attributes that all keys share. */
export function keysOf(rows: readonly string[]): string {
  return [...new Set(rows.flatMap((row) => row.split(' ')))].join(' ');
}

export interface Edit {
  readonly text: string;
  readonly caret: number;
}

/** What a key does to a text whose selection is from `start` to `end`. Deletes whole characters, not halves. */
export function pressed(key: string, text: string, start: number, end: number): Edit {
  if (key !== specialKeys.delete) {
    const typed = key === specialKeys.space ? ' ' : key;
    return { text: text.slice(0, start) + typed + text.slice(end), caret: start + typed.length };
  }
  const before = text.slice(0, start);
  const from = start < end ? start : before.length - ([...before].at(-1)?.length ?? 0);
  return { text: text.slice(0, from) + text.slice(end), caret: from };
}
