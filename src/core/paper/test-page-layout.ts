/** Where everything on a test page goes: the sample code exactly where a badge has its code, the words in what is left. */
import { moved, overlap } from '../badge/box.ts';
import { fitCode } from '../badge/code-fit.ts';
import { type CardLayout, layoutBadge } from '../badge/layout.ts';
import type { LineMm } from '../badge/sheet.ts';
import { type BoxMm, printableArea, type SizeMm, type Stock } from '../badge/stock.ts';
import type { Design } from '../badge/template.ts';
import { assert } from '../result.ts';

/** What an administrator needs to know of a printer from the paper alone. */
export interface TestPageInput {
  readonly kind: 'test' | 'alignment';
  readonly printer: string;
  readonly stock: Stock;
  readonly dpi: number;
  /** Left out: the stock's built-in template, one card a page. */
  readonly design?: Design | undefined;
  /** The queue's own name for what it prints on; null where there is none. */
  readonly media: string | null;
  readonly stationName: string;
  readonly site: string;
  readonly locale: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly atMs: number;
}

export interface TestPageLayout {
  readonly page: SizeMm;
  readonly code: BoxMm;
  readonly words: BoxMm;
  readonly cropMarks: readonly LineMm[];
}

/** What the words need at least: 1.3 mm letters, a few to a line. */
const leastWords: SizeMm = { widthMm: 20, heightMm: 10 };
/** White between the words and the card's edge or the code. */
const clearMm = 2;

/** Whatever the printer's own template has beside the code, the words find a place clear of it. */
export function testPageLayout(
  design: Design,
  {
    dpi,
    modules,
    direction,
  }: { readonly dpi: number; readonly modules: number; readonly direction: 'ltr' | 'rtl' },
): TestPageLayout {
  const cards = [{ modules, codeKind: 'temporary', known: [] }] as const;
  const { page, cards: placed, cropMarks } = layoutBadge({ design, dpi, direction, cards });
  const [card] = placed;
  assert(card !== undefined, 'a page has a card');
  const area = moved(printableArea(design.template.stock, card.card), card.card);
  const words = wordsPlace(card) ?? largestBeside(card.code, area);
  if (words !== null) return { page, code: card.code, words, cropMarks };
  return { page, ...underWords(area, modules, dpi), cropMarks };
}

/** The side of the code where the badge has its words, as every built-in template with words has one. */
function wordsPlace({ code, fields }: CardLayout): BoxMm | null {
  const place = fields.length === 0 ? null : around(fields);
  return place === null || overlap(place, code) || !isEnough(place) ? null : place;
}

/** What is free left, right, above or below; null where no side has room for words. */
function largestBeside(code: BoxMm, area: BoxMm): BoxMm | null {
  const inner = shrunk(area, clearMm);
  const right = code.xMm + code.widthMm + clearMm;
  const under = code.yMm + code.heightMm + clearMm;
  const sides: readonly BoxMm[] = [
    { ...inner, widthMm: code.xMm - clearMm - inner.xMm },
    { ...inner, xMm: right, widthMm: inner.xMm + inner.widthMm - right },
    { ...inner, heightMm: code.yMm - clearMm - inner.yMm },
    { ...inner, yMm: under, heightMm: inner.yMm + inner.heightMm - under },
  ];
  const size = ({ widthMm, heightMm }: BoxMm) => widthMm * heightMm;
  return sides.filter(isEnough).sort((one, other) => size(other) - size(one))[0] ?? null;
}

function isEnough({ widthMm, heightMm }: BoxMm): boolean {
  return widthMm >= leastWords.widthMm && heightMm >= leastWords.heightMm;
}

function shrunk({ xMm, yMm, widthMm, heightMm }: BoxMm, byMm: number): BoxMm {
  return { xMm: xMm + byMm, yMm: yMm + byMm, widthMm: widthMm - 2 * byMm, heightMm: heightMm - 2 * byMm };
}

/** A card for the code alone has no room for words: here the code makes some. */
function underWords(area: BoxMm, modules: number, dpi: number): Pick<TestPageLayout, 'code' | 'words'> {
  const stripMm = 13;
  const { sideMm } = fitCode(modules, dpi, Math.min(area.heightMm - stripMm - 1, area.widthMm));
  return {
    code: {
      xMm: area.xMm + (area.widthMm - sideMm) / 2,
      yMm: area.yMm + stripMm,
      widthMm: sideMm,
      heightMm: sideMm,
    },
    words: {
      xMm: area.xMm + 2,
      yMm: area.yMm + 1.6,
      widthMm: area.widthMm - 4,
      heightMm: stripMm - 1.6,
    },
  };
}

/** The smallest box that holds all of them. */
function around(boxes: readonly BoxMm[]): BoxMm {
  const xMm = Math.min(...boxes.map((box) => box.xMm));
  const yMm = Math.min(...boxes.map((box) => box.yMm));
  return {
    xMm,
    yMm,
    widthMm: Math.max(...boxes.map((box) => box.xMm + box.widthMm)) - xMm,
    heightMm: Math.max(...boxes.map((box) => box.yMm + box.heightMm)) - yMm,
  };
}
