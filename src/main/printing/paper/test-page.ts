/** The test page: a badge's geometry with the printer's own data on it and a code that opens nothing. */
import { printableText } from '../../../core/badge/printable-text.ts';
import type { BoxMm, SizeMm } from '../../../core/badge/stock.ts';
import { localeTag, timeOfDay } from '../../../core/local-time.ts';
import { stack } from '../../../core/paper/stack.ts';
import {
  type TestPageInput,
  type TestPageLayout,
  testPageLayout,
} from '../../../core/paper/test-page-layout.ts';
import { builtInDesign } from '../badge/built-in-templates.ts';
import { escapeHtml, placeCode, round } from './html.ts';
import { linesLayer, paperPage, textBox } from './paper-page.ts';
import { filled, type PaperTexts, paperTexts } from './paper-texts.ts';
import { sampleText } from './sample-code.ts';

export interface SampleSymbol {
  /** `data:image/png;base64,…` of one pixel per module. */
  readonly url: string;
  readonly modules: number;
}

const cropLineMm = 0.35;

export function testPage(input: TestPageInput, symbol: SampleSymbol): string {
  const { locale, stock, dpi } = input;
  const texts = paperTexts(locale);
  const { direction } = texts;
  const layout = testPageLayout(input.design ?? builtInDesign(stock), {
    dpi,
    modules: symbol.modules,
    direction,
  });
  const { page, code, cropMarks } = layout;
  const marks = cropMarks.map(
    ({ x1Mm, y1Mm, x2Mm, y2Mm }) =>
      `<line stroke-width="${cropLineMm}" x1="${round(x1Mm)}" y1="${round(y1Mm)}" x2="${round(x2Mm)}" y2="${round(y2Mm)}"/>`,
  );
  return paperPage({
    title: 'test page',
    locale,
    direction,
    page,
    style: ['.title{background:#000;color:#fff;border-radius:0.7mm;align-items:center}'],
    body: [
      `<img class="code" alt="" style="${placeCode(code)}" src="${escapeHtml(symbol.url)}">`,
      ...words(input, texts, layout),
      ...(marks.length === 0 ? [] : [linesLayer(page, marks)]),
    ],
  });
}

interface Line {
  readonly content: string;
  /** Of the column's height. */
  readonly share: number;
  readonly kind?: 'title' | 'plain';
}

/** Under a code that had to make room, only what tells one printer from another is left. */
const lowMm = 20;
const plainMm = 2.4;
const lineHeight = 1.15;

function words(
  input: TestPageInput,
  texts: PaperTexts,
  { page, words: column }: TestPageLayout,
): readonly string[] {
  const isLow = column.heightMm < lowMm;
  const lines = isLow ? fewLines(input, texts) : allLines(input, texts, page);
  const boxes = stack(
    column,
    isLow ? 0.2 : 0.7,
    lines.map(({ share }) => share),
  );
  return lines.flatMap((line, index) => {
    const box = boxes[index];
    return box === undefined ? [] : [lineBox(line, box)];
  });
}

function fewLines(input: TestPageInput, { testPage: say, sample }: PaperTexts): readonly Line[] {
  return [
    { content: `${say.title} · ${sample}`, share: 3.4, kind: 'title' },
    { content: printableText(input.printer), share: 3.2 },
    { content: `${input.stock}, ${input.dpi} dpi`, share: 2.2, kind: 'plain' },
    { content: mediaLine(input, say), share: 2.2, kind: 'plain' },
  ];
}

function allLines(
  input: TestPageInput,
  { testPage: say, sample }: PaperTexts,
  { widthMm, heightMm }: SizeMm,
): readonly Line[] {
  const place = [input.stationName, input.site].map(printableText).filter((each) => each !== '');
  return [
    { content: say.title, share: 6, kind: 'title' },
    { content: `${sample} · ${say.notABadge}`, share: 3.6 },
    { content: printableText(input.printer), share: 6.4 },
    { content: `${say.stock}: ${input.stock}, ${widthMm} × ${heightMm} mm`, share: 4.6, kind: 'plain' },
    { content: `${input.dpi} dpi`, share: 2.6, kind: 'plain' },
    { content: mediaLine(input, say), share: 5, kind: 'plain' },
    { content: place.join(' · '), share: 2.6, kind: 'plain' },
    { content: `${say.printed}: ${instant(input)}`, share: 4.4, kind: 'plain' },
    { content: filled(say.code, 'text', sampleText), share: 4.6, kind: 'plain' },
  ];
}

function mediaLine({ media }: TestPageInput, say: PaperTexts['testPage']): string {
  return `${say.media}: ${media === null ? say.noMedia : printableText(media)}`;
}

function lineBox({ content, kind }: Line, box: BoxMm): string {
  const isTitle = kind === 'title';
  const largestMm = Math.min(
    kind === 'plain' ? plainMm : 4,
    (box.heightMm * (isTitle ? 0.8 : 1)) / lineHeight,
  );
  const rules = { largestMm, smallestMm: 1.3, maxLines: isTitle ? 1 : 2, lineHeight };
  return textBox(kind ?? '', box, content, rules, isTitle ? 0.86 : 1);
}

function instant({ locale, timeZone, atMs }: TestPageInput): string {
  const date = new Intl.DateTimeFormat(localeTag(locale), { dateStyle: 'medium', timeZone }).format(atMs);
  const { time, offset } = timeOfDay(locale, timeZone)(atMs);
  return `${date}, ${time} ${offset}`.trim();
}
