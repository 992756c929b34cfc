import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { badJsonPlace } from './json-place.ts';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (malformed) {
    if (malformed instanceof SyntaxError) return false;
    throw malformed;
  }
}

describe('the place where a text stops being JSON', () => {
  it.each<[string, number, number]>([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{\n  "a": hunter2\n}', 2, 8],
    ['{\r\n  "a": 1,\r\n  b: 2\r\n}', 3, 3],
    ['[1, 2', 1, 6],
    ['{"a": "never ended', 1, 7],
    ['{"a": 01}', 1, 8],
    ['{} {}', 1, 4],
    ["{'a': 1}", 1, 2],
    ['// a comment', 1, 1],
  ])('in %j is line %i, column %i', (text, line, column) => {
    expect(badJsonPlace(text)).toEqual({ line, column });
  });

  it('is nowhere in JSON, whatever it says', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(badJsonPlace(text)).toBeNull();
      }),
    );
  });

  it('is somewhere exactly when JSON.parse refuses, however the text was damaged', () => {
    const damaged = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', ']', '\\', '0', 'e', '\n', '\u0001'),
    );
    fc.assert(
      fc.property(damaged, ([text, where, put]) => {
        const at = where % (text.length + 1);
        const broken = text.slice(0, at) + put + text.slice(at + 1);
        expect(badJsonPlace(broken) === null).toBe(isJson(broken));
      }),
      { numRuns: 500 },
    );
  });
});
