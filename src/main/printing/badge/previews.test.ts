import { describe, expect, it } from 'vitest';
import { stocks } from '../../../core/badge/stock.ts';
import { locales } from '../../../shared/api.ts';
import { sampleBadge as badge } from '../../../testing/sample-badge.ts';
import { samplePdf } from '../../../testing/sample-pdf.ts';
import type { PdfMaker, PictureMaker } from '../../paper-ports.ts';
import { sampleContent } from '../paper/sample-code.ts';
import { createPreviews } from './previews.ts';
import { reads } from './symbol.ts';

const png = Uint8Array.of(0x89, 0x50);

function makers(pages = 1, picture: () => Promise<Uint8Array> = async () => png) {
  const forPaper: string[] = [];
  const forScreen: { readonly html: string; readonly widthPx: number; readonly heightPx: number }[] = [];
  const pdfMaker: PdfMaker = {
    pdf: async (html) => {
      forPaper.push(html);
      return samplePdf({ widthMm: 85.6, heightMm: 53.98, pages });
    },
  };
  const pictureMaker: PictureMaker = {
    png: (html, size) => {
      forScreen.push({ html, ...size });
      return picture();
    },
  };
  return { forPaper, forScreen, previews: createPreviews({ pdfMaker, pictureMaker }) };
}

describe('the picture of a badge', () => {
  it.each(stocks)('is of the very document that would be printed on %s, the mark apart', async (stock) => {
    const { forPaper, forScreen, previews } = makers();
    expect(await previews.picture({ ...badge, stock }, 245)).toEqual({ ok: true, value: png });
    const [shown] = forScreen;
    const withoutMark = shown?.html
      .replace(/\n<div class="sample".*?<\/div>/, '')
      .replace(/\.sample\{[^<]*<\/style>/, '</style>');
    expect(withoutMark).toBe(forPaper[0]);
    expect(shown?.html).not.toBe(forPaper[0]);
    expect(Math.max(shown?.widthPx ?? 0, shown?.heightPx ?? 0)).toBe(1_280);
  });

  it.each(locales)('says across the code in %s that it is a sample', async (locale) => {
    const { forScreen, previews } = makers();
    await previews.picture({ ...badge, locale }, 245);
    const html = forScreen[0]?.html ?? '';
    const [, code] = /<img class="code" alt="" style="([^"]*)"/.exec(html) ?? [];
    const [, mark, word] = /<div class="sample" style="([^"]*)"><span><bdi>(.*?)<\/bdi>/.exec(html) ?? [];
    expect(mark).toBe(code);
    const words = { en: 'SAMPLE', de: 'MUSTER', es: 'MUESTRA', pl: 'WZÓR', ar: 'عينة' };
    expect(word).toBe(words[locale]);
  });

  it('has a code of the asked length that opens nothing', async () => {
    const { forScreen, previews } = makers();
    await previews.picture(badge, 245);
    const [, code = ''] = /src="data:image\/png;base64,([^"]+)"/.exec(forScreen[0]?.html ?? '') ?? [];
    expect(reads(Buffer.from(code, 'base64'), sampleContent(245))).toBe(true);
  });

  it('is refused where the badge itself would be', async () => {
    expect(await makers(2).previews.picture(badge, 245)).toMatchObject({
      ok: false,
      error: { kind: 'layout-failed', detail: '2 pages' },
    });
    expect(await makers().previews.picture(badge, 4_000)).toMatchObject({
      ok: false,
      error: { kind: 'layout-failed', detail: 'symbol too-long' },
    });
  });

  it('is refused when it is too large for the screen, and when its window fails', async () => {
    const large = makers(1, async () => new Uint8Array(5 * 1024 * 1024));
    expect(await large.previews.picture(badge, 245)).toMatchObject({ error: { detail: 'too large' } });
    const failing = makers(1, () => Promise.reject(new Error('secret')));
    expect(await failing.previews.picture(badge, 245)).toMatchObject({ error: { detail: 'picture failed' } });
  });
});
