import { describe, expect, it } from 'vitest';
import { type BoxMm, isSheet, pageSize, type SizeMm, type Stock, stocks } from '../badge/stock.ts';
import { pinSlipLayout } from './pin-slip-layout.ts';

const roomy = stocks.filter((stock) => stock !== 'label-2x2in');
/** The shortest pieces of each roll on which a slip has room, in whole millimetres. */
const shortest = { 'label-62mm': 54, 'receipt-80mm': 56 } as const;
const rolls = ['label-62mm', 'receipt-80mm'] as const;
const usual = roomy.map((stock) => [stock, pageSize(stock)] as const);
const cut = rolls.flatMap((stock) =>
  [shortest[stock], 60, 62, 63, 64, 72, 85, 99, 101, 150, 300].map(
    (heightMm) => [stock, { ...pageSize(stock), heightMm }] as const,
  ),
);
const bottom = (box: BoxMm) => box.yMm + box.heightMm;

function laidOut(stock: Stock, direction: 'ltr' | 'rtl' = 'ltr', page?: SizeMm) {
  const layout = pinSlipLayout(stock, direction, page);
  if (layout === null) throw new Error(`no room on ${stock}`);
  return layout;
}

describe.each<readonly [Stock, SizeMm]>([...usual, ...cut])('the PIN slip on %s, %o', (stock, size) => {
  const layout = laidOut(stock, 'ltr', size);
  const { slip, page, inside, cover, digits, foldYMm } = layout;

  it('is as large as the paper', () => {
    expect(page).toEqual(size);
    if (!isSheet(stock)) expect(slip).toEqual({ xMm: 0, yMm: 0, ...size });
  });

  it('folds its flap exactly onto the inside', () => {
    expect(bottom(inside)).toBeCloseTo(foldYMm, 9);
    expect(bottom(slip) - foldYMm).toBeCloseTo(inside.heightMm, 9);
    expect([inside.xMm, inside.widthMm]).toEqual([slip.xMm, slip.widthMm]);
  });

  it('lays the dark of the flap over every digit', () => {
    // Turned up at the fold, what is `n` below it lies `n` above.
    const coveredFrom = foldYMm - (bottom(cover) - foldYMm);
    const coveredTo = foldYMm - (cover.yMm - foldYMm);
    expect(digits.yMm).toBeGreaterThanOrEqual(coveredFrom - 1e-9);
    expect(bottom(digits)).toBeLessThanOrEqual(coveredTo + 1e-9);
    expect([cover.xMm, cover.widthMm]).toEqual([slip.xMm, slip.widthMm]);
  });

  it('shows nothing of the inside once it is folded', () => {
    const seen = [layout.title, layout.name, layout.place, layout.notes];
    for (const box of seen) expect(bottom(box)).toBeLessThan(inside.yMm);
    for (const box of [layout.pinLabel, digits]) expect(box.yMm).toBeGreaterThan(inside.yMm);
  });

  it('keeps every box on the slip, the slip on the page, and rows a person can read', () => {
    const all = [layout.title, layout.name, layout.place, layout.notes, digits, layout.foldWords];
    for (const box of all) {
      expect(box.xMm).toBeGreaterThan(slip.xMm + 2);
      expect(box.xMm + box.widthMm).toBeLessThan(slip.xMm + slip.widthMm - 2);
      expect(box.heightMm).toBeGreaterThan(1.9);
    }
    expect(digits.heightMm).toBeGreaterThanOrEqual(5.8 - 1e-9);
    expect(layout.notes.heightMm).toBeGreaterThanOrEqual(15.3 - 1e-9);
    expect(slip.xMm + slip.widthMm).toBeLessThanOrEqual(page.widthMm);
    expect(bottom(slip)).toBeLessThanOrEqual(page.heightMm);
  });
});

describe('the PIN slip', () => {
  it('has no room on the smallest label', () => {
    expect(pinSlipLayout('label-2x2in', 'ltr')).toBeNull();
  });

  it.each(rolls)('has none on a piece of %s that is a millimetre too short', (stock) => {
    const page = (heightMm: number) => ({ ...pageSize(stock), heightMm });
    expect(pinSlipLayout(stock, 'ltr', page(shortest[stock]))).not.toBeNull();
    expect(pinSlipLayout(stock, 'ltr', page(shortest[stock] - 1))).toBeNull();
  });

  it('keeps its words together on a long piece of a roll, and its PIN at the fold', () => {
    const usually = laidOut('label-62mm');
    const long = laidOut('label-62mm', 'ltr', { widthMm: 62, heightMm: 300 });
    expect(bottom(long.place)).toBeLessThan(60);
    expect([long.inside.heightMm, long.foldYMm]).toEqual([usually.inside.heightMm, 274]);
  });

  it('begins with its title, on the right where that is where reading begins', () => {
    for (const direction of ['ltr', 'rtl'] as const) {
      const { title, name } = laidOut('label-4x3in', direction);
      expect(title.xMm < name.xMm).toBe(direction === 'ltr');
      expect(title.xMm < name.xMm ? title.xMm + title.widthMm : name.xMm + name.widthMm).toBeLessThan(
        Math.max(title.xMm, name.xMm),
      );
    }
  });
});
