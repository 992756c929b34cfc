import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, widthEm } from './text-fit.ts';

const box = { widthMm: 28, heightMm: 10 };
const rules = { largestMm: 5, smallestMm: 1.8, maxLines: 4, lineHeight: 1.15 };

describe('fitting a text into a box', () => {
  it('sets a short name in the largest size', () => {
    expect(fitText('Ana Li', box, rules)).toEqual({ fontSizeMm: 5, lines: 1, fits: true });
  });

  it('wraps at a space before it shrinks', () => {
    expect(fitText('Ana Maria Santos', box, { ...rules, largestMm: 4 })).toEqual({
      fontSizeMm: 4,
      lines: 2,
      fits: true,
    });
  });

  it('shrinks a long name rather than breaking its words', () => {
    const fit = fitText('Maximiliane Oberhauser-Schmidt', box, rules);
    expect(fit.fits).toBe(true);
    expect(fit.fontSizeMm).toBeLessThan(4);
    expect(widthEm('Oberhauser-Schmidt') * fit.fontSizeMm).toBeLessThanOrEqual(28);
  });

  it('breaks one endless word', () => {
    const fit = fitText('Wolfeschlegelsteinhausenbergerdorffwelche', box, rules);
    expect(fit.fits).toBe(true);
    expect(fit.lines).toBeGreaterThan(1);
  });

  it('says when not even the smallest size fits', () => {
    expect(fitText('M'.repeat(256), box, rules)).toEqual({ fontSizeMm: 1.8, lines: 4, fits: false });
  });

  it('never sets more than the box holds', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 256, unit: 'grapheme' }), (text) => {
        const fit = fitText(text, box, rules);
        expect(fit.fontSizeMm).toBeGreaterThanOrEqual(rules.smallestMm - 1e-6);
        expect(fit.fontSizeMm).toBeLessThanOrEqual(rules.largestMm);
        expect(fit.lines * fit.fontSizeMm * rules.lineHeight).toBeLessThanOrEqual(box.heightMm + 0.05);
      }),
    );
  });

  it('gives ideographs a full square and combining marks no width', () => {
    expect(widthEm('王')).toBeGreaterThanOrEqual(1);
    expect(widthEm('e\u0301')).toBe(widthEm('e'));
  });
});
