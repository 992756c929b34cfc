/** Where everything on an alignment page goes: what an administrator lays a ruler on, for each stock and length of a roll. */
import { twoInchesMm } from '../badge/code-fit.ts';
import { type BoxMm, pageSize, type SizeMm, type Stock } from '../badge/stock.ts';
import { assert } from '../result.ts';

/** A mark of a ruler, `atMm` from the paper's edge. */
export interface TickMm {
  readonly atMm: number;
  readonly lengthMm: number;
  readonly hasNumber: boolean;
}

export interface AlignmentLayout {
  readonly page: SizeMm;
  /** Exactly two inches square, or less where the paper is short, from outer edge to outer edge: the printer's scale. */
  readonly box: BoxMm;
  /** What the printer must be able to reach: whole on all four sides, or the badge would be cut too. */
  readonly border: BoxMm;
  /** The centre of each corner's cross lies this far from both edges: their measure is the printer's offset. */
  readonly crossFromEdgeMm: number;
  /** Rulers along the top and the left edge, beginning at the border. */
  readonly ruler: { readonly top: readonly TickMm[]; readonly left: readonly TickMm[] };
  readonly words: BoxMm;
}

interface Places {
  /** What a printer for this stock may leave free at worst: a badge has nothing but white there. */
  readonly insetXMm: number;
  readonly insetYMm: number;
  readonly crossMm: number;
  readonly box: readonly [xMm: number, yMm: number, sideMm: number];
  readonly words: readonly [xMm: number, yMm: number, widthMm: number, heightMm: number];
}

const places: Readonly<Record<Stock, Places>> = {
  'card-cr80': {
    insetXMm: 1,
    insetYMm: 1,
    crossMm: 8,
    box: [33.2, 1.59, twoInchesMm],
    words: [7.5, 8, 24.5, 38],
  },
  'label-62mm': {
    insetXMm: 1.5,
    insetYMm: 3,
    crossMm: 8,
    box: [7.6, 38, twoInchesMm],
    words: [11, 11, 40, 25.5],
  },
  'label-4x3in': {
    insetXMm: 2,
    insetYMm: 2,
    crossMm: 8,
    box: [42.8, 13, twoInchesMm],
    words: [9, 10, 32, 56],
  },
  'receipt-80mm': {
    // Receipt printers print 72 mm of the roll's 80.
    insetXMm: 4.5,
    insetYMm: 2,
    crossMm: 10,
    box: [14.6, 40, twoInchesMm],
    words: [13, 13, 54, 24.5],
  },
  'label-2x2in': { insetXMm: 2, insetYMm: 2, crossMm: 5, box: [8.3, 8.3, 40], words: [11, 11, 33, 33] },
  'sheet-a4': {
    insetXMm: 5,
    insetYMm: 5,
    crossMm: 15,
    box: [79.6, 120, twoInchesMm],
    words: [45, 40, 120, 65],
  },
  'sheet-letter': {
    insetXMm: 5,
    insetYMm: 5,
    crossMm: 15,
    box: [82.55, 120, twoInchesMm],
    words: [48, 40, 120, 65],
  },
};

/** @param page as the printer's template has it: a roll is cut at any length */
export function alignmentLayout(stock: Stock, page: SizeMm = pageSize(stock)): AlignmentLayout {
  const isShort = page.heightMm < pageSize(stock).heightMm;
  const { insetXMm, insetYMm, crossMm, box, words } = isShort ? shortPlaces(stock, page) : places[stock];
  const [wordsXMm, wordsYMm, widthMm, heightMm] = words;
  return {
    page,
    box: { xMm: box[0], yMm: box[1], widthMm: box[2], heightMm: box[2] },
    border: {
      xMm: insetXMm,
      yMm: insetYMm,
      widthMm: page.widthMm - 2 * insetXMm,
      heightMm: page.heightMm - 2 * insetYMm,
    },
    crossFromEdgeMm: crossMm,
    ruler: { top: ticks(page.widthMm, insetXMm), left: ticks(page.heightMm, insetYMm) },
    words: { xMm: wordsXMm, yMm: wordsYMm, widthMm, heightMm },
  };
}

/** Sides that are easy to read off a ruler. */
const sidesMm = [twoInchesMm, 40, 30, 20, 10];
/** White between the box and what else is measured: the arms of a cross, a ruler's numbers, the border. */
const [armMm, rulerMm] = [2, 6.1];

/** On a roll that is cut shorter than usual the box has what is free between the crosses; large ones hold the words. */
function shortPlaces(stock: Stock, page: SizeMm): Places {
  const { insetXMm, insetYMm } = places[stock];
  const crossMm = Math.max(insetXMm, insetYMm) + 3;
  const topMm = Math.max(crossMm + armMm, insetYMm + 5);
  const leftMm = insetXMm + rulerMm;
  const roomMm = Math.min(page.heightMm - 2 * topMm, page.widthMm - leftMm - insetXMm - 1);
  const sideMm = sidesMm.find((each) => each <= roomMm);
  assert(sideMm !== undefined, 'a template leaves a roll long enough');
  const isAround = sideMm >= 40;
  const xMm = isAround ? Math.max(leftMm, (page.widthMm - sideMm) / 2) : leftMm;
  const yMm = (page.heightMm - sideMm) / 2;
  const besideMm = xMm + sideMm + 2;
  return {
    insetXMm,
    insetYMm,
    crossMm,
    box: [xMm, yMm, sideMm],
    words: isAround
      ? [xMm + 3, yMm + 3, sideMm - 6, sideMm - 6]
      : [besideMm, topMm, page.widthMm - insetXMm - 1.5 - besideMm, page.heightMm - 2 * topMm],
  };
}

/** One for each whole millimetre within the border, longer for five and ten. */
function ticks(lengthMm: number, insetMm: number): readonly TickMm[] {
  const marks: TickMm[] = [];
  for (let atMm = Math.ceil(insetMm); atMm <= lengthMm - insetMm; atMm += 1) {
    const isTen = atMm % 10 === 0;
    marks.push({ atMm, lengthMm: isTen ? 3 : atMm % 5 === 0 ? 2 : 1.2, hasNumber: isTen });
  }
  return marks;
}
