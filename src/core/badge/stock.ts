/** The stocks a badge can be printed on: page sizes in millimetres and where the card lies on a sheet. */

export const stocks = [
  'card-cr80',
  'label-62mm',
  'label-4x3in',
  'label-2x2in',
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
