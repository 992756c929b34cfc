/** The PIN slip as one HTML page in millimetres: a pure string. It never carries a code: each alone opens nothing. */
import { printableText } from '../../../core/badge/printable-text.ts';
import type { BoxMm } from '../../../core/badge/stock.ts';
import { paragraphs } from '../../../core/paper/paragraphs.ts';
import type { PinSlipLayout } from '../../../core/paper/pin-slip-layout.ts';
import { round } from './html.ts';
import { linesLayer, paperPage, textBox } from './paper-page.ts';
import { type PaperTexts, paperTexts } from './paper-texts.ts';

export interface PinSlipDocumentInput {
  readonly layout: PinSlipLayout;
  /** The digits as they are shown: never the whole PIN as one text. */
  readonly groups: readonly string[];
  readonly workerName: string;
  readonly stationName: string;
  readonly site: string;
  /** BCP 47. */
  readonly locale: string;
}

const lineMm = 0.3;
const hatchMm = 0.9;
const noteLineHeight = 1.12;

export function pinSlipDocument(input: PinSlipDocumentInput): string {
  const { layout, locale } = input;
  const texts = paperTexts(locale);
  return paperPage({
    title: 'PIN slip',
    locale,
    direction: texts.direction,
    page: layout.page,
    style: [
      '.title{background:#000;color:#fff;border-radius:0.7mm;align-items:center}',
      '.name>span{unicode-bidi:plaintext}',
      '[dir=ltr] .name{text-align:left}',
      '[dir=rtl] .name{text-align:right}',
      '.digits{direction:ltr;align-items:center;text-align:center}',
      '.digits>span{font-variant-numeric:tabular-nums slashed-zero;word-spacing:0.12em}',
      '.middle{align-items:center;text-align:center}',
    ],
    body: [linesLayer(layout.page, lines(layout)), ...outside(input, texts), ...inside(input, texts)],
  });
}

function outside(input: PinSlipDocumentInput, { pinSlip: say }: PaperTexts): readonly string[] {
  const { title, name: nameBox, notes: notesBox, place: placeBox } = input.layout;
  const name = printableText(input.workerName);
  const place = [input.stationName, input.site].map(printableText).filter((each) => each !== '');
  const notes = [say.only, say.use, say.firstTime, say.destroy];
  const kinds = ['', 'plain', '', 'plain'];
  // One size for all of them: what is set larger than the rest looks more important than it is.
  const placed = paragraphs(notesBox, notes, { largestMm: 3, smallestMm: 1.3, lineHeight: noteLineHeight });
  const noteMm = placed[0]?.fontSizeMm ?? 0;
  const rules = { largestMm: noteMm, smallestMm: noteMm, maxLines: 9, lineHeight: noteLineHeight };
  return [
    oneLine('title', title, say.title, 4.4, 0.86),
    twoLines('name', nameBox, name === '' ? '—' : name, 5),
    ...placed.map(({ box }, index) => textBox(kinds[index] ?? '', box, notes[index] ?? '', rules)),
    oneLine('plain', placeBox, place.join(' · '), Math.min(2.4, noteMm)),
  ];
}

function inside({ layout, groups }: PinSlipDocumentInput, { pinSlip: say }: PaperTexts): readonly string[] {
  const rules = { largestMm: 12, smallestMm: 2.6, maxLines: 2, lineHeight: 1.1 };
  return [
    oneLine('middle', layout.pinLabel, say.pin, 2.4),
    textBox('digits', layout.digits, groups.join(' '), rules),
    oneLine('middle plain', layout.foldWords, say.fold, 2.1),
  ];
}

/** As few groups of at most four as there can be, of nearly one size. */
export function grouped(digits: Uint8Array): readonly string[] {
  const count = Math.ceil(digits.length / 4);
  const end = (group: number) => Math.ceil((digits.length * group) / count);
  return Array.from({ length: count }, (_, group) =>
    String.fromCharCode(...digits.subarray(end(group), end(group + 1))),
  );
}

function oneLine(kind: string, box: BoxMm, content: string, mostMm: number, widthShare = 1): string {
  const lineHeight = 1.2;
  const largestMm = Math.min(mostMm, box.heightMm / lineHeight);
  return textBox(kind, box, content, { largestMm, smallestMm: 1.3, maxLines: 1, lineHeight }, widthShare);
}

function twoLines(kind: string, box: BoxMm, content: string, mostMm: number): string {
  const lineHeight = 1.12;
  const largestMm = Math.min(mostMm, box.heightMm / lineHeight);
  return textBox(kind, box, content, { largestMm, smallestMm: 1.3, maxLines: 2, lineHeight });
}

/** Where to fold, where to cut, and a hatching that the PIN does not shine through. */
function lines({ slip, inside: within, foldYMm, cover, page }: PinSlipLayout): readonly string[] {
  const [left, right] = [slip.xMm, slip.xMm + slip.widthMm].map(round);
  const isCut = slip.widthMm < page.widthMm;
  const edge = `x="${left}" y="${round(slip.yMm)}" width="${round(slip.widthMm)}" height="${round(slip.heightMm)}"`;
  const fold = `M${left} ${round(foldYMm)}H${right}`;
  return [
    `<path stroke-width="${lineMm}" stroke-dasharray="2.4 1.2" d="${fold}"/>`,
    `<path stroke-width="0.2" d="M${left} ${round(within.yMm)}H${right}"/>`,
    ...(isCut ? [`<rect stroke-width="0.2" stroke-dasharray="0.8 0.8" ${edge}/>`] : []),
    hatching(cover),
  ];
}

function hatching(box: BoxMm): string {
  const { widthMm, heightMm } = box;
  const strokes = Array.from({ length: Math.ceil((widthMm + heightMm) / hatchMm) }, (_, index) => {
    const x = index * hatchMm;
    return `M${round(x - heightMm)} ${round(heightMm)}L${round(x)} 0M${round(x - heightMm)} 0L${round(x)} ${round(heightMm)}`;
  });
  const view = `x="${round(box.xMm)}" y="${round(box.yMm)}" width="${round(widthMm)}" height="${round(heightMm)}"`;
  return `<svg ${view} overflow="hidden"><path stroke-width="0.42" d="${strokes.join('')}"/></svg>`;
}
