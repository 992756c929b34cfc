/** Where everything on a test page goes: the sample code exactly where a badge has its code, the words in what is left. */
import { fitCode } from '../badge/code-fit.ts';
import { type LayoutInput, type LineMm, layoutBadge } from '../badge/layout.ts';
import type { BoxMm, SizeMm, Stock } from '../badge/stock.ts';
import { assert } from '../result.ts';

/** What an administrator needs to know of a printer from the paper alone. */
export interface TestPageInput {
  readonly kind: 'test' | 'alignment';
  readonly printer: string;
  readonly stock: Stock;
  readonly dpi: number;
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

export function testPageLayout(input: LayoutInput): TestPageLayout {
  const { page, code, fields, cropMarks } = layoutBadge(input);
  if (fields !== null) return { page, code, words: around(Object.values(fields)), cropMarks };
  // A label for the code alone has no room for words: here the code makes some.
  const stripMm = 13;
  const { sideMm } = fitCode(input.modules, input.dpi, page.heightMm - stripMm - 1);
  return {
    page,
    code: { xMm: (page.widthMm - sideMm) / 2, yMm: stripMm, widthMm: sideMm, heightMm: sideMm },
    words: { xMm: 2, yMm: 1.6, widthMm: page.widthMm - 4, heightMm: stripMm - 1.6 },
    cropMarks,
  };
}

/** The smallest box that holds all of them. */
function around(boxes: readonly BoxMm[]): BoxMm {
  assert(boxes.length > 0, 'a badge with words has places for them');
  const xMm = Math.min(...boxes.map((box) => box.xMm));
  const yMm = Math.min(...boxes.map((box) => box.yMm));
  return {
    xMm,
    yMm,
    widthMm: Math.max(...boxes.map((box) => box.xMm + box.widthMm)) - xMm,
    heightMm: Math.max(...boxes.map((box) => box.yMm + box.heightMm)) - yMm,
  };
}
