import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCode, twoInchesMm } from './code-fit.ts';
import { type BadgeLayout, layoutBadge } from './layout.ts';
import { type BoxMm, isSheet, stocks } from './stock.ts';

const dpis = [203, 300, 600];
/** Versions 1 to 40 with a quiet zone of four modules on both sides. */
const anyModules = fc.integer({ min: 1, max: 40 }).map((version) => 17 + 4 * version + 8);
const anyInput = fc.record({
  stock: fc.constantFrom(...stocks),
  dpi: fc.oneof(fc.constantFrom(...dpis), fc.integer({ min: 150, max: 2400 })),
  modules: anyModules,
  direction: fc.constantFrom('ltr', 'rtl'),
});

function boxes(layout: BadgeLayout): BoxMm[] {
  return [layout.code, ...Object.values(layout.fields ?? {})];
}

function isInside(inner: BoxMm, outer: BoxMm): boolean {
  const slack = 1e-9;
  return (
    inner.xMm >= outer.xMm - slack &&
    inner.yMm >= outer.yMm - slack &&
    inner.xMm + inner.widthMm <= outer.xMm + outer.widthMm + slack &&
    inner.yMm + inner.heightMm <= outer.yMm + outer.heightMm + slack
  );
}

function overlap(a: BoxMm, b: BoxMm): boolean {
  const slack = 1e-9;
  return (
    a.xMm < b.xMm + b.widthMm - slack &&
    b.xMm < a.xMm + a.widthMm - slack &&
    a.yMm < b.yMm + b.heightMm - slack &&
    b.yMm < a.yMm + a.heightMm - slack
  );
}

describe('the size of the code', () => {
  it('is the smallest whole number of dots that gives two inches where there is room', () => {
    // 85 modules at 300 dpi: 7 dots make 50.38 mm, 8 make 57.57 mm.
    expect(fitCode(85, 300, 58)).toEqual({
      sideMm: expect.closeTo(57.573, 3),
      dotsPerModule: 8,
      isUnderTwoInches: false,
    });
  });

  it('is two inches in broken dots where a whole number more has no room', () => {
    expect(fitCode(85, 300, 53)).toEqual({
      sideMm: twoInchesMm,
      dotsPerModule: null,
      isUnderTwoInches: false,
    });
    // 85 modules at 203 dpi: 4 dots make 42.5 mm, 5 make 53.2 mm.
    expect(fitCode(85, 203, 53)).toEqual({
      sideMm: twoInchesMm,
      dotsPerModule: null,
      isUnderTwoInches: false,
    });
  });

  it('is never under two inches where two inches fit', () => {
    fc.assert(
      fc.property(
        anyModules,
        fc.integer({ min: 100, max: 2400 }),
        fc.double({ min: 50.8, max: 200, noNaN: true }),
        (modules, dpi, roomMm) => {
          const fit = fitCode(modules, dpi, roomMm);
          expect(fit.sideMm).toBeLessThanOrEqual(roomMm + 1e-5);
          expect(fit.sideMm).toBeGreaterThanOrEqual(twoInchesMm - 1e-5);
          expect(fit.isUnderTwoInches).toBe(false);
          if (fit.dotsPerModule !== null) {
            expect(Number.isInteger(fit.dotsPerModule)).toBe(true);
            expect(fit.sideMm).toBeCloseTo((fit.dotsPerModule * modules * 25.4) / dpi, 9);
          }
        },
      ),
    );
  });

  it('is of whole dots whenever one more dot per module has room', () => {
    fc.assert(
      fc.property(anyModules, fc.constantFrom(...dpis), (modules, dpi) => {
        const moduleMm = (modules * 25.4) / dpi;
        expect(fitCode(modules, dpi, twoInchesMm + moduleMm).dotsPerModule).not.toBeNull();
      }),
    );
  });

  it('fills what there is when the stock is smaller than two inches, and says so', () => {
    expect(fitCode(85, 203, 40)).toEqual({ sideMm: 40, dotsPerModule: null, isUnderTwoInches: true });
  });
});

describe('the layout of a badge', () => {
  it('keeps every box on the card and the card on the page', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const layout = layoutBadge(input);
        for (const box of boxes(layout)) expect(isInside(box, layout.card)).toBe(true);
        expect(isInside(layout.card, { xMm: 0, yMm: 0, ...layout.page })).toBe(true);
      }),
    );
  });

  it('lets no two boxes overlap', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const all = boxes(layoutBadge(input));
        for (const [index, box] of all.entries())
          for (const other of all.slice(index + 1)) expect(overlap(box, other)).toBe(false);
      }),
    );
  });

  it('leaves words at least 18 mm of width and every row at least 2 mm of height', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const box of Object.values(layoutBadge(input).fields ?? {})) {
          expect(box.widthMm).toBeGreaterThan(18);
          expect(box.heightMm).toBeGreaterThan(2);
        }
      }),
    );
  });

  it('puts the code on the right of a card that is read from right to left', () => {
    const input = { stock: 'card-cr80', dpi: 300, modules: 69 } as const;
    const ltr = layoutBadge({ ...input, direction: 'ltr' });
    const rtl = layoutBadge({ ...input, direction: 'rtl' });
    expect(ltr.code.xMm).toBeLessThan(3);
    expect(rtl.code.xMm + rtl.code.widthMm).toBeCloseTo(85.6 - ltr.code.xMm, 0);
  });

  it('starts the code on a whole dot of the printer', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { code } = layoutBadge(input);
        for (const mm of [code.xMm, code.yMm]) {
          const dots = (mm * input.dpi) / 25.4;
          expect(dots).toBeCloseTo(Math.round(dots), 6);
        }
      }),
    );
  });

  it('carries the code only on a label of two by two inches', () => {
    expect(layoutBadge({ stock: 'label-2x2in', dpi: 203, modules: 69, direction: 'ltr' }).fields).toBeNull();
  });

  it('marks where to cut on sheets only, outside the card', () => {
    for (const stock of stocks) {
      const { cropMarks, card } = layoutBadge({ stock, dpi: 600, modules: 69, direction: 'ltr' });
      expect(cropMarks).toHaveLength(isSheet(stock) ? 8 : 0);
      for (const line of cropMarks) {
        const box = {
          xMm: Math.min(line.x1Mm, line.x2Mm),
          yMm: Math.min(line.y1Mm, line.y2Mm),
          widthMm: Math.abs(line.x1Mm - line.x2Mm),
          heightMm: Math.abs(line.y1Mm - line.y2Mm),
        };
        expect(overlap(box, card)).toBe(false);
      }
    }
  });
});
