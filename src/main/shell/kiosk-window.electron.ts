/** The one window of the station: the page, held in place, and brought back when its process dies. */
import { app, BrowserWindow, Menu, protocol } from 'electron';
import { isAllowedKey } from './allowed-keys.ts';
import { holdInPlace, type OnBlocked, refusedFeatures, refuseFileDialogs } from './lockdown.electron.ts';
import { pageResponse, pageUrl } from './page-files.ts';

export interface KioskWindow {
  readonly window: BrowserWindow;
  /** Tells the page that something changed; it reads again. */
  tell(channel: string, message: unknown): void;
}

/** Serves the page's files. Must run before the first window. */
export function servePage(rendererFolder: string): void {
  protocol.handle('app', (request) => pageResponse(rendererFolder, request.method, request.url));
}

export function openKioskWindow(options: {
  readonly preloadFile: string;
  readonly isFullScreen: boolean;
  /** At a desk a file of requests is picked; at a kiosk nobody sees the disk. */
  readonly mayPickFiles: boolean;
  readonly title: string;
  readonly background: string;
  readonly onPageLost: (reason: string) => void;
  readonly blocked: OnBlocked;
}): KioskWindow {
  Menu.setApplicationMenu(null);
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
    webPreferences: {
      preload: options.preloadFile,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
      spellcheck: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
      safeDialogs: true,
      disableBlinkFeatures: refusedFeatures,
    },
  });
  const { webContents } = window;
  holdInPlace(webContents, options.blocked, () => load(window));
  keepOneScale(window);
  refuseKeys(window, options.blocked);
  if (!options.mayPickFiles) refuseFileDialogs(webContents, options.blocked);
  if (options.isFullScreen) keepInFront(window, options.blocked);
  window.once('ready-to-show', () => window.show());
  webContents.on('render-process-gone', (_event, details) => {
    options.onPageLost(details.reason);
    load(window);
  });
  load(window);
  return {
    window,
    tell: (channel, message) => {
      if (!window.isDestroyed() && !webContents.isCrashed()) webContents.send(channel, message);
    },
  };
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
    if (isAllowedKey(input)) return;
    event.preventDefault();
    // A key that is held down is one attempt.
    if (input.type === 'keyDown' && !input.isAutoRepeat) blocked('key');
  });
}

/** Only the system ends a kiosk (a signal, the end of its session): no key, no window manager's button. */
function keepInFront(window: BrowserWindow, blocked: OnBlocked): void {
  let isEnding = false;
  app.on('before-quit', () => {
    isEnding = true;
  });
  window.on('close', (event) => {
    if (isEnding) return;
    event.preventDefault();
    blocked('window-state');
  });
  window.on('minimize', () => {
    blocked('window-state');
    window.restore();
  });
  window.on('leave-full-screen', () => {
    if (isEnding || window.isDestroyed()) return;
    blocked('window-state');
    window.setKiosk(true);
  });
}
