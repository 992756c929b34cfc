/** What a scanner that is set to the US layout means by a key's position, whatever layout the station's own keyboard has. */

/** By the W3C's names for positions (UI Events KeyboardEvent code): without and with Shift. */
const shifted: Readonly<Record<string, string>> = {
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  // Some card readers type digits there; NumLock does not matter to a position.
  NumpadAdd: '++',
  NumpadSubtract: '--',
  NumpadMultiply: '**',
  NumpadDivide: '//',
  NumpadDecimal: '..',
};

/** The character at a position of the US layout; null where it has none. Neither CapsLock nor NumLock is looked at. */
export function usCharacter(code: string, isShift: boolean): string | null {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return isShift ? letter : letter.toLowerCase();
  const [, digit] = /^Numpad(\d)$/.exec(code) ?? [];
  if (digit !== undefined) return digit;
  return (Object.hasOwn(shifted, code) ? shifted[code] : undefined)?.charAt(isShift ? 1 : 0) ?? null;
}
