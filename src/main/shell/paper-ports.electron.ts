/** Everything about paper on the real machine: what is laid out in hidden windows, and the printers that get it. */
import type { BrowserWindow } from 'electron';
import type { AppPorts } from '../app/app-ports.ts';
import type { Config } from '../config.ts';
import { createPrinters, createPrintServer, createSpool } from '../printing/configured-printers.ts';
import { keepPages } from '../printing/kept-pages.ts';
import { createLazyMakers } from '../printing/lazy-makers.ts';
import type { Templates } from '../template-files.ts';
import { createBadgeWindows } from './badge-windows.electron.ts';
import { createPagePrint } from './page-print.electron.ts';
import { createPdfMaker } from './pdf-maker.electron.ts';
import { createPictureMaker } from './picture-maker.electron.ts';
import { systemClock } from './system-clock.ts';

type PaperPorts = 'badges' | 'pinSlips' | 'testPages' | 'previews' | 'printers' | 'printServer' | 'spool';

/** Windows has no CUPS: there the page itself goes to the system's own printing, which asks the station's window. */
export function createPaperPorts(
  { printing }: Config,
  dataDir: string,
  templates: Templates,
  page: () => BrowserWindow | null,
): Pick<AppPorts, PaperPorts> {
  const shown = createBadgeWindows();
  const kept = process.platform === 'win32' ? keepPages(createPdfMaker(shown)) : null;
  const windows = kept && { page: createPagePrint(shown, page), htmlOf: kept.htmlOf };
  const deps = { clock: systemClock, dataDir, env: process.env, templates };
  const here = windows === null ? deps : { ...deps, windows };
  const pdfMaker = kept?.pdfMaker ?? createPdfMaker(shown);
  return {
    ...createLazyMakers({ pdfMaker, pictureMaker: createPictureMaker(shown) }),
    printers: createPrinters(printing, here),
    printServer: createPrintServer(printing, here),
    spool: createSpool(printing, here),
  };
}
