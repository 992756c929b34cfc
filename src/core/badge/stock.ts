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

/** The size of the page that reaches the printer. */
export function pageSize(stock: Stock): SizeMm {
  return pages[stock];
}

/** Whether the stock is office paper from which a card is cut. */
export function isSheet(stock: Stock): boolean {
  return stock === 'sheet-a4' || stock === 'sheet-letter';
}

/** What a receipt printer of 80 mm paper can print on: 576 dots at 203 dpi, in the middle. */
export const receiptPrintableMm = 72;

/**
 * Other pages that carry the same print, since jobs are centred and never scaled: drivers of receipt printers call
 * the paper by its width or by what can be printed of it.
 */
export function pagesLike(stock: Stock, page: SizeMm): readonly SizeMm[] {
  return stock === 'receipt-80mm' ? [page, { ...page, widthMm: receiptPrintableMm }] : [page];
}
