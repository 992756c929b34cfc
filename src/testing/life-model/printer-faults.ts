/** What happens to printers, and how they are put in order again. */
import type { FakePrinter } from '../fake-printer.ts';
import type { PrinterFault } from './deeds.ts';

export function strike(printer: FakePrinter, fault: PrinterFault): void {
  switch (fault) {
    case 'out-of-paper':
      printer.runOutOfPaper();
      return;
    case 'pause':
      printer.pause();
      return;
    case 'abort':
      printer.failNextJob();
      return;
    case 'spooler-down':
      printer.killSpooler();
      return;
    case 'lose':
      printer.loseJob();
      return;
    default:
      printer.startSpooler();
      printer.resume();
      printer.refill();
  }
}
