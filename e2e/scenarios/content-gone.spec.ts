/** Five minutes after a code was made its content is gone from memory: what the screen offers then, and what it does. */
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { storyOf } from '../faults/oracle.ts';
import { callFromPage, collect, expectScreen, findWorker, issue, startAtCard } from '../harness/kiosk.ts';
import { expect, expectWholeChain, journalOf, queue, test } from '../harness/station.ts';
import { passTime, takeTimeInHand } from '../harness/time.ts';

const { annaKowalska: anna } = fixtures;
const minuteMs = 60_000;

test('a badge that did not come out can be printed again for five minutes, and then only be removed', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await startAtCard(() => start({ session: { idleLockSeconds: 900 } }), 'anna', anna.id);
  const { page } = station;
  const pass = async (ms: number) => {
    served.tenant.control.advance(ms);
    await passTime(station, ms);
  };
  await takeTimeInHand(station);
  await issue(page);
  await expectScreen(page, 'collect');
  await page.getByTestId('nothing-came-out').click();
  await expect(page.getByTestId('reprint')).toBeEnabled();

  await pass(4 * minuteMs);
  await expect(page.getByTestId('reprint')).toBeEnabled();
  await expect(page.getByTestId('no-reprint')).toHaveCount(0);

  await pass(minuteMs);
  await expect(page.getByTestId('no-reprint')).toHaveAttribute('data-why', 'gone');
  await expect(page.getByTestId('reprint')).toHaveCount(0);
  await expect(page.getByTestId('revoke-temporary')).toBeEnabled();
  await page.screenshot({ path: test.info().outputPath('gone.png') });
  // A page gone wrong gets no badge either.
  const issuanceId = String((await journalOf(dataDir)).at(-1)?.issuanceId);
  await callFromPage(page, 'issuance.answer', { issuanceId, answer: 'reprint' });
  expect(served.tenant.control.codesOf(anna.id)?.temporary).not.toBeNull();

  await page.getByTestId('revoke-temporary').click();
  await expectScreen(page, 'done');
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-outcome', 'revoked');
  expect(served.tenant.control.codesOf(anna.id)?.temporary).toBeNull();
  expect(await cups.jobs(queue)).toHaveLength(1);
  expect(storyOf(await journalOf(dataDir))).toEqual([
    'render badge',
    'submit badge',
    'sent badge',
    'says badge nothing-came-out',
    'says revoke',
    'revoked',
  ]);

  // The next one is a badge of its own.
  await page.getByTestId('done').click();
  await findWorker(page, 'anna', anna.id);
  await issue(page);
  await collect(page);
  expect(await cups.jobs(queue)).toHaveLength(2);
  await expectWholeChain(dataDir);
});
