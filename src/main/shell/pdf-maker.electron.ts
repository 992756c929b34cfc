/** The PdfMaker and PictureMaker ports on Electron: one hidden, locked window per page, gone when its result is there. */
import { randomUUID } from 'node:crypto';
import { BrowserWindow, type Session, session } from 'electron';
import type { PdfMaker, PictureMaker } from '../ports.ts';

/** A badge is laid out in some 50 ms; a window that takes longer than this hangs. */
const deadlineMs = 15_000;
const scheme = 'daypass-badge';
/** A window may not have been painted yet when its page is loaded. */
const mostLooks = 40;
const betweenLooksMs = 50;

/**
 * The page reaches the window over a protocol that only this memory-only session knows: no file, no URL that carries
 * the content, no network. `pdf` and `png` reject when the window fails or does not finish in time; they never hang.
 */
export function createPdfMaker(): PdfMaker & PictureMaker {
  const pages = new Map<string, string>();
  let locked: Session | null = null;
  const inWindow = async <T>(html: string, look: Look, work: (window: BrowserWindow) => Promise<T>) => {
    locked ??= lockedSession(pages);
    const url = `${scheme}://${randomUUID()}/`;
    pages.set(url, html);
    const window = hiddenWindow(locked, look);
    try {
      return await within(
        deadlineMs,
        window.loadURL(url).then(() => work(window)),
      );
    } finally {
      pages.delete(url);
      window.destroy();
    }
  };
  return {
    pdf: (html) => inWindow(html, { offscreen: false }, print),
    png: (html, { widthPx, heightPx }) =>
      inWindow(html, { offscreen: true, width: widthPx, height: heightPx }, picture),
  };
}

/** A window that a picture is taken of is as large as the picture and is painted without a screen. */
interface Look {
  readonly offscreen: boolean;
  readonly width?: number;
  readonly height?: number;
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

function hiddenWindow(own: Session, { width, height, offscreen }: Look): BrowserWindow {
  const window = new BrowserWindow({
    ...(width === undefined || height === undefined
      ? {}
      : { width, height, useContentSize: true, frame: false }),
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
      offscreen,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  return window;
}

function print(window: BrowserWindow): Promise<Uint8Array> {
  const margins = { top: 0, bottom: 0, left: 0, right: 0 };
  return window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true, margins });
}

async function picture(window: BrowserWindow): Promise<Uint8Array> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const image = await window.webContents.capturePage(undefined, { stayHidden: true });
    if (!image.isEmpty()) return image.toPNG();
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
  }
  throw new Error('the badge window was never painted');
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the badge window did not finish in time')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
