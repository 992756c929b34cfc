/** Kills the page's process or one beside it, and works the page that comes back: Playwright gives up on a page that crashed once. */
import type { ElectronApplication } from '@playwright/test';
import { expect } from '../harness/station.ts';

/** SIGKILL to the page's process; for how many milliseconds there was no screen. */
export async function killPage(app: ElectronApplication): Promise<number> {
  const killedAtMs = performance.now();
  const before = await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().startsWith('app:'));
    const pid = window?.webContents.getOSProcessId() ?? 0;
    if (pid > 0) process.kill(pid, 'SIGKILL');
    return pid;
  });
  expect(before).toBeGreaterThan(0);
  const back = async () => {
    const now = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find((one) => one.webContents.getURL().startsWith('app:'))
        ?.webContents.getOSProcessId(),
    );
    expect(now).not.toBe(before);
    expect([null, 'starting']).not.toContain(await screenOf(app));
  };
  // Around a death a question to the main process may itself be lost; it is asked again.
  await expect(back).toPass({ intervals: [25], timeout: 15_000 });
  return Math.round(performance.now() - killedAtMs);
}

/** SIGKILL to one of the processes that Chromium keeps beside the page. */
export async function killBeside(app: ElectronApplication, type: 'GPU' | 'network'): Promise<void> {
  const pid = await app.evaluate(({ app: electronApp }, wanted) => {
    const found = electronApp
      .getAppMetrics()
      .find(({ type: kind, serviceName }) => kind === wanted || serviceName?.startsWith(`${wanted}.`));
    if (found !== undefined) process.kill(found.pid, 'SIGKILL');
    return found?.pid ?? 0;
  }, type);
  expect(pid, `a process for ${type}`).toBeGreaterThan(0);
}

/** The name of the screen; null while there is none. */
export function screenOf(app: ElectronApplication): Promise<string | null> {
  return inPage(app, `document.querySelector('[data-testid="screen"]')?.dataset.screen ?? null`);
}

export async function expectScreenOf(app: ElectronApplication, name: string): Promise<void> {
  await expect.poll(() => screenOf(app), { intervals: [25] }).toBe(name);
}

/** The issuance that the station has under way, as the page is told. */
export function currentIssuance(app: ElectronApplication): Promise<string | null> {
  return inPage(app, `daypass['station.read'](null).then(({ issuanceId }) => issuanceId)`);
}

/** Taps what matches, once, when it is there and may be tapped. */
export async function tap(app: ElectronApplication, selector: string): Promise<void> {
  const found = `document.querySelector(${JSON.stringify(selector)})`;
  const isHeld = `${found} === null || ${found}.disabled === true || ${found}.ariaDisabled === 'true'`;
  const mayTap = `(${isHeld}) ? null : 'yes'`;
  await expect.poll(() => inPage(app, mayTap), { intervals: [25] }).toBe('yes');
  await inPage(app, `${found}.click()`);
}

/** Types into the search as a keyboard would. */
export async function typeSearch(app: ElectronApplication, text: string): Promise<void> {
  const script = `(() => {
    const field = document.querySelector('[data-testid="worker-search"]');
    if (field === null) return null;
    field.value = ${JSON.stringify(text)};
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    return 'typed';
  })()`;
  await expect.poll(() => inPage(app, script), { intervals: [25] }).toBe('typed');
}

/** Evaluates in the page; null while there is no page that could answer. */
function inPage(app: ElectronApplication, script: string): Promise<string | null> {
  return app.evaluate(async ({ BrowserWindow }, asked) => {
    const window = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().startsWith('app:'));
    if (window === undefined || window.webContents.isCrashed() || window.webContents.isLoading()) return null;
    return String((await window.webContents.executeJavaScript(asked)) ?? '') || null;
  }, script);
}
