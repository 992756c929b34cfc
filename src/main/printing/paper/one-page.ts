/** Makes a PDF of a document and accepts exactly one page: a second would be a badge that ran over, or a waste. */
import { err, ok, type Result } from '../../../core/result.ts';
import type { PdfMaker } from '../../paper-ports.ts';
import { countPages } from './pdf-pages.ts';

/** The error is a short machine word. A PDF that is refused is wiped. */
export async function onePagePdf(pdfMaker: PdfMaker, html: string): Promise<Result<Uint8Array, string>> {
  let pdf: Uint8Array;
  try {
    pdf = await pdfMaker.pdf(html);
  } catch (windowFailed) {
    // Its text may quote the page, which may hold a secret: only that it failed is told.
    if (windowFailed instanceof Error) return err('pdf failed');
    throw windowFailed;
  }
  const pages = countPages(pdf);
  if (pages === 1) return ok(pdf);
  pdf.fill(0);
  return err(`${pages} pages`);
}
