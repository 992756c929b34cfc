/** Where everything on a badge goes, in millimetres: the code first, the words in what is left. */
import { assert } from '../result.ts';
import { type CodeFit, fitCode } from './code-fit.ts';
import { type BoxMm, cr80, isSheet, pageSize, type SizeMm, type Stock } from './stock.ts';

/** One box per thing to read. */
export interface BadgeFields {
  /** The weekday's colour and pattern, with its name on it. */
  readonly band: BoxMm;
  /** The word "Temporary". */
  readonly kind: BoxMm;
  readonly name: BoxMm;
  readonly validUntil: BoxMm;
  readonly time: BoxMm;
  readonly date: BoxMm;
  readonly start: BoxMm;
  readonly station: BoxMm;
  readonly howTo: BoxMm;
}

/** A line of a crop mark. */
export interface LineMm {
  readonly x1Mm: number;
  readonly y1Mm: number;
  readonly x2Mm: number;
  readonly y2Mm: number;
}

export interface BadgeLayout {
  readonly stock: Stock;
  readonly page: SizeMm;
  /** The badge itself: the page, or the card on a sheet. */
  readonly card: BoxMm;
  /** The symbol with its quiet zone. */
  readonly code: BoxMm;
  readonly codeFit: CodeFit;
  /** Null on a stock that carries the code only. */
  readonly fields: BadgeFields | null;
  readonly cropMarks: readonly LineMm[];
  /** Where a sheet says how to cut it. */
  readonly caption: BoxMm | null;
}

export interface LayoutInput {
  readonly stock: Stock;
  readonly dpi: number;
  /** One side of the symbol, the quiet zone of four modules on both sides included. */
  readonly modules: number;
  readonly direction: 'ltr' | 'rtl';
}

/** How one kind of card is divided: margins and gaps in millimetres, rows as shares of the height left for words. */
interface Division {
  readonly codeAt: 'start' | 'bottom' | 'alone';
  readonly codeRoomMm: number;
  /** The least distance of words from the card's edges. */
  readonly marginXMm: number;
  readonly marginYMm: number;
  readonly gapMm: number;
  readonly rows: Readonly<Record<keyof BadgeFields, number>>;
}

const besideCode = {
  band: 6.6,
  kind: 3.4,
  name: 9.8,
  validUntil: 2.6,
  time: 8.6,
  date: 4.6,
  start: 2.4,
  station: 2.8,
  howTo: 4.6,
};
const aboveCode = {
  band: 6.6,
  kind: 3.2,
  name: 8.4,
  validUntil: 2.6,
  time: 8.4,
  date: 3.8,
  start: 2.2,
  station: 2.4,
  howTo: 2.4,
};

const divisions = {
  card: {
    codeAt: 'start',
    codeRoomMm: 53,
    marginXMm: 2.8,
    marginYMm: 2.8,
    gapMm: 0.7,
    rows: besideCode,
  },
  'label-62mm': {
    codeAt: 'bottom',
    // Roll printers for this label leave 1.5 mm free at the sides and 3 mm at the ends.
    codeRoomMm: 57,
    marginXMm: 2.6,
    marginYMm: 3.2,
    gapMm: 0.6,
    rows: aboveCode,
  },
  'label-4x3in': {
    codeAt: 'start',
    codeRoomMm: 58,
    marginXMm: 4,
    marginYMm: 4,
    gapMm: 1.3,
    rows: besideCode,
  },
  'label-2x2in': {
    codeAt: 'alone',
    codeRoomMm: 50.8,
    marginXMm: 0,
    marginYMm: 0,
    gapMm: 0,
    rows: besideCode,
  },
} as const satisfies Record<string, Division>;

/** Lays a badge out. The boxes never overlap and never leave the card; only the code's quiet zone may touch its edge. */
export function layoutBadge(input: LayoutInput): BadgeLayout {
  assert(input.dpi > 0 && input.modules > 8, 'a symbol has modules and a printer has dots');
  const page = pageSize(input.stock);
  const card = placeCard(input.stock, page);
  const division = divisionOf(input.stock);
  const codeFit = fitCode(input.modules, input.dpi, division.codeRoomMm);
  const code = placeCode(division, card, codeFit.sideMm);
  const mirror = (box: BoxMm): BoxMm => (input.direction === 'rtl' ? mirrored(box, card) : box);
  return {
    stock: input.stock,
    page,
    card,
    code: mirror(code),
    codeFit,
    fields: division.codeAt === 'alone' ? null : placeFields(division, card, code, mirror),
    cropMarks: isSheet(input.stock) ? cropMarks(card) : [],
    caption: isSheet(input.stock) ? below(card, 12, 12) : null,
  };
}

