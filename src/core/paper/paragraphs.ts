/** Sets paragraphs one below the other in one size, the largest at which all of them have room. */
import type { BoxMm } from '../badge/stock.ts';
import { fitText, type TextFit } from '../badge/text-fit.ts';

export interface ParagraphRules {
  readonly largestMm: number;
  readonly smallestMm: number;
  /** Line height as a multiple of the font size. */
  readonly lineHeight: number;
}

export interface Paragraph extends TextFit {
  readonly box: BoxMm;
}

/** All as multiples of the font size. Each paragraph has room for the marks above and below Arabic letters. */
const marks = 0.3;
/** White between two of them where there is any. */
const mostGap = 0.4;
const stepMm = 0.1;

/** From the top of the box; what no size has room for is set in the smallest and says so (`fits`). */
export function paragraphs(
  box: BoxMm,
  texts: readonly string[],
  rules: ParagraphRules,
): readonly Paragraph[] {
  const { largestMm, smallestMm } = rules;
  for (let sizeMm = largestMm; sizeMm > smallestMm + stepMm / 2; sizeMm -= stepMm) {
    const placed = placedAt(sizeMm, box, texts, rules);
    if (placed.every(({ fits }) => fits)) return placed;
  }
  return placedAt(smallestMm, box, texts, rules);
}

function placedAt(
  sizeMm: number,
  box: BoxMm,
  texts: readonly string[],
  { lineHeight }: ParagraphRules,
): readonly Paragraph[] {
  const fits = texts.map((text) =>
    fitText(text, box, { largestMm: sizeMm, smallestMm: sizeMm, maxLines: 9, lineHeight }),
  );
  const heightsMm = fits.map(({ lines }) => (lines * lineHeight + marks) * sizeMm);
  const freeMm = box.heightMm - heightsMm.reduce((sum, each) => sum + each, 0);
  const gapMm = freeMm / Math.max(1, texts.length - 1);
  let yMm = box.yMm;
  return fits.map((fit, index) => {
    const heightMm = heightsMm[index] ?? 0;
    const placed = { ...fit, fits: fit.fits && gapMm >= 0, box: { ...box, yMm, heightMm } };
    yMm += heightMm + Math.max(0, Math.min(gapMm, mostGap * sizeMm));
    return placed;
  });
}
