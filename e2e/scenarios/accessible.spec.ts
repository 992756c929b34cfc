import type { Page } from '@playwright/test';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { expectNothingFound, findings } from '../harness/axe.ts';
import { callFromPage, collect, expectScreen, findWorker, issue, signIn } from '../harness/kiosk.ts';
import { scan } from '../harness/scanner.ts';
import { expect, queue, test } from '../harness/station.ts';
import { passTime, takeTimeInHand } from '../harness/time.ts';

test('axe finds nothing on the screens of an issuance', async ({ start }) => {
  const station = await start();
  const { page } = station;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await expectScreen(page, 'sign-in');
  expect(await findings(page)).toEqual([]);
  await signIn(station);
  await page.getByTestId('worker-search').fill('mar');
  await expect(page.getByTestId('worker-result').first()).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await findWorker(page, 'marek nowak', fixtures.withTemporary.id);
  await expect(page.getByTestId('issue')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await issue(page);
  await expectScreen(page, 'confirm');
  expect(await findings(page)).toEqual([]);
  await page.getByTestId('confirm-replace').click();
  await expectScreen(page, 'collect');
  expect(await findings(page)).toEqual([]);
  await collect(page);
});

const twoPrinters = {
  printing: {
    printers: [
      { queue, stock: 'card-cr80', dpi: 300 },
      { folder: 'badges', stock: 'card-cr80', dpi: 300 },
    ],
    timeoutSeconds: 5,
  },
};

for (const locale of ['en', 'ar'])
  test(`axe finds nothing where another printer is offered, and Tab leads to each choice (${locale})`, async ({
    start,
    cups,
  }) => {
    const station = await start({ ...twoPrinters, station: { locale } });
    const { page } = station;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await signIn(station);
    await cups.setFault(queue, 'fail');
    await findWorker(page, 'anna', fixtures.annaKowalska.id);
    await issue(page);
    await expectScreen(page, 'collect');
    await expect(page.getByTestId('reprint-elsewhere')).toHaveAttribute('data-printer', 'badges');
    await expect(page.getByTestId('revoke-temporary')).not.toHaveAttribute('aria-disabled', 'true');
    expect(await findings(page)).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`choose-${locale}.png`) });
    for (const choice of ['reprint', 'revoke-temporary', 'reprint-elsewhere']) await pressUntil(page, choice);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('badge-collected')).toBeVisible();
    await page.getByTestId('nothing-came-out').click();
    await expect(page.getByTestId('printer-now')).toHaveAttribute('data-printer', 'badges');
    await cups.command('cupsdisable', queue);
    await expect(page.getByTestId('reprint-elsewhere')).toHaveCount(0);
    expect(await findings(page)).toEqual([]);
    await pressUntil(page, 'revoke-temporary');
    await page.keyboard.press('Enter');
    await expectScreen(page, 'done');
  });
test('axe finds nothing on the preview and on the printers of a desk', async ({ start }) => {
  const printing = { printers: [{ queue: 'nowhere' }, { queue, stock: 'card-cr80' }, { folder: 'badges' }] };
  const station = await start({ station: { mode: 'desk' }, printing });
  const { page } = station;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(station);
  await page.getByTestId('menu').click();
  await page.getByTestId('printers').click();
  const cards = page.locator(`[data-testid="printer-row"][data-printer="${queue}"]`);
  await cards.getByTestId('print-test-page').click();
  await expect(cards.getByTestId('print-test-outcome')).toHaveAttribute('data-outcome', 'sent');
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await findings(page), colorScheme).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await findWorker(page, 'marek nowak', fixtures.withTemporary.id);
  await page.getByTestId('preview').click();
  await expect(page.getByTestId('badge-preview')).toBeVisible();
  expect(await findings(page)).toEqual([]);
});

const questions = [
  ['replace-standard', 'confirm-replace'],
  ['extend-standard', 'confirm-extend'],
  ['reset-pin', 'confirm-reset-pin'],
  ['revoke-temporary', 'confirm-revoke'],
  ['revoke-standard', 'confirm-revoke'],
  ['revoke-method', 'confirm-revoke'],
] as const;

