/**
 * Hands a page to the system's own printing, without a dialogue and in a window that dies with the job. Only used where
 * there is no CUPS; NOT RUN ON WINDOWS (see main/printing/windows-printer.ts).
 */
import type { BrowserWindow, WebContents } from 'electron';
import type { PagePrint, PrintAnswer, PrintHow } from '../printing/windows-printer.ts';
import type { BadgeWindows } from './badge-windows.electron.ts';

export function createPagePrint(windows: BadgeWindows, page: () => BrowserWindow | null): PagePrint {
  return {
    names: async () => (await page()?.webContents.getPrintersAsync())?.map(({ name }) => name) ?? [],
    print: async (html, how) => {
      try {
        return await windows.show(html, (contents) => print(contents, how));
      } catch (failed) {
        return answerOf(false, failed instanceof Error ? failed.message : String(failed));
      }
    },
  };
}

/** Only an unknown name is told before anything is done; after any other failure a job may exist. */
function answerOf(isHanded: boolean, detail: string): PrintAnswer {
  if (isHanded) return { is: 'handed', detail };
  return { is: /invalid devicename/i.test(detail) ? 'refused' : 'doubtful', detail };
}

/** "success" means that the system took the job over, and no more than that (electron#38975). */
function print(contents: WebContents, { deviceName, pageSize, dpi }: PrintHow): Promise<PrintAnswer> {
  const options = {
    silent: true,
    deviceName,
    pageSize,
    dpi: { ...dpi },
    printBackground: true,
    margins: { marginType: 'none' as const },
    copies: 1,
    scaleFactor: 100,
  };
  return new Promise((resolve) => {
    contents.print(options, (isHanded, detail) => resolve(answerOf(isHanded, detail)));
  });
}
