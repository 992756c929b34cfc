/** The code on pages that are no badge: a public text that opens nothing, as dense as a real code, and marked. */
import type { BoxMm } from '../../core/badge/stock.ts';
import { textBox } from './paper-page.ts';

export const sampleText = 'daypass-sample';

/** The text over and over, so that the symbol has as many modules as one of a content of this length. */
export function sampleContent(bytes: number): Uint8Array {
  const often = `${sampleText} `.repeat(Math.ceil(bytes / (sampleText.length + 1)));
  return new TextEncoder().encode(often.slice(0, bytes));
}

/** The word across the middle of the code: small enough that a symbol of level H is read through it. */
export function sampleMark(code: BoxMm, word: string): string {
  const box = {
    xMm: code.xMm + code.widthMm * 0.19,
    yMm: code.yMm + code.heightMm * 0.44,
    widthMm: code.widthMm * 0.62,
    heightMm: code.heightMm * 0.12,
  };
  const largestMm = box.heightMm * 0.66;
  const rules = { largestMm, smallestMm: 1, maxLines: 1, lineHeight: 1.2 };
  return textBox('sample', box, word, rules, 0.9);
}

export const sampleStyle = [
  '.sample{box-sizing:border-box;border:0.4mm solid #000;background:#fff;align-items:center;letter-spacing:0.06em}',
];
