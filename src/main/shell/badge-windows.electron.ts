/** Hidden, locked windows for badges: each shows one page that no file and no address carries, and dies with its job. */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BrowserWindow, type Session, session, type WebContents } from 'electron';
import { fontUrl, paperScheme } from '../printing/paper/paper-fonts.ts';
import { fontFile } from './font-files.ts';
import { lockedPreferences } from './locked-preferences.ts';

export interface BadgeWindows {
  /**
   * Shows the page and lets `act` work on it; the window is gone when that is settled.
   * @param size of the window, which is then painted without a screen, for pictures; left out where only paper counts
   */
  show<T>(html: string, act: (contents: WebContents) => Promise<T>, size?: SizePx): Promise<T>;
}

export interface SizePx {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A badge is laid out in some 50 ms; a window that takes longer than this hangs. */
const deadlineMs = 15_000;

/**
 * The page reaches the window over a protocol that only this memory-only session knows: no file, no URL that carries
 * the content, no network. `show` rejects when the window fails or does not finish in time; it never hangs.
 */
export function createBadgeWindows(): BadgeWindows {
  const pages = new Map<string, string>();
  let locked: Session | null = null;
  return {
    show: async (html, act, size) => {
      // A reply read, its symbol drawn and a window made for it would hold the main process up for 60 ms and more in one go.
      await nextTurn();
      locked ??= lockedSession(pages);
      const url = `${paperScheme}://${randomUUID()}/`;
      pages.set(url, html);
      const window = hiddenWindow(locked, size);
      try {
        return await within(
          deadlineMs,
          window
            .loadURL(url)
            .then(() => untilLettered(window.webContents))
            .then(() => act(window.webContents)),
        );
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
  own.webRequest.onBeforeRequest((details, answer) => {
    const isOurs = pages.has(details.url) || details.url.startsWith(fontUrl(''));
    answer({ cancel: !isOurs && !details.url.startsWith('data:') });
  });
  own.protocol.handle(paperScheme, async ({ url }) => {
    const html = pages.get(url);
    if (html !== undefined)
      return new Response(html, { headers: { 'Content-Type': 'text/html; charset=utf-8' } });
    const font = await fontFile(url.slice(fontUrl('').length));
    // Fonts are asked for across origins: each page is one of its own.
    const headers = { 'Content-Type': 'font/woff2', 'Access-Control-Allow-Origin': '*' };
    return font === null
      ? new Response(null, { status: 404 })
      : new Response(new Uint8Array(font), { headers });
  });
  return own;
}

/** A world of our own beside the page's, in which scripts run though the page may have none. */
const ownWorld = 999;
/** A laid out page asks for the faces it lacks; the next look finds those that it asked for. */
const whenLettered = `(async () => {
  do {
    await document.fonts.ready;
    document.body.getBoundingClientRect();
  } while ([...document.fonts].some(({ status }) => status === 'loading'));
})()`;

/**
 * `load` does not wait for the last of several typefaces, and what lacks one is printed as nothing: of 1,000 PIN slips
 * for a name that needs three (Nguyễn Thùy Dương) 39 came without name and PIN.
 */
async function untilLettered(contents: WebContents): Promise<void> {
  await contents.executeJavaScriptInIsolatedWorld(ownWorld, [{ code: whenLettered }]);
}

function hiddenWindow(own: Session, size: SizePx | undefined): BrowserWindow {
  const window = new BrowserWindow({
    ...(size === undefined
      ? {}
      : { width: size.widthPx, height: size.heightPx, useContentSize: true, frame: false }),
    show: false,
    focusable: false,
    skipTaskbar: true,
    webPreferences: {
      ...lockedPreferences,
      session: own,
      javascript: false,
      webgl: false,
      backgroundThrottling: false,
      offscreen: size !== undefined,
    },
  });
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  return window;
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the badge window did not finish in time')), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
