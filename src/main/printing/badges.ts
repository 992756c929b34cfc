/** Makes a badge's PDF: symbol, layout, words, page; refuses anything a reader could not read back. */
import { layoutBadge } from '../../core/badge/layout.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { BadgeInput, Badges, PdfMaker } from '../ports.ts';
import { badgeDocument } from './badge-document.ts';
import { badgeTexts } from './badge-texts.ts';
import { badgeTimes } from './badge-times.ts';
import { countPages } from './pdf-pages.ts';
import { makeSymbol, type QrSymbol } from './symbol.ts';

/** `render` answers `badge-unreadable` with a short machine word in `detail`; it never throws for a badge's data. */
export function createBadges({ pdfMaker }: { readonly pdfMaker: PdfMaker }): Badges {
  return {
    render: async (badge) => {
      const symbol = makeSymbol(badge.content, badge.errorCorrectionLevel);
      if (!symbol.ok) return unreadable(`symbol ${symbol.error.kind}`);
      const html = page(badge, symbol.value);
      symbol.value.png.fill(0);
      const pdf = await made(pdfMaker, html);
      if (!pdf.ok) return pdf;
      const pages = countPages(pdf.value);
      if (pages === 1) return pdf;
      pdf.value.fill(0);
      return unreadable(`${pages} pages`);
    },
  };
}

function page(badge: BadgeInput, symbol: QrSymbol): string {
  const { locale, stock, dpi } = badge;
  const texts = badgeTexts(locale);
  const layout = layoutBadge({ stock, dpi, modules: symbol.modules, direction: texts.direction });
  return badgeDocument({
    layout,
    texts,
    times: badgeTimes(badge, locale, badge.timeZone),
    locale,
    symbolUrl: `data:image/png;base64,${symbol.png.toString('base64')}`,
    workerName: badge.workerName,
    stationName: badge.stationName,
    site: badge.site,
  });
}

async function made(pdfMaker: PdfMaker, html: string): Promise<Result<Uint8Array, Trouble>> {
  try {
    return ok(await pdfMaker.pdf(html));
  } catch (windowFailed) {
    // Its text may quote the page, and the page holds the content: only the error's class is told.
    if (windowFailed instanceof Error) return unreadable('pdf failed');
    throw windowFailed;
  }
}

function unreadable(detail: string): Result<never, Trouble> {
  return err(trouble('badge-unreadable', { detail }));
}
