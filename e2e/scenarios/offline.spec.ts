/** The cable pulled on each screen: what the screen says, and how it goes on when it is back. */
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
import {
  expectConnection,
  expectOfflineCard,
  listIsFilled,
  patient,
  temporaryOf,
} from '../harness/outage.ts';
import { scan } from '../harness/scanner.ts';
import { bulkRun, chooseShift, openBulk, shift, shiftDesk, tapGuarded } from '../harness/shift.ts';
import { expect, expectWholeChain, journalOf, papersOnce, queue, test } from '../harness/station.ts';
import { passTime, takeTimeInHand } from '../harness/time.ts';

const { annaKowalska: anna, withTemporary: marek } = fixtures;
const third = { ...fixtures.expiredTemporary, search: 'lindqvist' };

test('the cable is pulled on every screen: each says so, nothing is lost, and each goes on when it is back', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  test.setTimeout(240_000);
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
    await papersOnce(cups, queue, 2);
    await collect(page);
    await expectConnection(station, 'offline');
    await page.getByTestId('done').click();
    await expectScreen(page, 'search');
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

test('the cable is pulled while a scan is looked up, on the page of a shift and in the middle of its run', async ({
  start,
  served,
  dataDir,
}) => {
  test.setTimeout(240_000);
  const station = await start({ ...shiftDesk, ...patient });
  const { page } = station;
  const { control } = served.tenant;
  const few = shift.slice(0, 30);
  await signIn(station);

  await test.step('identify', async () => {
    control.latencyMs = 5_000;
    await scan(station, anna.employeeId);
    await expectScreen(page, 'identify');
    await served.unplug();
    await expectScreen(page, 'problem');
    await expectProblem(page, 'offline');
    await expectConnection(station, 'offline');
    control.latencyMs = 60;
    await served.plugIn();
    await expectConnection(station, 'online');
    await scan(station, anna.employeeId);
    await expectScreen(page, 'worker');
    await expect(page.getByTestId('issue')).toBeVisible();
    await page.getByTestId('cancel').click();
  });

  await test.step('the page of a shift', async () => {
    await openBulk(station);
    await served.unplug();
    await chooseShift(page, few);
    await expect(page.getByTestId('bulk-fault')).toHaveAttribute('data-kind', 'offline');
    await expectConnection(station, 'offline');
    await served.plugIn();
    await expectConnection(station, 'online');
    await chooseShift(page, few);
    await expect(page.getByTestId('bulk-check')).toHaveAttribute('data-ready', String(few.length));
  });

  await test.step('a run', async () => {
    // Slow enough that the run is far from its end when the cable goes.
    control.latencyMs = 500;
    await tapGuarded(page, 'bulk-start');
    await expect(page.locator('[data-testid="bulk-row"][data-state="ask"]').nth(2)).toBeVisible();
    await served.unplug();
    control.latencyMs = 60;
    await expect(bulkRun(page)).toHaveAttribute('data-paused-by', 'offline');
    // A call that is under way when the cable goes may wait for its time limit.
    await expect(bulkRun(page)).toHaveAttribute('data-state', 'paused', { timeout: 60_000 });
    expect(Number(await bulkRun(page).getAttribute('data-waiting'))).toBeGreaterThan(0);
    await expectConnection(station, 'offline');
    await served.plugIn();
    await expectConnection(station, 'online');
    await expect(bulkRun(page)).toHaveAttribute('data-settling', '0', { timeout: 30_000 });
    await tapGuarded(page, 'bulk-resume');
    await expect(bulkRun(page)).toHaveAttribute('data-ask', String(few.length), { timeout: 30_000 });
    await tapGuarded(page, 'bulk-all-here');
    await expect(bulkRun(page)).toHaveAttribute('data-state', 'ended');
  });

  const handed = (await journalOf(dataDir)).filter(({ outcome }) => outcome === 'handed-over');
  expect(handed.map(({ codeId }) => codeId).sort()).toEqual(
    few.map((one) => temporaryOf(served, one)?.id).sort(),
  );
  await expectWholeChain(dataDir);
});
