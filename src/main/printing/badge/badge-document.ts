/** The badge as one HTML page in millimetres: a pure string that fetches nothing and runs nothing. */
import type { BadgeLayout, CardLayout } from '../../../core/badge/layout.ts';
import type { LineMm } from '../../../core/badge/sheet.ts';
import type { FitRules } from '../../../core/badge/text-fit.ts';
import { assert } from '../../../core/result.ts';
import { escapeHtml, place, placeCode, round } from '../paper/html.ts';
import { linesLayer, paperPage, textBox } from '../paper/paper-page.ts';
import { type CardWords, fieldHtml, type Wording } from './badge-words.ts';

/** One card: what it says, and its symbol as `data:image/png;base64,…` of one pixel per module. */
export interface DocumentCard extends CardWords {
  readonly symbolUrl: string;
}

export interface BadgeDocumentInput extends Wording {
  readonly layout: BadgeLayout;
  /** As many as the layout has. */
  readonly cards: readonly DocumentCard[];
}

/** A thinner line breaks up at 203 dots per inch. */
const cropLineMm = 0.35;

export function badgeDocument(input: BadgeDocumentInput): string {
  const { layout, cards, texts, locale } = input;
  const { page, caption, cropMarks } = layout;
  return paperPage({
    title: 'badge',
    locale,
    direction: texts.direction,
    page,
    style,
    body: [
      ...cards.flatMap((words, index) => cardHtml(layout.cards[index], words, input)),
      ...(cropMarks.length === 0 ? [] : [linesLayer(page, cropMarks.map(cropLine))]),
      ...(caption === null ? [] : [textBox('caption', caption, texts.cut, captionRules)]),
    ],
  });
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

const style: readonly string[] = [
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
  '.caption{text-align:center}',
  '.logo{position:absolute;display:block;object-fit:contain;image-rendering:pixelated}',
];

const captionRules: FitRules = { maxLines: 1, lineHeight: 1.15, largestMm: 4, smallestMm: 3 };

function cropLine({ x1Mm, y1Mm, x2Mm, y2Mm }: LineMm): string {
  return `<line stroke-width="${cropLineMm}" x1="${round(x1Mm)}" y1="${round(y1Mm)}" x2="${round(x2Mm)}" y2="${round(y2Mm)}"/>`;
}
