import { fixtures } from '../../src/demo-tenant/workers.ts';
import { collect, expectScreen, findWorker, issue, signIn, startAtCard } from '../harness/kiosk.ts';
import { decodeWithZbar, fontsOf, pageFacts, rasterise } from '../harness/paper.ts';
import { eventsOf, expect, expectWholeChain, journalOf, queue, test } from '../harness/station.ts';

const { annaKowalska: anna, withTemporary } = fixtures;

test('a worker without a badge gets a temporary code on paper', async ({ start, served, cups, dataDir }) => {
  const station = await start();
  await signIn(station);
  await expect(station.page.getByTestId('supervisor-name')).toContainText('Sofia Marin');
  await findWorker(station.page, 'anna', anna.id);
  await expect(station.page.getByTestId('worker-name')).toContainText('Anna Kowalska');
  await expect(station.page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'none');
  await issue(station.page, 8);
  await expectScreen(station.page, 'collect');

  const truth = served.tenant.control.codesOf(anna.id)?.temporary;
  const [pdf, ...others] = await cups.jobs(queue);
  expect(others).toEqual([]);
  expect((await pageFacts(pdf ?? '')).pages).toBe(1);
  // The letters are the station's own, whatever the machine has.
  expect([...(await fontsOf(pdf ?? ''))].sort()).toEqual(['NotoSans-Bold', 'NotoSans-Regular']);
  for (const dpi of [203, 300, 600]) {
    const read = await decodeWithZbar(await rasterise(pdf ?? '', dpi));
    expect(Buffer.from(read ?? []).toString(), `at ${dpi} dpi`).toBe(truth?.content);
  }

  await collect(station.page);
  await expectScreen(station.page, 'search');
  const journal = await journalOf(dataDir);
  const created = journal.find((row) => row.event === 'created');
  expect(created).toMatchObject({
    codeId: truth?.id,
    worker: { id: anna.id },
    actor: { name: 'Sofia Marin' },
  });
  expect(journal.at(-1)).toMatchObject({ event: 'closed', outcome: 'handed-over' });
  await expectWholeChain(dataDir);
});

test('a live code is replaced only after it was named and confirmed', async ({ start, served, dataDir }) => {
  const old = served.tenant.control.codesOf(withTemporary.id)?.temporary;
  const station = await startAtCard(start, 'marek nowak', withTemporary.id);
  await expect(station.page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'active');
  await issue(station.page, 4);
  await expectScreen(station.page, 'confirm');
  expect(served.tenant.control.codesOf(withTemporary.id)?.temporary?.id).toBe(old?.id);
  await station.page.getByTestId('confirm-replace').click();
  await collect(station.page);
  expect(served.tenant.control.codesOf(withTemporary.id)?.temporary?.id).not.toBe(old?.id);
  expect(await eventsOf(dataDir)).toEqual(
    expect.arrayContaining([
      'preflight-passed',
      'state-read',
      'delete-sent',
      'deleted',
      'create-sent',
      'created',
    ]),
  );
  await expectWholeChain(dataDir);
});

test('the service is asked four times until the paper is out, replacing included, and once before it is handed over', async ({
  start,
  served,
}) => {
  const station = await startAtCard(start, 'marek nowak', withTemporary.id);
  const before = served.tenant.control.requests.length;
  await issue(station.page);
  await station.page.getByTestId('confirm-replace').click();
  await expectScreen(station.page, 'collect');
  const asked = served.tenant.control.requests
    .slice(before)
    .filter((line) => /qrCodePinMethod/i.test(line.path));
  expect(asked.map((line) => line.method)).toEqual(['GET', 'DELETE', 'PATCH', 'GET', 'GET']);
  for (const line of asked) expect(line.priority).toBe('high');
});

test('a tenant whose v1.0 does not know the path is served through beta', async ({ start, served }) => {
  served.tenant.control.graphV1HasQrCode = false;
  const station = await startAtCard(start, 'E10001', anna.id);
  await issue(station.page);
  await collect(station.page);
  const paths = served.tenant.control.requests
    .map((line) => line.path)
    .filter((path) => /qrCodePinMethod/i.test(path));
  expect(paths.filter((path) => path.startsWith('/v1.0/'))).toHaveLength(1);
  expect(paths.filter((path) => path.startsWith('/beta/')).length).toBeGreaterThan(2);
});
