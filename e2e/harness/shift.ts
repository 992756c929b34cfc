/** A desk with two trays for printers, and a shift that gets its badges there. */
import type { Page } from '@playwright/test';
import { makeWorkers, type Person } from '../../src/demo-tenant/workers.ts';
import type { Station } from './station.ts';

/** A folder each, in the station's data folder. */
export const trays = ['left', 'right'] as const;

export const shiftDesk = {
  station: { mode: 'desk' },
  printing: { printers: trays.map((folder) => ({ folder, stock: 'card-cr80' })) },
  // A run within the hour's worth: the second sign-in for more is another story.
  issuing: { codesPerHour: 200 },
  session: { idleLockSeconds: 600 },
  directory: { cache: false },
};

/** Workers of the demo tenant who can be given a code. */
export const shift: readonly Person[] = makeWorkers(500, 0)
  .filter(
    ({ starts, accountEnabled, isPrivileged }) => starts !== 'no-method' && accountEnabled && !isPrivileged,
  )
  .slice(10, 60);

export async function openBulk({ page }: Station): Promise<void> {
  await page.getByTestId('menu').click();
  await page.getByTestId('bulk').click();
}

/** Chooses a file on the page of a shift. */
export async function chooseShift(page: Page, workers: readonly Person[]): Promise<void> {
  const lines = workers.map(({ employeeId }) => employeeId).join('\n');
  const buffer = Buffer.from(`number\n${lines}\n`);
  await page.getByTestId('bulk-file').setInputFiles({ name: 'shift.csv', mimeType: 'text/csv', buffer });
}

export const bulkRun = (page: Page) => page.getByTestId('bulk-run');

/** A guarded button is dead for a moment: a person reads before tapping. */
export async function tapGuarded(page: Page, testId: string): Promise<void> {
  const button = page.getByTestId(testId);
  await button.and(page.locator(':not([aria-disabled="true"])')).click();
}
