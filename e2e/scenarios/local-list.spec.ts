import { statSync } from 'node:fs';
import path from 'node:path';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { expectScreen, signIn } from '../harness/kiosk.ts';
import { expect, type Station, test } from '../harness/station.ts';

const anna = fixtures.annaKowalska;

async function expectEverybodyListed({ page }: Station): Promise<void> {
  await expect
    .poll(async () => {
      const view = await page.evaluate(() => window.daypass?.['station.read'](null));
      return [view?.directory?.workers, view?.directory?.isComplete];
    })
    .toEqual([500, true]);
}

test('the station’s own list is filled after the sign-in, finds through a typing error, and goes on offline', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await start();
  await signIn(station);
  const { page } = station;
  const search = page.getByTestId('worker-search');
  const source = page.getByTestId('search-source');
  const result = page.locator(`[data-testid="worker-result"][data-worker-id="${anna.id}"]`);
  await expectEverybodyListed(station);
  expect(statSync(path.join(dataDir, 'workers.sqlite')).mode & 0o777).toBe(0o600);

  const before = served.tenant.control.requests.length;
  await search.fill('anna kowlaska');
  await expect(result).toBeVisible();
  await search.fill('kowalska');
  await expect(result).toBeVisible();
  await expect(source).toHaveAttribute('data-source', 'cache');

  served.tenant.control.setFault({ fault: { kind: 'network-error' } });
  await result.click();
  await expect(page.getByTestId('offline-card')).toBeVisible();
  await expect(page.getByTestId('worker-name')).toHaveText('Anna Kowalska');
  await page.getByTestId('cancel').click();
  await expectScreen(page, 'search');
  await search.fill('10001');
  await expect(result).toBeVisible();
  await expect(source).toHaveAttribute('data-source', 'cache');
  const asked = served.tenant.control.requests
    .slice(before)
    .filter(({ path: asked }) => asked.includes('E10001'));
  expect(asked).toEqual([]);
});

test('killed in the middle of the list: the next run goes on with the page that was missing', async ({
  start,
  served,
}) => {
  const { control } = served.tenant;
  const pages = () => control.requests.filter(({ path: asked }) => asked.includes('/users/delta'));
  control.setFault({ path: '/users/delta', after: 1, times: 1, fault: { kind: 'hang', handled: true } });
  const first = await start();
  await signIn(first);
  await expect.poll(() => control.hanging).toBe(1);
  expect(pages()).toHaveLength(2);
  await first.kill();

  const second = await start();
  await signIn(second);
  await expectEverybodyListed(second);
  // 500 people come in three pages: the first is not asked for again.
  expect(pages()).toHaveLength(4);
  await second.page.getByTestId('worker-search').fill('kowalska');
  await expect(second.page.getByTestId('search-source')).toHaveAttribute('data-source', 'cache');
});
