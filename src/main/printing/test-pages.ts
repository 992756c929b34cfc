/** Makes the PDFs that a printer is tried with: nothing on them is a credential. */
import { assert, err, type Result } from '../../core/result.ts';
import { type Trouble, trouble } from '../../core/trouble.ts';
import type { PdfMaker, TestPages } from '../paper-ports.ts';
import { alignmentPage } from './alignment-page.ts';
import { onePagePdf } from './one-page.ts';
import { sampleContent } from './sample-code.ts';
import { makeSymbol } from './symbol.ts';
import { type SampleSymbol, testPage } from './test-page.ts';

/** Fills a symbol of version 10 at level H: as dense as a real code, and read through the mark across it. */
const sampleBytes = 104;

export function createTestPages({ pdfMaker }: { readonly pdfMaker: PdfMaker }): TestPages {
  return {
    async render(input): Promise<Result<Uint8Array, Trouble>> {
      const html = input.kind === 'alignment' ? alignmentPage(input) : testPage(input, sampleSymbol());
      const pdf = await onePagePdf(pdfMaker, html);
      return pdf.ok ? pdf : err(trouble('layout-failed', { detail: pdf.error }));
    },
  };
}

function sampleSymbol(): SampleSymbol {
  const symbol = makeSymbol(sampleContent(sampleBytes), 'H');
  assert(symbol.ok, 'the sample fits a symbol');
  const { png, modules } = symbol.value;
  return { url: `data:image/png;base64,${png.toString('base64')}`, modules };
}
