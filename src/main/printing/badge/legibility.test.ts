import { describe, expect, it } from 'vitest';
import { isSheet, stocks } from '../../../core/badge/stock.ts';
import type { Template } from '../../../core/badge/template.ts';
import { builtInTemplate } from './built-in-templates.ts';
import { unreadableLength } from './legibility.ts';

const dpis = [203, 300, 600];

/** A card of a sheet with nothing on it but a code of this size. */
function codeOf(sideMm: number): Template {
  const code = { xMm: 0, yMm: 0, widthMm: sideMm, heightMm: sideMm };
  return { ...builtInTemplate('sheet-a4'), fields: [], code };
}

describe('the code of a built-in template', () => {
  // The cards of a sheet are those of plastic.
  it.each(
    stocks.filter((stock) => !isSheet(stock)).flatMap((stock) => dpis.map((dpi) => [stock, dpi] as const)),
  )('of %s can be read at %i dpi, whatever the length of its content', (stock, dpi) => {
    expect(unreadableLength(builtInTemplate(stock), dpi)).toBeNull();
  });
});

describe('a code that is too small for its printer', () => {
  // A module needs three dots: after the spread a white one still has two.
  it.each([
    ['nothing at 203 dpi in the size of a thumbnail', 16, 203, 250],
    ['a short one only, at 300 dpi', 25, 300, 500],
    ['the longest only just not, at 203 dpi', 45, 203, 900],
    ['all of them at 300 dpi', 45, 300, null],
    ['all of them at 600 dpi, small as it is', 25, 600, null],
  ])('reads %s', (_title, sideMm, dpi, expected) => {
    expect(unreadableLength(codeOf(sideMm), dpi)).toBe(expected);
  });

  it('is never readable for a longer content once a shorter one is not, nor smaller once larger is not', () => {
    const worst = [20, 30, 40, 50.8].map((sideMm) => unreadableLength(codeOf(sideMm), 203) ?? 1_000);
    expect(worst).toEqual([...worst].sort((a, b) => a - b));
    expect(worst.at(-1)).toBe(1_000);
  });
});
