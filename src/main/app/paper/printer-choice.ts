/** Which printer a paper goes to: the first of the config's list that can take it and is not out of action. */
import { pageSize } from '../../../core/badge/stock.ts';
import { designPage } from '../../../core/badge/template.ts';
import type { Paper } from '../../../core/issuance/order.ts';
import { pinSlipLayout } from '../../../core/paper/pin-slip-layout.ts';
import type { PrinterReason } from '../../../shared/printers.ts';
import type { Printer, PrinterStatus } from '../../paper-ports.ts';

export interface PrinterChoice {
  /** With none in order the first, out of action as it is; null when there is no printer. */
  readonly printer: Printer | null;
  readonly status: PrinterStatus;
  /** Why the first of the list was passed over; null when it was not. */
  readonly firstReason: PrinterReason | null;
}

/** As the config says of the printer, and where the paper has room for it, as long as the printer's template has it. */
export function canPrint({ prints, stock, design }: Printer, paper: Paper): boolean {
  if (prints !== undefined && !prints.includes(paper)) return false;
  const page = design === undefined ? pageSize(stock) : designPage(design);
  return paper === 'badge' || pinSlipLayout(stock, 'ltr', page) !== null;
}

export async function choosePrinter(printers: readonly Printer[]): Promise<PrinterChoice> {
  let firstStatus: PrinterStatus | null = null;
  for (const printer of printers) {
    const status = await printer.status();
    if (status.state !== 'offline') return { printer, status, firstReason: firstStatus?.reason ?? null };
    firstStatus ??= status;
  }
  return {
    printer: printers[0] ?? null,
    status: firstStatus ?? { state: 'offline', reason: null },
    firstReason: firstStatus?.reason ?? null,
  };
}
