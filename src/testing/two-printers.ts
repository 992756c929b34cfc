/** The two printers of a station under test: cards first, labels where these fail. */
import type { Design } from '../core/badge/template.ts';
import type { Paper } from '../core/issuance/order.ts';
import type { Clock } from '../main/ports.ts';
import { createFakePrinter, type FakePrinter } from './fake-printer.ts';

export interface KeptPrinters {
  readonly prints?: readonly Paper[];
  readonly design?: Design;
  readonly printer?: FakePrinter;
  readonly spare?: FakePrinter;
}

export function twoPrinters({ prints, design, printer, spare }: KeptPrinters, clock: Clock) {
  const label = { stock: 'label-62mm', dpi: 203 } as const;
  return {
    printer: printer ?? createFakePrinter({ clock, name: 'first', design, prints }),
    spare: spare ?? createFakePrinter({ clock, name: 'spare', ...label, prints }),
  };
}
