/** What a badge template's JSON may say: every key, its bounds, and where its boxes may lie. */
import { z } from 'zod';
import { cardSize, stocks } from '../../../core/badge/stock.ts';
import {
  alignments,
  codeKinds,
  type FieldBox,
  knownFields,
  type Template,
  templateFields,
  type When,
} from '../../../core/badge/template.ts';
import { templateTroubles } from '../../../core/badge/template-check.ts';

/** No page is longer; a place or a size that is no number of millimetres is a mistake. */
const placeMm = z.number().min(0).max(400);
const sizeMm = z.number().min(2).max(400);
/** x, y, width and height from the card's top left corner. */
const boxMm = z.tuple([placeMm, placeMm, sizeMm, sizeMm]);

const when = z.strictObject({ code: z.enum(codeKinds).optional(), known: z.enum(knownFields).optional() });

const shared = {
  boxMm,
  largestMm: z.number().min(1.4).max(60).optional(),
  align: z.enum(alignments).default('start'),
  when: when.default({}),
};
const field = z.discriminatedUnion(
  'field',
  [
    z.strictObject({ field: z.enum(templateFields).exclude(['text']), ...shared }),
    z.strictObject({ field: z.literal('text'), text: z.string().trim().min(1).max(120), ...shared }),
  ],
  { error: (issue) => (issue.code === 'invalid_union' ? templateFields.join(', ') : undefined) },
);

/** A picture beside the template; never elsewhere. */
const logoFile = z
  .string()
  .regex(/^[\w-][\w. -]{0,60}\.png$/i, 'the plain name of a PNG file beside the template');
/** 64 kB as base64. */
const logoUrl = z
  .string()
  .max(90_000)
  .regex(/^data:image\/png;base64,[A-Za-z0-9+/]+={0,2}$/, 'data:image/png;base64,…');
const logo = z
  .strictObject({
    boxMm,
    file: logoFile.optional(),
    png: logoUrl.optional(),
    when: when.default({}),
  })
  .refine(({ file, png }) => (file === undefined) !== (png === undefined), 'either file or png');

const keys = z.strictObject({
  stock: z.enum(stocks),
  cardMm: z.tuple([sizeMm, sizeMm]).optional(),
  codeMm: z.tuple([placeMm, placeMm, sizeMm]),
  fields: z.array(field).max(40).default([]),
  logo: logo.optional(),
});

/** The picture of a template, not read yet: a file beside it or its own bytes. */
export type LogoSource = { readonly file: string } | { readonly png: string };

export interface TemplateDraft {
  readonly template: Template;
  readonly logoSource: LogoSource | null;
}

/** A template whose logo has no picture yet. */
export const templateSchema = keys.transform((value, context): TemplateDraft => {
  const draft = draftOf(value);
  for (const { path, allowed } of templateTroubles(draft.template))
    context.addIssue({ code: 'custom', path: [...path], message: allowed });
  return draft;
});

function draftOf(value: z.output<typeof keys>): TemplateDraft {
  const [xMm, yMm, sideMm] = value.codeMm;
  const [widthMm, heightMm] = value.cardMm ?? [];
  const own = cardSize(value.stock);
  const template: Template = {
    stock: value.stock,
    card: { widthMm: widthMm ?? own.widthMm, heightMm: heightMm ?? own.heightMm },
    code: { xMm, yMm, widthMm: sideMm, heightMm: sideMm },
    fields: value.fields.map(fieldBox),
    logo:
      value.logo === undefined ? null : { ...box(value.logo.boxMm), when: whenOf(value.logo.when), url: '' },
  };
  return { template, logoSource: sourceOf(value.logo) };
}

function fieldBox(value: z.output<typeof field>): FieldBox {
  return {
    ...box(value.boxMm),
    field: value.field,
    text: value.field === 'text' ? value.text : null,
    largestMm: value.largestMm ?? null,
    align: value.align,
    when: whenOf(value.when),
  };
}

function sourceOf(value: z.output<typeof logo> | undefined): LogoSource | null {
  if (value?.file !== undefined) return { file: value.file };
  return value?.png === undefined ? null : { png: value.png };
}

function box([xMm, yMm, widthMm, heightMm]: z.output<typeof boxMm>) {
  return { xMm, yMm, widthMm, heightMm };
}

function whenOf({ code, known }: z.output<typeof when>): When {
  return { code: code ?? null, known: known ?? null };
}
