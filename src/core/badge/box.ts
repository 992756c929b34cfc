/** Rectangles on paper, in millimetres: which lie within which, which touch, and how they mirror. */
import type { BoxMm } from './stock.ts';

/** Less than any printer's dot: the noise of binary fractions. */
const slackMm = 1e-6;

export function isInside(inner: BoxMm, outer: BoxMm): boolean {
  return (
    inner.xMm >= outer.xMm - slackMm &&
    inner.yMm >= outer.yMm - slackMm &&
    inner.xMm + inner.widthMm <= outer.xMm + outer.widthMm + slackMm &&
    inner.yMm + inner.heightMm <= outer.yMm + outer.heightMm + slackMm
  );
}

/** Boxes that only share an edge do not overlap. */
export function overlap(a: BoxMm, b: BoxMm): boolean {
  return (
    a.xMm < b.xMm + b.widthMm - slackMm &&
    b.xMm < a.xMm + a.widthMm - slackMm &&
    a.yMm < b.yMm + b.heightMm - slackMm &&
    b.yMm < a.yMm + a.heightMm - slackMm
  );
}

/** As seen in a mirror that stands in the middle of `card`. */
export function mirrored<T extends BoxMm>(box: T, card: BoxMm): T {
  return { ...box, xMm: card.xMm + card.widthMm - (box.xMm - card.xMm) - box.widthMm };
}

export function moved<T extends BoxMm>(box: T, by: BoxMm): T {
  return { ...box, xMm: box.xMm + by.xMm, yMm: box.yMm + by.yMm };
}
