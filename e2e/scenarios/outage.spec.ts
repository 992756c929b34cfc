/** An outage that lasts: requests that wait for its end, and a session that ends meanwhile. */
import en from '../../resources/locales/en.json' with { type: 'json' };
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { collect, expectProblem, expectScreen, findWorker, issue, signIn } from '../harness/kiosk.ts';
import {
  expectConnection,
  expectOfflineCard,
  listIsFilled,
  patient,
  temporaryOf,
} from '../harness/outage.ts';
import { expect, expectWholeChain, journalOf, papersOnce, queue, test } from '../harness/station.ts';
import { passTime, takeTimeInHand } from '../harness/time.ts';

const { annaKowalska: anna, withTemporary: marek } = fixtures;
const third = { ...fixtures.expiredTemporary, search: 'lindqvist' };
const minuteMs = 60_000;

test('three requests wait through a kill: one is issued, one cancelled, one expires, and paper comes out for one', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const untouched = temporaryOf(served, third);
  const first = await start(patient);
  await signIn(first);
  await listIsFilled(first);
  await served.unplug();
  const asked = [
    { ...anna, search: 'kowalska', reason: 'forgot-badge' },
    { ...marek, search: 'marek nowak', reason: 'lost-badge' },
    { ...third, reason: 'badge-broken' },
  ];
  for (const [index, worker] of asked.entries()) {
    await findWorker(first.page, worker.search, worker.id);
    await expectOfflineCard(first);
    await first.page.locator('[data-testid="lifetime"][data-hours="4"]').click();
    await first.page.locator(`[data-testid="queue-reason"][data-reason="${worker.reason}"]`).click();
    await first.page.screenshot({ path: test.info().outputPath('offline-card.png') });
    await first.page.getByTestId('queue-add').click();
    await expect(first.page.getByTestId('queued')).toBeVisible();
    await expect(first.page.getByTestId('queue-count')).toHaveAttribute('data-state', String(index + 1));
    await first.page.getByTestId('queue-done').click();
  }
  await expect(first.page.getByTestId('queue-item')).toHaveCount(3);
  await expect(first.page.getByTestId('queue-issue').first()).toBeDisabled();
  await first.page.screenshot({ path: test.info().outputPath('queue.png') });
  await first.kill();

  await served.plugIn();
  const second = await start(patient);
  const { page } = second;
  await takeTimeInHand(second);
  await signIn(second);
  const item = (worker: { readonly id: string }) =>
    page.locator(`[data-testid="queue-item"][data-worker-id="${worker.id}"]`);
  await expect(page.getByTestId('queue-item')).toHaveCount(3);
  expect(await cups.jobs(queue)).toEqual([]);
  expect(temporaryOf(served, anna)).toBeNull();

  await item(marek).getByTestId('queue-cancel').click();
  await expect(item(marek)).toHaveCount(0);
  await item(anna).getByTestId('queue-issue').click();
  await collect(page);
  await page.getByTestId('done').click();
  await expect(page.getByTestId('queue-item')).toHaveCount(1);
  served.tenant.control.advance(15 * minuteMs);
  await passTime(second, 15 * minuteMs);
  await expect(item(third)).toHaveAttribute('data-state', 'expired');
  await expect(item(third)).toContainText(en.queue.expired);
  await item(third).getByTestId('queue-seen').click();
  await expect(item(third)).toHaveCount(0);

  const rows = await journalOf(dataDir);
  const ended = rows.filter(({ event }) => event === 'dequeued');
  expect(ended.map(({ outcome, worker }) => [(worker as { id: string }).id, outcome])).toEqual([
    [marek.id, 'cancelled'],
    [anna.id, 'issued'],
    [third.id, 'expired'],
  ]);
  const began = rows.filter(({ event }) => event === 'requested');
  const request = rows.find(({ event, worker }) => event === 'queued' && isOf(worker, anna));
  expect(request?.detail).toMatchObject({ hours: 4, reason: 'forgot-badge', minutes: 15 });
  expect(began.map(({ detail }) => detail)).toMatchObject([{ queued: request?.issuanceId, hours: 4 }]);
  expect(ended[1]?.detail).toEqual({ issuance: began[0]?.issuanceId });
  expect(await cups.jobs(queue)).toHaveLength(1);
  expect(temporaryOf(served, third)).toEqual(untouched);
  await expectWholeChain(dataDir);
});

function isOf(worker: unknown, { id }: { readonly id: string }): boolean {
  return typeof worker === 'object' && worker !== null && 'id' in worker && worker.id === id;
}

test('a session that ends during an outage asks again when the network is back, and leads back to where it was', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await start(patient);
  const { page } = station;
  await signIn(station);
  const signInAgain = async () => {
    const opened = station.app.waitForEvent('window', {
      predicate: (other) => !other.url().startsWith('data:'),
    });
    await page.getByTestId('sign-in').first().click();
    const window = await opened;
    await window.getByTestId('account-authentication-administrator').click();
  };
  await listIsFilled(station);

  await test.step('on a worker’s card', async () => {
    await served.unplug();
    await findWorker(page, 'kowalska', anna.id);
    await expectOfflineCard(station);
    served.tenant.control.revokeTokens();
    await served.plugIn();
    await expectProblem(page, 'session-revoked');
    await expectConnection(station, 'sign-in-needed');
    await expect(page.getByTestId('supervisor-name')).toContainText('Sofia Marin');
    await signInAgain();
    await expectScreen(page, 'worker');
    await expect(page.getByTestId('worker-name')).toHaveText('Anna Kowalska');
    await expectConnection(station, 'online');
  });

  await test.step('with a badge on the screen, whose content is still in memory', async () => {
    await issue(page);
    await expectScreen(page, 'collect');
    await page.getByTestId('nothing-came-out').click();
    served.tenant.control.revokeTokens();
    await page.getByTestId('reprint').click();
    await expect(page.getByTestId('sign-in-needed')).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('sign-in-needed.png') });
    await signInAgain();
    await expectScreen(page, 'collect');
    await expect(page.getByTestId('sign-in-needed')).toHaveCount(0);
    await page.getByTestId('nothing-came-out').click();
    await page.getByTestId('reprint').click();
    await papersOnce(cups, queue, 3);
    await collect(page);
  });
  const rows = await journalOf(dataDir);
  expect(rows.filter(({ event }) => event === 'signed-out')).toEqual([]);
  expect(rows.filter(({ event }) => event === 'created')).toHaveLength(1);
  await expectWholeChain(dataDir);
});
