import { describe, expect, it } from 'vitest';
import { builtInDesign } from '../../main/printing/badge/built-in-templates.ts';
import { templateSchema } from '../../main/printing/badge/template-schema.ts';
import { isInside, overlap } from '../badge/box.ts';
import { layoutBadge } from '../badge/layout.ts';
import { stocks } from '../badge/stock.ts';
import { type Design, designPage } from '../badge/template.ts';
import { testPageLayout } from './test-page-layout.ts';

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

const roll = { stock: 'label-62mm', codeMm: [3, 4, 56] };
const name = (boxMm: readonly number[]) => ({ field: 'name', boxMm });
/** What an administrator may write, and whether a badge's code leaves room for the words beside it. */
const own: readonly (readonly [what: string, template: object, cardsPerSheet: 1 | 8, hasRoom: boolean])[] = [
  ['a short roll with the code alone', { ...roll, cardMm: [62, 64] }, 1, false],
  ['a long roll with the code alone', { ...roll, cardMm: [62, 120] }, 1, true],
  [
    'words above and below the code',
    {
      ...roll,
      cardMm: [62, 140],
      codeMm: [3, 30, 56],
      fields: [name([3, 3, 56, 20]), { field: 'time', boxMm: [3, 90, 56, 40] }],
    },
    1,
    true,
  ],
  [
    'a field too small for the words',
    { stock: 'card-cr80', codeMm: [0, 0, 53.9], fields: [name([54, 2, 15, 4])] },
    1,
    true,
  ],
  [
    'a card of another size on a sheet',
    { stock: 'sheet-a4', cardMm: [100, 70], codeMm: [2, 2, 60] },
    1,
    true,
  ],
  ['eight cards on a sheet', { stock: 'sheet-a4', codeMm: [1, 1, 51] }, 8, true],
  [
    'a receipt with the code alone',
    { stock: 'receipt-80mm', cardMm: [80, 66], codeMm: [10, 3, 60] },
    1,
    false,
  ],
];

describe.each(own)('the test page of a template with %s', (_what, source, cardsPerSheet, hasRoom) => {
  const { template } = templateSchema.parse(source);
  const design: Design = { template, cardsPerSheet };

  it.each(['ltr', 'rtl'] as const)(
    'has its size, and its words (%s) clear of the code on its card',
    (direction) => {
      const known = { dpi: 300, modules: 65, direction };
      const { page, code, words } = testPageLayout(design, known);
      const cards = [{ modules: 65, codeKind: 'temporary', known: [] }] as const;
      const badge = layoutBadge({ design, ...known, cards }).cards[0];
      if (badge === undefined) throw new Error('no card');
      expect(page).toEqual(designPage(design));
      if (hasRoom) expect(code).toEqual(badge.code);
      else expect(code.widthMm).toBeLessThan(badge.code.widthMm);
      expect(overlap(code, words)).toBe(false);
      expect([code, words].map((box) => isInside(box, badge.card))).toEqual([true, true]);
      expect(words.widthMm).toBeGreaterThanOrEqual(20);
      expect(words.heightMm).toBeGreaterThanOrEqual(10);
    },
  );
});
