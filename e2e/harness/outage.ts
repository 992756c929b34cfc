/** What a test expects of a station whose network is gone, and what it needs to know of the tenant meanwhile. */
import en from '../../resources/locales/en.json' with { type: 'json' };
import { callFromPage } from './kiosk.ts';
import type { ServedTenant } from './served-tenant.ts';
import { expect, type Station } from './station.ts';

/** A session that no wait in a test ends. */
export const patient = { session: { idleLockSeconds: 3_600, absoluteMinutes: 1_440 } };

export async function expectConnection({ page }: Station, state: string): Promise<void> {
  // The station asks every 5 s whether the way is open again.
  await expect(page.getByTestId('connection')).toHaveAttribute('data-state', state, { timeout: 15_000 });
}

export async function listIsFilled({ page }: Station): Promise<void> {
  await expect
    .poll(async () => (await callFromPage(page, 'station.read', null)).directory?.isComplete)
    .toBe(true);
}

/** A card that only the station's own list can tell of. */
export async function expectOfflineCard(station: Station): Promise<void> {
  const { page } = station;
  await expect(page.getByTestId('offline-card')).toContainText(en.trouble.offline.title);
  await expect(page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'unknown');
  await expect(page.getByTestId('issue')).toHaveCount(0);
  await expectConnection(station, 'offline');
  await expect(page.getByTestId('connection')).toContainText(/Offline since \d\d:\d\d/);
}

export const temporaryOf = ({ tenant }: ServedTenant, { id }: { readonly id: string }) =>
  tenant.control.codesOf(id)?.temporary ?? null;
