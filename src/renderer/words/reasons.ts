/** The printer's reason inside a trouble: main puts its machine word into `detail`. */
import type { Trouble } from '../../core/trouble.ts';
import { type PrinterReason, printerReasons } from '../../shared/printers.ts';

export function reasonIn(trouble: Trouble): PrinterReason | null {
  if (trouble.kind !== 'printer-not-ready') return null;
  return printerReasons.find((reason) => reason === trouble.detail) ?? null;
}
