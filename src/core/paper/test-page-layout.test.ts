import { describe, expect, it } from 'vitest';
import { builtInDesign } from '../../main/printing/built-in-templates.ts';
import { layoutBadge } from '../badge/layout.ts';
import { type BoxMm, stocks } from '../badge/stock.ts';
import { testPageLayout } from './test-page-layout.ts';

function overlap(a: BoxMm, b: BoxMm): boolean {
  return (
    a.xMm < b.xMm + b.widthMm &&
    b.xMm < a.xMm + a.widthMm &&
    a.yMm < b.yMm + b.heightMm &&
    b.yMm < a.yMm + a.heightMm
  );
}

describe.each(stocks)('the test page of %s', (stock) => {
  it.each(['ltr', 'rtl'] as const)(
    'has its words (%s) beside the code, and both on the page',
    (direction) => {
      const { page, code, words } = testPageLayout(builtInDesign(stock), {
        dpi: 203,
        modules: 65,
        direction,
      });
      expect(overlap(code, words)).toBe(false);
      for (const box of [code, words]) {
        expect(Math.min(box.xMm, box.yMm)).toBeGreaterThanOrEqual(0);
        expect(box.xMm + box.widthMm).toBeLessThanOrEqual(page.widthMm);
        expect(box.yMm + box.heightMm).toBeLessThanOrEqual(page.heightMm);
      }
    },
  );

  it('has its code where a badge has it, but on a label that carries nothing else', () => {
    const design = builtInDesign(stock);
    const known = { dpi: 300, modules: 65, direction: 'ltr' } as const;
    const { code } = testPageLayout(design, known);
    const cards = [{ modules: 65, codeKind: 'temporary', known: [] }] as const;
    if (stock === 'label-2x2in') expect(code.widthMm).toBeLessThan(37);
    else expect(code).toEqual(layoutBadge({ design, ...known, cards }).cards[0]?.code);
  });
});
