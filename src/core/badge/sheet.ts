/** Where the cards lie on a page, and the marks along which they are cut out of a sheet. */
import { type BoxMm, isSheet, pageSize, type SizeMm } from './stock.ts';
import { type CardsPerSheet, type Design, designPage } from './template.ts';

/** A line of a crop mark. */
export interface LineMm {
  readonly x1Mm: number;
  readonly y1Mm: number;
  readonly x2Mm: number;
  readonly y2Mm: number;
}

/** White between two cards: ten of them fill a sheet's height, one under the other. */
const gaps: Readonly<Record<Exclude<CardsPerSheet, 1>, SizeMm>> = {
  8: { widthMm: 8, heightMm: 6 },
  10: { widthMm: 8, heightMm: 0 },
};
/** A single card lies clear of every printer's margins. */
const singleTopMm = 32;

/** Every place for a card, row by row from the sheet's start. */
export function cardPlaces(design: Design, direction: 'ltr' | 'rtl'): readonly BoxMm[] {
  const { card, stock } = design.template;
  if (!isSheet(stock)) return [{ xMm: 0, yMm: 0, ...card }];
  const page = pageSize(stock);
  if (design.cardsPerSheet === 1)
    return [{ xMm: (page.widthMm - card.widthMm) / 2, yMm: singleTopMm, ...card }];
  const gap = gaps[design.cardsPerSheet];
  const rows = design.cardsPerSheet / 2;
  const usedMm = {
    x: 2 * card.widthMm + gap.widthMm,
    y: rows * (card.heightMm + gap.heightMm) - gap.heightMm,
  };
  const columns = direction === 'rtl' ? [1, 0] : [0, 1];
  return Array.from({ length: rows }, (_, row) =>
    columns.map((column) => ({
      xMm: (page.widthMm - usedMm.x) / 2 + column * (card.widthMm + gap.widthMm),
      yMm: (page.heightMm - usedMm.y) / 2 + row * (card.heightMm + gap.heightMm),
      ...card,
    })),
  ).flat();
}

/** A mark begins this far from the card, so that nothing of it stays on it, and ends at most this far. */
const [nearMm, farMm] = [1.5, 7];
const leastMarkMm = 0.4;
/** Where ten cards fill a letter sheet, its printer has but half a millimetre left for a mark. */
const [tightMm, tightNearMm] = [5, 0.15];

/** Two lines at each corner of each card, outside every card; none where cards touch. */
export function cropMarks(design: Design, cards: readonly BoxMm[]): readonly LineMm[] {
  if (!isSheet(design.template.stock)) return [];
  const page = designPage(design);
  const places = cardPlaces(design, 'ltr');
  const clear = ({ heightMm, yMm, xMm, widthMm }: BoxMm) => ({
    left: clearance(xMm, [0, ...places.map((each) => each.xMm + each.widthMm)]),
    right: clearance(-xMm - widthMm, [-page.widthMm, ...places.map((each) => -each.xMm)]),
    up: clearance(yMm, [0, ...places.map((each) => each.yMm + each.heightMm)]),
    down: clearance(-yMm - heightMm, [-page.heightMm, ...places.map((each) => -each.yMm)]),
  });
  return cards.flatMap((card) => {
    const { left, right, up, down } = clear(card);
    const { xMm: x1, yMm: y1 } = card;
    const [x2, y2] = [x1 + card.widthMm, y1 + card.heightMm];
    return [
      ...[y1, y2].flatMap((y) => [...across(x1, -left, y), ...across(x2, right, y)]),
      ...[x1, x2].flatMap((x) => [...upright(y1, -up, x), ...upright(y2, down, x)]),
    ];
  });
}

/** How far it is from an edge back to the nearest thing before it. */
function clearance(edgeMm: number, thingsMm: readonly number[]): number {
  const before = thingsMm.filter((each) => each <= edgeMm + 1e-6);
  return edgeMm - Math.max(...before);
}

/** From where to where a mark goes in a clearance: between two cards each has half of it. */
function span(clearMm: number): readonly [number, number] | null {
  const far = Math.min(farMm, clearMm > 12 ? clearMm - 5 : clearMm / 2);
  const near = clearMm < tightMm ? tightNearMm : Math.min(nearMm, far / 4);
  return far - near < leastMarkMm ? null : [near, far];
}

function across(fromMm: number, clearMm: number, yMm: number): readonly LineMm[] {
  const reach = span(Math.abs(clearMm));
  if (reach === null) return [];
  const [x1Mm = 0, x2Mm = 0] = reach.map((each) => fromMm + Math.sign(clearMm) * each);
  return [{ x1Mm, y1Mm: yMm, x2Mm, y2Mm: yMm }];
}

function upright(fromMm: number, clearMm: number, xMm: number): readonly LineMm[] {
  return across(fromMm, clearMm, xMm).map(({ x1Mm, y1Mm, x2Mm, y2Mm }) => ({
    x1Mm: y1Mm,
    y1Mm: x1Mm,
    x2Mm: y2Mm,
    y2Mm: x2Mm,
  }));
}
