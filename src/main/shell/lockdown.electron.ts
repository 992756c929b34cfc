/** What no page in this app may ever do, whoever loaded it: permissions, new windows, navigation, webviews, downloads. */
import { app, type Session, session, type WebContents } from 'electron';
import { pageOrigin } from './page-files.ts';

/** Refuses everything a web page can ask of a computer. Once per session (partition). */
export function refusePermissions(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  target.on('will-download', (event) => event.preventDefault());
  target.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
  target.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer('');
  });
  target.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer('');
  });
}

/** Keeps the page where it is: it has one address and opens nothing. */
export function holdInPlace(contents: WebContents): void {
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    if (!isPageUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('context-menu', (event) => event.preventDefault());
}

export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}` === pageOrigin;
}

/** The page's own session talks to nothing but its own protocol. */
export function pageOnlyOwnFiles(): void {
  session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
    const isOwn = isPageUrl(details.url) || details.url.startsWith('devtools:');
    const isFromPage = details.webContentsId !== undefined && details.webContentsId > 0;
    answer({ cancel: isFromPage && !isOwn && !details.url.startsWith('data:') });
  });
}

/** Defaults for every page that will ever exist, before the first one does. */
export function lockDownApp(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
  app.on('session-created', refusePermissions);
}
