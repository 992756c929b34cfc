/** What is wrong with a template's geometry, box by box: nothing may leave the card, overlap, or come near the code. */
import { isInside, overlap } from './box.ts';
import { twoInchesMm } from './code-fit.ts';
import { type BoxMm, cardRange, printableArea, type SizeMm } from './stock.ts';
import type { Template, When } from './template.ts';

export interface TemplateTrouble {
  /** Where in the template. */
  readonly path: readonly (string | number)[];
  readonly allowed: string;
}

/** On a card that is smaller than two inches the code gets at least this much of it. */
const leastShareOfSmallCard = 0.85;

interface Placed {
  readonly path: readonly (string | number)[];
  readonly box: BoxMm;
  readonly when: When;
}

/** Empty for a template that can be printed. */
export function templateTroubles(template: Template): readonly TemplateTrouble[] {
  const { least, most } = cardRange(template.stock);
  if (!isBetween(template.card, least, most))
    return [{ path: ['cardMm'], allowed: `a card from ${sides(least)} to ${sides(most)} mm` }];
  const area = printableArea(template.stock, template.card);
  const placed: readonly Placed[] = [
    ...template.fields.map((box, index) => ({ path: ['fields', index, 'boxMm'], box, when: box.when })),
    ...(template.logo === null
      ? []
      : [{ path: ['logo', 'boxMm'], box: template.logo, when: template.logo.when }]),
  ];
  return [
    ...codeTroubles(template, area),
    ...placed.flatMap((one) => boxTroubles(one, placed, area, template)),
  ];
}

function codeTroubles({ code, card }: Template, area: BoxMm): readonly TemplateTrouble[] {
  const shorterMm = Math.min(card.widthMm, card.heightMm);
  const leastMm = shorterMm < twoInchesMm ? shorterMm * leastShareOfSmallCard : twoInchesMm;
  const path = ['codeMm'];
  return [
    ...(code.widthMm < leastMm - 1e-6 ? [{ path, allowed: `a side of at least ${round(leastMm)} mm` }] : []),
    ...(isInside(code, area) ? [] : [{ path, allowed: within(area) }]),
  ];
}

function boxTroubles(
  { path, box, when }: Placed,
  all: readonly Placed[],
  area: BoxMm,
  { code }: Template,
): readonly TemplateTrouble[] {
  const before = all.slice(
    0,
    all.findIndex((each) => each.box === box),
  );
  const other = before.find((each) => mayMeet(each.when, when) && overlap(each.box, box));
  return [
    ...(isInside(box, area) ? [] : [{ path, allowed: within(area) }]),
    ...(overlap(box, code) ? [{ path, allowed: 'a box clear of codeMm, the quiet zone included' }] : []),
    ...(other === undefined
      ? []
      : [{ path, allowed: `a box clear of ${other.path.slice(0, -1).join('.')}` }]),
  ];
}

/** A box for temporary codes and one for standard codes are never on one badge. */
function mayMeet(a: When, b: When): boolean {
  return a.code === null || b.code === null || a.code === b.code;
}

function isBetween(size: SizeMm, least: SizeMm, most: SizeMm): boolean {
  return (
    size.widthMm >= least.widthMm &&
    size.heightMm >= least.heightMm &&
    size.widthMm <= most.widthMm &&
    size.heightMm <= most.heightMm
  );
}

function within(area: BoxMm): string {
  const [right, bottom] = [area.xMm + area.widthMm, area.yMm + area.heightMm].map(round);
  return `a box within x ${round(area.xMm)} to ${right} and y ${round(area.yMm)} to ${bottom} mm`;
}

function sides({ widthMm, heightMm }: SizeMm): string {
  return `${widthMm} by ${heightMm}`;
}

function round(mm: number): number {
  return Math.round(mm * 100) / 100;
}
