/** Divides a box from top to bottom by shares: how the pages that are not badges place their lines. */
import type { BoxMm } from '../badge/stock.ts';
import { assert } from '../result.ts';

/** One box per share, in order, `gapMm` apart. */
export function stack(box: BoxMm, gapMm: number, shares: readonly number[]): readonly BoxMm[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  assert(whole > 0, 'rows have shares');
  const perShareMm = (box.heightMm - gapMm * (shares.length - 1)) / whole;
  let yMm = box.yMm;
  return shares.map((share) => {
    const row = { ...box, yMm, heightMm: share * perShareMm };
    yMm += row.heightMm + gapMm;
    return row;
  });
}
