/** The window a supervisor signs in with: someone else's page, so it can go nowhere, ask for nothing and remember nothing. */
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BaseWindow, type Session, session, type WebContents, WebContentsView } from 'electron';
import type { SignInPage, SignInWindow } from '../auth/sign-in-window.ts';
import { isAllowedKey } from './allowed-keys.ts';
import { type OnBlocked, refuseFileDialogs } from './lockdown.electron.ts';
import { lockedPreferences } from './locked-preferences.ts';
import { networkTroubleOf } from './network.ts';
import {
  barAddress,
  cancelUrl,
  mayLoad,
  rulesFor,
  type SignInBarText,
  type SignInRules,
} from './sign-in-rules.ts';

export interface SignInWindowOptions {
  /** The station's window, to stay in front of; null while there is none. */
  readonly parent: () => BaseWindow | null;
  /** Lets a demo tenant answer inside this window: `session.protocol.handle('https', …)`. */
  readonly protocolFor: ((signInSession: Session) => void) | null;
  readonly barText: () => SignInBarText;
  readonly blocked: OnBlocked;
  /** Told of the page before it is loaded. */
  readonly onOpened: (contents: WebContents) => void;
}

const width = 560;
const height = 720;
const barHeight = 72;

export function createSignInWindow(options: SignInWindowOptions): SignInWindow {
  return new LockedWindow(options);
}

class LockedWindow implements SignInWindow {
  private readonly options: SignInWindowOptions;
  private readonly sessions = new Set<Session>();
  private window: BaseWindow | null = null;
  private views: readonly WebContentsView[] = [];
  /** Another one with each closing. */
  private turn = 0;

  constructor(options: SignInWindowOptions) {
    this.options = options;
  }

  /** In turns of its own, so that the main process is not held up for 90 ms in one go. Whoever closes meanwhile ends it. */
  async open(url: string, page: SignInPage): Promise<void> {
    this.close();
    const { turn } = this;
    await nextTurn();
    if (turn !== this.turn) return;
    const { barText, blocked, onOpened, parent } = this.options;
    const window = openFrame(parent(), barText().title);
    this.window = window;
    const bar = openBar(barText(), page.onClosed);
    this.views = [bar];
    await nextTurn();
    if (turn !== this.turn) return;
    const content = openContent(this.newSession(), rulesFor(url, page.allowedHosts), page, blocked);
    onOpened(content.webContents);
    this.views = [content, bar];
    // A page may close itself: the same as a person who closes the window, unless we closed it.
    content.webContents.once('destroyed', () => {
      if (this.window === window) page.onClosed();
    });
    for (const view of this.views) window.contentView.addChildView(view);
    layOut(window, bar, content);
    window.on('resize', () => layOut(window, bar, content));
    window.on('close', (event) => {
      // The session answers by closing the window: until then it stays, so that there is one way out only.
      event.preventDefault();
      page.onClosed();
    });
    // A failure is reported by `did-fail-load`, with its name.
    content.webContents.loadURL(url).catch(() => undefined);
    window.show();
    content.webContents.focus();
  }

  close(): void {
    const { window, views } = this;
    this.turn += 1;
    this.window = null;
    this.views = [];
    for (const view of views) {
      // A page that closed itself took its web contents with it: the view has none any more.
      const contents: WebContents | undefined = view.webContents;
      if (contents !== undefined && !contents.isDestroyed()) contents.close();
    }
    if (window !== null && !window.isDestroyed()) window.destroy();
    // Nothing of a sign-in is needed once its window is gone, whether or not anybody signs out later.
    void this.clearData();
  }

  async clearData(): Promise<void> {
    const finished = [...this.sessions];
    this.sessions.clear();
    await Promise.all(finished.map(forgetEverything));
  }

  /** A partition without `persist:` lives in memory; a new name each time means that nothing is ever shared. */
  private newSession(): Session {
    const own = session.fromPartition(`sign-in-${randomUUID()}`, { cache: false });
    this.options.protocolFor?.(own);
    this.sessions.add(own);
    return own;
  }
}

async function forgetEverything(own: Session): Promise<void> {
  await own.clearStorageData();
  await own.clearCache();
  await own.clearAuthCache();
  await own.closeAllConnections();
}

/** In front of the station's window and as tall as fits into it; without a parent, in the middle of the screen. */
function openFrame(parent: BaseWindow | null, title: string): BaseWindow {
  const around = parent?.getBounds() ?? null;
  const fits = around === null ? height : Math.min(height, around.height);
  const place =
    around === null
      ? { center: true }
      : {
          x: Math.round(around.x + (around.width - width) / 2),
          y: Math.round(around.y + (around.height - fits) / 2),
        };
  const window = new BaseWindow({
    ...(parent === null ? {} : { parent, modal: true }),
    ...place,
    title,
    width,
    height: fits,
    show: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
  });
  window.setMenu(null);
  if (parent?.isAlwaysOnTop() === true) window.setAlwaysOnTop(true, 'screen-saver');
  return window;
}

function layOut(window: BaseWindow, bar: WebContentsView, content: WebContentsView): void {
  const area = window.getContentBounds();
  bar.setBounds({ x: 0, y: 0, width: area.width, height: barHeight });
  content.setBounds({ x: 0, y: barHeight, width: area.width, height: Math.max(0, area.height - barHeight) });
}

/** A kiosk shows no frame of the operating system, so the way out is drawn by us. Without script: a link, caught. */
function openBar(text: SignInBarText, onCancel: () => void): WebContentsView {
  const partition = `sign-in-bar-${randomUUID()}`;
  const bar = new WebContentsView({ webPreferences: { ...lockedPreferences, partition, javascript: false } });
  const { webContents } = bar;
  webContents.on('will-frame-navigate', (event) => {
    event.preventDefault();
    if (event.url === cancelUrl) onCancel();
  });
  webContents.loadURL(barAddress(text)).catch(() => undefined);
  return bar;
}

function openContent(
  own: Session,
  rules: SignInRules,
  page: SignInPage,
  blocked: OnBlocked,
): WebContentsView {
  const content = new WebContentsView({ webPreferences: { ...lockedPreferences, session: own } });
  const { webContents } = content;
  refuseFileDialogs(webContents, blocked);
  const guard = (event: {
    readonly url: string;
    readonly isMainFrame: boolean;
    preventDefault(): void;
  }): void => {
    if (mayLoad(rules, event.url, event.isMainFrame)) return;
    event.preventDefault();
    // Entra's own pages try frames of hosts that a sign-in does without: no attempt of a person.
    if (event.isMainFrame) blocked('navigation');
  };
  webContents.on('will-frame-navigate', guard);
  webContents.on('will-redirect', guard);
  webContents.on('before-input-event', (event, input) => {
    if (isAllowedKey(input, process.platform)) return;
    event.preventDefault();
    if (input.type === 'keyDown' && !input.isAutoRepeat) blocked('key');
  });
  webContents.on('did-fail-load', (_event, code, description, url, isMainFrame) => {
    if (!isMainFrame || code === aborted || !/^https:/.test(url)) return;
    const { kind, detail } = networkTroubleOf(new Error(description));
    page.onFailed(kind, detail);
  });
  webContents.on('render-process-gone', (_event, { reason }) =>
    page.onFailed('no-answer', `renderer ${reason}`),
  );
  return content;
}

/** ERR_ABORTED: a navigation that another one replaced, or that the guard stopped. */
const aborted = -3;