function divisionOf(stock: Stock): Division {
  return isSheet(stock) || stock === 'card-cr80'
    ? divisions.card
    : divisions[stock as Exclude<Stock, 'card-cr80' | 'sheet-a4' | 'sheet-letter'>];
}

/** On a sheet the card lies in the middle of the upper third: clear of every printer's margins. */
function placeCard(stock: Stock, page: SizeMm): BoxMm {
  if (!isSheet(stock)) return { xMm: 0, yMm: 0, ...page };
  return { xMm: (page.widthMm - cr80.widthMm) / 2, yMm: 32, ...cr80 };
}

function placeCode(division: Division, card: BoxMm, sideMm: number): BoxMm {
  const size = { widthMm: sideMm, heightMm: sideMm };
  const midX = card.xMm + (card.widthMm - sideMm) / 2;
  const midY = card.yMm + (card.heightMm - sideMm) / 2;
  switch (division.codeAt) {
    case 'alone':
      return { xMm: midX, yMm: midY, ...size };
    case 'bottom':
      return { xMm: midX, yMm: card.yMm + card.heightMm - sideMm - 1.6, ...size };
    case 'start':
      return { xMm: card.xMm + Math.min((card.heightMm - sideMm) / 2, 2.4), yMm: midY, ...size };
  }
}

function placeFields(
  division: Division,
  card: BoxMm,
  code: BoxMm,
  mirror: (box: BoxMm) => BoxMm,
): BadgeFields {
  const leftMm = division.codeAt === 'start' ? code.xMm + code.widthMm + 0.4 : card.xMm + division.marginXMm;
  const bottomMm = division.codeAt === 'bottom' ? code.yMm : card.yMm + card.heightMm - division.marginYMm;
  const column: BoxMm = {
    xMm: leftMm,
    yMm: card.yMm + division.marginYMm,
    widthMm: card.xMm + card.widthMm - division.marginXMm - leftMm,
    heightMm: bottomMm - card.yMm - division.marginYMm,
  };
  const box = stack(column, division.rows, division.gapMm, mirror);
  return {
    band: box('band'),
    kind: box('kind'),
    name: box('name'),
    validUntil: box('validUntil'),
    time: box('time'),
    date: box('date'),
    start: box('start'),
    station: box('station'),
    howTo: box('howTo'),
  };
}

/** Divides a column from top to bottom by shares. */
function stack<Row extends string>(
  column: BoxMm,
  shares: Readonly<Record<Row, number>>,
  gapMm: number,
  mirror: (box: BoxMm) => BoxMm,
): (row: Row) => BoxMm {
  const rows = Object.entries(shares) as [Row, number][];
  const whole = rows.reduce((sum, [, share]) => sum + share, 0);
  const perShareMm = (column.heightMm - gapMm * (rows.length - 1)) / whole;
  return (wanted) => {
    const before = rows.slice(
      0,
      rows.findIndex(([row]) => row === wanted),
    );
    const yMm = before.reduce((y, [, share]) => y + share * perShareMm + gapMm, column.yMm);
    return mirror({ ...column, yMm, heightMm: shares[wanted] * perShareMm });
  };
}

function mirrored(box: BoxMm, card: BoxMm): BoxMm {
  return { ...box, xMm: card.xMm + card.widthMm - (box.xMm - card.xMm) - box.widthMm };
}

function below(card: BoxMm, gapMm: number, heightMm: number): BoxMm {
  return { xMm: card.xMm, yMm: card.yMm + card.heightMm + gapMm, widthMm: card.widthMm, heightMm };
}

/** Two lines at each corner, outside the card, so that nothing of them stays on it. */
function cropMarks(card: BoxMm): readonly LineMm[] {
  const [nearMm, farMm] = [1.5, 7];
  const sides = [
    { xMm: card.xMm, outX: -1 },
    { xMm: card.xMm + card.widthMm, outX: 1 },
  ];
  const ends = [
    { yMm: card.yMm, outY: -1 },
    { yMm: card.yMm + card.heightMm, outY: 1 },
  ];
  return sides.flatMap(({ xMm, outX }) =>
    ends.flatMap(({ yMm, outY }) => [
      { x1Mm: xMm + outX * nearMm, y1Mm: yMm, x2Mm: xMm + outX * farMm, y2Mm: yMm },
      { x1Mm: xMm, y1Mm: yMm + outY * nearMm, x2Mm: xMm, y2Mm: yMm + outY * farMm },
    ]),
  );
}
