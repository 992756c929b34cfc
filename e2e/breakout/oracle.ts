/** What must be true of a station whatever was tried: its one page, its one window, nothing new beside it, and it answers a tap. */
import type { Rig } from './rig.ts';

/** What the main process says of itself. Taken together, so that nothing moves in between. */
export interface Looks {
  readonly url: string;
  readonly screen: string | null;
  readonly title: string;
  readonly isDialogOpen: boolean;
  readonly frames: number;
  readonly zoom: number;
  readonly scale: number;
  readonly addresses: readonly string[];
  readonly visibleWindows: number;
  readonly hasTools: boolean;
  readonly isFullScreen: boolean;
  readonly isMinimized: boolean;
}

/** Null while the page is being loaded. */
export function lookAt({ station }: Rig): Promise<Looks | null> {
  return station.app.evaluate(async ({ BrowserWindow, webContents }) => {
    const window = BrowserWindow.getAllWindows().find(
      (one) => one.isVisible() && one.getParentWindow() === null,
    );
    if (window === undefined) return null;
    const contents = window.webContents;
    if (contents.isCrashed() || contents.isLoading()) return null;
    const page = (await contents.executeJavaScript(`({
      screen: document.querySelector('[data-testid="screen"]')?.dataset.screen ?? null,
      title: document.title,
      isDialogOpen: document.querySelector('[role="dialog"], dialog[open]') !== null,
      frames: document.querySelectorAll('iframe').length,
      scale: visualViewport.scale,
    })`)) as Pick<Looks, 'screen' | 'title' | 'isDialogOpen' | 'frames' | 'scale'>;
    const all = webContents.getAllWebContents();
    return {
      ...page,
      url: contents.getURL(),
      zoom: contents.getZoomFactor(),
      addresses: all.map((one) => one.getURL()),
      visibleWindows: BrowserWindow.getAllWindows().filter((one) => one.isVisible()).length,
      hasTools: all.some((one) => one.isDevToolsOpened()),
      isFullScreen: window.isKiosk(),
      isMinimized: window.isMinimized(),
    };
  });
}

/** @param screens where the page may be afterwards */
export function wrongOf(looks: Looks | null, screens: readonly string[]): readonly string[] {
  if (looks === null) return ['no page'];
  const checks: readonly (readonly [boolean, string])[] = [
    [looks.url === 'app://kiosk/index.html', `the page is ${looks.url}`],
    [screens.includes(looks.screen ?? ''), `the screen is ${looks.screen}`],
    [looks.title === 'Daypass', `the title is ${looks.title}: a script ran`],
    [!looks.isDialogOpen, 'a dialog of the page is open'],
    [looks.frames === 0, 'a frame is in the page'],
    [looks.zoom === 1 && looks.scale === 1, `zoom ${looks.zoom}, scale ${looks.scale}`],
    [looks.addresses.length === 1, `pages: ${looks.addresses.join(' ')}`],
    [looks.visibleWindows === 1, `${looks.visibleWindows} windows`],
    [!looks.hasTools, 'developer tools are open'],
    [looks.isFullScreen && !looks.isMinimized, 'it is not full screen'],
  ];
  return checks.filter(([isGood]) => !isGood).map(([, wrong]) => wrong);
}
