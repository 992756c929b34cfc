import { describe, expect, it } from 'vitest';
import { type BoxMm, stocks } from '../badge/stock.ts';
import { pinSlipLayout } from './pin-slip-layout.ts';

const roomy = stocks.filter((stock) => stock !== 'label-2x2in');
const bottom = (box: BoxMm) => box.yMm + box.heightMm;

function laidOut(stock: (typeof stocks)[number], direction: 'ltr' | 'rtl' = 'ltr') {
  const layout = pinSlipLayout(stock, direction);
  if (layout === null) throw new Error(`no room on ${stock}`);
  return layout;
}

describe.each(roomy)('the PIN slip on %s', (stock) => {
  const layout = laidOut(stock);
  const { slip, page, inside, cover, digits, foldYMm } = layout;

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
    const seen = [layout.title, layout.name, layout.place, ...layout.notes];
    for (const box of seen) expect(bottom(box)).toBeLessThan(inside.yMm);
    for (const box of [layout.pinLabel, digits]) expect(box.yMm).toBeGreaterThan(inside.yMm);
  });

  it('keeps every box on the slip, the slip on the page, and rows a person can read', () => {
    const all = [layout.title, layout.name, layout.place, ...layout.notes, digits, layout.foldWords];
    for (const box of all) {
      expect(box.xMm).toBeGreaterThan(slip.xMm + 2);
      expect(box.xMm + box.widthMm).toBeLessThan(slip.xMm + slip.widthMm - 2);
      expect(box.heightMm).toBeGreaterThan(1.9);
    }
    expect(layout.notes).toHaveLength(4);
    expect(slip.xMm + slip.widthMm).toBeLessThanOrEqual(page.widthMm);
    expect(bottom(slip)).toBeLessThanOrEqual(page.heightMm);
  });
});

describe('the PIN slip', () => {
  it('has no room on the smallest label', () => {
    expect(pinSlipLayout('label-2x2in', 'ltr')).toBeNull();
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
