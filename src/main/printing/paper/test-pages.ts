/** Makes the PDFs that a printer is tried with: nothing on them is a credential. */
import { assert, err, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { PdfMaker, TestPages } from '../../paper-ports.ts';
import { makeSymbolInTurns } from '../badge/symbol.ts';
import { alignmentPage } from './alignment-page.ts';
import { onePagePdf } from './one-page.ts';
import { sampleContent } from './sample-code.ts';
import { type SampleSymbol, testPage } from './test-page.ts';

/** As many as in Entra's codes, at Entra's level: as hard to read as a real one, neither more nor less. */
const sampleBytes = 239;

export function createTestPages({ pdfMaker }: { readonly pdfMaker: PdfMaker }): TestPages {
  return {
    async render(input): Promise<Result<Uint8Array, Trouble>> {
      const html = input.kind === 'alignment' ? alignmentPage(input) : testPage(input, await sampleSymbol());
      const pdf = await onePagePdf(pdfMaker, html);
      return pdf.ok ? pdf : err(trouble('layout-failed', { detail: pdf.error }));
    },
  };
}

async function sampleSymbol(): Promise<SampleSymbol> {
  const symbol = await makeSymbolInTurns(sampleContent(sampleBytes), 'L');
  assert(symbol.ok, 'the sample fits a symbol');
  const { png, modules } = symbol.value;
  return { url: `data:image/png;base64,${png.toString('base64')}`, modules };
}
