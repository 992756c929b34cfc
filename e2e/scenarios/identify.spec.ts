import { fixtures } from '../../src/demo-tenant/workers.ts';
import { expectCard, expectScreen, findWorker, issue, signIn } from '../harness/kiosk.ts';
import { decodeWithZbar, rasterise } from '../harness/paper.ts';
import { keysOfScan, scan, typeKeys } from '../harness/scanner.ts';
import { expect, expectWholeChain, queue, type Station, test } from '../harness/station.ts';

const { annaKowalska: anna, withTemporary: marek, withoutMethod: ines } = fixtures;
const foreignBadge = 'https://plant.example/another-badge?with=a-long-text';

async function expectIgnored(station: Station, screen: string): Promise<void> {
  expect(await keysOfScan(station, marek.employeeId), screen).toEqual([]);
  await expectScreen(station.page, screen);
  await expect(station.page.getByTestId('scan-ignored')).toBeVisible();
}

test('a scan is caught at every screen: it opens the card, is ignored with a word, or means nothing', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await start({ session: { idleLockSeconds: 600 } });
  const { page } = station;

  // Nobody is signed in.
  await expectScreen(page, 'sign-in');
  expect(await keysOfScan(station, anna.employeeId)).toEqual([]);
  await expectScreen(page, 'sign-in');

  // Search, with a text in the field.
  await signIn(station);
  await page.getByTestId('worker-search').fill('marek');
  expect(await keysOfScan(station, anna.employeeId)).toEqual([]);
  await expectCard(page, anna);

  // A card; a menu over it; a question on it.
  expect(await keysOfScan(station, marek.userPrincipalName)).toEqual([]);
  await expectCard(page, marek);
  await page.getByTestId('menu').click();
  await page.getByTestId('set-pin').click();
  await page.getByTestId('pin').focus();
  expect(await keysOfScan(station, anna.employeeId)).toEqual([]);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectCard(page, anna);

  await page.getByTestId('reset-pin').click();
  await expectScreen(page, 'confirm');
  await expectIgnored(station, 'confirm');
  await page.screenshot({ path: test.info().outputPath('ignored.png') });
  await page.getByTestId('cancel').click();

  // While Microsoft takes its time, while a printer does, and before the badge is in anybody's hand.
  served.tenant.control.latencyMs = 3_000;
  await issue(page);
  await expectScreen(page, 'issuing');
  await expectIgnored(station, 'issuing');
  served.tenant.control.latencyMs = 0;
  await expectScreen(page, 'collect');
  expect(await keysOfScan(station, marek.employeeId)).toEqual([]);
  await expectScreen(page, 'collect');
  await expect(page.getByTestId('scan-note')).toHaveAttribute('data-scan', 'other-badge');
  await page.getByTestId('badge-collected').click();
  await expectScreen(page, 'done');
  expect(await keysOfScan(station, ines.employeeId)).toEqual([]);
  await expectCard(page, ines);

  // The badge that came out earlier means its worker; its content shows nowhere (the harness looks).
  const [pdf] = await cups.jobs(queue);
  const read = Buffer.from((await decodeWithZbar(await rasterise(pdf ?? '', 300))) ?? []).toString();
  expect(await keysOfScan(station, read)).toEqual([]);
  await expectCard(page, anna);

  // A badge of somebody else: search or enrol.
  expect(await keysOfScan(station, foreignBadge)).toEqual([]);
  await expectScreen(page, 'search');
  const news = page.getByTestId('scan-news');
  await expect(news).toHaveAttribute('data-scan', 'unknown-badge');
  await expect(page.getByTestId('worker-search')).toHaveValue('');
  await page.screenshot({ path: test.info().outputPath('unknown.png') });
  await page.getByTestId('scan-enrol').click();
  await expect(news).toHaveAttribute('data-scan', 'to-enrol');
  await findWorker(page, 'ines', ines.id);
  await expect(page.getByTestId('enrol')).toBeVisible();
  expect(await keysOfScan(station, 'E99999999')).toEqual([]);
  await expect(news).toHaveAttribute('data-scan', 'nobody');
  await page.getByTestId('scan-search').click();
  await expect(news).toHaveCount(0);

  // A problem.
  served.tenant.control.setFault({ fault: { kind: 'status', status: 403 } });
  await scan(station, marek.employeeId);
  await expectScreen(page, 'problem');
  served.tenant.control.clearFaults();
  expect(await keysOfScan(station, anna.employeeId)).toEqual([]);
  await expectCard(page, anna);

  // The lock.
  await page.getByTestId('menu').click();
  await page.getByTestId('lock').click();
  await expectScreen(page, 'locked');
  expect(await keysOfScan(station, marek.employeeId)).toEqual([]);
  await expectScreen(page, 'locked');
  await expectWholeChain(dataDir);
});

