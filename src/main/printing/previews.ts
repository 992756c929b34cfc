/** The badge as a picture for the screen: the very document that would be printed, with a marked sample for a code. */
import { pageSize } from '../../core/badge/stock.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { BadgeInput, PdfMaker, PictureMaker, Previews } from '../ports.ts';
import { createBadges } from './badges.ts';
import { paperTexts } from './paper-texts.ts';
import { sampleContent, sampleMark, sampleStyle } from './sample-code.ts';

/** Sharp on a large screen; a picture of this size takes some 100 kB. */
const longestSidePx = 1_280;
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
      const html = marked(document, badge);
      return html === null ? failed('no code') : pictureOf(makers.pictureMaker, html, badge);
    },
  };
}

async function pictureOf(
  maker: PictureMaker,
  html: string,
  { stock }: Pick<BadgeInput, 'stock'>,
): Promise<Result<Uint8Array, Trouble>> {
  const page = pageSize(stock);
  try {
    const png = await maker.png(html, page, longestSidePx / Math.max(page.widthMm, page.heightMm));
    return png.length > mostBytes ? failed('too large') : ok(png);
  } catch (windowFailed) {
    // Its text may quote the page.
    if (windowFailed instanceof Error) return failed('picture failed');
    throw windowFailed;
  }
}

/** The document with the mark over its code; null when it has no code where one is looked for. */
function marked(document: string, { locale }: Pick<BadgeInput, 'locale'>): string | null {
  const [code, look] = /<img class="code" alt="" style="([^"]*)"[^>]*>/.exec(document) ?? [];
  if (code === undefined || look === undefined) return null;
  const mark = sampleMark(look, paperTexts(locale).sample);
  return document
    .replace('</style>', () => `${sampleStyle.join('')}</style>`)
    .replace(code, () => `${code}\n${mark}`);
}

function failed(detail: string): Result<never, Trouble> {
  return err(trouble('layout-failed', { detail }));
}
