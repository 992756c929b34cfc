/** Makes a PIN slip's PDF; refuses a paper without room for it, and digits that are none. */
import { pageSize } from '../../../core/badge/stock.ts';
import { designPage } from '../../../core/badge/template.ts';
import { isPin } from '../../../core/paper/pin.ts';
import { pinSlipLayout } from '../../../core/paper/pin-slip-layout.ts';
import { err, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type { PdfMaker, PinSlips } from '../../paper-ports.ts';
import { onePagePdf } from './one-page.ts';
import { paperTexts } from './paper-texts.ts';
import { grouped, pinSlipDocument } from './pin-slip.ts';

/** The PIN itself belongs to the caller, who wipes it; no trouble quotes it. */
export function createPinSlips({ pdfMaker }: { readonly pdfMaker: PdfMaker }): PinSlips {
  return {
    async render({ pin, stock, design, ...known }): Promise<Result<Uint8Array, Trouble>> {
      const page = design === undefined ? pageSize(stock) : designPage(design);
      const layout = pinSlipLayout(stock, paperTexts(known.locale).direction, page);
      if (layout === null) return failed(`no room on ${stock}, ${page.widthMm} × ${page.heightMm} mm`);
      if (!isPin(pin)) return failed('not a PIN');
      const pdf = await onePagePdf(pdfMaker, pinSlipDocument({ ...known, layout, groups: grouped(pin) }));
      return pdf.ok ? pdf : failed(pdf.error);
    },
  };
}

function failed(detail: string): Result<never, Trouble> {
  return err(trouble('layout-failed', { detail }));
}
