import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCode, isUnderTwoInches, placeCode, twoInchesMm } from './code-fit.ts';

const dpis = [203, 300, 600];
/** Versions 1 to 40 with a quiet zone of four modules on both sides. */
const anyModules = fc.integer({ min: 1, max: 40 }).map((version) => 17 + 4 * version + 8);

describe('the size of the code', () => {
  it('is the smallest whole number of dots that gives two inches where there is room', () => {
    // 85 modules at 300 dpi: 7 dots make 50.38 mm, 8 make 57.57 mm.
    expect(fitCode(85, 300, 58)).toEqual({ sideMm: expect.closeTo(57.573, 3), dotsPerModule: 8 });
  });

  it('is two inches in broken dots where a whole number more has no room', () => {
    expect(fitCode(85, 300, 53)).toEqual({ sideMm: twoInchesMm, dotsPerModule: null });
    // 85 modules at 203 dpi: 4 dots make 42.5 mm, 5 make 53.2 mm.
    expect(fitCode(85, 203, 53)).toEqual({ sideMm: twoInchesMm, dotsPerModule: null });
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
          expect(isUnderTwoInches(fit.sideMm)).toBe(false);
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
    expect(fitCode(85, 203, 40)).toEqual({ sideMm: 40, dotsPerModule: null });
    expect(isUnderTwoInches(40)).toBe(true);
    expect(isUnderTwoInches(25.4 * 2)).toBe(false);
  });
});

describe('the place of the code', () => {
  const anyRoom = fc.record({
    xMm: fc.double({ min: 0, max: 60, noNaN: true }),
    yMm: fc.double({ min: 0, max: 60, noNaN: true }),
    sideMm: fc.double({ min: 20, max: 80, noNaN: true }),
  });

  it('is within its room, and on whole dots where its modules are of whole dots', () => {
    fc.assert(
      fc.property(anyRoom, anyModules, fc.constantFrom(...dpis), (room, modules, dpi) => {
        const { xMm, yMm, sideMm } = room;
        const { code, codeFit } = placeCode({ xMm, yMm, widthMm: sideMm, heightMm: sideMm }, modules, dpi);
        for (const [start, from] of [
          [code.xMm, xMm],
          [code.yMm, yMm],
        ] as const) {
          expect(start).toBeGreaterThanOrEqual(from - 1e-5);
          expect(start + code.widthMm).toBeLessThanOrEqual(from + sideMm + 1e-5);
          const dots = (start * dpi) / 25.4;
          if (codeFit.dotsPerModule !== null) expect(dots).toBeCloseTo(Math.round(dots), 6);
        }
      }),
    );
  });

  it('gives up whole dots rather than leave a room that begins between two dots', () => {
    const room = { xMm: 0, yMm: 0, widthMm: 50.8, heightMm: 50.8 };
    // 100 modules of 6 dots at 300 dpi are exactly two inches.
    expect(placeCode(room, 100, 300)).toMatchObject({
      code: { xMm: 0, yMm: 0 },
      codeFit: { dotsPerModule: 6 },
    });
    expect(placeCode({ ...room, xMm: 0.04 }, 100, 300)).toMatchObject({
      code: { xMm: 0.04 },
      codeFit: { dotsPerModule: null },
    });
  });
});
