/** The one window of the station: the page, held in place, and brought back when its process dies. */
import { app, BaseWindow, BrowserWindow, Menu, protocol, type WebContents } from 'electron';
import { isAllowedKey } from './allowed-keys.ts';
import { holdInPlace, type OnBlocked, refuseFileDialogs } from './lockdown.electron.ts';
import { lockedPreferences } from './locked-preferences.ts';
import { pageResponse, pageUrl } from './page-files.ts';

export interface KioskWindow {
  /** The one that is open now: a kiosk's comes back when a page closes itself. */
  readonly window: BrowserWindow;
  /** Tells the page that something changed; it reads again. */
  tell(channel: string, message: unknown): void;
}

export interface KioskOptions {
  readonly preloadFile: string;
  readonly isFullScreen: boolean;
  /** At a desk a file of requests is picked; at a kiosk nobody sees the disk. */
  readonly mayPickFiles: boolean;
  readonly title: string;
  readonly background: string;
  readonly onPageLost: (reason: string) => void;
  /** For the first window and any that takes its place. */
  readonly onOpened: (contents: WebContents) => void;
  readonly blocked: OnBlocked;
}

/** Serves the page's files. Must run before the first window. */
export function servePage(rendererFolder: string): void {
  protocol.handle('app', (request) => pageResponse(rendererFolder, request.method, request.url));
}

export function openKioskWindow(options: KioskOptions): KioskWindow {
  Menu.setApplicationMenu(null);
  let isEnding = false;
  app.on('before-quit', () => {
    isEnding = true;
  });
  const open = (): BrowserWindow => {
    const opened = openWindow(options);
    if (options.isFullScreen) {
      keepInFront(opened, options.blocked, () => isEnding);
      opened.on('closed', () => {
        if (isEnding) return;
        // `window.close()` of a page passes by every question.
        options.blocked('window-state');
        window = open();
      });
    }
    return opened;
  };
  let window = open();
  return {
    get window() {
      return window;
    },
    tell(channel, message) {
      if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(channel, message);
    },
  };
}

function openWindow(options: KioskOptions): BrowserWindow {
  const window = new BrowserWindow({
    title: options.title,
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 560,
    show: false,
    kiosk: options.isFullScreen,
    autoHideMenuBar: true,
    backgroundColor: options.background,
    webPreferences: { ...lockedPreferences, preload: options.preloadFile },
  });
  const { webContents } = window;
  holdInPlace(webContents, options.blocked, () => load(window));
  keepOneScale(window);
  refuseKeys(window, options.blocked);
  if (!options.mayPickFiles) refuseFileDialogs(webContents, options.blocked);
  window.once('ready-to-show', () => window.show());
  webContents.on('render-process-gone', (_event, details) => {
    options.onPageLost(details.reason);
    load(window);
  });
  options.onOpened(webContents);
  load(window);
  return window;
}

function load(window: BrowserWindow): void {
  // A failed load of our own files is a broken installation; Electron logs it and the window stays calm and empty.
  window.loadURL(pageUrl).catch((failed: unknown) => {
    if (!window.isDestroyed()) process.stderr.write(`daypass: the page did not load: ${String(failed)}\n`);
  });
}

/** Pinch and Ctrl +/- would leave a kiosk unreadable for the next person. */
function keepOneScale({ webContents }: BrowserWindow): void {
  webContents.on('did-finish-load', () => {
    webContents.setZoomFactor(1);
    void webContents.setVisualZoomLevelLimits(1, 1);
  });
  webContents.on('zoom-changed', () => webContents.setZoomFactor(1));
}

function refuseKeys({ webContents }: BrowserWindow, blocked: OnBlocked): void {
  webContents.on('before-input-event', (event, input) => {
    if (isAllowedKey(input, process.platform)) return;
    event.preventDefault();
    // A key that is held down is one attempt.
    if (input.type === 'keyDown' && !input.isAutoRepeat) blocked('key');
  });
}

/** A window that lost the focus to none of ours for this long was put out of sight, or something lies over it. */
const mostMsWithoutFocus = 200;

/** Only the system ends a kiosk (a signal, the end of its session): no key, no window manager's button. */
function keepInFront(window: BrowserWindow, blocked: OnBlocked, isEnding: () => boolean): void {
  const insist = (act: () => void) => {
    if (isEnding() || window.isDestroyed()) return;
    blocked('window-state');
    act();
  };
  window.on('close', (event) => insist(() => event.preventDefault()));
  window.on('leave-full-screen', () => insist(() => window.setKiosk(true)));
  // On Linux nothing else tells of a window that was minimised.
  window.on('blur', () =>
    setTimeout(() => {
      if (BaseWindow.getFocusedWindow() === null) insist(() => bringBack(window));
    }, mostMsWithoutFocus),
  );
}

function bringBack(window: BrowserWindow): void {
  window.restore();
  window.show();
  window.focus();
}
