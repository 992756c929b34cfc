import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import {
  collect,
  expectProblem,
  expectScreen,
  findWorker,
  issue,
  signIn,
  startAtCard,
} from '../harness/kiosk.ts';
import { decodeWithZbar, rasterise } from '../harness/paper.ts';
import { eventsOf, expect, expectWholeChain, journalOf, queue, test } from '../harness/station.ts';

const { annaKowalska: anna } = fixtures;
const temporary = /\/temporaryQRCode$/i;

test('the reply to the create is lost: the orphan is found and deleted, and the badge still comes out', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  served.tenant.control.setFault({
    method: 'PATCH',
    path: temporary,
    times: 1,
    fault: { kind: 'lose-reply' },
  });
  await issue(station.page);
  await collect(station.page);
  const events = await eventsOf(dataDir);
  expect(events).toEqual(
    expect.arrayContaining(['outcome-unknown', 'orphan-found', 'deleted', 'created', 'handed-over']),
  );
  const truth = served.tenant.control.codesOf(anna.id)?.temporary;
  const created = (await journalOf(dataDir)).filter((row) => row.event === 'created');
  expect(created.map((row) => row.codeId)).toEqual([truth?.id]);
  const [pdf] = await cups.jobs(queue);
  expect(Buffer.from((await decodeWithZbar(await rasterise(pdf ?? '', 300))) ?? []).toString()).toBe(
    truth?.content,
  );
  await expectWholeChain(dataDir);
});

test('offline is said plainly, nothing is lost, and the way back is found', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  served.tenant.control.setFault({ fault: { kind: 'network-error' } });
  await issue(station.page);
  await expect(station.page.getByTestId('offline-card')).toBeVisible();
  await expect(station.page.getByTestId('notice')).toHaveAttribute('data-kind', 'offline');
  await expect(station.page.getByTestId('connection')).toHaveAttribute('data-state', 'offline');
  expect(
    (await eventsOf(dataDir)).filter((event) => event === 'create-sent' || event === 'delete-sent'),
  ).toEqual([]);
  served.tenant.control.clearFaults();
  await expect(station.page.getByTestId('connection')).toHaveAttribute('data-state', 'online', {
    timeout: 20_000,
  });
  await expect(station.page.getByTestId('supervisor-name')).toContainText('Sofia Marin');
});

test('a printer that is stopped is said before anything is deleted or made', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await start();
  await signIn(station);
  await cups.command('cupsdisable', queue);
  await findWorker(station.page, 'anna', anna.id);
  await expect(station.page.getByTestId('printer-status')).toHaveAttribute('data-state', 'offline');
  await issue(station.page);
  await expectProblem(station.page, 'printer-not-ready');
  expect(served.tenant.control.codesOf(anna.id)?.temporary).toBeNull();
  expect(await eventsOf(dataDir)).toEqual(['signed-in', 'requested', 'preflight-failed', 'closed']);
});

test('a printer that runs out of paper in the middle never prints later: the code is revoked', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await start({ printing: { timeoutSeconds: 5 } });
  await signIn(station);
  await cups.setFault(queue, 'paper');
  await findWorker(station.page, 'anna', anna.id);
  await issue(station.page);
  await expectScreen(station.page, 'collect');
  await station.page.getByTestId('revoke-temporary').click();
  await expectScreen(station.page, 'done');
  await expect(station.page.getByTestId('outcome')).toHaveAttribute('data-outcome', 'revoked');
  await cups.setFault(queue, null);
  expect(served.tenant.control.codesOf(anna.id)?.temporary).toBeNull();
  expect(await cups.jobs(queue)).toEqual([]);
  await expectWholeChain(dataDir);
});

test('throttled: the screen says how long, and nothing was made', async ({ start, served }) => {
  const station = await startAtCard(start, 'anna', anna.id);
  const headers = { 'retry-after': '120' };
  const body = '{"error":{"code":"TooManyRequests","message":"slow down"}}';
  served.tenant.control.setFault({ method: 'PATCH', fault: { kind: 'status', status: 429, headers, body } });
  await issue(station.page);
  await expectProblem(station.page, 'busy');
  expect(served.tenant.control.codesOf(anna.id)?.temporary).toBeNull();
});

test('a captive portal is recognised by what it answers', async ({ start, served }) => {
  const station = await start({ directory: { cache: false } });
  await signIn(station);
  const body = '<html><body>Welcome to Plant Wi-Fi</body></html>';
  served.tenant.control.setFault({
    path: /^\/(v1\.0|beta)\//,
    fault: { kind: 'status', status: 200, body, contentType: 'text/html' },
  });
  await station.page.getByTestId('worker-search').fill('anna');
  await expectProblem(station.page, 'captive-portal');
});

test('a redirect to a login page is not followed with the supervisor’s token', async ({ start, served }) => {
  const station = await start({ directory: { cache: false } });
  await signIn(station);
  const location = `${served.origin}/portal`;
  served.tenant.control.setFault({
    path: /^\/(v1\.0|beta)\//,
    fault: { kind: 'status', status: 302, headers: { location }, body: '' },
  });
  await station.page.getByTestId('worker-search').fill('anna');
  await expectProblem(station.page, 'captive-portal');
  expect(served.tenant.control.requests.filter(({ path: asked }) => asked === '/portal')).toEqual([]);
});

