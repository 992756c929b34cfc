/** The badge as one HTML page in millimetres: a pure string that fetches nothing and runs nothing. */
import type { BadgeLayout, CardLayout } from '../../core/badge/layout.ts';
import type { LineMm } from '../../core/badge/sheet.ts';
import type { BoxMm } from '../../core/badge/stock.ts';
import type { FitRules } from '../../core/badge/text-fit.ts';
import { assert } from '../../core/result.ts';
import { type CardWords, fieldHtml, textBox, type Wording } from './badge-words.ts';
import { escapeHtml, mm, place, round } from './html.ts';

/** One card: what it says, and its symbol as `data:image/png;base64,…` of one pixel per module. */
export interface DocumentCard extends CardWords {
  readonly symbolUrl: string;
}

export interface BadgeDocumentInput extends Wording {
  readonly layout: BadgeLayout;
  /** As many as the layout has. */
  readonly cards: readonly DocumentCard[];
}

/** What may be loaded: pictures and fonts out of the page itself. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src data:";
/** Chromium rounds pages to 1/300 inch; a body this much shorter never starts a second one. */
const clearanceMm = 0.2;
/** A thinner line breaks up at 203 dots per inch. */
const cropLineMm = 0.35;

/** In whole CSS pixels, and smaller than any stock; the transform makes the size. */
const codePx = 100;
const mmPerPx = 25.4 / 96;

export function badgeDocument(input: BadgeDocumentInput): string {
  const { layout, cards, texts, locale } = input;
  const { page, caption } = layout;
  return [
    '<!doctype html>',
    `<html lang="${escapeHtml(locale)}" dir="${texts.direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<title>badge</title>',
    `<style>${style(page.widthMm, page.heightMm)}</style>`,
    '</head>',
    '<body>',
    ...cards.flatMap((words, index) => cardHtml(layout.cards[index], words, input)),
    ...(layout.cropMarks.length === 0 ? [] : [cropMarks(layout.cropMarks, page.widthMm, page.heightMm)]),
    ...(caption === null ? [] : [textBox('caption', caption, texts.cut, captionRules)]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function cardHtml(layout: CardLayout | undefined, card: DocumentCard, wording: Wording): readonly string[] {
  assert(layout !== undefined, 'every card has its place');
  const { code, logo, fields } = layout;
  return [
    `<img class="code" alt="" style="${placeCode(code)}" src="${escapeHtml(card.symbolUrl)}">`,
    ...(logo === null
      ? []
      : [`<img class="logo" alt="" style="${place(logo)}" src="${escapeHtml(logo.url)}">`]),
    ...fields.map((box) => fieldHtml(box, card, wording)),
  ];
}

/**
 * Chromium draws a picture in whole CSS pixels, a quarter of a millimetre: a symbol of whole dots a module would lose
 * them, and be higher than wide. A transform it keeps exactly.
 */
function placeCode(box: BoxMm): string {
  const scale = box.widthMm / (codePx * mmPerPx);
  return `transform:translate(${mm(box.xMm)},${mm(box.yMm)}) scale(${scale.toFixed(7)})`;
}

function style(widthMm: number, heightMm: number): string {
  return [
    `@page{size:${mm(widthMm)} ${mm(heightMm)};margin:0}`,
    'html,body{margin:0;padding:0;background:#fff;color:#000}',
    `body{position:relative;width:${mm(widthMm)};height:${mm(heightMm - clearanceMm)};overflow:hidden;`,
    "font-family:'Noto Sans','Liberation Sans','Noto Sans Arabic',sans-serif;font-weight:700;",
    '-webkit-print-color-adjust:exact;print-color-adjust:exact}',
    `.code{position:absolute;left:0;top:0;width:${codePx}px;height:${codePx}px;transform-origin:0 0;`,
    'display:block;image-rendering:pixelated}',
    '.box{position:absolute;overflow:hidden;display:flex;flex-direction:column;justify-content:center}',
    '.box>span{display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden;overflow-wrap:anywhere;text-wrap:balance;',
    // Room for the marks above and below Arabic letters, which would be cut off at the line's edge.
    'padding-block:0.2em 0.1em;margin-block:-0.2em -0.1em}',
    '.band{position:absolute;inset:0;display:block}',
    '.day{align-items:flex-start;box-sizing:border-box;border:0.5mm solid}',
    '.day>span{position:relative;box-sizing:border-box;height:100%;display:flex;align-items:center;',
    'background:#fff;color:#000;margin:0;padding:0 1.2mm;white-space:nowrap}',
    '.kind{background:#000;color:#fff;border-radius:0.7mm;align-items:center}',
    '.kind>span{white-space:nowrap}',
    '.name>span{unicode-bidi:plaintext}',
    // A name is set in its own direction, but on the side on which the badge is read from.
    '[dir=ltr] .start,[dir=rtl] .end{text-align:left}',
    '[dir=rtl] .start,[dir=ltr] .end{text-align:right}',
    '.center{text-align:center}',
    '.time>span{display:block;white-space:nowrap}',
    '.time small{font-size:0.5em;margin-inline-start:0.2em}',
    '.plain{font-weight:400}',
    '.caption{text-align:center}',
    '.logo{position:absolute;display:block;object-fit:contain;image-rendering:pixelated}',
    'svg.crop{position:absolute;left:0;top:0}',
    '',
  ].join('\n');
}

const captionRules: FitRules = { maxLines: 1, lineHeight: 1.15, largestMm: 4, smallestMm: 3 };

function cropMarks(lines: readonly LineMm[], widthMm: number, heightMm: number): string {
  const marks = lines.map(
    ({ x1Mm, y1Mm, x2Mm, y2Mm }) =>
      `<line x1="${round(x1Mm)}" y1="${round(y1Mm)}" x2="${round(x2Mm)}" y2="${round(y2Mm)}"/>`,
  );
  const size = `width="${mm(widthMm)}" height="${mm(heightMm - clearanceMm)}"`;
  const view = `viewBox="0 0 ${widthMm} ${round(heightMm - clearanceMm)}"`;
  return `<svg class="crop" ${size} ${view} stroke="#000" stroke-width="${cropLineMm}" aria-hidden="true">${marks.join('')}</svg>`;
}
