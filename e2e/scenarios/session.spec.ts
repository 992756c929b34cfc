/** What a session may still do: a role, a token or an account that goes in the middle, and more codes than one sign-in is good for. */
import { fixtures, roles } from '../../src/demo-tenant/workers.ts';
import {
  callFromPage,
  collect,
  expectProblem,
  expectScreen,
  findWorker,
  issue,
  startAtCard,
} from '../harness/kiosk.ts';
import { eventsOf, expect, expectWholeChain, journalOf, type Station, test } from '../harness/station.ts';

const { annaKowalska: anna, withTemporary: marek, administrator, chineseName } = fixtures;
const key = 'authentication-administrator';
const wholeShift = { session: { idleLockSeconds: 900 } };

/** Does what opens a window and gives that window. */
async function windowOf({ app }: Station, act: () => Promise<void>) {
  const opened = app.waitForEvent('window', { predicate: (other) => !other.url().startsWith('data:') });
  await act();
  const window = await opened;
  await window.waitForLoadState('domcontentloaded');
  return window;
}

test('a role that was taken away is refused by name, and the code that stands is left alone', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(() => start(wholeShift), 'marek nowak', marek.id);
  const { control } = served.tenant;
  const before = control.codesOf(marek.id)?.temporary?.id;
  control.setRoles(key, []);
  await issue(station.page);
  await station.page.getByTestId('confirm-replace').click();
  await expectProblem(station.page, 'no-role');
  expect(control.codesOf(marek.id)?.temporary?.id).toBe(before);
  const journal = await journalOf(dataDir);
  expect(journal.find(({ event }) => event === 'refused')).toMatchObject({ outcome: 'no-role' });
  expect(journal.at(-1)).toMatchObject({ event: 'closed', outcome: 'refused' });
  const denied = await callFromPage(station.page, 'workers.search', { text: 'anna' });
  expect(denied).toMatchObject({ ok: false, error: { kind: 'no-role' } });
  control.setRoles(key, [roles.authenticationAdministrator]);
  await expectWholeChain(dataDir);
});

test('a claims challenge that only a person can answer is answered in the middle of the order, which goes on', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(() => start(wholeShift), 'anna', anna.id);
  served.tenant.control.claimsNeedPerson = true;
  served.tenant.control.requiredClaims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
  const window = await windowOf(station, () => issue(station.page));
  await expect(station.page.getByTestId('sign-in-again')).toHaveAttribute('data-why', 'session-ended');
  await station.page.screenshot({ path: test.info().outputPath('sign-in-again.png') });
  await window.getByTestId('account-authentication-administrator').click();
  await collect(station.page);
  expect((await eventsOf(dataDir)).filter((event) => event === 'requested')).toHaveLength(1);
  const journal = await journalOf(dataDir);
  const signIns = journal.filter(({ event }) => event === 'signed-in').map(({ detail }) => detail);
  expect(signIns).toEqual([null, { reason: 'session-ended' }]);
  await expectWholeChain(dataDir);
});

test('a supervisor whose account was disabled is refused by that name', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(() => start(wholeShift), 'anna', anna.id);
  served.tenant.control.setEnabled(key, false);
  await issue(station.page);
  await expectProblem(station.page, 'supervisor-disabled');
  expect(served.tenant.control.codesOf(anna.id)?.temporary ?? null).toBeNull();
  expect((await journalOf(dataDir)).find(({ event }) => event === 'refused')).toMatchObject({
    outcome: 'supervisor-disabled',
  });
  await expectWholeChain(dataDir);
});

test('a revoked session is refused by name when the supervisor does not sign in again', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(() => start(wholeShift), 'anna', anna.id);
  served.tenant.control.revokeTokens();
  await windowOf(station, () => issue(station.page));
  await station.page.getByTestId('sign-in-later').click();
  await expectProblem(station.page, 'session-revoked');
  expect((await journalOf(dataDir)).find(({ event }) => event === 'refused')).toMatchObject({
    outcome: 'session-revoked',
  });
});

test('an administrator is refused by name also when the page asks directly', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(() => start(wholeShift), 'anna', anna.id);
  const order = { is: 'issue', hours: 8, startsAtMs: null, replaceCodeId: null } as const;
  await callFromPage(station.page, 'issuance.start', { workerId: administrator.id, order });
  await expect
    .poll(async () => (await journalOf(dataDir)).find(({ event }) => event === 'refused'))
    .toMatchObject({ outcome: 'worker-privileged', worker: { id: administrator.id } });
  expect(served.tenant.control.requests.filter(({ method }) => method === 'PATCH')).toEqual([]);
});

test('more codes an hour than the config allows take a second sign-in, before the next one is made', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(
    () => start({ ...wholeShift, issuing: { codesPerHour: 2 } }),
    'anna',
    anna.id,
  );
  const { page } = station;
  await expect(page.getByTestId('codes-left')).toHaveCount(0);
  await issue(page);
  await collect(page);
  await expectScreen(page, 'search');
  await findWorker(page, 'marek nowak', marek.id);
  await issue(page);
  await page.getByTestId('confirm-replace').click();
  await collect(page);
  await expectScreen(page, 'search');
  await findWorker(page, 'E10007', chineseName.id);
  await expect(page.getByTestId('codes-left')).toHaveAttribute('data-left', '0');
  await page.screenshot({ path: test.info().outputPath('codes-left.png') });

  const window = await windowOf(station, () => issue(page));
  await expect(page.getByTestId('sign-in-again')).toHaveAttribute('data-why', 'rate-cap');
  await page.screenshot({ path: test.info().outputPath('rate-cap.png') });
  expect(served.tenant.control.codesOf(chineseName.id)?.temporary ?? null).toBeNull();
  await window.getByTestId('account-authentication-administrator').click();
  await collect(page);
  const signIns = (await journalOf(dataDir)).filter(({ event }) => event === 'signed-in');
  expect(signIns.map(({ detail }) => detail)).toEqual([null, { reason: 'rate-cap' }]);
  await expectWholeChain(dataDir);
});

test('a lock leaves nothing of the worker on the page, in its memory or on the clipboard', async ({
  start,
}) => {
  const station = await startAtCard(() => start(wholeShift), 'kowalska', anna.id);
  const { app, page } = station;
  await callFromPage(page, 'session.setPin', { pin: '471147' });
  await page.getByTestId('cancel').click();
  const field = page.getByTestId('worker-search');
  await expect(field).toHaveValue('kowalska');
  await field.selectText();
  // A station of another test that ends in between clears the clipboard of the screen that they share.
  await expect(async () => {
    await page.keyboard.press('Control+C');
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('kowalska');
  }).toPass();
  expect(await timesInHeap(station, /kowalska/gi)).toBeGreaterThan(0);

  await callFromPage(page, 'session.lock', null);
  await expectScreen(page, 'locked');
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('');
  expect(await page.content()).not.toMatch(/kowalska/i);
  await expect.poll(() => timesInHeap(station, /kowalska/gi)).toBe(0);
  await callFromPage(page, 'session.unlock', { pin: '471147' });
  await expectScreen(page, 'search');
  await expect(field).toHaveValue('');
});

async function timesInHeap({ app, page }: Station, what: RegExp): Promise<number> {
  const devtools = await app.context().newCDPSession(page);
  const chunks: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  return [...chunks.join('').matchAll(what)].length;
}
