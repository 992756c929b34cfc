/** The PdfMaker port on Electron: one hidden, locked window per badge, which is gone when the PDF is there. */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, session } from 'electron';
import type { PdfMaker } from '../ports.ts';

/** A badge is laid out in some 50 ms; a window that takes longer than this hangs. */
const deadlineMs = 15_000;
const scheme = 'daypass-badge';

/**
 * The page reaches the window over a protocol that only this memory-only session knows: no file, no URL that carries
 * the content, no network. `pdf` rejects when the window fails or does not finish in time; it never hangs.
 */
export function createPdfMaker(): PdfMaker {
  const pages = new Map<string, string>();
  let locked: Session | null = null;
  return {
    pdf: async (html) => {
      locked ??= lockedSession(pages);
      const url = `${scheme}://${randomUUID()}/`;
      pages.set(url, html);
      const window = hiddenWindow(locked);
      try {
        return await within(deadlineMs, print(window, url));
      } finally {
        pages.delete(url);
        window.destroy();
      }
    },
  };
}

function lockedSession(pages: ReadonlyMap<string, string>): Session {
  // Without `persist:` a partition lives in memory.
  const own = session.fromPartition('badge-layout', { cache: false });
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !pages.has(details.url) && !details.url.startsWith('data:') });
  });
  own.protocol.handle(scheme, (request) => {
    const html = pages.get(request.url);
    if (html === undefined) return new Response(null, { status: 404 });
    return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
  });
  return own;
}

function hiddenWindow(own: Session): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    focusable: false,
    skipTaskbar: true,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      webSecurity: true,
      webgl: false,
      devTools: false,
      spellcheck: false,
      backgroundThrottling: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  return window;
}

async function print(window: BrowserWindow, url: string): Promise<Uint8Array> {
  await window.loadURL(url);
  const margins = { top: 0, bottom: 0, left: 0, right: 0 };
  return window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, margins });
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the badge window did not finish in time')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