test('killed while the create is under way: the restart finds the orphan, deletes it and says so', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const first = await startAtCard(start, 'anna', anna.id);
  served.tenant.control.setFault({
    method: 'PATCH',
    path: temporary,
    times: 1,
    fault: { kind: 'hang', handled: true },
  });
  await issue(first.page);
  await expect.poll(() => served.tenant.control.codesOf(anna.id)?.temporary ?? null).not.toBeNull();
  await first.kill();

  const second = await start();
  await signIn(second);
  await expect.poll(() => served.tenant.control.codesOf(anna.id)?.temporary ?? null).toBeNull();
  const leftover = second.page.getByTestId('leftover');
  await expect(leftover).toHaveAttribute('data-state', 'revoked');
  await expect(leftover).toContainText('Anna Kowalska');
  const events = await eventsOf(dataDir);
  expect(events.slice(-4)).toEqual(['orphan-found', 'delete-sent', 'deleted', 'closed']);
  expect(await cups.jobs(queue)).toEqual([]);
  await expectWholeChain(dataDir);
});

test('killed while a person is asked: the next supervisor is asked instead', async ({
  start,
  served,
  dataDir,
}) => {
  const first = await startAtCard(start, 'anna', anna.id);
  await issue(first.page);
  await expectScreen(first.page, 'collect');
  await first.kill();

  const second = await start();
  await signIn(second);
  await second.page.getByTestId('badge-collected').click();
  await expect.poll(async () => (await eventsOf(dataDir)).at(-1)).toBe('closed');
  expect((await journalOf(dataDir)).at(-1)).toMatchObject({ outcome: 'handed-over' });
  expect(served.tenant.control.codesOf(anna.id)?.temporary).not.toBeNull();
  await expectWholeChain(dataDir);
});

test('killed while the job waits for paper: the next run calls it off, and paper brings nothing out', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const first = await start({ printing: { timeoutSeconds: 60 } });
  await signIn(first);
  await cups.setFault(queue, 'paper');
  await findWorker(first.page, 'anna', anna.id);
  await issue(first.page);
  await expect.poll(() => cups.command('lpstat', '-p', queue)).toContain('now printing');
  await first.kill();

  const second = await start();
  await signIn(second);
  await expect(second.page.getByTestId('leftover')).toHaveAttribute('data-state', 'ask-hand-over');
  expect((await cups.command('lpstat', '-o')).trim()).toBe('');
  await cups.setFault(queue, null);
  await second.page.getByTestId('revoke-temporary').click();
  await expect.poll(async () => (await eventsOf(dataDir)).at(-1)).toBe('closed');
  expect(served.tenant.control.codesOf(anna.id)?.temporary).toBeNull();
  expect(await cups.jobs(queue)).toEqual([]);
  expect((await journalOf(dataDir)).find((row) => row.event === 'print-ended')).toMatchObject({
    outcome: 'unknown',
    detail: { of: 'cancel' },
  });
  await expectWholeChain(dataDir);
});

test('a damaged journal is set aside, the supervisor is told once, and the station goes on', async ({
  start,
  dataDir,
}) => {
  const first = await startAtCard(start, 'anna', anna.id);
  await issue(first.page);
  await collect(first.page);
  await first.quit();
  await writeFile(path.join(dataDir, 'daypass.sqlite'), Buffer.alloc(40_000, 0xa5));

  const second = await start();
  await signIn(second);
  await expect(second.page.getByTestId('set-aside-file')).toContainText('daypass.sqlite.damaged-');
  await second.page.screenshot({ path: test.info().outputPath('set-aside.png') });
  await second.page.getByTestId('set-aside-seen').click();
  await expect(second.page.getByTestId('set-aside-file')).toHaveCount(0);
  await second.quit();

  const third = await start();
  await signIn(third);
  await expect(third.page.getByTestId('set-aside-file')).toHaveCount(0);
  const reasons = (await journalOf(dataDir)).map((row) => (row.detail as { reason?: string } | null)?.reason);
  expect(reasons).toEqual(expect.arrayContaining(['previous-file-set-aside', 'set-aside-seen']));
  await expectWholeChain(dataDir);
});

test('a slow second tap on the same spot decides nothing', async ({ start, dataDir }) => {
  const { page } = await startAtCard(start, 'anna', anna.id);
  await issue(page);
  await expectScreen(page, 'collect');
  const spot = await page.getByTestId('nothing-came-out').boundingBox();
  if (spot === null) throw new Error('no such button');
  const tap = () => page.mouse.click(spot.x + spot.width / 2, spot.y + spot.height / 2);
  // Noticed within a frame: the new button is guarded for less than a second.
  const isThere = page.waitForFunction(
    () => document.querySelector('[data-testid="revoke-temporary"]') !== null,
  );
  await tap();
  await isThere;
  await tap();
  await expect(page.getByTestId('revoke-temporary')).not.toHaveAttribute('aria-disabled', 'true');
  await expectScreen(page, 'collect');
  expect((await eventsOf(dataDir)).at(-1)).toBe('not-handed-over');
});