test('axe finds nothing on the questions of the orders, on the day of a desk and on the lock', async ({
  start,
}) => {
  const station = await start({ station: { mode: 'desk' } });
  const { page } = station;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await signIn(station);
  await findWorker(page, 'marek nowak', fixtures.withTemporary.id);
  await page.getByTestId('start-later').click();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  for (const [offer, yes] of questions) {
    await page.getByTestId(offer).click();
    await expect(page.getByTestId(yes)).not.toHaveAttribute('aria-disabled', 'true');
    expect(await findings(page), offer).toEqual([]);
    await page.getByTestId('cancel').click();
    await expectScreen(page, 'worker');
  }
  await page.getByTestId('menu').click();
  await page.getByTestId('today').click();
  await expect(page.getByTestId('today-live')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByTestId('menu').click();
  await page.getByTestId('bulk').click();
  await expect(page.getByTestId('bulk-drop')).toBeVisible();
  expect(await findings(page)).toEqual([]);
  const rows = `number;hours\n${fixtures.annaKowalska.employeeId};8\nE99999;8\n`;
  await callFromPage(page, 'bulk.check', { from: 'csv', text: rows });
  await expect(page.getByTestId('bulk-start')).not.toHaveAttribute('aria-disabled', 'true');
  expect(await findings(page)).toEqual([]);
  await page.getByTestId('bulk-start').click();
  await expect(page.getByTestId('bulk-all-here')).not.toHaveAttribute('aria-disabled', 'true');
  expect(await findings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByTestId('cancel').click();
  await page.getByTestId('clear').click();
  await expect(page.getByTestId('bulk-left')).toBeVisible();
  await expectNothingFound(station, 'bulk run on the search screen');
  await page.getByTestId('menu').click();
  await page.getByTestId('lock').click();
  await expectScreen(page, 'locked');
  expect(await findings(page)).toEqual([]);
});

test('axe finds nothing on an outage: the card, the requests that wait, and the sign-in after it', async ({
  start,
  served,
}) => {
  const station = await start({ session: { idleLockSeconds: 3_600 } });
  const { page } = station;
  await signIn(station);
  await expect
    .poll(async () => (await callFromPage(page, 'station.read', null)).directory?.isComplete)
    .toBe(true);
  await served.unplug();
  await findWorker(page, 'kowalska', fixtures.annaKowalska.id);
  await expect(page.getByTestId('queue-add')).toBeVisible();
  await expectNothingFound(station, 'offline card');
  await page.getByTestId('queue-add').click();
  await expect(page.getByTestId('queued')).toBeVisible();
  await expectNothingFound(station, 'asked');
  await page.getByTestId('queue-done').click();
  await expect(page.getByTestId('queue-item')).toBeVisible();
  await expectNothingFound(station, 'queue');
  await findWorker(page, 'lindqvist', fixtures.expiredTemporary.id);
  await served.plugIn();
  await expect(page.getByTestId('issue')).toBeVisible({ timeout: 15_000 });
  await issue(page);
  await expectScreen(page, 'collect');
  await page.getByTestId('nothing-came-out').click();
  served.tenant.control.revokeTokens();
  await page.getByTestId('reprint').click();
  await expect(page.getByTestId('sign-in-needed')).toBeVisible();
  await expectNothingFound(station, 'sign-in needed');
});

test('axe finds nothing on a scan of nobody, a second sign-in, the warning before the lock, and the PIN', async ({
  start,
}) => {
  const station = await start({ session: { idleLockSeconds: 600 }, issuing: { codesPerHour: 1 } });
  const { page } = station;
  await takeTimeInHand(station);
  await signIn(station);
  await scan(station, 'E99999999');
  await expect(page.getByTestId('scan-news')).toBeVisible();
  await expectNothingFound(station, 'scan');
  await findWorker(page, 'anna', fixtures.annaKowalska.id);
  await issue(page);
  await collect(page);
  await page.getByTestId('done').click();
  await findWorker(page, 'lindqvist', fixtures.expiredTemporary.id);
  await expect(page.getByTestId('codes-left')).toBeVisible();
  await expectNothingFound(station, 'codes left');
  await issue(page);
  await expect(page.getByTestId('sign-in-again')).toBeVisible();
  await expectNothingFound(station, 'second sign-in');
  await page.getByTestId('sign-in-later').click();
  await expectScreen(page, 'problem');
  await page.getByTestId('cancel').click();
  await page.getByTestId('menu').click();
  await page.getByTestId('set-pin').click();
  await expect(page.getByTestId('pin')).toBeFocused();
  await expectNothingFound(station, 'PIN');
  await page.keyboard.press('Escape');
  await callFromPage(page, 'session.setPin', { pin: '2468' });
  await passTime(station, 582_000);
  await expect(page.getByTestId('still-here')).toBeVisible();
  await expectNothingFound(station, 'idle warning');
  await page.getByTestId('still-here').click();
  await callFromPage(page, 'session.lock', null);
  await expect(page.getByTestId('pin')).toBeFocused();
  await expectNothingFound(station, 'lock with a PIN');
  await page.keyboard.type('1111');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('show-error')).toHaveAttribute('data-kind', 'wrong-pin');
  await expectNothingFound(station, 'wrong PIN');
  await page.getByTestId('pin').fill('2468');
  await page.getByTestId('pin-enter').click();
  await expectScreen(page, 'search');
});

test('a whole issuance needs nothing but the keyboard', async ({ start }) => {
  const station = await start();
  const { page } = station;
  await signIn(station);
  await expect(page.getByTestId('worker-search')).toBeFocused();
  await page.keyboard.type('anna kowalska');
  await expect(page.locator(`[data-worker-id="${fixtures.annaKowalska.id}"]`)).toBeVisible();
  // The list may still be that of the letters before, from which Enter chooses nobody.
  await expect(async () => {
    if ((await page.getByTestId('worker-search').count()) > 0) await page.keyboard.press('Enter');
    await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'worker', { timeout: 1_000 });
  }).toPass();
  await expect(page.getByTestId('issue')).toBeVisible();
  await pressUntil(page, 'issue');
  await page.keyboard.press('Enter');
  await expectScreen(page, 'collect');
  await pressUntil(page, 'badge-collected');
  await page.keyboard.press('Enter');
  await expectScreen(page, 'done');
});

/** Tab, at most once around the page. */
async function pressUntil(page: Page, testId: string): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    const isThere = await page.getByTestId(testId).evaluate((element) => element === document.activeElement);
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${testId}`);
}
