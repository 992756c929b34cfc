/** A station whose clock is not the service's: what the screen and the paper say is the service's time. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { timeOfDay } from '../../src/core/local-time.ts';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { callFromPage, collect, expectScreen, issue, startAtCard } from '../harness/kiosk.ts';
import { eventsOf, expect, expectWholeChain, queue, test } from '../harness/station.ts';

const { annaKowalska: anna } = fixtures;
const hourMs = 3_600_000;

for (const [what, aheadHours] of [
  ['a day and two hours slow', 26],
  ['an hour slow', 1],
] as const) {
  test(`a station that is ${what} prints the hour at which the code really ends`, async ({
    start,
    served,
    cups,
    dataDir,
  }) => {
    served.tenant.control.advance(aheadHours * hourMs);
    const station = await startAtCard(start, 'anna', anna.id);
    const askedAtMs = Date.now() + aheadHours * hourMs;
    const { timeZone } = await callFromPage(station.page, 'station.read', null);
    const clock = timeOfDay('en', timeZone);
    const tile = station.page.locator('[data-testid="lifetime"][data-hours="8"]');
    const around = [-30_000, 30_000].map((ms) => clock(askedAtMs + 8 * hourMs + ms).time);
    await expect(tile).toHaveText(new RegExp(around.join('|')));

    await issue(station.page, 8);
    await expectScreen(station.page, 'collect');
    const code = served.tenant.control.codesOf(anna.id)?.temporary;
    const expireMs = code?.expireMs ?? 0;
    expect(Math.abs(expireMs - askedAtMs - 8 * hourMs)).toBeLessThan(120_000);
    const [pdf] = await cups.jobs(queue);
    const paper = await promisify(execFile)('pdftotext', [pdf ?? '', '-']);
    expect(paper.stdout).toContain(clock(expireMs).time);
    await expect(station.page.getByTestId('screen')).toContainText(clock(expireMs).time);

    await collect(station.page);
    await expectScreen(station.page, 'search');
    expect((await eventsOf(dataDir)).at(-1)).toBe('closed');
    await expectWholeChain(dataDir);
  });
}
