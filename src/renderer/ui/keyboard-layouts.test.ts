/** The on-screen keyboard types what names need, and edits whole characters. */
import { describe, expect, it } from 'vitest';
import { locales } from '../../shared/api.ts';
import { keyboardLayouts, keysOf, pressed } from './keyboard-layouts.ts';

const alphabets = {
  en: "abcdefghijklmnopqrstuvwxyz'-.@",
  es: "abcdefghijklmnopqrstuvwxyzñáéíóúü'-",
  de: 'abcdefghijklmnopqrstuvwxyzäöüß-.',
  pl: 'abcdefghijklmnopqrstuvwxyząćęłńóśźż-',
  ar: "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئabcdefghijklmnopqrstuvwxyz'-.@",
};

describe('the layouts', () => {
  it.each(locales)('have every letter and digit of a name in %s', (locale) => {
    const keys = new Set(keyboardLayouts[locale].flatMap((rows) => keysOf(rows).split(' ')));
    const missing = [...`${alphabets[locale]}0123456789`, '{bksp}', '{space}'].filter(
      (key) => !keys.has(key),
    );
    expect(missing).toEqual([]);
  });

  it.each(locales)('label no key in %s with markup', (locale) => {
    expect(keyboardLayouts[locale].flat().join('')).not.toMatch(/[<&]/);
  });

  it('lead from Arabic letters to Latin ones and back', () => {
    expect(keyboardLayouts.ar.map((rows) => rows.some((row) => row.includes('{script}')))).toEqual([
      true,
      true,
    ]);
  });
});

describe('a key', () => {
  it.each([
    ['types at the caret', 'b', 'ac', 1, 1, { text: 'abc', caret: 2 }],
    ['replaces a selection', 'x', 'abc', 0, 2, { text: 'xc', caret: 1 }],
    ['types a space', '{space}', 'ab', 2, 2, { text: 'ab ', caret: 3 }],
    ['deletes before the caret', '{bksp}', 'abc', 2, 2, { text: 'ac', caret: 1 }],
    ['deletes a selection', '{bksp}', 'abc', 1, 3, { text: 'a', caret: 1 }],
    ['deletes nothing at the start', '{bksp}', 'abc', 0, 0, { text: 'abc', caret: 0 }],
    ['deletes a character of two halves as one', '{bksp}', '𠮷', 2, 2, { text: '', caret: 0 }],
  ])('%s', (_title, key, text, start, end, edit) => {
    expect(pressed(key, text, start, end)).toEqual(edit);
  });
});