test('a scan is caught while a printer is at work and beside what an earlier run left open', async ({
  start,
  cups,
}) => {
  const first = await start();
  await signIn(first);
  await findWorker(first.page, 'anna', anna.id);
  await cups.setFault(queue, 'hang');
  await issue(first.page);
  await expectScreen(first.page, 'printing');
  await expectIgnored(first, 'printing');
  await first.kill();
  await cups.setFault(queue, null);

  const station = await start();
  const { page } = station;
  await signIn(station);
  await expect(page.getByTestId('leftover').first()).toBeVisible();
  expect(await keysOfScan(station, marek.employeeId)).toEqual([]);
  await expectCard(page, marek);
});

test('a scanner that presses keys of the system changes nothing, and nobody’s finger makes a scan of it', async ({
  start,
}) => {
  const station = await start({ scanner: { prefix: '~', suffix: 'tab', rfid: 'reversed-hex' } });
  const { page, app } = station;
  await signIn(station);
  await typeKeys(station, [...'~E10001'], 5);
  for (const [keys, modifiers] of [
    [['I'], ['control', 'shift']],
    [['W'], ['control']],
    [['F4'], ['alt']],
    [['R'], ['meta']],
    [['F5'], []],
    [['F12'], []],
  ] as const)
    await typeKeys(station, [...'~E1000', ...keys, 'Tab'], 5, modifiers);
  await page.waitForTimeout(300);
  await expectScreen(page, 'search');
  await expect(page.getByTestId('worker-search')).toHaveValue('');
  expect(app.windows().filter((window) => window.url().startsWith('app:'))).toHaveLength(1);

  // Without the prefix, or with the wrong end, it is no scan of this station's scanner.
  await scan(station, 'E10001');
  await expectScreen(page, 'search');
  await typeKeys(station, [...'~E1', 'Tab'], 5);
  await expect(page.getByTestId('scan-news')).toHaveAttribute('data-scan', 'nobody');
  await typeKeys(station, [...`~${anna.employeeId}`, 'Tab'], 5);
  await expectCard(page, anna);
});

test('offline a scan opens the card from the station’s own list within a blink', async ({
  start,
  served,
}) => {
  const station = await start();
  const { page } = station;
  await signIn(station);
  await expect
    .poll(
      async () => (await page.evaluate(() => window.daypass?.['station.read'](null)))?.directory?.isComplete,
    )
    .toBe(true);
  served.tenant.control.setFault({ fault: { kind: 'network-error' } });
  const times: number[] = [];
  for (let round = 0; round < 24; round += 1) {
    const worker = round % 2 === 0 ? anna : marek;
    times.push(await msToCard(station, worker));
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.ceil(part * sorted.length) - 1]?.toFixed(0);
  process.stdout.write(
    `scan to card, offline: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ${times.length} scans\n`,
  );
  test.info().annotations.push({ type: 'scan to card', description: times.map(Math.round).join(' ') });
});

/** From the last key of a scan to the frame that shows the worker's name. */
async function msToCard(
  station: Station,
  { employeeId, displayName }: { readonly employeeId: string; readonly displayName: string },
): Promise<number> {
  const { page } = station;
  await page.evaluate((name) => {
    const shown = new Promise<number>((resolve) => {
      const look = () => {
        const isThere = document.querySelector('[data-testid="worker-name"]')?.textContent === name;
        // The frame after the one that found it has been painted.
        if (isThere) requestAnimationFrame(() => resolve(Date.now()));
        else requestAnimationFrame(look);
      };
      look();
    });
    Object.assign(window, { shown });
  }, displayName);
  const endMs = await typeKeys(station, [...employeeId, 'Enter'], 5);
  const shownMs = await page.evaluate(() => (window as unknown as { shown: Promise<number> }).shown);
  await page.waitForTimeout(200);
  return shownMs - endMs;
}

test('of a scan the page hears its first letter at most, of a person every letter before its field has it', async ({
  start,
}) => {
  const station = await start();
  const { page } = station;
  await signIn(station);
  const field = page.getByTestId('worker-search');
  await field.fill('anna');
  await expect(page.getByTestId('worker-result').first()).toBeVisible();
  await page.evaluate(() => {
    const { body } = document;
    const said = () => document.querySelector<HTMLInputElement>('[data-testid="worker-search"]')?.value;
    window.daypass?.onChange((event) => {
      if (event.changed === 'key')
        body.dataset.heard = `${body.dataset.heard ?? ''}${event.letter}:${said()}|`;
    });
  });
  const heard = () => page.evaluate(() => document.body.dataset.heard);

  await typeKeys(station, [...'X99999', 'Enter'], 15);
  await expect(page.getByTestId('scan-news')).toBeVisible();
  expect(await heard()).toBe('X:anna|null:anna|');

  await field.fill('anna');
  await field.press('End');
  await typeKeys(station, [...' k'], 300);
  await expect(field).toHaveValue('anna k');
  await expect(page.locator(`[data-worker-id="${anna.id}"]`)).toBeVisible();
  expect(await heard()).toBe('X:anna|null:anna| :anna|k:anna |');
});
