/** Where everything on a test page goes: the sample code exactly where a badge has its code, the words in what is left. */
import { fitCode } from '../badge/code-fit.ts';
import { layoutBadge } from '../badge/layout.ts';
import type { LineMm } from '../badge/sheet.ts';
import type { BoxMm, SizeMm, Stock } from '../badge/stock.ts';
import type { Design } from '../badge/template.ts';
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

/** @param design with its words on one side of the code, as every built-in one has them */
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
  const { code, fields } = card;
  if (fields.length > 0) return { page, code, words: around(fields), cropMarks };
  // A label for the code alone has no room for words: here the code makes some.
  const stripMm = 13;
  const { sideMm } = fitCode(modules, dpi, page.heightMm - stripMm - 1);
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
