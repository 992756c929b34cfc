/** The cable pulled on each screen, requests that wait for it, and a session that ends meanwhile: what the screen says, and how it goes on. */
import en from '../../resources/locales/en.json' with { type: 'json' };
import { fixtures } from '../../src/demo-tenant/workers.ts';
import {
  callFromPage,
  collect,
  confirm,
  expectProblem,
  expectScreen,
  findWorker,
  issue,
  openSignIn,
  signIn,
} from '../harness/kiosk.ts';
import type { ServedTenant } from '../harness/served-tenant.ts';
import { expect, expectWholeChain, journalOf, queue, type Station, test } from '../harness/station.ts';
import { passTime, takeTimeInHand } from '../harness/time.ts';

const { annaKowalska: anna, withTemporary: marek } = fixtures;
const third = { ...fixtures.expiredTemporary, search: 'lindqvist' };
const patient = { session: { idleLockSeconds: 3_600, absoluteMinutes: 1_440 } };
const minuteMs = 60_000;

async function expectConnection({ page }: Station, state: string): Promise<void> {
  // The station asks every 5 s whether the way is open again.
  await expect(page.getByTestId('connection')).toHaveAttribute('data-state', state, { timeout: 15_000 });
}

async function listIsFilled({ page }: Station): Promise<void> {
  await expect
    .poll(async () => (await callFromPage(page, 'station.read', null)).directory?.isComplete)
    .toBe(true);
}

/** A card that only the station's own list can tell of. */
async function expectOfflineCard(station: Station): Promise<void> {
  const { page } = station;
  await expect(page.getByTestId('offline-card')).toContainText(en.trouble.offline.title);
  await expect(page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'unknown');
  await expect(page.getByTestId('issue')).toHaveCount(0);
  await expectConnection(station, 'offline');
  await expect(page.getByTestId('connection')).toContainText(/Offline since \d\d:\d\d/);
}

const temporaryOf = ({ tenant }: ServedTenant, { id }: { readonly id: string }) =>
  tenant.control.codesOf(id)?.temporary ?? null;

