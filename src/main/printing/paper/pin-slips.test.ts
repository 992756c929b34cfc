import { describe, expect, it } from 'vitest';
import ar from '../../../../resources/locales/ar.json' with { type: 'json' };
import de from '../../../../resources/locales/de.json' with { type: 'json' };
import en from '../../../../resources/locales/en.json' with { type: 'json' };
import es from '../../../../resources/locales/es.json' with { type: 'json' };
import pl from '../../../../resources/locales/pl.json' with { type: 'json' };
import { pageSize, stocks } from '../../../core/badge/stock.ts';
import type { PinSlipInput } from '../../../core/paper/pin-slip-layout.ts';
import { locales } from '../../../shared/api.ts';
import { samplePdf } from '../../../testing/sample-pdf.ts';
import type { PdfMaker } from '../../paper-ports.ts';
import { builtInDesign } from '../badge/built-in-templates.ts';
import { paperTexts } from './paper-texts.ts';
import { grouped } from './pin-slip.ts';
import { createPinSlips } from './pin-slips.ts';

const onScreen = { en, es, de, pl, ar };
const bytes = (text: string) => new TextEncoder().encode(text);
const input: PinSlipInput = {
  pin: bytes('48151623'),
  workerName: 'Ana Santos',
  stationName: 'Gate 3',
  site: 'Plant 7',
  locale: 'en',
  stock: 'card-cr80',
};
const onePage = samplePdf({ widthMm: 85.6, heightMm: 53.98 });
const roomy = stocks.filter((stock) => stock !== 'label-2x2in');

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

async function pageOf(known: Partial<PinSlipInput>): Promise<string> {
  const maker = makerOf(onePage);
  const made = await createPinSlips({ pdfMaker: maker }).render({ ...input, ...known });
  expect(made).toEqual({ ok: true, value: onePage });
  return maker.pages.join();
}

const words = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]*>/g, '\n');

