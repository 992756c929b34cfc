/** A keyboard as the operating system brings it: its keys pass the main process before the page, unlike Playwright's. */
import type { Page } from '@playwright/test';
import type { Station } from './station.ts';

export type Modifier = 'control' | 'shift' | 'alt' | 'meta';

/**
 * Types into the station's window, one key after the other. A scanner ends with Enter, a person need not.
 * @param into how the address of another page begins that is to get the keys
 * @returns when the last one was sent, by the clock
 */
export async function typeKeys(
  { app }: Station,
  keys: readonly string[],
  gapMs: number,
  modifiers: readonly Modifier[] = [],
  into = 'app:',
): Promise<number> {
  return app.evaluate(
    async ({ webContents }, typed) => {
      const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith(typed.into));
      if (page === undefined) throw new Error('no page');
      const pause = () => new Promise((resolve) => setTimeout(resolve, typed.gapMs));
      let sentMs = Date.now();
      for (const keyCode of typed.keys) {
        const modifiers = [...typed.modifiers, ...(/^[A-Z]$/.test(keyCode) ? (['shift'] as const) : [])];
        for (const type of ['keyDown', 'char', 'keyUp'] as const)
          page.sendInputEvent({ type, keyCode, modifiers });
        sentMs = Date.now();
        await pause();
      }
      return sentMs;
    },
    { keys, gapMs, modifiers, into },
  );
}

/** Scans at 5 ms a key; nobody scans twice within half a second. */
export async function scan(station: Station, text: string): Promise<void> {
  await typeKeys(station, [...text, 'Enter'], 5);
  await station.page.waitForTimeout(500);
}

/** Notes every key that reaches the page from now on; the returned function tells which. */
export async function keysInPage(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { keysSeen: seen });
    for (const kind of ['keydown', 'keypress', 'keyup'] as const)
      window.addEventListener(kind, (event) => seen.push(`${kind} ${event.key}`), true);
  });
  return () => page.evaluate(() => (window as unknown as { keysSeen: string[] }).keysSeen);
}

/** Scans, and says which keys the page got meanwhile. */
export async function keysOfScan(station: Station, text: string): Promise<readonly string[]> {
  const reached = await keysInPage(station.page);
  await scan(station, text);
  return reached();
}
