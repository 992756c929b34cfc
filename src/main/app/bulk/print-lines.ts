/** The printers of a run: each takes rows of its own, until it stops. */
import type { BulkPrinterView } from '../../../shared/bulk.ts';
import type { Printer } from '../../paper-ports.ts';
import { canPrint } from '../paper/printer-choice.ts';
import { Places } from './places.ts';

/** So many codes of one printer may be made and not printed yet: one in the machine, one ready for it. */
export const mostUnprinted = 2;
/** Rows that a printer works on: the unprinted, and those that are looked at before and after. */
export const rowsAtOnce = 4;

export interface PrintLine {
  readonly printer: Printer;
  readonly unprinted: Places;
  /** Rows that it works on now. */
  atWork: number;
  /** Codes that it holds places for. */
  made: number;
  stoppedBy: BulkPrinterView['stoppedBy'];
}

export function printLines(printers: readonly Printer[]): readonly PrintLine[] {
  const able = printers.filter((printer) => canPrint(printer, 'badge'));
  return able.map((printer) => ({
    printer,
    unprinted: new Places(mostUnprinted),
    atWork: 0,
    made: 0,
    stoppedBy: null,
  }));
}

/** Looks at each: one that is out of action takes no rows until somebody asks again. */
export async function lookAtLines(lines: readonly PrintLine[]): Promise<void> {
  await Promise.all(
    lines.map(async (line) => {
      const { state, reason } = await line.printer.status();
      line.stoppedBy = state === 'offline' ? (reason ?? 'unknown') : null;
    }),
  );
}

/** Takes no more rows; what waits for a place at it is sent on. */
export function stopLine(line: PrintLine, by: NonNullable<PrintLine['stoppedBy']>): void {
  line.stoppedBy = by;
  line.unprinted.callOff();
}

/** @param printed badges of the run that came out of it, those of an earlier process included */
export function lineView({ printer, made, stoppedBy }: PrintLine, printed: number): BulkPrinterView {
  return { name: printer.name, unprinted: made, printed, stoppedBy };
}
