import { expect, it } from 'vitest';
import { usCharacter } from './key-positions.ts';

it.each([
  ['KeyA', false, 'a'],
  ['KeyA', true, 'A'],
  ['Digit2', true, '@'],
  ['Backslash', true, '|'],
  ['Quote', false, "'"],
  ['Quote', true, '"'],
  ['Space', true, ' '],
  ['Numpad7', false, '7'],
  ['Numpad7', true, '7'],
  ['NumpadDecimal', false, '.'],
  ['Enter', false, null],
  ['F4', false, null],
  ['', false, null],
  ['constructor', false, null],
  ['KeyÄ', false, null],
])('the position %s with Shift %s means %s', (code, isShift, character) => {
  expect(usCharacter(code, isShift)).toBe(character);
});

it('has every printable ASCII character once among the keys that type', () => {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`);
  const digits = [...'0123456789'].map((digit) => `Digit${digit}`);
  const marks = 'Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Backquote Comma Period Slash';
  const codes = [...letters, ...digits, ...marks.split(' ')];
  const typed = codes.flatMap((code) => [usCharacter(code, false), usCharacter(code, true)]).sort();
  const printable = Array.from({ length: 94 }, (_, at) => String.fromCharCode(0x21 + at)).sort();
  expect(typed).toEqual(printable);
});
