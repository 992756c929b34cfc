import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInDesign, builtInTemplate } from '../../main/printing/badge/built-in-templates.ts';
import { isInside, mirrored, overlap } from './box.ts';
import { type BadgeLayout, type CardFacts, type CardLayout, layoutBadge } from './layout.ts';
import { type BoxMm, isSheet, pageSize, stocks } from './stock.ts';
import { cardsPerSheet, codeKinds, type Design, isShown, knownFields } from './template.ts';

const dpis = [203, 300, 600];
/** Versions 1 to 40 with a quiet zone of four modules on both sides. */
const anyModules = fc.integer({ min: 1, max: 40 }).map((version) => 17 + 4 * version + 8);
const anyFacts: fc.Arbitrary<CardFacts> = fc.record({
  modules: anyModules,
  codeKind: fc.constantFrom(...codeKinds),
  known: fc.subarray([...knownFields]),
});
const anyDesign: fc.Arbitrary<Design> = fc
  .record({ stock: fc.constantFrom(...stocks), cards: fc.constantFrom(...cardsPerSheet) })
  .map(({ stock, cards }) => builtInDesign(stock, isSheet(stock) ? cards : 1));
const anyInput = anyDesign.chain((design) =>
  fc.record({
    design: fc.constant(design),
    dpi: fc.oneof(fc.constantFrom(...dpis), fc.integer({ min: 150, max: 2400 })),
    direction: fc.constantFrom('ltr' as const, 'rtl' as const),
    cards: fc.array(anyFacts, { minLength: 1, maxLength: design.cardsPerSheet }),
  }),
);
const facts: CardFacts = { modules: 69, codeKind: 'temporary', known: [] };

function boxes({ code, fields, logo }: CardLayout): BoxMm[] {
  return [code, ...fields, ...(logo === null ? [] : [logo])];
}

function pairs<T>(all: readonly T[]): (readonly [T, T])[] {
  return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
}

/** With the thickness of a printed line. */
function marks({ cropMarks }: BadgeLayout): BoxMm[] {
  return cropMarks.map(({ x1Mm, y1Mm, x2Mm, y2Mm }) => {
    const [across, half] = [y1Mm === y2Mm, 0.15];
    return {
      xMm: Math.min(x1Mm, x2Mm) - (across ? 0 : half),
      yMm: Math.min(y1Mm, y2Mm) - (across ? half : 0),
      widthMm: across ? Math.abs(x1Mm - x2Mm) : 2 * half,
      heightMm: across ? 2 * half : Math.abs(y1Mm - y2Mm),
    };
  });
}

describe('the layout of a badge', () => {
  it('keeps every box on its card and every card on the page, apart from the others', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const layout = layoutBadge(input);
        expect(layout.cards).toHaveLength(input.cards.length);
        for (const one of layout.cards) {
          for (const box of boxes(one)) expect(isInside(box, one.card)).toBe(true);
          expect(isInside(one.card, { xMm: 0, yMm: 0, ...layout.page })).toBe(true);
        }
        for (const [one, other] of pairs(layout.cards)) expect(overlap(one.card, other.card)).toBe(false);
      }),
    );
  });

  it('lets no two boxes of a card overlap', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const card of layoutBadge(input).cards)
          for (const [one, other] of pairs(boxes(card))) expect(overlap(one, other)).toBe(false);
      }),
    );
  });

  it('mirrors every box and every column of cards for what is read from right to left', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const ltr = layoutBadge({ ...input, direction: 'ltr' });
        const rtl = layoutBadge({ ...input, direction: 'rtl' });
        const page = { xMm: 0, yMm: 0, ...ltr.page };
        for (const [index, card] of ltr.cards.entries()) {
          const other = rtl.cards[index];
          const near = (value: number) => expect.closeTo(value, 6);
          const there = mirrored(card.card, page);
          expect(other?.card).toMatchObject({ xMm: near(there.xMm), yMm: near(there.yMm) });
          expect(other?.fields).toHaveLength(card.fields.length);
          for (const [at, field] of card.fields.entries())
            expect(other?.fields[at]).toMatchObject({
              field: field.field,
              xMm: near(mirrored(field, page).xMm),
              yMm: near(field.yMm),
            });
          // The code is moved onto a dot in both, and the room of both between dots may differ by one.
          const dotMm = 25.4 / input.dpi;
          if (other?.codeFit.dotsPerModule === card.codeFit.dotsPerModule)
            expect(Math.abs((other?.code.xMm ?? 0) - mirrored(card.code, page).xMm)).toBeLessThan(2 * dotMm);
        }
      }),
    );
  });

  it('shows what the kind of the code and the worker call for, and nothing else', () => {
    const shown = (codeKind: CardFacts['codeKind']) =>
      layoutBadge({
        design: builtInDesign('card-cr80'),
        dpi: 300,
        direction: 'ltr',
        cards: [{ ...facts, codeKind }],
      }).cards[0]?.fields.map(({ field }) => field);
    expect(shown('temporary')).toEqual(
      expect.arrayContaining(['band', 'kind', 'name', 'validUntil', 'time', 'date', 'start', 'howTo']),
    );
    expect(shown('standard')).toEqual(['kind', 'name', 'validUntil', 'date', 'station', 'howTo']);
    const any = { code: null, known: null };
    expect(isShown({ field: 'department', when: any }, 'temporary', [])).toBe(false);
    expect(isShown({ field: 'department', when: any }, 'temporary', ['department'])).toBe(true);
    expect(isShown({ field: 'text', when: { code: null, known: 'employeeId' } }, 'standard', [])).toBe(false);
  });

  it('has a code of two inches or more on every stock, in whole dots on every label that has words', () => {
    // The versions of contents of 250, 350, 500, 600 and 900 bytes at level L.
    for (const version of [10, 12, 15, 17, 21])
      for (const stock of stocks)
        for (const dpi of dpis) {
          const cards = [{ ...facts, modules: 25 + 4 * version }];
          const layout = layoutBadge({ design: builtInDesign(stock), dpi, direction: 'ltr', cards });
          const { sideMm, dotsPerModule } = layout.cards[0]?.codeFit ?? { sideMm: 0, dotsPerModule: null };
          expect(sideMm).toBeGreaterThanOrEqual(50.8 - 1e-6);
          if (['label-62mm', 'label-4x3in', 'receipt-80mm'].includes(stock))
            expect(dotsPerModule, `version ${version} on ${stock} at ${dpi} dpi`).not.toBeNull();
        }
  });

  it('carries the code only on a label of two by two inches', () => {
    expect(builtInTemplate('label-2x2in').fields).toEqual([]);
  });
});

