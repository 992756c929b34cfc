/** Where everything on a PIN slip goes: outside what may be seen, inside the PIN, and a flap that is folded over it. */
import { type BoxMm, isSheet, pageSize, type SizeMm, type Stock } from '../badge/stock.ts';
import type { Design } from '../badge/template.ts';
import { stack } from './stack.ts';

export interface PinSlipInput {
  /** The digits as ASCII bytes. A secret: whoever holds them wipes them. */
  readonly pin: Uint8Array;
  readonly workerName: string;
  readonly stationName: string;
  readonly site: string;
  readonly locale: string;
  readonly stock: Stock;
  /** Left out: the stock's built-in template. */
  readonly design?: Design | undefined;
}

/**
 * Paper is printed on one side, so one fold has to do: the flap below the PIN is folded up over it, print on print,
 * and what stands above stays in sight.
 */
export interface PinSlipLayout {
  readonly page: SizeMm;
  /** The page, or on a sheet what is cut out of it. */
  readonly slip: BoxMm;
  readonly title: BoxMm;
  readonly name: BoxMm;
  /** For whom it is, how to use it, the first time, and afterwards. */
  readonly notes: BoxMm;
  readonly place: BoxMm;
  readonly inside: BoxMm;
  readonly pinLabel: BoxMm;
  readonly digits: BoxMm;
  /** Where the flap begins; folded there it lies exactly on the inside. */
  readonly foldYMm: number;
  readonly foldWords: BoxMm;
  /** Printed dark, so that the PIN cannot be read through the paper. */
  readonly cover: BoxMm;
}

/** How a slip is divided, from top to bottom: what stays in sight, the inside, and the flap, which is as high as the inside. */
interface Division {
  readonly insideMm: number;
  readonly marginMm: number;
  /** The name beside the title, where the slip is wide or low. */
  readonly isWide: boolean;
}

const divisions: Readonly<Record<Stock, Division | null>> = {
  'card-cr80': { insideMm: 13, marginMm: 2.8, isWide: true },
  'label-62mm': { insideMm: 26, marginMm: 3.2, isWide: false },
  'label-4x3in': { insideMm: 21, marginMm: 4, isWide: true },
  'label-2x2in': null,
  'receipt-80mm': { insideMm: 26, marginMm: 5, isWide: false },
  'sheet-a4': { insideMm: 34, marginMm: 5, isWide: true },
  'sheet-letter': { insideMm: 34, marginMm: 5, isWide: true },
};

const onSheet: SizeMm = { widthMm: 105, heightMm: 126 };
const fromTopMm = 20;
const gapMm = 0.6;
/** White between what stays in sight and the inside. */
const clearMm = 1.2;
/** The least height in which a PIN of 20 digits, with a word above and below it, is easy to read. */
const leastInsideMm = 13;
/** Of each share of a row: lower rows have letters that nobody reads at arm's length. */
const leastShareMm = 0.9;
/** Higher rows would only be farther apart. */
const mostShareMm = 1.5;

/**
 * Null where there is no room for words beside a PIN that is easy to read.
 * @param page as the printer's template has it: a roll is cut at any length
 */
export function pinSlipLayout(
  stock: Stock,
  direction: 'ltr' | 'rtl',
  page: SizeMm = pageSize(stock),
): PinSlipLayout | null {
  const slip = slipOn(stock, page);
  const division = divisionOf(stock, slip.heightMm);
  if (division === null) return null;
  const { insideMm, marginMm } = division;
  const column = { xMm: slip.xMm + marginMm, widthMm: slip.widthMm - 2 * marginMm };
  const foldYMm = slip.yMm + slip.heightMm - insideMm;
  const insideYMm = foldYMm - insideMm;
  const stripMm = 3.6;
  const heightMm = Math.min(insideYMm - slip.yMm - marginMm - clearMm, rowsMm(division.isWide, mostShareMm));
  return {
    page,
    slip,
    ...outside(division, { ...column, yMm: slip.yMm + marginMm, heightMm }, direction),
    inside: { ...slip, yMm: insideYMm, heightMm: insideMm },
    pinLabel: { ...column, yMm: insideYMm + 1, heightMm: stripMm - 0.6 },
    digits: { ...column, yMm: insideYMm + stripMm, heightMm: insideMm - 2 * stripMm },
    foldYMm,
    foldWords: { ...column, yMm: foldYMm + 0.5, heightMm: stripMm - 0.7 },
    cover: { ...slip, yMm: foldYMm + stripMm, heightMm: insideMm - stripMm },
  };
}

/** The stock's own for its usual length; a shorter slip takes from the PIN's room, then puts the name beside the title. */
function divisionOf(stock: Stock, heightMm: number): Division | null {
  const usual = divisions[stock];
  if (usual === null) return null;
  const { marginMm } = usual;
  const leastMm = (isWide: boolean) => marginMm + rowsMm(isWide, leastShareMm) + clearMm;
  const isWide = usual.isWide || heightMm < leastMm(false) + 2 * leastInsideMm;
  const roomMm = (heightMm - leastMm(isWide)) / 2;
  if (roomMm < leastInsideMm) return null;
  const scaledMm = usual.insideMm * (heightMm / slipOn(stock, pageSize(stock)).heightMm);
  return { ...usual, isWide, insideMm: Math.min(usual.insideMm, roomMm, Math.max(leastInsideMm, scaledMm)) };
}

/** The title, the name where it is not beside it, the notes, and the place. */
function rowShares(isWide: boolean): readonly number[] {
  return [...(isWide ? [5.2] : [5.2, 6.4]), 17, 2.2];
}

function rowsMm(isWide: boolean, perShareMm: number): number {
  const shares = rowShares(isWide);
  return shares.reduce((sum, share) => sum + share * perShareMm, 0) + gapMm * (shares.length - 1);
}

function slipOn(stock: Stock, page: SizeMm): BoxMm {
  if (!isSheet(stock)) return { xMm: 0, yMm: 0, ...page };
  return { xMm: (page.widthMm - onSheet.widthMm) / 2, yMm: fromTopMm, ...onSheet };
}

type Outside = Pick<PinSlipLayout, 'title' | 'name' | 'notes' | 'place'>;

function outside({ isWide }: Division, column: BoxMm, direction: 'ltr' | 'rtl'): Outside {
  const [first = column, ...rest] = stack(column, gapMm, rowShares(isWide));
  const [title, beside] = isWide ? sideBySide(first, direction) : [first, first];
  const [name = beside, ...below] = isWide ? [beside, ...rest] : rest;
  const [notes = column, place = column] = below;
  return { title, name, notes, place };
}

/** The first is where reading begins. */
function sideBySide(row: BoxMm, direction: 'ltr' | 'rtl'): readonly [BoxMm, BoxMm] {
  const firstMm = row.widthMm * 0.36;
  const secondMm = row.widthMm - firstMm - 2;
  const [firstXMm, secondXMm] = direction === 'ltr' ? [0, firstMm + 2] : [secondMm + 2, 0];
  return [
    { ...row, xMm: row.xMm + firstXMm, widthMm: firstMm },
    { ...row, xMm: row.xMm + secondXMm, widthMm: secondMm },
  ];
}
