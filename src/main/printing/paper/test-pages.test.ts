import { describe, expect, it } from 'vitest';
import { pageSize, stocks } from '../../../core/badge/stock.ts';
import type { Design } from '../../../core/badge/template.ts';
import type { TestPageInput } from '../../../core/paper/test-page-layout.ts';
import { locales } from '../../../shared/api.ts';
import { samplePdf } from '../../../testing/sample-pdf.ts';
import type { PdfMaker } from '../../paper-ports.ts';
import { makeSymbol, reads } from '../badge/symbol.ts';
import { templateSchema } from '../badge/template-schema.ts';
import { paperTexts } from './paper-texts.ts';
import { sampleContent } from './sample-code.ts';
import { createTestPages } from './test-pages.ts';

const input: TestPageInput = {
  kind: 'test',
  printer: 'Zebra-1',
  stock: 'card-cr80',
  dpi: 300,
  media: 'om_card_86x54mm',
  stationName: 'Gate 3',
  site: 'Plant 7',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  atMs: Date.UTC(2026, 10, 23, 20, 5),
};
const kinds = ['test', 'alignment'] as const;
const onePage = samplePdf({ widthMm: 85.6, heightMm: 53.98 });

async function pageOf(known: Partial<TestPageInput>, pdf = onePage): Promise<string> {
  const pages: string[] = [];
  const pdfMaker: PdfMaker = {
    pdf: async (html) => {
      pages.push(html);
      return pdf;
    },
  };
  const made = await createTestPages({ pdfMaker }).render({ ...input, ...known });
  expect(made).toEqual({ ok: true, value: pdf });
  return pages.join();
}

const tags = (html: string) =>
  [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/font-size:[^;]*|clamp:\d+| deep(?=")/g, ''));

describe.each(kinds)('the %s page', (kind) => {
  it('is one page of the stock’s own size that loads nothing but what it carries', async () => {
    for (const stock of stocks) {
      const html = await pageOf({ kind, stock });
      const { widthMm, heightMm } = pageSize(stock);
      expect(html).toContain(`@page{size:${widthMm}mm ${heightMm}mm;margin:0}`);
      expect(html).toContain(
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; font-src daypass-badge:",
      );
      expect(html).not.toMatch(/https?:|url\((?!daypass-badge:\/\/fonts\/)|<script|<link|@import/);
    }
  });

  it('is as large as the printer’s own template has it, like its badges', async () => {
    const { template } = templateSchema.parse({
      stock: 'label-62mm',
      cardMm: [62, 72],
      codeMm: [3, 15, 56],
      fields: [{ field: 'name', boxMm: [3, 2, 56, 12] }],
    });
    const html = await pageOf({ kind, stock: 'label-62mm', design: { template, cardsPerSheet: 1 } });
    expect(html).toContain('@page{size:62mm 72mm;margin:0}');
    expect(html).toContain('om_card_86x54mm');
  });

  it.each(stocks)('names printer, stock, dpi and medium on %s', async (stock) => {
    const html = await pageOf({ kind, stock });
    for (const word of ['Zebra-1', stock, '300 dpi', 'om_card_86x54mm']) expect(html).toContain(word);
  });

  it.each(locales)('says in %s what it is', async (locale) => {
    const html = await pageOf({ kind, locale });
    const { testPage, alignmentPage, direction } = paperTexts(locale);
    expect(html).toContain(`<bdi>${kind === 'test' ? testPage.title : alignmentPage.title}</bdi>`);
    expect(html).toContain(`<html lang="${locale}" dir="${direction}">`);
    expect(html).not.toContain('{{');
  });

  it('lets no name from outside become markup', async () => {
    const plain = tags(await pageOf({ kind }));
    for (const name of ['<script>alert(1)</script>', '"><img src=x>', '\u202eevil', '</bdi></span><h1>']) {
      const html = await pageOf({ kind, printer: name, media: name, stationName: name, site: name });
      expect(tags(html)).toEqual(plain);
      expect(html).not.toMatch(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    }
  });

  it('is refused when it runs over onto a second page, and when the window fails', async () => {
    const twoPages = samplePdf({ widthMm: 85.6, heightMm: 53.98, pages: 2 });
    const over: PdfMaker = { pdf: async () => twoPages };
    const failing: PdfMaker = { pdf: (html) => Promise.reject(new Error(html)) };
    const ends = [over, failing].map((pdfMaker) => createTestPages({ pdfMaker }).render({ ...input, kind }));
    expect(await Promise.all(ends)).toMatchObject([
      { ok: false, error: { kind: 'layout-failed', detail: '2 pages' } },
      { ok: false, error: { kind: 'layout-failed', detail: 'pdf failed' } },
    ]);
  });
});

describe('the test page', () => {
  it('carries a public text as a symbol as dense as a real code, and says that it is a sample', async () => {
    const html = await pageOf({});
    const [, png = ''] = html.match(/src="data:image\/png;base64,([^"]+)"/) ?? [];
    expect(reads(Buffer.from(png, 'base64'), sampleContent(239))).toBe(true);
    expect(new TextDecoder().decode(sampleContent(239))).toMatch(/^(daypass-sample ?)+$/);
    // Entra's own picture of a code is 195 points wide, three to a module.
    expect(makeSymbol(sampleContent(239), 'L')).toMatchObject({ ok: true, value: { modules: 65 } });
    expect(html).toContain('<bdi>SAMPLE · Not a badge</bdi>');
  });

  it('says how large the page is by the printer’s own template', async () => {
    const card = { stock: 'sheet-a4', cardMm: [100, 70], codeMm: [2, 2, 60] };
    const roll = { stock: 'label-62mm', cardMm: [62, 140], codeMm: [3, 3, 56] };
    for (const [source, size] of [
      [card, '210 × 297 mm'],
      [roll, '62 × 140 mm'],
    ] as const) {
      const { template } = templateSchema.parse(source);
      const html = await pageOf({ stock: template.stock, design: { template, cardsPerSheet: 1 } });
      expect(html).toContain(`${template.stock}, ${size}`);
    }
  });

  it('tells when it was printed, by 24 hours and the station’s zone', async () => {
    expect(await pageOf({})).toContain('Printed: 23 Nov 2026, 21:05');
    expect(await pageOf({ locale: 'ar' })).toContain('21:05');
  });
});

describe('the alignment page', () => {
  it('gives a short roll a box that it has room for, and says how large it is', async () => {
    const { template } = templateSchema.parse({ stock: 'label-62mm', cardMm: [62, 64], codeMm: [3, 4, 56] });
    const design: Design = { template, cardsPerSheet: 1 };
    const html = await pageOf({ kind: 'alignment', stock: 'label-62mm', design });
    expect(html).toContain('measures 40 mm');
    expect(html).toMatch(/<rect class="measure" x="[\d.]+" y="12.2" width="39.6" height="39.6"/);
  });

  it('writes the measure as the language does', async () => {
    expect(await pageOf({ kind: 'alignment', locale: 'de' })).toContain('misst 50,8 mm');
    expect(await pageOf({ kind: 'alignment', stock: 'label-2x2in' })).toContain('measures 40 mm');
  });

  it('draws the box to scale, its line inside', async () => {
    expect(await pageOf({ kind: 'alignment', stock: 'sheet-a4' })).toContain(
      '<rect class="measure" x="79.8" y="120.2" width="50.4" height="50.4" stroke-width="0.4"/>',
    );
  });
});
