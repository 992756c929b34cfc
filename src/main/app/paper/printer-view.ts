/** One printer as the page sees it. */
import { isUnderTwoInches } from '../../../core/badge/code-fit.ts';
import type { PrinterView } from '../../../shared/printers.ts';
import type { Printer, PrinterStatus } from '../../paper-ports.ts';

export function viewOf(printer: Printer, { state, reason }: PrinterStatus): PrinterView {
  const { name, stock, isFolder, design } = printer;
  const isCodeSmall = design !== undefined && isUnderTwoInches(design.template.code.widthMm);
  return { name, stock, state, reason, isFolder, isCodeSmall };
}