test('the cable is pulled on every screen: each says so, nothing is lost, and each goes on when it is back', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await start({ ...patient, station: { mode: 'desk' } });
  const { page } = station;

  await test.step('sign-in and signing-in', async () => {
    await expectScreen(page, 'sign-in');
    await served.unplug();
    await page.getByTestId('sign-in').click();
    await expectProblem(page, 'offline');
    await expectScreen(page, 'sign-in');
    await expectConnection(station, 'offline');
    await expect(page.getByText(en.offline.signIn)).toBeVisible();
    await served.plugIn();
    await expectConnection(station, 'online');
    await expect(page.getByText(en.offline.signIn)).toHaveCount(0);
    const window = await openSignIn(station);
    await served.unplug();
    await window.getByTestId('account-authentication-administrator').click();
    await expectScreen(page, 'sign-in');
    await expectProblem(page, 'offline');
    await served.plugIn();
    await signIn(station);
    await listIsFilled(station);
  });

  await test.step('search and worker', async () => {
    await served.unplug();
    await findWorker(page, 'kowalska', anna.id);
    await expectOfflineCard(station);
    await served.plugIn();
    await expectConnection(station, 'online');
    // By itself.
    await expect(page.getByTestId('issue')).toBeVisible();
    await expect(page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'none');
    await page.getByTestId('cancel').click();
  });

  await test.step('confirm', async () => {
    const before = temporaryOf(served, marek)?.id;
    await findWorker(page, 'marek nowak', marek.id);
    await issue(page);
    await expectScreen(page, 'confirm');
    await served.unplug();
    await confirm(page, 'confirm-replace');
    await expect(page.getByTestId('notice')).toHaveText(en.notice.offline);
    await expectOfflineCard(station);
    await served.plugIn();
    await expect(page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'active', {
      timeout: 15_000,
    });
    expect(temporaryOf(served, marek)?.id).toBe(before);
    await page.getByTestId('cancel').click();
  });

  await test.step('printing, collect, done', async () => {
    await cups.setFault(queue, 'hang');
    await findWorker(page, 'kowalska', anna.id);
    await issue(page);
    await expectScreen(page, 'printing');
    await served.unplug();
    await cups.setFault(queue, null);
    await expectScreen(page, 'collect');
    await expectConnection(station, 'offline');
    await page.getByTestId('nothing-came-out').click();
    await page.getByTestId('reprint').click();
    await expectScreen(page, 'collect');
    await expect(page.getByTestId('badge-collected')).toBeVisible();
    await collect(page);
    await expectConnection(station, 'offline');
    await page.getByTestId('done').click();
    await expectScreen(page, 'search');
    expect(await cups.jobs(queue)).toHaveLength(2);
  });

  await test.step('desk pages, journal, locked', async () => {
    for (const part of ['today', 'printers', 'journal']) {
      await page.getByTestId('menu').click();
      await page.getByTestId(part).click();
      await expect(page.getByRole('dialog').getByTestId('show-error')).toHaveCount(0);
      await page.keyboard.press('Escape');
    }
    expect(await callFromPage(page, 'session.setPin', { pin: '2468' })).toMatchObject({ ok: true });
    await callFromPage(page, 'session.lock', null);
    await expectScreen(page, 'locked');
    await expect(page.getByText(en.offline.pin)).toBeVisible();
    await callFromPage(page, 'session.unlock', { pin: '2468' });
    await expectScreen(page, 'search');
    await served.plugIn();
    await expectConnection(station, 'online');
  });

  const lostCreate = async () => {
    const { control } = served.tenant;
    control.setFault({ method: 'PATCH', times: 1, fault: { kind: 'hang', handled: true } });
    await findWorker(page, third.search, third.id);
    await issue(page);
    // The row comes before the request: only one that arrived may have been carried out.
    await expect.poll(() => control.hanging).toBe(1);
    await served.unplug();
    await expectConnection(station, 'offline');
    await expectScreen(page, 'issuing');
  };

  await test.step('issuing', async () => {
    await lostCreate();
    await served.plugIn();
    // The code whose content was lost is found and removed, and another one made.
    await collect(page);
    await page.getByTestId('done').click();
    expect(await cups.jobs(queue)).toHaveLength(3);
    served.tenant.control.removeElsewhere(third.id);
    served.tenant.control.enrolElsewhere(third.id, 1);
  });

  await test.step('problem, leftovers', async () => {
    await takeTimeInHand(station);
    await lostCreate();
    await expect(async () => {
      await passTime(station, 20_000);
      await expect(page.getByText(en.problem.settling)).toBeVisible({ timeout: 500 });
    }).toPass();
    await page.getByTestId('cancel').click();
    await expect(page.getByTestId('leftover')).toHaveAttribute('data-state', 'waiting');
    await served.plugIn();
    await expect(page.getByTestId('leftover')).toHaveAttribute('data-state', 'revoked', { timeout: 20_000 });
    expect(temporaryOf(served, third)).toBeNull();
    await page.getByTestId('leftover-seen').click();
    await expect(page.getByTestId('leftover')).toHaveCount(0);
  });

  const events = (await journalOf(dataDir)).map(({ event }) => event);
  expect(events.filter((event) => event === 'signed-in')).toHaveLength(1);
  expect(events).not.toContain('signed-out');
  await expectWholeChain(dataDir);
});

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
    await collect(page);
    expect(await cups.jobs(queue)).toHaveLength(3);
  });
  const rows = await journalOf(dataDir);
  expect(rows.filter(({ event }) => event === 'signed-out')).toEqual([]);
  expect(rows.filter(({ event }) => event === 'created')).toHaveLength(1);
  await expectWholeChain(dataDir);
});
