import { statSync } from 'node:fs';
import path from 'node:path';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { expectScreen, signIn } from '../harness/kiosk.ts';
import { expect, test } from '../harness/station.ts';

const anna = fixtures.annaKowalska;

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
  await expect
    .poll(async () => {
      const view = await page.evaluate(() => window.daypass?.['station.read'](null));
      return [view?.directory?.workers, view?.directory?.isComplete];
    })
    .toEqual([500, true]);
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
