import { describe, expect, it } from 'vitest';
import { isInside, overlap } from '../badge/box.ts';
import { twoInchesMm } from '../badge/code-fit.ts';
import { type BoxMm, cardRange, pageSize, type SizeMm, type Stock, stocks } from '../badge/stock.ts';
import { type AlignmentLayout, alignmentLayout } from './alignment-layout.ts';

const rolls = ['label-62mm', 'receipt-80mm'] as const;
const usual = stocks.map((stock) => [stock, pageSize(stock)] as const);
const cut = rolls.flatMap((stock) => {
  const { least, most } = cardRange(stock);
  const heightsMm = [least.heightMm, 36, 40, 46, 50, 56, 64, 71, 72, 90, 99.9, 101, most.heightMm];
  return heightsMm.map((heightMm) => [stock, { ...least, heightMm }] as const);
});

/** What the arms of the crosses cover. */
function crossesOf({ page, crossFromEdgeMm: near }: AlignmentLayout): readonly BoxMm[] {
  const armMm = 1.5;
  return [near, page.widthMm - near].flatMap((x) =>
    [near, page.heightMm - near].map((y) => ({
      xMm: x - armMm,
      yMm: y - armMm,
      widthMm: 2 * armMm,
      heightMm: 2 * armMm,
    })),
  );
}

describe.each<readonly [Stock, SizeMm]>([...usual, ...cut])('the alignment page of %s, %o', (stock, size) => {
  const layout = alignmentLayout(stock, size);
  const { box, border, page, words, ruler, crossFromEdgeMm } = layout;

  it('is as large as the paper', () => {
    expect(page).toEqual(size);
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

describe('the box of an alignment page', () => {
  it.each(stocks)('is two inches on %s, but on the label that is no larger itself', (stock) => {
    const sideMm = stock === 'label-2x2in' ? 40 : twoInchesMm;
    const { box } = alignmentLayout(stock);
    expect([box.widthMm, box.heightMm]).toEqual([sideMm, sideMm]);
  });

  it.each([
    ['label-62mm', 30, 10],
    ['label-62mm', 50, 30],
    ['label-62mm', 64, 40],
    ['label-62mm', 72, twoInchesMm],
    ['label-62mm', 300, twoInchesMm],
    ['receipt-80mm', 30, 10],
    ['receipt-80mm', 64, 40],
    ['receipt-80mm', 72, twoInchesMm],
  ] as const)('is, on a roll of %s that is cut at %d mm, %d mm', (stock, heightMm, sideMm) => {
    const { box } = alignmentLayout(stock, { ...pageSize(stock), heightMm });
    expect([box.widthMm, box.heightMm]).toEqual([sideMm, sideMm]);
  });

  it.each(cut)('is, like the words, clear of the crosses of %s, %o', (stock, size) => {
    const layout = alignmentLayout(stock, size);
    const isShort = size.heightMm < pageSize(stock).heightMm;
    for (const cross of crossesOf(layout)) {
      expect(overlap(layout.words, cross)).toBe(false);
      if (isShort) expect(overlap(layout.box, cross)).toBe(false);
    }
  });
});
