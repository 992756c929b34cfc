import { describe, expect, it } from 'vitest';
import { twoInchesMm } from '../badge/code-fit.ts';
import { type BoxMm, stocks } from '../badge/stock.ts';
import { alignmentLayout } from './alignment-layout.ts';

function isInside(inner: BoxMm, outer: BoxMm): boolean {
  return (
    inner.xMm >= outer.xMm &&
    inner.yMm >= outer.yMm &&
    inner.xMm + inner.widthMm <= outer.xMm + outer.widthMm &&
    inner.yMm + inner.heightMm <= outer.yMm + outer.heightMm
  );
}

describe.each(stocks)('the alignment page of %s', (stock) => {
  const layout = alignmentLayout(stock);
  const { box, border, page, words, ruler, crossFromEdgeMm } = layout;

  it('has a box of two inches, but on the label that is no larger itself', () => {
    const sideMm = stock === 'label-2x2in' ? 40 : twoInchesMm;
    expect([box.widthMm, box.heightMm]).toEqual([sideMm, sideMm]);
  });

  it('has everything that is measured inside the border, and the border on the paper', () => {
    expect(isInside(border, { xMm: 0, yMm: 0, ...page })).toBe(true);
    expect(isInside(box, border)).toBe(true);
    expect(isInside(words, border)).toBe(true);
    expect(crossFromEdgeMm).toBeGreaterThan(Math.max(border.xMm, border.yMm) + 1.5);
  });

  it('writes no words across a line that is measured', () => {
    const { xMm, yMm, widthMm, heightMm } = words;
    const isBeside = xMm + widthMm <= box.xMm || yMm + heightMm <= box.yMm || xMm >= box.xMm + box.widthMm;
    expect(isBeside || isInside(words, box)).toBe(true);
  });

  it('has a mark for each whole millimetre of both edges, and a number at each ten', () => {
    for (const [ticks, lengthMm, insetMm] of [
      [ruler.top, page.widthMm, border.xMm],
      [ruler.left, page.heightMm, border.yMm],
    ] as const) {
      const first = Math.ceil(insetMm);
      expect(ticks.map(({ atMm }) => atMm)).toEqual(ticks.map((_tick, index) => first + index));
      expect(ticks.at(-1)?.atMm).toBe(Math.floor(lengthMm - insetMm));
      for (const { atMm, hasNumber } of ticks) expect(hasNumber).toBe(atMm % 10 === 0);
    }
  });
});
