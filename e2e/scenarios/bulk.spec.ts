/** Fifty badges for a shift at a desk with two printers: killed in the middle, resumed, and every row accounted for. */
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { callFromPage, signIn } from '../harness/kiosk.ts';
import { shiftDesk as desk, openBulk, bulkRun as run, shift, tapGuarded, trays } from '../harness/shift.ts';
import { eventsOf, expect, expectWholeChain, journalOf, test } from '../harness/station.ts';

const numberOf = async (page: Page, name: string) => Number(await run(page).getAttribute(`data-${name}`));

/** What lies in the trays: the file of each job. */
function isOut(dataDir: string, jobId: unknown): boolean {
  return trays.some((folder) => existsSync(path.join(dataDir, folder, String(jobId))));
}

/** Looks for each badge that the station asks about, and says whether it is there. */
async function answerTruly(page: Page, dataDir: string): Promise<void> {
  const read = await callFromPage(page, 'bulk.read', null);
  const current = read.ok ? read.value.run : null;
  if (current === null) throw new Error('there is no run');
  const rows = await journalOf(dataDir);
  for (const { place, state } of current.list) {
    if (state !== 'ask') continue;
    const prefix = `${current.runId}-${place.toString(16).padStart(4, '0')}-`;
    const job = rows.findLast(
      (row) => row.event === 'print-submitted' && String(row.issuanceId).startsWith(prefix),
    );
    const answer = job !== undefined && isOut(dataDir, job.jobId) ? 'here' : 'again';
    await callFromPage(page, 'bulk.answer', { place, answer });
  }
}

test('fifty rows, killed in the middle and resumed: each has one badge, in a tray, that the tenant knows', async ({
  start,
  served,
  dataDir,
}) => {
  test.setTimeout(240_000);
  served.tenant.control.latencyMs = 60;
  const file = path.join(served.home, 'shift.csv');
  const lines = shift.map(({ employeeId, displayName }) => `"${displayName}";${employeeId}`);
  await writeFile(
    file,
    `\u{FEFF}Name;Employee number\r\n${lines.join('\r\n')}\r\n"Nobody";E99999\r\n"Twice";${shift[3]?.employeeId}\r\n`,
  );

  const first = await start(desk);
  await signIn(first);
  await openBulk(first);
  await first.page.getByTestId('bulk-file').setInputFiles(file);
  const check = first.page.getByTestId('bulk-check');
  await expect(check).toHaveAttribute('data-ready', '50', { timeout: 30_000 });
  await expect(first.page.getByTestId('bulk-problem')).toHaveCount(2);
  await expect(first.page.getByTestId('bulk-problem').nth(1)).toHaveAttribute('data-kind', 'duplicate');
  expect((await eventsOf(dataDir)).filter((event) => event === 'requested')).toEqual([]);
  await tapGuarded(first.page, 'bulk-start');
  await expect.poll(() => numberOf(first.page, 'ask'), { timeout: 60_000 }).toBeGreaterThan(12);
  await first.kill();

  const second = await start(desk);
  await signIn(second);
  await openBulk(second);
  const { page } = second;
  await expect(run(page)).toHaveAttribute('data-paused-by', 'interrupted');
  expect(await numberOf(page, 'waiting')).toBeGreaterThan(0);
  await tapGuarded(page, 'bulk-resume');
  for (let round = 0; round < 80; round += 1) {
    await answerTruly(page, dataDir);
    if ((await run(page).getAttribute('data-state')) === 'ended') break;
    await page.waitForTimeout(1_500);
  }
  await expect(run(page)).toHaveAttribute('data-state', 'ended');
  await expect(run(page)).toHaveAttribute('data-handed-over', '50');

  const rows = await journalOf(dataDir);
  const handed = rows.filter(({ event, outcome }) => event === 'closed' && outcome === 'handed-over');
  const who = (row: Record<string, unknown>) => (row.worker as { readonly id: string }).id;
  expect(handed.map(who).sort()).toEqual(shift.map(({ id }) => id).sort());
  for (const row of handed) {
    expect(served.tenant.control.codesOf(who(row))?.temporary?.id).toBe(row.codeId);
    const job = rows.findLast((one) => one.event === 'print-submitted' && one.issuanceId === row.issuanceId);
    expect(isOut(dataDir, job?.jobId)).toBe(true);
  }
  expect(served.tenant.control.requests.filter(({ status }) => status === 429)).toEqual([]);
  expect(rows.map(({ event }) => event)).toContain('batch-ended');

  await page.getByTestId('bulk-save').click();
  await expect(page.getByTestId('bulk-saved')).toContainText('.csv');
  await expectWholeChain(dataDir);
});

test('a file that is dropped on the page is checked, and the page stays where it is', async ({ start }) => {
  const station = await start(desk);
  await signIn(station);
  await openBulk(station);
  const { page } = station;
  const before = page.url();
  const dropped = await page.evaluateHandle((number) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([`number\n${number}\n`], 'shift.csv', { type: 'text/csv' }));
    return transfer;
  }, shift[0]?.employeeId ?? '');
  await page.getByTestId('bulk-drop').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.getByTestId('bulk-check')).toHaveAttribute('data-ready', '1');
  expect(page.url()).toBe(before);
});
