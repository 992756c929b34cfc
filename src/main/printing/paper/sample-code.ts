/** The code on pages that are no badge: a public text that opens nothing, as dense as a real code. */
import { codePx, isolated } from './html.ts';

export const sampleText = 'daypass-sample';

/** The text over and over, so that the symbol has as many modules as one of a content of this length. */
export function sampleContent(bytes: number): Uint8Array {
  const often = `${sampleText} `.repeat(Math.ceil(bytes / (sampleText.length + 1)));
  return new TextEncoder().encode(often.slice(0, bytes));
}

/** The word across a code that is placed by this style (`placeCode`), for a screen: zbar reads hardly any code with a hole in it. */
export function sampleMark(codeStyle: string, word: string): string {
  return `<div class="sample" style="${codeStyle}"><span>${isolated(word)}</span></div>`;
}

export const sampleStyle = [
  `.sample{position:absolute;left:0;top:0;width:${codePx}px;height:${codePx}px;transform-origin:0 0;`,
  'container-type:size;display:flex;align-items:center;justify-content:center}',
  '.sample>span{width:60cqh;font-size:8.3cqh;line-height:11.4cqh;border:0.8cqh solid #000;background:#fff;',
  'letter-spacing:0.06em;text-align:center;box-sizing:border-box;white-space:nowrap;overflow:hidden}',
];
