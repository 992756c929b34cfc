import { fixtures } from '../../src/demo-tenant/workers.ts';
import { expectScreen, issue, startAtCard } from '../harness/kiosk.ts';
import { decodeWithZbar, rasterise } from '../harness/paper.ts';
import { keysInPage, scan, typeKeys } from '../harness/scanner.ts';
import { eventsOf, expect, expectWholeChain, journalOf, queue, test } from '../harness/station.ts';

const { annaKowalska: anna } = fixtures;

test('scanning the fresh badge proves the hand-over, and the page never sees what was scanned', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  const { page } = station;
  await issue(page);
  await expectScreen(page, 'collect');
  await expect(page.getByTestId('scan-note')).toHaveCount(0);
  const reached = await keysInPage(page);
  const asked = await eventsOf(dataDir);

  await scan(station, 'https://plant.example/another-badge');
  await expect(page.getByTestId('scan-note')).toHaveAttribute('data-scan', 'other-badge');
  await expectScreen(page, 'collect');
  await page.screenshot({ path: test.info().outputPath('other-badge.png') });

  const [pdf] = await cups.jobs(queue);
  const read = Buffer.from((await decodeWithZbar(await rasterise(pdf ?? '', 300))) ?? []).toString();
  expect(read).toBe(served.tenant.control.codesOf(anna.id)?.temporary?.content);
  await scan(station, read.slice(0, 40));
  await expectScreen(page, 'collect');
  expect(await eventsOf(dataDir)).toEqual(asked);

  await scan(station, read);
  await expectScreen(page, 'done');
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-outcome', 'handed-over');
  expect(await reached()).toEqual([]);
  const journal = await journalOf(dataDir);
  expect(journal.find((row) => row.event === 'handed-over')?.detail).toEqual({ by: 'scan' });
  expect((await eventsOf(dataDir)).slice(-2)).toEqual(['handed-over', 'closed']);
  await expectWholeChain(dataDir);
});

test('a scan that breaks off and the keys of a person change nothing; a person’s keys reach the page', async ({
  start,
  cups,
  dataDir,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  const { page } = station;
  await issue(page);
  await expectScreen(page, 'collect');
  const [pdf] = await cups.jobs(queue);
  const read = Buffer.from((await decodeWithZbar(await rasterise(pdf ?? '', 300))) ?? []).toString();
  const reached = await keysInPage(page);
  const asked = await eventsOf(dataDir);

  await typeKeys(station, [...read.slice(0, 40)], 5);
  await typeKeys(station, ['v'], 300, ['control']);
  expect(await reached()).toEqual([]);

  const typed = ['h', 'A', '7', '|'];
  await typeKeys(station, typed, 150);
  const whole = typed.flatMap((key) => [`keydown ${key}`, `keypress ${key}`, `keyup ${key}`]);
  await expect.poll(reached).toEqual(whole);
  await expectScreen(page, 'collect');
  expect(await eventsOf(dataDir)).toEqual(asked);
});

test('a person who hands over with the keyboard alone can still press Enter', async ({ start, dataDir }) => {
  const station = await startAtCard(start, 'anna', anna.id);
  await issue(station.page);
  await expectScreen(station.page, 'collect');
  await expect(station.page.getByTestId('badge-collected')).toBeFocused();
  await typeKeys(station, ['Enter'], 200);
  await expectScreen(station.page, 'done');
  const handedOver = (await journalOf(dataDir)).find((row) => row.event === 'handed-over');
  expect(handedOver?.detail).toEqual({ by: 'supervisor' });
});

test('a scan proves the hand-over whatever has the focus, and what a person types into a field arrives there', async ({
  start,
  cups,
  dataDir,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  const { page } = station;
  await issue(page);
  await expectScreen(page, 'collect');
  const [pdf] = await cups.jobs(queue);
  const read = Buffer.from((await decodeWithZbar(await rasterise(pdf ?? '', 300))) ?? []).toString();
  await page.getByTestId('menu').click();
  await page.getByTestId('set-pin').click();
  await expect(page.getByTestId('pin')).toBeFocused();
  await typeKeys(station, [...'2468'], 150);
  await expect(page.getByTestId('pin')).toHaveValue('2468');
  await scan(station, read);
  await expectScreen(page, 'done');
  await expect.poll(async () => (await eventsOf(dataDir)).slice(-2)).toEqual(['handed-over', 'closed']);
});

test('a badge that is scanned at another screen reaches no field, and means its worker', async ({
  start,
  cups,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  const { page } = station;
  await issue(page);
  await expectScreen(page, 'collect');
  const [pdf] = await cups.jobs(queue);
  const read = Buffer.from((await decodeWithZbar(await rasterise(pdf ?? '', 300))) ?? []).toString();
  await scan(station, read);
  await expectScreen(page, 'done');
  const reached = await keysInPage(page);
  await page.getByTestId('done').click();
  await expectScreen(page, 'search');
  await page.getByTestId('worker-search').focus();
  await page.waitForTimeout(1_500);
  await scan(station, read);
  await expectScreen(page, 'worker');
  await expect(page.getByTestId('worker-name')).toHaveText(anna.displayName);
  expect(await reached()).toEqual([]);
});
