/** The one window of the station: the page, held in place, and brought back when its process dies. */
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { app, BaseWindow, BrowserWindow, protocol, type WebContents } from 'electron';
import { isAllowedKey } from './allowed-keys.ts';
import { holdInPlace, type OnBlocked, refuseFileDialogs } from './lockdown.electron.ts';
import { lockedPreferences } from './locked-preferences.ts';
import { type PageReply, pageReply, pageUrl } from './page-files.ts';

export interface KioskWindow {
  /** The one that is open now: a kiosk's comes back when a page closes itself. */
  readonly window: BrowserWindow;
  /** Tells the page that something changed; it reads again. */
  tell(channel: string, message: unknown): void;
  /** Shows it as the config says, once. Until then it is loaded unseen, while everything else is still being read. */
  show(place: Place): void;
}

export interface Place {
  readonly isFullScreen: boolean;
  /** At a desk a file of requests is picked; at a kiosk nobody sees the disk. */
  readonly mayPickFiles: boolean;
  /** For the first window and any that takes its place. */
  readonly onOpened: (contents: WebContents) => void;
}

export interface WindowOptions {
  readonly preloadFile: string;
  readonly title: string;
  readonly background: string;
  readonly onPageLost: (reason: string) => void;
  readonly blocked: OnBlocked;
}

/** ERR_FAILED of Chromium's net_error_list.h. */
const failed = { error: -2 };

/** When the page was handed its first file of a kind: from then on its process is busy with it for a while. */
export interface PageFiles {
  readonly document: Promise<void>;
  readonly script: Promise<void>;
}

/**
 * Serves the page's files. Must run before the first window. Not by `protocol.handle`: its first request makes Node load all of
 * its fetch, HTTP and TLS, which costs as much of the start as the station's own code.
 */
export function servePage(rendererFolder: string): PageFiles {
  const handedOut = new EventEmitter();
  const first = (ending: string) => new Promise<void>((resolve) => handedOut.once(ending, () => resolve()));
  protocol.registerBufferProtocol('app', ({ method, url }, answer) => {
    const handOut = (reply: PageReply): void => {
      answer(reply);
      setImmediate(() => handedOut.emit(path.extname(url)));
    };
    void pageReply(rendererFolder, method, url).then(handOut, (bug: unknown) => {
      answer(failed);
      throw bug;
    });
  });
  return { document: first('.html'), script: first('.js') };
}

/**
 * A rare start paints nothing as long as its window is hidden, and would stay hidden for ever (measured: no frame and no idle
 * time in seven seconds; a tap waited half a minute). A window that is shown is one that Chromium must paint.
 */
const mostMsUnseen = 1_000;

function patience(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, mostMsUnseen));
}

export function openKioskWindow(options: WindowOptions): KioskWindow {
  let isEnding = false;
  app.on('before-quit', () => {
    isEnding = true;
  });
  let opened = openWindow(options);
  const putInPlace = (place: Place): void => {
    const { window, isPainted } = opened;
    if (!place.mayPickFiles) refuseFileDialogs(window.webContents, options.blocked);
    place.onOpened(window.webContents);
    void Promise.race([isPainted, patience()]).then(() => {
      if (!window.isDestroyed()) window.show();
    });
    if (!place.isFullScreen) return;
    window.setKiosk(true);
    keepInFront(window, options.blocked, () => isEnding);
    window.on('closed', () => {
      if (isEnding) return;
      // `window.close()` of a page passes by every question.
      options.blocked('window-state');
      opened = openWindow(options);
      putInPlace(place);
    });
  };
  return {
    get window() {
      return opened.window;
    },
    tell(channel, message) {
      const { window } = opened;
      if (!window.isDestroyed() && !window.webContents.isCrashed()) window.webContents.send(channel, message);
    },
    show: putInPlace,
  };
}

interface Opened {
  readonly window: BrowserWindow;
  readonly isPainted: Promise<void>;
}

function openWindow(options: WindowOptions): Opened {
  const window = new BrowserWindow({
    title: options.title,
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: options.background,
    webPreferences: { ...lockedPreferences, preload: options.preloadFile },
  });
  const { webContents } = window;
  holdInPlace(webContents, options.blocked, () => load(window));
  keepOneScale(window);
  refuseKeys(window, options.blocked);
  const isPainted = new Promise<void>((resolve) => window.once('ready-to-show', () => resolve()));
  webContents.on('render-process-gone', (_event, details) => {
    options.onPageLost(details.reason);
    load(window);
  });
  load(window);
  return { window, isPainted };
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
