/** The one window of the station: the page, held in place, and brought back when its process dies. */
import { BrowserWindow, Menu, protocol } from 'electron';
import { holdInPlace } from './lockdown.electron.ts';
import { pageOrigin, pageResponse } from './page-files.ts';

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
  readonly title: string;
  readonly background: string;
  readonly onPageLost: (reason: string) => void;
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
    },
  });
  const { webContents } = window;
  holdInPlace(webContents);
  keepOneScale(window);
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
  window.loadURL(`${pageOrigin}/index.html`).catch((failed: unknown) => {
    if (!window.isDestroyed()) process.stderr.write(`daypass: the page did not load: ${String(failed)}\n`);
  });
}

/** Pinch and Ctrl +/- would leave a kiosk unreadable for the next person. */
function keepOneScale(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('did-finish-load', () => {
    webContents.setZoomFactor(1);
    void webContents.setVisualZoomLevelLimits(1, 1);
  });
  webContents.on('zoom-changed', () => webContents.setZoomFactor(1));
  webContents.on('before-input-event', (event, input) => {
    const isShortcut = input.control || input.meta;
    const isEditing = ['a', 'c', 'v', 'x', 'z'].includes(input.key.toLowerCase()) && !input.shift;
    const isReload = /^F([1-9]|1[0-2])$/.test(input.key);
    if (input.type === 'keyDown' && ((isShortcut && !isEditing) || isReload)) event.preventDefault();
  });
}
