/** The door between page and main process: thousands of hostile calls of every method, in every state of the session. */
import type { Outcome } from '../breakout/attempt.ts';
import { callsPerMethod, fuzz, knockAsStrangers, methods } from '../breakout/calls.ts';
import { expectAllBlocked } from '../breakout/gather.ts';
import { type Rig, withRig } from '../breakout/rig.ts';
import { callFromPage, expectScreen, signIn } from '../harness/kiosk.ts';
import { expect, expectWholeChain, journalOf, test } from '../harness/station.ts';

test(`${callsPerMethod} hostile calls of each method: no crash, no answer but a refusal or a true one, nothing in the journal`, async ({
  start,
  served,
  dataDir,
}) => {
  test.setTimeout(60_000 + callsPerMethod * methods.length * 30);
  const outcomes: Outcome[] = [];
  const endings: Record<string, number> = {};
  const round = async (rig: Rig, state: string) => {
    for (const method of methods) {
      const found = await fuzz(rig, method, Math.ceil(callsPerMethod / 4), state);
      outcomes.push(found.outcome);
      for (const [ending, count] of Object.entries(found.endings))
        endings[ending] = (endings[ending] ?? 0) + count;
    }
  };
  await withRig({ start, served }, async (rig) => {
    const { station } = rig;
    await round(rig, 'signed in');
    outcomes.push(...(await knockAsStrangers(rig)));
    await callFromPage(station.page, 'session.lock', null);
    await expectScreen(station.page, 'locked');
    await round(rig, 'locked');
    await callFromPage(station.page, 'session.signOut', null);
    await expectScreen(station.page, 'sign-in');
    await round(rig, 'signed out');
    await signIn(station, 'account-no-role');
    const state = async () => (await callFromPage(station.page, 'station.read', null)).session.state;
    await expect.poll(state).toBe('signed-in');
    await round(rig, 'without the role');
    expect(await state()).toBe('signed-in');
  });
  process.stdout.write(`${JSON.stringify(endings)}\n`);
  await expectAllBlocked(outcomes);
  expect(
    served.tenant.control.requests.filter(({ method, path }) => method !== 'GET' && /\/users\//.test(path)),
  ).toEqual([]);
  const rows = await journalOf(dataDir);
  const told = new Set(
    rows
      .map(({ event, detail }) => (event === 'blocked' ? JSON.stringify(detail) : event))
      .map((one) => String(one).replace(/"count":\d+,/, '')),
  );
  expect(told).toContain('{"what":"bad-call"}');
  expect(told).toContain('{"what":"foreign-caller"}');
  expect(told).toContain('{"what":"call-without-right"}');
  // Tens of thousands of calls, and the journal is not filled.
  expect(rows.length).toBeLessThan(100);
  await expectWholeChain(dataDir);
});