describe('a sheet', () => {
  const sheets = ['sheet-a4', 'sheet-letter'] as const;

  it.each(stocks)('has crop marks if and only if %s is cut by hand, and outside every card', (stock) => {
    for (const many of isSheet(stock) ? cardsPerSheet : ([1] as const)) {
      const design = builtInDesign(stock, many);
      const cards = Array.from({ length: many }, () => facts);
      const layout = layoutBadge({ design, dpi: 600, direction: 'ltr', cards });
      expect(marks(layout).length > 0).toBe(isSheet(stock));
      for (const mark of marks(layout)) {
        expect(isInside(mark, { xMm: 0, yMm: 0, ...layout.page })).toBe(true);
        for (const { card } of layout.cards) expect(overlap(mark, card)).toBe(false);
      }
    }
  });

  it.each(sheets)('marks every edge that a cut of %s goes along', (stock) => {
    for (const many of cardsPerSheet) {
      const cards = Array.from({ length: many }, () => facts);
      const layout = layoutBadge({
        design: builtInDesign(stock, many),
        dpi: 300,
        direction: 'ltr',
        cards,
      });
      const [across, upright] = [
        layout.cropMarks.filter((mark) => mark.y1Mm === mark.y2Mm),
        layout.cropMarks.filter((mark) => mark.x1Mm === mark.x2Mm),
      ];
      for (const { card } of layout.cards) {
        for (const yMm of [card.yMm, card.yMm + card.heightMm])
          expect(across.some((mark) => Math.abs(mark.y1Mm - yMm) < 1e-6)).toBe(true);
        for (const xMm of [card.xMm, card.xMm + card.widthMm])
          expect(upright.some((mark) => Math.abs(mark.x1Mm - xMm) < 1e-6)).toBe(true);
      }
    }
  });

  it('keeps its cards clear of the margin that office printers leave', () => {
    for (const stock of sheets)
      for (const many of cardsPerSheet) {
        const cards = Array.from({ length: many }, () => facts);
        const { heightMm, widthMm } = pageSize(stock);
        const inner = { xMm: 4.3, yMm: 4.3, widthMm: widthMm - 8.6, heightMm: heightMm - 8.6 };
        const layout = layoutBadge({ design: builtInDesign(stock, many), dpi: 300, direction: 'rtl', cards });
        for (const { card } of layout.cards) expect(isInside(card, inner)).toBe(true);
      }
  });

  it('gives a single badge the first place, at the start of the first row', () => {
    const place = (direction: 'ltr' | 'rtl') =>
      layoutBadge({ design: builtInDesign('sheet-a4', 8), dpi: 300, direction, cards: [facts] }).cards[0]
        ?.card;
    expect(place('ltr')?.xMm).toBeLessThan(30);
    expect(place('rtl')?.xMm).toBeGreaterThan(100);
    expect(place('rtl')?.yMm).toBe(place('ltr')?.yMm);
  });

  it('has no place for more cards than were asked for', () => {
    const cards = [facts, facts];
    expect(() =>
      layoutBadge({ design: builtInDesign('sheet-a4'), dpi: 300, direction: 'ltr', cards }),
    ).toThrow();
  });
});
