/** What a badge template says: where the code, the words and a logo go on a card of one stock. */
import { type BoxMm, isSheet, pageSize, type SizeMm, type Stock } from './stock.ts';

/** The things to read on a badge; `text` is a text of the template's own. */
export const templateFields = [
  'band',
  'kind',
  'name',
  'validUntil',
  'time',
  'date',
  'start',
  'station',
  'howTo',
  'employeeId',
  'department',
  'text',
] as const;
export type TemplateField = (typeof templateFields)[number];

export const codeKinds = ['temporary', 'standard'] as const;
export type CodeKind = (typeof codeKinds)[number];

/** What the directory knows of some workers only. */
export const knownFields = ['employeeId', 'department'] as const;
export type KnownField = (typeof knownFields)[number];

/** When a box is on the badge; null: in any case. */
export interface When {
  readonly code: CodeKind | null;
  readonly known: KnownField | null;
}

export const alignments = ['start', 'center', 'end'] as const;

/** A box for words, from the card's top left corner on a card that is read from left to right. */
export interface FieldBox extends BoxMm {
  readonly field: TemplateField;
  readonly when: When;
  /** What a `text` says; else null. */
  readonly text: string | null;
  /** The largest size of the letters; null: what suits the field. */
  readonly largestMm: number | null;
  readonly align: (typeof alignments)[number];
}

export interface LogoBox extends BoxMm {
  readonly when: When;
  /** `data:image/png;base64,…` of one bit per pixel. */
  readonly url: string;
}

export interface Template {
  readonly stock: Stock;
  readonly card: SizeMm;
  /** The room for the symbol with its quiet zone: a square. */
  readonly code: BoxMm;
  readonly fields: readonly FieldBox[];
  readonly logo: LogoBox | null;
}

/** How many cards share a sheet of office paper. */
export const cardsPerSheet = [1, 8, 10] as const;
export type CardsPerSheet = (typeof cardsPerSheet)[number];

/** What a printer's badges look like. */
export interface Design {
  readonly template: Template;
  /** 1 on every other stock. */
  readonly cardsPerSheet: CardsPerSheet;
}

/** The size of the page that reaches the printer. */
export function designPage({ template }: Design): SizeMm {
  return isSheet(template.stock) ? pageSize(template.stock) : template.card;
}

/** Whether a box is on the badge of this code and worker. What a box itself shows must be known as well. */
export function isShown(
  box: { readonly when: When; readonly field?: TemplateField },
  codeKind: CodeKind,
  known: readonly KnownField[],
): boolean {
  const { when, field } = box;
  const needed = [when.known, knownFields.find((each) => each === field) ?? null];
  return (
    (when.code === null || when.code === codeKind) &&
    needed.every((each) => each === null || known.includes(each))
  );
}
