import { fixtures } from '../../src/demo-tenant/workers.ts';
import { callFromPage, expectScreen, signIn, startAtCard } from '../harness/kiosk.ts';
import { eventsOf, expect, expectWholeChain, test } from '../harness/station.ts';

test('a supervisor without the role is told so by name before choosing a worker', async ({
  start,
  dataDir,
}) => {
  const station = await start();
  await signIn(station, 'account-no-role');
  await expectScreen(station.page, 'problem');
  await expect(station.page.getByTestId('show-error')).toHaveAttribute('data-kind', 'no-role');
  await expect(station.page.getByTestId('screen')).toContainText('Tom Becker');
  await expect(station.page.getByTestId('screen')).toContainText('Authentication Administrator');
  const denied = await callFromPage(station.page, 'workers.search', { text: 'anna' });
  expect(denied).toMatchObject({ ok: false, error: { kind: 'no-role' } });
  expect(await eventsOf(dataDir)).toEqual(['signed-in']);
});

for (const [name, text, worker, kind] of [
  ['has no QR code method', 'ines duarte', fixtures.withoutMethod, 'no-method'],
  ['is disabled', 'paul gone', fixtures.disabled, 'worker-disabled'],
  ['is an administrator', 'ada admin', fixtures.administrator, 'worker-privileged'],
] as const) {
  test(`a worker who ${name} is refused on the card, and nothing is asked of the service`, async ({
    start,
    served,
    dataDir,
  }) => {
    // Where enrolling is allowed, somebody without a method is no dead end: see life.spec.ts.
    const station = await startAtCard(() => start({ issuing: { allowEnrol: false } }), text, worker.id);
    await expect(station.page.getByTestId('show-error')).toHaveAttribute('data-kind', kind);
    await expect(station.page.getByTestId('issue')).toHaveCount(0);
    const writes = served.tenant.control.requests.filter(
      (line) => line.method === 'PATCH' || line.method === 'DELETE',
    );
    expect(writes).toEqual([]);
    await expectWholeChain(dataDir);
  });
}