describe('a PIN slip', () => {
  it.each(roomy)(
    'is one page of %s that loads nothing and carries the PIN once, in groups',
    async (stock) => {
      const html = await pageOf({ stock });
      const { widthMm, heightMm } = pageSize(stock);
      expect(html).toContain(`@page{size:${widthMm}mm ${heightMm}mm;margin:0}`);
      expect(html).not.toMatch(/https?:|url\((?!daypass-badge:\/\/fonts\/)|<script|<link|@import/);
      expect(words(html).match(/4815 1623/g)).toHaveLength(1);
      expect(words(html)).toContain('Ana Santos');
    },
  );

  it.each(roomy)('has no picture on %s: a code and its PIN never share a paper', async (stock) => {
    expect(await pageOf({ stock })).not.toMatch(/<img|data:image|class="code"/);
  });

  it.each(locales)(
    'says in %s whose it is, how to use it, and what the first time is like',
    async (locale) => {
      const html = await pageOf({ locale });
      const { pinSlip, direction } = paperTexts(locale);
      for (const text of [
        pinSlip.title,
        pinSlip.only,
        pinSlip.use,
        pinSlip.firstTime,
        pinSlip.destroy,
        pinSlip.fold,
      ])
        expect(html).toContain(`<bdi>${text}</bdi>`);
      // The same words as on the worker's card on the screen.
      const [, shown = ''] = /[“„«](.+?)[”“»]/.exec(onScreen[locale].worker.neverUsedText) ?? [];
      expect(shown).toMatch(/QR/);
      expect(pinSlip.firstTime).toContain(shown);
      expect(html).toContain(`<html lang="${locale}" dir="${direction}">`);
    },
  );

  it('lets no name become markup', async () => {
    const tags = (html: string) =>
      [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/font-size:[^;]*|clamp:\d+| deep(?=")/g, ''));
    const plain = tags(await pageOf({}));
    for (const name of ['<script>alert(1)</script>', '"><img src=x>', '\u202eevil', '</bdi></span><h1>'])
      expect(tags(await pageOf({ workerName: name, stationName: name, site: name }))).toEqual(plain);
    expect(await pageOf({ workerName: '\u202e' })).toContain('<bdi>—</bdi>');
  });

  it('leaves the PIN’s bytes to the caller, who wipes them', async () => {
    const pin = bytes('20374619');
    await pageOf({ pin });
    expect(new TextDecoder().decode(pin)).toBe('20374619');
  });

  it.each([
    ['seven digits', '1234567'],
    ['more digits than Entra takes', '1'.repeat(21)],
    ['letters', '4815l623'],
    ['markup', '<b>4815</b>'],
    ['nothing', ''],
  ])('is refused for %s, without a word of what was given', async (_title, text) => {
    const maker = makerOf(onePage);
    const made = await createPinSlips({ pdfMaker: maker }).render({ ...input, pin: bytes(text) });
    expect(made).toMatchObject({ ok: false, error: { kind: 'layout-failed', detail: 'not a PIN' } });
    expect(maker.pages).toEqual([]);
  });

  it('is refused on a stock without room, before anything is laid out', async () => {
    const maker = makerOf(onePage);
    const made = await createPinSlips({ pdfMaker: maker }).render({ ...input, stock: 'label-2x2in' });
    expect(made).toMatchObject({
      ok: false,
      error: { kind: 'layout-failed', detail: 'no room on label-2x2in, 50.8 × 50.8 mm' },
    });
    expect(maker.pages).toEqual([]);
  });

  const roll = (stock: 'label-62mm' | 'receipt-80mm', heightMm: number) => {
    const { template } = builtInDesign(stock);
    const card = { widthMm: template.card.widthMm, heightMm };
    return { stock, design: { template: { ...template, card }, cardsPerSheet: 1 } } as const;
  };

  it('is as long as the printer’s template cuts its roll, and refused where that is too short', async () => {
    for (const [known, size] of [
      [roll('label-62mm', 56), '62mm 56mm'],
      [roll('label-62mm', 140), '62mm 140mm'],
      [roll('receipt-80mm', 60), '80mm 60mm'],
    ] as const)
      expect(await pageOf(known)).toContain(`@page{size:${size};margin:0}`);
    const maker = makerOf(onePage);
    const made = await createPinSlips({ pdfMaker: maker }).render({ ...input, ...roll('label-62mm', 50) });
    expect(made).toMatchObject({ ok: false, error: { detail: 'no room on label-62mm, 62 × 50 mm' } });
    expect(maker.pages).toEqual([]);
  });

  it.each(locales)('has letters in %s that can be read, also on the shortest paper', async (locale) => {
    const papers = [...roomy.map((stock) => ({ stock })), roll('label-62mm', 54), roll('receipt-80mm', 56)];
    for (const paper of papers) {
      const html = await pageOf({ ...paper, locale, pin: bytes('12345678901234567890') });
      const sizesMm = [...html.matchAll(/font-size:([\d.]+)mm/g)].map(([, size]) => Number(size));
      // Title, name, four notes, place, the word above the PIN, the digits, and where to fold.
      expect(sizesMm).toHaveLength(10);
      expect(Math.min(...sizesMm), JSON.stringify([paper.stock, sizesMm])).toBeGreaterThanOrEqual(1.6);
    }
  });

  it('is refused when it runs over onto a second page, and that PDF is wiped', async () => {
    const twoPages = samplePdf({ widthMm: 85.6, heightMm: 53.98, pages: 2 });
    const made = await createPinSlips({ pdfMaker: makerOf(twoPages) }).render(input);
    expect(made).toMatchObject({ ok: false, error: { detail: '2 pages' } });
    expect(twoPages.every((byte) => byte === 0)).toBe(true);
  });

  it('names a window that failed without quoting its message', async () => {
    const pdfMaker: PdfMaker = { pdf: (html) => Promise.reject(new Error(html)) };
    const made = await createPinSlips({ pdfMaker }).render(input);
    expect(made).toMatchObject({ ok: false, error: { kind: 'layout-failed', detail: 'pdf failed' } });
  });
});

describe('the digits of a PIN', () => {
  it.each([
    ['12345678', ['1234', '5678']],
    ['123456789', ['123', '456', '789']],
    ['1234567890', ['1234', '567', '890']],
    ['12345678901234567890', ['1234', '5678', '9012', '3456', '7890']],
  ])('of %s stand in groups that are easy to keep in mind', (digits, groups) => {
    expect(grouped(Buffer.from(digits))).toEqual(groups);
  });
});
