/** A scan over what a desk has open, in the middle of a run for a shift, and beside requests that wait for the network. */
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { callFromPage, expectCard, expectScreen, findWorker, signIn } from '../harness/kiosk.ts';
import { expectConnection, expectOfflineCard, listIsFilled, patient } from '../harness/outage.ts';
import { keysOfScan } from '../harness/scanner.ts';
import { bulkRun, chooseShift, openBulk, shift, shiftDesk, tapGuarded } from '../harness/shift.ts';
import { expect, expectWholeChain, test } from '../harness/station.ts';

const { annaKowalska: anna, withTemporary: marek } = fixtures;

test('a scan closes what a desk has open, and carries nothing into it', async ({ start }) => {
  const station = await start({ station: { mode: 'desk' } });
  const { page } = station;
  await signIn(station);
  for (const [at, part] of ['printers', 'today', 'journal', 'bulk'].entries()) {
    await page.getByTestId('menu').click();
    await page.getByTestId(part).click();
    const worker = at % 2 === 0 ? anna : marek;
    expect(await keysOfScan(station, worker.employeeId), part).toEqual([]);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expectCard(page, worker);
  }
});

test('a scan opens the card in the middle of a run, which goes on without the page', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await start(shiftDesk);
  const { page } = station;
  const few = shift.slice(0, 12);
  await signIn(station);
  await openBulk(station);
  await chooseShift(page, few);
  await expect(page.getByTestId('bulk-check')).toHaveAttribute('data-ready', String(few.length));
  expect(await keysOfScan(station, anna.employeeId)).toEqual([]);
  await expectCard(page, anna);
  await openBulk(station);
  await expect(page.getByTestId('bulk-check')).toHaveAttribute('data-ready', String(few.length));

  served.tenant.control.latencyMs = 1_000;
  await tapGuarded(page, 'bulk-start');
  await expect(bulkRun(page)).toHaveAttribute('data-state', 'running');
  expect(await keysOfScan(station, marek.employeeId)).toEqual([]);
  await expectCard(page, marek);
  const read = await callFromPage(page, 'bulk.read', null);
  expect(read.ok && read.value.run?.state).toBe('running');
  await openBulk(station);
  await expect(bulkRun(page)).toHaveAttribute('data-ask', String(few.length), { timeout: 30_000 });
  await expect(bulkRun(page)).toHaveAttribute('data-paused-by', 'finished');
  await expectWholeChain(dataDir);
});

test('a scan beside requests that wait for the network opens the card, and asks for nothing', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await start(patient);
  const { page } = station;
  await signIn(station);
  await listIsFilled(station);
  await served.unplug();
  await findWorker(page, 'kowalska', anna.id);
  await expectOfflineCard(station);

  // While it is asked why: the question belonged to somebody else.
  expect(await keysOfScan(station, marek.employeeId)).toEqual([]);
  await expectCard(page, marek);
  await expectOfflineCard(station);
  await page.getByTestId('queue-add').click();
  await expect(page.getByTestId('queued')).toBeVisible();
  expect(await keysOfScan(station, anna.employeeId)).toEqual([]);
  await expectCard(page, anna);
  await expect(page.getByTestId('queue-add')).toBeVisible();
  await page.getByTestId('cancel').click();

  // The list of requests.
  await expectScreen(page, 'search');
  await page.getByTestId('worker-search').fill('');
  const request = page.getByTestId('queue-item');
  await expect(request).toHaveAttribute('data-worker-id', marek.id);
  expect(await keysOfScan(station, marek.employeeId)).toEqual([]);
  await expectCard(page, marek);
  await page.getByTestId('cancel').click();
  await expect(request).toHaveCount(1);
  await expect(request).toHaveAttribute('data-state', 'waiting');

  await served.plugIn();
  await expectConnection(station, 'online');
  expect(await keysOfScan(station, anna.employeeId)).toEqual([]);
  await expectCard(page, anna);
  await page.getByTestId('cancel').click();
  await expect(request).toHaveAttribute('data-state', 'waiting');
  expect(served.tenant.control.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
  await expectWholeChain(dataDir);
});
