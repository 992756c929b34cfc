/** The code on pages that are no badge: a public text that opens nothing, as dense as a real code, and marked. */
import { isolated, rounded } from './paper-page.ts';

export const sampleText = 'daypass-sample';

/** The text over and over, so that the symbol has as many modules as one of a content of this length. */
export function sampleContent(bytes: number): Uint8Array {
  const often = `${sampleText} `.repeat(Math.ceil(bytes / (sampleText.length + 1)));
  return new TextEncoder().encode(often.slice(0, bytes));
}

/** The word in the middle of a code that is placed by this style. */
export function sampleMark(codeStyle: string, word: string): string {
  return `<div class="sample" style="${codeStyle}"><span>${isolated(word)}</span></div>`;
}

/** Of a code's side: a reader still reads a symbol of level H through the low mark. */
export const markHeights = { low: 7.5, high: 13 } as const;

/** @param height in hundredths of the code's side */
export function sampleStyle(height: number): readonly string[] {
  const [width, type, border] = [4.6, 0.64, 0.06].map((share) => rounded(share * height));
  return [
    '.sample{position:absolute;container-type:size;display:flex;align-items:center;justify-content:center}',
    `.sample>span{width:${width}cqh;font-size:${type}cqh;line-height:${rounded(0.88 * height)}cqh;`,
    `border:${border}cqh solid #000;background:#fff;letter-spacing:0.06em;text-align:center;`,
    'box-sizing:border-box;white-space:nowrap;overflow:hidden}',
  ];
}
