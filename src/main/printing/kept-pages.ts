/** Remembers which page a PDF was made from, for as long as somebody holds the PDF: for systems that print pages only. */
import type { PdfMaker } from '../paper-ports.ts';

export interface KeptPages {
  readonly pdfMaker: PdfMaker;
  /** Null for a PDF that was not made here, or that was wiped. */
  htmlOf(pdf: Uint8Array): string | null;
}

/** A PDF begins with `%PDF`; one that was wiped does not, and its page must not be printed any more. */
const percent = 0x25;

export function keepPages(maker: PdfMaker): KeptPages {
  const pages = new WeakMap<Uint8Array, string>();
  return {
    pdfMaker: {
      pdf: async (html) => {
        const pdf = await maker.pdf(html);
        pages.set(pdf, html);
        return pdf;
      },
    },
    htmlOf: (pdf) => (pdf[0] === percent ? (pages.get(pdf) ?? null) : null),
  };
}
