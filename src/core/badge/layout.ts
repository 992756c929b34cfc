/** Where everything on a badge goes, in millimetres on the page: a template brought onto its cards. */
import { assert } from '../result.ts';
import { mirrored, moved } from './box.ts';
import { type CodeFit, placeCode } from './code-fit.ts';
import { cardPlaces, cropMarks, type LineMm } from './sheet.ts';
import { type BoxMm, isSheet, type SizeMm } from './stock.ts';
import {
  type CodeKind,
  type Design,
  designPage,
  type FieldBox,
  isShown,
  type KnownField,
  type LogoBox,
} from './template.ts';

export interface CardLayout {
  readonly card: BoxMm;
  /** The symbol with its quiet zone. */
  readonly code: BoxMm;
  readonly codeFit: CodeFit;
  /** Only those that are on this badge. */
  readonly fields: readonly FieldBox[];
  readonly logo: LogoBox | null;
}

export interface BadgeLayout {
  readonly page: SizeMm;
  readonly cards: readonly CardLayout[];
  readonly cropMarks: readonly LineMm[];
  /** Where a sheet with one card says how to cut it. */
  readonly caption: BoxMm | null;
}

/** What a card's layout depends on. */
export interface CardFacts {
  /** One side of the symbol, the quiet zone of four modules on both sides included. */
  readonly modules: number;
  readonly codeKind: CodeKind;
  readonly known: readonly KnownField[];
}

export interface LayoutInput {
  readonly design: Design;
  readonly dpi: number;
  readonly direction: 'ltr' | 'rtl';
  /** At least one, at most as many as share a page. */
  readonly cards: readonly CardFacts[];
}

/** Lays a page out. The boxes never overlap and never leave their card. */
export function layoutBadge(input: LayoutInput): BadgeLayout {
  const { design, dpi, direction } = input;
  const places = cardPlaces(design, direction);
  assert(dpi > 0, 'a printer has dots');
  assert(input.cards.length > 0 && input.cards.length <= places.length, 'a page has a place for every card');
  const used = places.slice(0, input.cards.length);
  const [first] = used;
  const isSingle = isSheet(design.template.stock) && places.length === 1 && first !== undefined;
  return {
    page: designPage(design),
    cards: input.cards.map((facts, index) => layoutCard(facts, used[index] ?? places[0], input)),
    cropMarks: cropMarks(design, used),
    caption: isSingle ? below(first, 12, 12) : null,
  };
}

function layoutCard(facts: CardFacts, card: BoxMm | undefined, input: LayoutInput): CardLayout {
  assert(card !== undefined && facts.modules > 8, 'a symbol has modules, and a place');
  const { template } = input.design;
  const onPage = <T extends BoxMm>(box: T): T => {
    const placed = moved(box, card);
    return input.direction === 'rtl' ? mirrored(placed, card) : placed;
  };
  const isOn = (box: FieldBox | LogoBox) => isShown(box, facts.codeKind, facts.known);
  const { logo } = template;
  return {
    card,
    ...placeCode(onPage(template.code), facts.modules, input.dpi),
    fields: template.fields.filter(isOn).map(onPage),
    logo: logo !== null && isOn(logo) ? onPage(logo) : null,
  };
}

function below(card: BoxMm, gapMm: number, heightMm: number): BoxMm {
  return { xMm: card.xMm, yMm: card.yMm + card.heightMm + gapMm, widthMm: card.widthMm, heightMm };
}
