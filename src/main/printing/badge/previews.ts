/** The badge as a picture for the screen: the very document that would be printed, with a marked sample for a code. */
import { pageSize, type SizeMm } from '../../../core/badge/stock.ts';
import { designPage } from '../../../core/badge/template.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { PdfMaker, PictureMaker, Previews } from '../../paper-ports.ts';
import { mm, round } from '../paper/html.ts';
import { paperTexts } from '../paper/paper-texts.ts';
import { sampleContent, sampleMark, sampleStyle } from '../paper/sample-code.ts';
import { createBadges } from './badges.ts';

/** Sharp on a large screen; a picture of this size takes some 100 kB. */
const longestSidePx = 1_280;
const cssPxPerInch = 96;
const mostBytes = 4 * 1024 * 1024;

/**
 * Renders the badge as for paper, page count included, and takes a picture of the same document: whatever the badge
 * becomes, its preview becomes too.
 */
export function createPreviews(makers: {
  readonly pdfMaker: PdfMaker;
  readonly pictureMaker: PictureMaker;
}): Previews {
  return {
    async picture(badge, contentBytes) {
      let document = '';
      const pdfMaker: PdfMaker = {
        pdf: (html) => {
          document = html;
          return makers.pdfMaker.pdf(html);
        },
      };
      const content = sampleContent(contentBytes);
      const rendered = await createBadges({ pdfMaker }).render({ ...badge, content });
      if (!rendered.ok) return failed(rendered.error.detail ?? rendered.error.kind);
      const page = badge.design === undefined ? pageSize(badge.stock) : designPage(badge.design);
      const html = forScreen(document, badge.locale, page);
      return html === null ? failed('no code') : pictureOf(makers.pictureMaker, html, page);
    },
  };
}

async function pictureOf(
  maker: PictureMaker,
  html: string,
  page: SizeMm,
): Promise<Result<Uint8Array, Trouble>> {
  const { pxPerMm } = enlargement(page);
  const [widthPx, heightPx] = [Math.round(page.widthMm * pxPerMm), Math.round(page.heightMm * pxPerMm)];
  try {
    const png = await maker.png(html, { widthPx, heightPx });
    return png.length > mostBytes ? failed('too large') : ok(png);
  } catch (windowFailed) {
    // Its text may quote the page.
    if (windowFailed instanceof Error) return failed('picture failed');
    throw windowFailed;
  }
}

/**
 * Laid out as for paper and enlarged afterwards: a page that is zoomed is laid out anew, and lines of text move by
 * up to half a millimetre.
 */
function enlargement(page: SizeMm): { readonly pxPerMm: number; readonly style: string } {
  const pxPerMm = longestSidePx / Math.max(page.widthMm, page.heightMm);
  const scale = round((pxPerMm * 25.4) / cssPxPerInch);
  const style = `html{position:absolute;left:0;top:0;width:${mm(page.widthMm)};transform:scale(${scale});transform-origin:0 0}`;
  return { pxPerMm, style };
}

/** The document enlarged, with the mark over its code; null when it has no code where one is looked for. */
function forScreen(document: string, locale: string, page: SizeMm): string | null {
  const [code, look] = /<img class="code" alt="" style="([^"]*)"[^>]*>/.exec(document) ?? [];
  if (code === undefined || look === undefined) return null;
  const mark = sampleMark(look, paperTexts(locale).sample);
  const style = [...sampleStyle, enlargement(page).style].join('');
  return document.replace('</style>', () => `${style}</style>`).replace(code, () => `${code}\n${mark}`);
}

function failed(detail: string): Result<never, Trouble> {
  return err(trouble('layout-failed', { detail }));
}
