/** Setting printers up at a desk: what each of them says of itself, and pages to try one without issuing anything. */
import { printableText } from '../../../core/badge/printable-text.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { type Trouble, trouble } from '../../../core/trouble.ts';
import type {
  PrinterSetupRow,
  PrinterSetupView,
  PrintTestView,
  TestPageKind,
} from '../../../shared/printers.ts';
import type { JobEnd, Printer, PrintServer, TestPages } from '../../paper-ports.ts';
import type { IssuingSettings } from '../issuing/journey.ts';
import type { PageClock } from '../page-clock.ts';
import { viewOf } from './printer-view.ts';

export interface PrinterSetup {
  /** Asks every printer and the print server now. */
  view(): Promise<PrinterSetupView>;
  /** Answers at the end of the job; while one is under way on this printer, with that one. */
  test(place: number, page: TestPageKind): Promise<Result<PrintTestView, Trouble>>;
  /** The supervisor went away: how their tries ended is nobody else's concern. */
  forget(): void;
}

export interface PrinterSetupPorts {
  readonly pageClock: PageClock;
  readonly printers: readonly Printer[];
  readonly printServer: PrintServer;
  readonly testPages: TestPages;
  readonly settings: IssuingSettings;
}

/** More queues than any site has; what a server tells is not trusted to end. */
const mostQueues = 100;

/** @param announce what is known of a try has changed */
export function createPrinterSetup(ports: PrinterSetupPorts, announce: () => void): PrinterSetup {
  const tests = new Map<number, PrintTestView>();

  return {
    async view() {
      const [queues, ...printers] = await Promise.all([
        ports.printServer.queues(),
        ...ports.printers.map((printer, place) => rowOf(printer, () => tests.get(place) ?? null)),
      ]);
      const names = queues?.slice(0, mostQueues).map(printableText) ?? null;
      return { printers, queues: names };
    },
    async test(place, page) {
      const printer = ports.printers[place];
      if (printer === undefined) return err(trouble('invalid-input', { detail: 'printer' }));
      const underWay = tests.get(place);
      if (underWay?.outcome === 'running') return ok(underWay);
      tests.set(place, { page, outcome: 'running', reason: null });
      announce();
      let end: JobEnd = { outcome: 'unknown', reason: null };
      try {
        end = await printed(ports, printer, page);
      } finally {
        tests.set(place, { page, ...end });
        announce();
      }
      return ok({ page, ...end });
    },
    forget() {
      for (const [place, { outcome }] of tests) if (outcome !== 'running') tests.delete(place);
    },
  };
}

async function rowOf(printer: Printer, test: () => PrintTestView | null): Promise<PrinterSetupRow> {
  const { media, ...status } = await printer.details();
  const shownMedia = media === null ? null : printableText(media);
  return { ...viewOf(printer, status), dpi: printer.dpi, media: shownMedia, test: test() };
}

async function printed(ports: PrinterSetupPorts, printer: Printer, kind: TestPageKind): Promise<JobEnd> {
  const { settings } = ports;
  const { media } = await printer.details();
  const pdf = await ports.testPages.render({
    kind,
    printer: printer.name,
    stock: printer.stock,
    dpi: printer.dpi,
    design: printer.design,
    media,
    stationName: settings.stationName,
    site: settings.site,
    locale: settings.locale,
    timeZone: settings.timeZone,
    atMs: ports.pageClock.nowMs(),
  });
  if (!pdf.ok) return { outcome: 'not-printed', reason: 'render-failed' };
  const submitted = await printer.submit(pdf.value);
  if (!submitted.ok) return { outcome: 'not-printed', reason: submitted.error.reason };
  return printer.follow(submitted.value, settings.printTimeoutSeconds * 1_000);
}
