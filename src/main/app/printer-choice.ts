/** Which printer a badge goes to: the first of the config's list that is not out of action. */
import type { PrinterReason } from '../../shared/printers.ts';
import type { Printer, PrinterStatus } from '../paper-ports.ts';

export interface PrinterChoice {
  /** With none in order the first, out of action as it is; null when there is no printer. */
  readonly printer: Printer | null;
  readonly status: PrinterStatus;
  /** Why the first of the list was passed over; null when it was not. */
  readonly firstReason: PrinterReason | null;
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
