import { describe, expect, it } from 'vitest';
import { isInside } from '../badge/box.ts';
import { paragraphs } from './paragraphs.ts';

const box = { xMm: 3, yMm: 10, widthMm: 40, heightMm: 20 };
const rules = { largestMm: 3, smallestMm: 1.5, lineHeight: 1.2 };
const bottom = ({ yMm, heightMm }: typeof box) => yMm + heightMm;
const long = 'a sentence that goes on for a while '.repeat(3).trim();

describe('paragraphs', () => {
  it('are set in the largest size where there is room, evenly and not far apart', () => {
    const placed = paragraphs(box, ['one', 'two', 'three'], rules);
    expect(placed.map(({ fontSizeMm, lines, fits }) => [fontSizeMm, lines, fits])).toEqual(
      Array(3).fill([3, 1, true]),
    );
    expect(placed.map((each) => each.box.yMm - 10)).toEqual(
      [0, 5.7, 11.4].map((mm) => expect.closeTo(mm, 9)),
    );
  });

  it('are all set smaller, in one size, where one of them is long', () => {
    const placed = paragraphs(box, ['one', long, 'three'], rules);
    const [first] = placed;
    expect(first?.fontSizeMm).toBeLessThan(3);
    for (const { fontSizeMm, fits } of placed) {
      expect(fontSizeMm).toBe(first?.fontSizeMm);
      expect(fits).toBe(true);
    }
    // One step more and they would not fit.
    const more = { ...rules, smallestMm: (first?.fontSizeMm ?? 0) + 0.1 };
    expect(paragraphs(box, ['one', long, 'three'], more).every(({ fits }) => fits)).toBe(false);
  });

  it('leave room for marks above and below their letters', () => {
    for (const each of paragraphs(box, ['one', long], rules))
      expect(each.box.heightMm / each.fontSizeMm).toBeCloseTo(each.lines * 1.2 + 0.3, 9);
  });

  it('lie below each other within the box', () => {
    const placed = paragraphs(box, ['one', long, long, 'four'], { ...rules, smallestMm: 1 });
    for (const [index, each] of placed.entries()) {
      expect(isInside(each.box, box)).toBe(true);
      const above = placed[index - 1];
      if (above !== undefined) expect(each.box.yMm).toBeGreaterThanOrEqual(bottom(above.box) - 1e-9);
    }
  });

  it('say that they do not fit where even the smallest size is too large', () => {
    const placed = paragraphs({ ...box, heightMm: 4 }, ['one', long, 'three'], rules);
    expect(placed.map(({ fontSizeMm, fits }) => [fontSizeMm, fits])).toEqual(Array(3).fill([1.5, false]));
  });
});
