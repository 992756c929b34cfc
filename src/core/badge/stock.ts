/** The stocks a badge can be printed on: page sizes in millimetres and where the card lies on a sheet. */

export const stocks = [
  'card-cr80',
  'label-62mm',
  'label-4x3in',
  'label-2x2in',
  'receipt-80mm',
  'sheet-a4',
  'sheet-letter',
] as const;
export type Stock = (typeof stocks)[number];

export interface SizeMm {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** From the page's top left corner. */
export interface BoxMm extends SizeMm {
  readonly xMm: number;
  readonly yMm: number;
}

/** ISO/IEC 7810 ID-1, lying on its long side. */
export const cr80: SizeMm = { widthMm: 85.6, heightMm: 53.98 };

const pages: Readonly<Record<Stock, SizeMm>> = {
  'card-cr80': cr80,
  'label-62mm': { widthMm: 62, heightMm: 100 },
  'label-4x3in': { widthMm: 101.6, heightMm: 76.2 },
  'label-2x2in': { widthMm: 50.8, heightMm: 50.8 },
  // As long as the badge needs.
  'receipt-80mm': { widthMm: 80, heightMm: 100 },
  'sheet-a4': { widthMm: 210, heightMm: 297 },
  'sheet-letter': { widthMm: 215.9, heightMm: 279.4 },
};

/** The size of a stock's page, where a template gives no other size to a roll. */
export function pageSize(stock: Stock): SizeMm {
  return pages[stock];
}

/** The size of the badge itself: the page, or a card on a sheet. */
export function cardSize(stock: Stock): SizeMm {
  return isSheet(stock) ? cr80 : pages[stock];
}

/** From which to which size a template may choose: rolls are cut at any length, and sheets to any card. */
export function cardRange(stock: Stock): { readonly least: SizeMm; readonly most: SizeMm } {
  const { widthMm } = pages[stock];
  if (stock === 'label-62mm' || stock === 'receipt-80mm')
    return { least: { widthMm, heightMm: 30 }, most: { widthMm, heightMm: 300 } };
  if (isSheet(stock)) return { least: { widthMm: 30, heightMm: 30 }, most: { widthMm: 180, heightMm: 200 } };
  return { least: pages[stock], most: pages[stock] };
}

/** The part of a card that the printer reaches: all of it but on receipts. */
export function printableArea(stock: Stock, card: SizeMm): BoxMm {
  const xMm = stock === 'receipt-80mm' ? (card.widthMm - receiptPrintableMm) / 2 : 0;
  return { xMm, yMm: 0, widthMm: card.widthMm - 2 * xMm, heightMm: card.heightMm };
}

/** Whether the stock is office paper from which a card is cut. */
export function isSheet(stock: Stock): boolean {
  return stock === 'sheet-a4' || stock === 'sheet-letter';
}

/** What a receipt printer of 80 mm paper can print on: 576 dots at 203 dpi, in the middle. */
const receiptPrintableMm = 72;

/**
 * Other pages that carry the same print, since jobs are centred and never scaled: drivers of receipt printers call
 * the paper by its width or by what can be printed of it.
 */
export function pagesLike(stock: Stock, page: SizeMm): readonly SizeMm[] {
  return stock === 'receipt-80mm' ? [page, { ...page, widthMm: receiptPrintableMm }] : [page];
}
