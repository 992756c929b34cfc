/** Where everything on a badge goes, in millimetres: the code first, the words in what is left. */
import { assert } from '../result.ts';
import { type CodeFit, fitCode } from './code-fit.ts';
import { type BadgeField, type BadgeFields, type Division, divisionOf } from './division.ts';
import { type BoxMm, cr80, isSheet, pageSize, type SizeMm, type Stock } from './stock.ts';

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

const cellGapMm = 1.6;

/** Lays a badge out. The boxes never overlap and never leave the card; only the code's quiet zone may touch its edge. */
export function layoutBadge(input: LayoutInput): BadgeLayout {
  assert(input.dpi > 0 && input.modules > 8, 'a symbol has modules and a printer has dots');
  const page = pageSize(input.stock);
  const card = placeCard(input.stock, page);
  const division = divisionOf(input.stock);
  const codeFit = fitCode(input.modules, input.dpi, division.codeRoomMm);
  const code = onDots(placeCode(division, card, codeFit.sideMm), input.dpi);
  const mirror = (box: BoxMm): BoxMm => (input.direction === 'rtl' ? mirrored(box, card) : box);
  return {
    stock: input.stock,
    page,
    card,
    code: onDots(mirror(code), input.dpi),
    codeFit,
    fields: division.codeAt === 'alone' ? null : placeFields(division, card, code, mirror),
    cropMarks: isSheet(input.stock) ? cropMarks(card) : [],
    caption: isSheet(input.stock) ? below(card, 12, 12) : null,
  };
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
  const boxes = divide(column, division);
  const box = (field: BadgeField): BoxMm => {
    const found = boxes.get(field);
    assert(found !== undefined, `a place for ${field}`);
    return mirror(found);
  };
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

/** Divides a column from top to bottom into rows, and these from its start on into cells. */
function divide(column: BoxMm, division: Division): ReadonlyMap<BadgeField, BoxMm> {
  const { rows, gapMm } = division;
  const whole = rows.reduce((sum, { share }) => sum + share, 0);
  const perShareMm = (column.heightMm - gapMm * (rows.length - 1)) / whole;
  const boxes = new Map<BadgeField, BoxMm>();
  let yMm = column.yMm;
  for (const { share, cells } of rows) {
    const heightMm = share * perShareMm;
    const roomMm = column.widthMm - cellGapMm * (cells.length - 1);
    let xMm = column.xMm;
    for (const [field, part] of cells) {
      boxes.set(field, { xMm, yMm, widthMm: roomMm * part, heightMm });
      xMm += roomMm * part + cellGapMm;
    }
    yMm += heightMm + gapMm;
  }
  return boxes;
}

/** Starts the code on a whole dot: a symbol of whole dots between two dots loses its crisp edges again. */
function onDots(box: BoxMm, dpi: number): BoxMm {
  const dotMm = 25.4 / dpi;
  const down = (mm: number) => Math.floor(mm / dotMm + 1e-6) * dotMm;
  return { ...box, xMm: down(box.xMm), yMm: down(box.yMm) };
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
