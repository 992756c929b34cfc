import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside } from '../../../core/badge/box.ts';
import { stocks } from '../../../core/badge/stock.ts';
import { alignments, codeKinds, knownFields, templateFields } from '../../../core/badge/template.ts';
import { templateTroubles } from '../../../core/badge/template-check.ts';
import { builtInTemplate } from './built-in-templates.ts';
import { templateSchema } from './template-schema.ts';

const name = { field: 'name', boxMm: [54, 2, 28, 9] };
const good = { stock: 'card-cr80', codeMm: [0, 0, 52], fields: [name] };

function firstIssue(value: unknown) {
  const [issue] = templateSchema.safeParse(value).error?.issues ?? [];
  return issue;
}

describe('a good template', () => {
  it('has the card of its stock unless it says otherwise, and boxes that are always shown', () => {
    expect(templateSchema.parse(good)).toEqual({
      template: {
        stock: 'card-cr80',
        card: { widthMm: 85.6, heightMm: 53.98 },
        code: { xMm: 0, yMm: 0, widthMm: 52, heightMm: 52 },
        fields: [
          {
            field: 'name',
            xMm: 54,
            yMm: 2,
            widthMm: 28,
            heightMm: 9,
            text: null,
            largestMm: null,
            align: 'start',
            when: { code: null, known: null },
          },
        ],
        logo: null,
      },
      logoSource: null,
    });
  });

  it('may put two boxes in one place if no badge has both', () => {
    const fields = [
      { ...name, when: { code: 'temporary' } },
      { ...name, when: { code: 'standard' } },
    ];
    expect(templateSchema.safeParse({ ...good, fields }).success).toBe(true);
  });

  it('may be of another length on a roll, and of another card on a sheet', () => {
    for (const size of [
      { stock: 'label-62mm', cardMm: [62, 60], codeMm: [3, 3, 56] },
      { stock: 'sheet-a4', cardMm: [90, 55], codeMm: [1, 1, 52] },
      { stock: 'sheet-letter', cardMm: [40, 40], codeMm: [1, 1, 38] },
    ])
      expect(templateSchema.safeParse(size).success).toBe(true);
  });

  it('is the example in the docs', () => {
    const docs = readFileSync(path.join(import.meta.dirname, '../../../../docs/printing.md'), 'utf8');
    const [, example = ''] = docs.match(/```json\n([\s\S]*?)```/) ?? [];
    expect(templateSchema.parse(JSON.parse(example)).template.fields).toHaveLength(7);
    for (const key of [...templateFields, ...alignments, ...codeKinds, ...knownFields])
      expect(docs).toContain(`\`${key}\``);
  });

  it.each(stocks)('is built in for %s', (stock) => {
    expect(templateTroubles(builtInTemplate(stock))).toEqual([]);
  });
});

