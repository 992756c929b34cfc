/** The PdfMaker port on Electron: one hidden, locked window per badge, which is gone when the PDF is there. */
import type { PdfMaker } from '../paper-ports.ts';
import type { BadgeWindows } from './badge-windows.electron.ts';

/** `pdf` rejects when the window fails or does not finish in time; it never hangs. */
export function createPdfMaker(windows: BadgeWindows): PdfMaker {
  const margins = { top: 0, bottom: 0, left: 0, right: 0 };
  const how = { preferCSSPageSize: true, printBackground: true, margins };
  return { pdf: (html) => windows.show(html, (contents) => contents.printToPDF(how)) };
}
