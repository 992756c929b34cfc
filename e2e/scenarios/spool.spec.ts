import { signIn } from '../harness/kiosk.ts';
import { expect, queue, test } from '../harness/station.ts';

test('a queue that prints hours later is named in the supervisor’s menu, and nowhere in the way', async ({
  start,
  cups,
}) => {
  await cups.lpadmin('-p', queue, '-o', 'printer-error-policy=retry-job');
  const station = await start();
  const { page } = station;
  await signIn(station);
  await expect(page.getByTestId('printer-status')).toHaveAttribute('data-state', 'ready');
  await page.getByTestId('menu').click();
  await page.getByTestId('spool').click();
  const findings = page.getByTestId('spool-findings');
  await expect(findings).toContainText(queue);
  // The test's CUPS keeps its configuration in a place of its own, which the station does not look into.
  await expect(findings.locator('[data-finding]')).toHaveCount(2);
  await expect(findings.locator('[data-finding=retries-jobs]')).toContainText('abort-job');
  await page.screenshot({ path: test.info().outputPath('print-system.png') });
});
