/** Who stands at the station without being its supervisor, and data that is not what it says: neither gets further. */
import type { Outcome } from '../breakout/attempt.ts';
import { playData } from '../breakout/data.ts';
import { expectAllBlocked } from '../breakout/gather.ts';
import { withRig } from '../breakout/rig.ts';
import { playLock, playTargets, playWithoutRole } from '../breakout/session.ts';
import { callFromPage, expectScreen, signIn } from '../harness/kiosk.ts';
import { expect, expectWholeChain, test } from '../harness/station.ts';

test('a locked, a signed-out and a role-less station refuse every call, and no key opens them', async ({
  start,
  served,
  dataDir,
}) => {
  test.setTimeout(240_000);
  const outcomes: Outcome[] = [];
  await withRig({ start, served }, async (rig) => {
    const { page } = rig.station;
    outcomes.push(...(await playTargets(rig)), ...(await playLock(rig)));
    await expectScreen(page, 'sign-in');
    await signIn(rig.station, 'account-no-role');
    await expect
      .poll(async () => (await callFromPage(page, 'station.read', null)).session.state)
      .toBe('signed-in');
    outcomes.push(...(await playWithoutRole(rig)));
  });
  await expectAllBlocked(outcomes);
  expect(
    served.tenant.control.requests.filter(({ method }) => method === 'PATCH' || method === 'DELETE'),
  ).toEqual([]);
  await expectWholeChain(dataDir);
});

test('names, answers, photos, configs and templates that are not what they say change nothing but what is read', async ({
  start,
  served,
  dataDir,
}) => {
  test.setTimeout(240_000);
  const outcomes: Outcome[] = [];
  const withoutList: typeof start = (change, place) =>
    start({ ...change, directory: { cache: false } }, place);
  await withRig({ start: withoutList, served }, async (rig) => {
    outcomes.push(...(await playData(rig, served.tenant.control, dataDir)));
  });
  await expectAllBlocked(outcomes);
  await expectWholeChain(dataDir);
});
