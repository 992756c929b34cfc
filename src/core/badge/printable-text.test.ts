import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printableText } from './printable-text.ts';

describe('text for paper', () => {
  it.each([
    ['leaves an ordinary name alone', 'Zoë O’Neill-García', 'Zoë O’Neill-García'],
    ['drops a right-to-left override', 'Ana \u202etxt.exe', 'Ana txt.exe'],
    ['drops isolates, marks and zero-width spaces', '\u2066A\u2069\u200e\u200bB\ufeff', 'AB'],
    ['drops control characters and makes one line of many', 'A\u0000B\r\n\tC\u2028D', 'AB C D'],
    ['keeps the joiner that a Persian name needs', 'علی\u200cرضا', 'علی\u200cرضا'],
    ['drops a joiner that joins nothing', 'Ana\u200d\u200c \u200dLi', 'Ana Li'],
    ['drops tag characters and unpaired surrogates', 'A\u{e0041}B\ud800C', 'ABC'],
    ['cuts a tower of combining marks down to three', `a${'\u0330'.repeat(40)}`, `a${'\u0330'.repeat(3)}`],
    ['keeps characters that mean something in HTML for the one who escapes', '<b>&"', '<b>&"'],
    ['is empty for a name of nothing visible', '\u200b\u202e \u00ad', ''],
  ])('%s', (_title, text, expected) => {
    expect(printableText(text)).toBe(expected);
  });

  it('keeps at most 256 characters', () => {
    expect([...printableText('王'.repeat(5000))]).toHaveLength(256);
  });

  it('never leaves a control, an override or an unpaired surrogate, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => {
        expect(printableText(text)).not.toMatch(
          /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u,
        );
      }),
    );
  });
});