describe('a bad template', () => {
  const png = 'data:image/png;base64,AAAA';
  const logo = { boxMm: [54, 30, 20, 10] };
  it.each<[string, unknown, readonly PropertyKey[], string]>([
    ['no object', [], [], 'expected object'],
    ['an unknown key', { ...good, colour: 'red' }, [], 'colour'],
    ['an unknown key of a field', { ...good, fields: [{ ...name, size: 3 }] }, ['fields', 0], 'size'],
    ['an unknown field', { ...good, fields: [{ ...name, field: 'pin' }] }, ['fields', 0, 'field'], 'howTo'],
    ['no stock', { ...good, stock: undefined }, ['stock'], 'card-cr80'],
    ['an unknown stock', { ...good, stock: 'card-cr79' }, ['stock'], 'receipt-80mm'],
    ['no code', { ...good, codeMm: undefined }, ['codeMm'], 'expected tuple'],
    [
      'three numbers for a box',
      { ...good, fields: [{ ...name, boxMm: [1, 2, 3] }] },
      ['fields', 0, 'boxMm'],
      '4',
    ],
    [
      'a place left of the card',
      { ...good, fields: [{ ...name, boxMm: [-1, 2, 3, 4] }] },
      ['fields', 0, 'boxMm', 0],
      '0',
    ],
    [
      'letters too small to print',
      { ...good, fields: [{ ...name, largestMm: 1 }] },
      ['fields', 0, 'largestMm'],
      '1.4',
    ],
    [
      'a text without words',
      { ...good, fields: [{ ...name, field: 'text' }] },
      ['fields', 0, 'text'],
      'string',
    ],
    [
      'words on a field that has its own',
      { ...good, fields: [{ ...name, text: 'x' }] },
      ['fields', 0],
      'text',
    ],
    ['more fields than a badge holds', { ...good, fields: Array(41).fill(name) }, ['fields'], '40'],
    [
      'an unknown condition',
      { ...good, fields: [{ ...name, when: { day: 1 } }] },
      ['fields', 0, 'when'],
      'day',
    ],
    [
      'a box that leaves the card',
      { ...good, fields: [{ ...name, boxMm: [54, 50, 28, 9] }] },
      ['fields', 0, 'boxMm'],
      'within x 0 to 85.6 and y 0 to 53.98 mm',
    ],
    [
      'words over the quiet zone',
      { ...good, fields: [{ ...name, boxMm: [51.9, 2, 28, 9] }] },
      ['fields', 0, 'boxMm'],
      'clear of codeMm',
    ],
    [
      'boxes that overlap',
      { ...good, fields: [name, { field: 'date', boxMm: [60, 10, 20, 5] }] },
      ['fields', 1, 'boxMm'],
      'clear of fields.0',
    ],
    [
      'boxes that overlap for one kind of code',
      {
        ...good,
        fields: [
          { ...name, when: { code: 'standard' } },
          { ...name, when: { known: 'department' } },
        ],
      },
      ['fields', 1, 'boxMm'],
      'clear of fields.0',
    ],
    [
      'a code under two inches where there is room',
      { ...good, codeMm: [0, 0, 50] },
      ['codeMm'],
      'at least 50.8 mm',
    ],
    ['a code that leaves the card', { ...good, codeMm: [0, 2, 52.8] }, ['codeMm'], 'within'],
    [
      'a code that hardly fills a small card',
      { stock: 'sheet-a4', cardMm: [40, 40], codeMm: [1, 1, 30] },
      ['codeMm'],
      'at least 34 mm',
    ],
    [
      'a box in the margin of a receipt',
      { stock: 'receipt-80mm', codeMm: [10, 30, 60], fields: [{ ...name, boxMm: [3, 2, 28, 9] }] },
      ['fields', 0, 'boxMm'],
      'x 4 to 76',
    ],
    ['another size of a plastic card', { ...good, cardMm: [86, 54] }, ['cardMm'], '85.6 by 53.98'],
    [
      'another width of a roll',
      { stock: 'label-62mm', cardMm: [60, 100], codeMm: [1, 1, 52] },
      ['cardMm'],
      '62 by 30',
    ],
    [
      'a logo over a field',
      { ...good, logo: { png, boxMm: name.boxMm } },
      ['logo', 'boxMm'],
      'clear of fields.0',
    ],
    ['a logo without a picture', { ...good, logo }, ['logo'], 'either file or png'],
    [
      'a logo with two pictures',
      { ...good, logo: { ...logo, png, file: 'a.png' } },
      ['logo'],
      'either file or png',
    ],
    [
      'a logo elsewhere',
      { ...good, logo: { ...logo, file: '../a.png' } },
      ['logo', 'file'],
      'beside the template',
    ],
    [
      'a logo from the network',
      { ...good, logo: { ...logo, png: 'https://x/y.png' } },
      ['logo', 'png'],
      'data:image/png',
    ],
    [
      'a logo that could run something',
      { ...good, logo: { ...logo, png: 'data:image/svg+xml;base64,AAAA' } },
      ['logo', 'png'],
      'data:image/png',
    ],
  ])('has %s', (_title, value, path, allowed) => {
    const issue = firstIssue(value);
    expect(issue?.path).toEqual(path);
    expect(JSON.stringify(issue)).toContain(allowed);
  });

  /** Paints whole millimetres: a second opinion that knows nothing of edges. */
  it('is one with a spot on it twice or off the card, and no other', () => {
    const number = (least: number, most: number) => fc.integer({ min: least, max: most });
    const anyBox = fc.tuple(number(50, 84), number(0, 52), number(2, 20), number(2, 20));
    let taken = 0;
    fc.assert(
      fc.property(fc.array(anyBox, { maxLength: 4 }), (all) => {
        const fields = all.map((boxMm) => ({ field: 'station', boxMm }));
        const painted = new Set<string>();
        for (let x = 0; x < 51; x += 1) for (let y = 0; y < 51; y += 1) painted.add(`${x} ${y}`);
        let isClean = true;
        for (const [left, top, width, height] of all)
          for (let x = left; x < left + width; x += 1)
            for (let y = top; y < top + height; y += 1) {
              if (painted.has(`${x} ${y}`) || x + 1 > 85.6 || y + 1 > 53.98) isClean = false;
              painted.add(`${x} ${y}`);
            }
        const parsed = templateSchema.safeParse({ stock: 'card-cr80', codeMm: [0, 0, 51], fields });
        expect(parsed.success).toBe(isClean);
        if (!parsed.success) return;
        taken += fields.length;
        const { card, fields: boxes } = parsed.data.template;
        for (const box of boxes) expect(isInside(box, { xMm: 0, yMm: 0, ...card })).toBe(true);
      }),
      { numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(20);
  });
});
