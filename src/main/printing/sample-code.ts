/** The code on pages that are no badge: a public text that opens nothing, as dense as a real code, and marked. */
import { isolated } from './paper-page.ts';

export const sampleText = 'daypass-sample';

/** The text over and over, so that the symbol has as many modules as one of a content of this length. */
export function sampleContent(bytes: number): Uint8Array {
  const often = `${sampleText} `.repeat(Math.ceil(bytes / (sampleText.length + 1)));
  return new TextEncoder().encode(often.slice(0, bytes));
}

/**
 * The word across the middle of a code that is placed by this style: small enough that a symbol of level H is read
 * through it.
 */
export function sampleMark(codeStyle: string, word: string): string {
  return `<div class="sample" style="${codeStyle}"><span>${isolated(word)}</span></div>`;
}

export const sampleStyle = [
  '.sample{position:absolute;container-type:size;display:flex;align-items:center;justify-content:center}',
  '.sample>span{box-sizing:border-box;width:62%;height:12%;font-size:7.6cqh;line-height:10.4cqh;text-align:center;',
  'white-space:nowrap;overflow:hidden;border:0.8cqh solid #000;background:#fff;letter-spacing:0.06em}',
];
