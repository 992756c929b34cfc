/** One printer as the page sees it, asked at this moment. */
import { isUnderTwoInches } from '../../core/badge/code-fit.ts';
import type { PrinterView } from '../../shared/printers.ts';
import type { Printer } from '../ports.ts';

export async function viewOfPrinter(printer: Printer): Promise<PrinterView> {
  const { name, stock, isFolder, design } = printer;
  const { state, reason } = await printer.status();
  const isCodeSmall = design !== undefined && isUnderTwoInches(design.template.code.widthMm);
  return { name, stock, state, reason, isFolder, isCodeSmall };
}
