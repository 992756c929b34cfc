import { describe, expect, it } from 'vitest';
import { sampleBadge } from '../../../testing/sample-badge.ts';
import { samplePdf } from '../../../testing/sample-pdf.ts';
import type { BadgeInput, PdfMaker } from '../../paper-ports.ts';
import { countPages } from '../paper/pdf-pages.ts';
import { createBadges } from './badges.ts';
import { builtInDesign } from './built-in-templates.ts';
import { reads } from './symbol.ts';

const content = new TextEncoder().encode('sample-content-of-a-test-badge');
const badge: BadgeInput = { ...sampleBadge, content };

function makerOf(pdf: Uint8Array): PdfMaker & { readonly pages: string[] } {
  const pages: string[] = [];
  return {
    pages,
    pdf: async (html) => {
      pages.push(html);
      return pdf;
    },
  };
}

const onePage = samplePdf({ widthMm: 85.6, heightMm: 53.98 });

describe('rendering a badge', () => {
  it('gives the PDF of a page whose picture reads back as the content', async () => {
    const maker = makerOf(onePage);
    const made = await createBadges({ pdfMaker: maker }).render(badge);
    expect(made).toEqual({ ok: true, value: onePage });
    const [, png = ''] = maker.pages[0]?.match(/src="data:image\/png;base64,([^"]+)"/) ?? [];
    expect(reads(Buffer.from(png, 'base64'), content)).toBe(true);
  });

  it('refuses a badge that runs over onto a second page, and wipes it', async () => {
    const twoPages = samplePdf({ widthMm: 85.6, heightMm: 53.98, pages: 2 });
    const made = await createBadges({ pdfMaker: makerOf(twoPages) }).render(badge);
    expect(made).toMatchObject({ ok: false, error: { kind: 'badge-unreadable', detail: '2 pages' } });
    expect(twoPages.every((byte) => byte === 0)).toBe(true);
  });

  it('refuses what is no PDF', async () => {
    const made = await createBadges({ pdfMaker: makerOf(Uint8Array.of(1, 2)) }).render(badge);
    expect(made).toMatchObject({ ok: false, error: { kind: 'badge-unreadable', detail: '0 pages' } });
  });

  it.each([
    ['nothing', new Uint8Array(0), 'symbol empty'],
    ['more than a symbol holds', new Uint8Array(3000).fill(65), 'symbol too-long'],
  ])('refuses a content of %s', async (_title, bytes, detail) => {
    const made = await createBadges({ pdfMaker: makerOf(onePage) }).render({ ...badge, content: bytes });
    expect(made).toMatchObject({ ok: false, error: { kind: 'badge-unreadable', detail } });
  });

  it('names a window that failed without quoting its message', async () => {
    const pdfMaker: PdfMaker = { pdf: (html) => Promise.reject(new Error(html)) };
    const made = await createBadges({ pdfMaker }).render(badge);
    expect(made).toMatchObject({ ok: false, error: { kind: 'badge-unreadable', detail: 'pdf failed' } });
  });
});

describe('rendering a sheet', () => {
  const design = builtInDesign('sheet-a4', 10);
  const other = new TextEncoder().encode('sample-content-of-another-badge');
  const onSheet: BadgeInput = { ...badge, stock: 'sheet-a4', design };

  it('puts each badge in a place of its own, with its own code and words', async () => {
    const maker = makerOf(onePage);
    const badges = [onSheet, { ...onSheet, content: other, workerName: 'Ben Okoro' }];
    expect((await createBadges({ pdfMaker: maker }).renderSheet(badges)).ok).toBe(true);
    const html = maker.pages[0] ?? '';
    const pictures = [...html.matchAll(/translate\(([\d.]+)mm,[^"]*" src="data:image\/png;base64,([^"]+)"/g)];
    expect(
      pictures.map(([, , png = '']) =>
        [content, other].map((each) => reads(Buffer.from(png, 'base64'), each)),
      ),
    ).toEqual([
      [true, false],
      [false, true],
    ]);
    const [first = 0, second = 0] = pictures.map(([, left]) => Number(left));
    expect(second - first).toBeGreaterThan(85.6);
    expect(html.indexOf('Ana Santos')).toBeLessThan(html.indexOf('Ben Okoro'));
  });

  it('refuses the whole sheet for one badge that cannot be', async () => {
    const maker = makerOf(onePage);
    const badges = [onSheet, { ...onSheet, content: new Uint8Array(0) }];
    const made = await createBadges({ pdfMaker: maker }).renderSheet(badges);
    expect(made).toMatchObject({ ok: false, error: { kind: 'badge-unreadable', detail: 'symbol empty' } });
    expect(maker.pages).toEqual([]);
  });
});

describe('counting pages', () => {
  it.each([0, 1, 2, 12])('finds %i', (pages) => {
    expect(countPages(samplePdf({ widthMm: 50, heightMm: 50, pages }))).toBe(pages);
  });
});
