import { callFromPage, expectScreen, openSignIn, signIn } from '../harness/kiosk.ts';
import { keysInPage, typeKeys } from '../harness/scanner.ts';
import { openScreen } from '../harness/screen.ts';
import { eventsOf, expect, journalOf, test } from '../harness/station.ts';

test('a sign-in can be cancelled on the page of the account and tried again', async ({ start }) => {
  const station = await start();
  const opened = await openSignIn(station);
  await opened.getByTestId('account-cancel').click({ noWaitAfter: true });
  await expectScreen(station.page, 'sign-in');
  await signIn(station);
});

test('a sign-in can be cancelled at the station while its window is open', async ({ start }) => {
  const station = await start();
  const opened = await openSignIn(station);
  await expectScreen(station.page, 'signing-in');
  await station.page.getByTestId('cancel').click();
  await expectScreen(station.page, 'sign-in');
  await expect.poll(() => opened.isClosed()).toBe(true);
});

test('a sign-in page that closes itself counts as cancelled, and the next try works', async ({ start }) => {
  const station = await start();
  const opened = await openSignIn(station);
  await opened.evaluate(() => window.close()).catch(() => {}); // the page may be gone before it answers
  await expectScreen(station.page, 'sign-in');
  await signIn(station);
});

test('the window of the sign-in goes nowhere else', async ({ start }) => {
  const station = await start();
  const opened = await openSignIn(station);
  const before = opened.url();
  await opened.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await opened.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  expect(await opened.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  expect(opened.url()).toBe(before);
  expect(await opened.evaluate(() => 'daypass' in window)).toBe(false);
});

test('a scan types nothing into the page of the account, and a person’s keys reach it', async ({ start }) => {
  const station = await start();
  const opened = await openSignIn(station);
  await opened.evaluate(() => {
    const field = Object.assign(document.createElement('input'), { id: 'field' });
    document.body.append(field);
    field.focus();
  });
  const keys = await keysInPage(opened);
  const into = new URL(opened.url()).origin;
  await typeKeys(station, [...'https://login.example/a-live-code', 'Enter'], 5, [], into);
  await opened.waitForTimeout(500);
  expect(await keys()).toEqual([]);
  await typeKeys(station, [...'S3cret@Pass'], 90, [], into);
  await expect(opened.locator('#field')).toHaveValue('S3cret@Pass');
});

/** Each would show all of the disk, in a dialog that is not ours. */
const filePickers = [
  `const input = Object.assign(document.createElement('input'), { type: 'file' }); document.body.append(input); input.click()`,
  `document.querySelector('input[type=file]').showPicker()`,
  `Object.assign(document.createElement('input'), { type: 'file', webkitdirectory: true }).click()`,
  `showOpenFilePicker().catch(() => {})`,
  `showDirectoryPicker().catch(() => {})`,
  `showSaveFilePicker().catch(() => {})`,
];

test('no file dialog opens from the page of the account, and the journal says that one was asked for', async ({
  start,
  dataDir,
}, testInfo) => {
  const screen = await openScreen(testInfo.outputPath());
  try {
    const station = await start({}, { isFullScreen: true, env: { DISPLAY: screen.display } });
    const opened = await openSignIn(station);
    const windows = async () => (await screen.windows()).map(({ id, title }) => `${id} ${title}`).sort();
    await expect.poll(async () => (await windows()).length).toBeGreaterThan(1);
    const before = await windows();
    for (const ask of filePickers) {
      // With a person's gesture: without one Chromium refuses by itself.
      await station.app.evaluate(
        ({ webContents }, { url, code }) =>
          webContents
            .getAllWebContents()
            .find((contents) => contents.getURL() === url)
            ?.executeJavaScript(`{ ${code} }; 0`, true)
            .catch(() => {}),
        { url: opened.url(), code: ask },
      );
      await opened.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
      expect(await windows()).toEqual(before);
    }
    expect(await eventsOf(dataDir)).toEqual(['blocked']);
    expect((await journalOf(dataDir)).find(({ event }) => event === 'blocked')?.detail).toMatchObject({
      what: 'file-dialog',
    });
    expect(
      await opened.evaluate(
        () => document.querySelector<HTMLInputElement>('input[type=file]')?.files?.length,
      ),
    ).toBe(0);
    await opened.getByTestId('account-authentication-administrator').click();
    await expectScreen(station.page, 'search');
    await station.quit();
  } finally {
    await screen.stop();
  }
});

test('a device code is shown with its link as a picture and signs in once it was used', async ({
  start,
  served,
}) => {
  const station = await start();
  await station.page.getByTestId('sign-in-device-code').click();
  const code = station.page.getByTestId('device-user-code');
  await expect(code).toHaveText(/[A-Z0-9]{4}/);
  const userCode = ((await code.textContent()) ?? '').replace(/[^A-Z0-9]/g, '');
  await expect(station.page.locator('img[src^="data:image/png"]')).toBeVisible();
  served.tenant.control.decideDevice(userCode, 'authentication-administrator');
  await expectScreen(station.page, 'search');
});

test('signing out forgets the supervisor', async ({ start, dataDir }) => {
  const station = await start();
  await signIn(station);
  await station.page.getByTestId('supervisor-name').click();
  await station.page.getByTestId('sign-out').click();
  await expectScreen(station.page, 'sign-in');
  const denied = await callFromPage(station.page, 'workers.search', { text: 'anna' });
  expect(denied).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
  expect(await eventsOf(dataDir)).toEqual(['signed-in', 'signed-out']);
});

test('an idle station locks, hides what was on it, and opens by the session PIN', async ({ start }) => {
  const station = await start({ session: { idleLockSeconds: 25 } });
  const { page } = station;
  await signIn(station);
  await callFromPage(page, 'session.setPin', { pin: '4711' });
  await page.getByTestId('worker-search').fill('anna');
  await expect(page.getByTestId('worker-result').first()).toBeVisible();
  await expectLocked(page);
  await expect(page.getByText('Anna Kowalska')).toHaveCount(0);
  const wrong = await callFromPage(page, 'session.unlock', { pin: '0000' });
  expect(wrong).toMatchObject({ ok: false, error: { kind: 'wrong-pin' } });
  await callFromPage(page, 'session.unlock', { pin: '4711' });
  await expectScreen(page, 'search');
  await expect(page.getByTestId('worker-search')).toHaveValue('');
});

async function expectLocked(page: import('@playwright/test').Page): Promise<void> {
  await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'locked', { timeout: 40_000 });
}
