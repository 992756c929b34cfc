/** The page's process, killed with SIGKILL at every step: the page comes back to the same issuance, and nothing is done twice. */
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { collect, expectScreen, issue, signIn, startAtCard } from '../harness/kiosk.ts';
import { eventsOf, expect, expectWholeChain, journalOf, queue, test } from '../harness/station.ts';
import {
  currentIssuance,
  expectScreenOf,
  killBeside,
  killPage,
  tap,
  typeSearch,
} from '../kill/page-process.ts';

const { withTemporary: marek, annaKowalska: anna } = fixtures;
const result = `[data-testid="worker-result"][data-worker-id="${marek.id}"]`;
const lifetime = '[data-testid="lifetime"][data-hours="8"]';
const button = (testId: string) => `[data-testid="${testId}"]`;
/** It takes one or two seconds, which is printed; a busy machine decides nothing. */
const mostMs = 15_000;

test('the page is killed at every step: the same issuance goes on, with one create and one badge', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  // What is tapped here by script is no touch: the station would lock by itself.
  const station = await start({ printing: { timeoutSeconds: 30 }, session: { idleLockSeconds: 600 } });
  const { app } = station;
  await signIn(station);
  const { control } = served.tenant;
  const slow = { method: 'PATCH', times: 1, fault: { kind: 'slow', ms: 8_000 } } as const;
  const gone: Record<string, number> = {};
  const toCard = async () => {
    await typeSearch(app, 'marek nowak');
    await tap(app, result);
    await expectScreenOf(app, 'worker');
  };
  const toConfirm = async () => {
    await toCard();
    await tap(app, lifetime);
    await tap(app, button('issue'));
    await expectScreenOf(app, 'confirm');
  };

  await typeSearch(app, 'marek nowak');
  gone.search = await killPage(app);
  await expectScreenOf(app, 'search');
  await toCard();
  gone.worker = await killPage(app);
  await expectScreenOf(app, 'search');
  await toConfirm();
  gone.confirm = await killPage(app);
  await expectScreenOf(app, 'search');
  expect(await eventsOf(dataDir)).toEqual(['signed-in']);

  control.setFault(slow);
  await cups.setFault(queue, 'hang');
  await toConfirm();
  await tap(app, button('confirm-replace'));
  await expect.poll(async () => (await eventsOf(dataDir)).at(-1), { intervals: [25] }).toBe('create-sent');
  const issuanceId = await currentIssuance(app);
  gone.issuing = await killPage(app);
  await expectScreenOf(app, 'issuing');
  expect(await currentIssuance(app)).toBe(issuanceId);

  await expectScreenOf(app, 'printing');
  gone.printing = await killPage(app);
  await expectScreenOf(app, 'printing');
  expect(await currentIssuance(app)).toBe(issuanceId);
  await cups.setFault(queue, null);

  await expectScreenOf(app, 'collect');
  gone.collect = await killPage(app);
  await expectScreenOf(app, 'collect');
  await tap(app, button('nothing-came-out'));
  await expect.poll(async () => (await eventsOf(dataDir)).at(-1)).toBe('not-handed-over');
  gone['nothing came out'] = await killPage(app);
  await expectScreenOf(app, 'collect');
  expect(await currentIssuance(app)).toBe(issuanceId);
  await tap(app, button('badge-collected'));
  await expectScreenOf(app, 'done');
  gone.done = await killPage(app);
  await expectScreenOf(app, 'search');

  const rows = await journalOf(dataDir);
  expect(rows.filter(({ event }) => event === 'requested')).toHaveLength(1);
  expect(rows.at(-1)).toMatchObject({ issuanceId, event: 'closed', outcome: 'handed-over' });
  expect(control.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
  expect(control.codesOf(marek.id)?.temporary?.id).toBe(rows.at(-1)?.codeId);
  expect(await cups.jobs(queue)).toHaveLength(1);
  await expectWholeChain(dataDir);
  await station.quit();
  process.stdout.write(`ms without a page: ${JSON.stringify(gone)}\n`);
  expect(Object.entries(gone).filter(([, ms]) => ms > mostMs)).toEqual([]);
});

test('the page is killed right after the tap that submits: the issuance was begun once or not at all', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await start();
  const { app } = station;
  await signIn(station);
  await typeSearch(app, 'marek nowak');
  await tap(app, result);
  await tap(app, lifetime);
  await tap(app, button('issue'));
  await tap(app, button('confirm-replace'));
  await killPage(app);
  const isBegun = (await eventsOf(dataDir)).includes('requested');
  await expectScreenOf(app, isBegun ? 'collect' : 'search');
  if (isBegun) await tap(app, button('badge-collected'));
  const requested = (await eventsOf(dataDir)).filter((event) => event === 'requested');
  expect(requested).toHaveLength(isBegun ? 1 : 0);
  expect(served.tenant.control.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(
    isBegun ? 1 : 0,
  );
  await station.quit();
});

test('the network process is killed while the create is under way: one read decides, and the badge still comes out', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  const { control } = served.tenant;
  control.setFault({ method: 'PATCH', times: 1, fault: { kind: 'hang', handled: true } });
  await issue(station.page);
  await expect.poll(() => control.hanging).toBe(1);
  await killBeside(station.app, 'network');
  await collect(station.page);
  const rows = await journalOf(dataDir);
  expect(rows.map(({ event }) => event)).toContain('outcome-unknown');
  expect(rows.at(-1)).toMatchObject({
    outcome: 'handed-over',
    codeId: control.codesOf(anna.id)?.temporary?.id,
  });
  expect(await cups.jobs(queue)).toHaveLength(1);
  await expectWholeChain(dataDir);
});

test('the graphics process is killed while a person is asked: the screen stays and can be answered', async ({
  start,
  dataDir,
}) => {
  const station = await startAtCard(start, 'anna', anna.id);
  await issue(station.page);
  await expectScreen(station.page, 'collect');
  await killBeside(station.app, 'GPU');
  await collect(station.page);
  expect((await journalOf(dataDir)).at(-1)).toMatchObject({ event: 'closed', outcome: 'handed-over' });
});
