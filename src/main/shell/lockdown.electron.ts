/** What no page in this app may ever do, whoever loaded it: permissions, new windows, navigation, webviews, downloads. */
import { app, Menu, type Session, session, type WebContents } from 'electron';
import type { Blocked } from '../app/blocked.ts';
import { isPageUrl, pageUrl } from './page-files.ts';

/** Is told of every attempt that was refused. */
export type OnBlocked = (what: Blocked) => void;

/** Defaults for every session and every page that will ever exist, before the first one does. */
export function lockDownApp(blocked: OnBlocked): void {
  // As root (tests, containers) Chromium has no sandbox to switch on.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  // Before Electron is ready, which else builds a menu of its own first.
  Menu.setApplicationMenu(null);
  app.on('session-created', (created) => refusePermissions(created, blocked));
  app.on('web-contents-created', (_event, contents) => openNothing(contents, blocked));
}

/** Refuses everything a web page can ask of a computer. */
function refusePermissions(target: Session, blocked: OnBlocked): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => {
    blocked('permission');
    answer(false);
  });
  // Chromium also checks by itself, for nobody: a refusal here is no attempt.
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, answer) => {
    blocked('permission');
    answer({});
  });
  target.on('will-download', (event) => {
    blocked('download');
    event.preventDefault();
  });
  target.on('select-serial-port', (event, _ports, _contents, answer) => {
    blocked('device');
    event.preventDefault();
    answer('');
  });
  target.on('select-hid-device', (event, _details, answer) => {
    blocked('device');
    event.preventDefault();
    answer('');
  });
  target.on('select-usb-device', (event, _details, answer) => {
    blocked('device');
    event.preventDefault();
    answer('');
  });
}

function openNothing(contents: WebContents, blocked: OnBlocked): void {
  contents.setWindowOpenHandler(() => {
    blocked('new-window');
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => {
    blocked('webview');
    event.preventDefault();
  });
  contents.on('select-bluetooth-device', (event, _devices, answer) => {
    blocked('device');
    event.preventDefault();
    answer('');
  });
  // What a page asks before it is left is nobody's business: it could keep the station from ending.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  // WebRTC is not covered by any policy of the page, and would send packets around the proxy.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/**
 * A page that asks for a file gets none, and no dialog of the system opens, from which all of the disk could be seen. Neither
 * Electron nor the page's policy has a word for it; Chromium's own protocol for tests and tools does.
 */
export function refuseFileDialogs({ debugger: tools }: WebContents, blocked: OnBlocked): void {
  tools.on('message', (_event, method) => {
    if (method === 'Page.fileChooserOpened') blocked('file-dialog');
  });
  const failed = (why: unknown) =>
    process.stderr.write(`daypass: file dialogs are not refused: ${String(why)}\n`);
  try {
    tools.attach();
  } catch (why) {
    failed(why);
    return;
  }
  // The second alone has no effect.
  tools.sendCommand('Page.enable').catch(failed);
  tools.sendCommand('Page.setInterceptFileChooserDialog', { enabled: true, cancel: true }).catch(failed);
}

/** Keeps the page where it is: it has one address. `comeBack` loads it again if it is elsewhere all the same. */
export function holdInPlace(contents: WebContents, blocked: OnBlocked, comeBack: () => void): void {
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    if (event.url === pageUrl) return;
    blocked('navigation');
    event.preventDefault();
  };
  // Tells of the main frame as well; `will-navigate` would tell a second time.
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  const arrived = (url: string) => {
    if (url === pageUrl) return;
    blocked('navigation');
    comeBack();
  };
  // `about:blank`, and an address of the page's own making (history, fragment), ask nobody first.
  contents.on('did-navigate', (_event, url) => arrived(url));
  contents.on('did-navigate-in-page', (_event, url, isMainFrame) => {
    if (isMainFrame) arrived(url);
  });
  // There is no way back, to nowhere.
  contents.on('did-finish-load', () => contents.navigationHistory.clear());
  contents.on('context-menu', (event) => {
    blocked('context-menu');
    event.preventDefault();
  });
}

/** The page's own session talks to nothing but its own protocol. */
export function pageOnlyOwnFiles(blocked: OnBlocked): void {
  session.defaultSession.webRequest.onBeforeRequest(({ url, webContentsId = 0 }, answer) => {
    const isRefused = webContentsId > 0 && !isPageUrl(url) && !url.startsWith('data:');
    if (isRefused) blocked('request');
    answer({ cancel: isRefused });
  });
}
