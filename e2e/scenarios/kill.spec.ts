/** The real station, killed with SIGKILL before and after every durable row and every call of an issuance, and started again. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signIn } from '../harness/kiosk.ts';
import { expect, expectWholeChain, type StationFixtures, test } from '../harness/station.ts';
import type { PointName } from '../kill/crash-points.ts';
import { type Deaths, type KillRig, killAt, listPoints, listReconcilePoints } from '../kill/kill.ts';
import { type Aftermath, isClean, tableOf } from '../kill/table.ts';

/** `npm run kill` asks for more rounds and gathers what they found in a file. */
const rounds = Number(process.env.DAYPASS_KILL_ROUNDS ?? 1);
const gatheredIn = process.env.DAYPASS_KILL_FOUND ?? null;
const leastPoints = 26;
const mostReconcileMs = 5_000;
const mostMinutes = 15;
/** A station that is back at once may wait for longer than a screen is left alone. */
const patient = { session: { idleLockSeconds: 600 } };
/** Two that leave a reconcile the most to do: an orphan to delete, and a person's answer that revokes. */
const leavesMuch: readonly PointName[] = ['after call PATCH temporaryQRCode', 'before call Send-Document'];

for (let round = 1; round <= rounds; round += 1) {
  const back = round % 2 === 1 ? 'later' : 'at once';
  for (const when of ['before', 'after'] as const)
    test(`round ${round}: killed just ${when} each row and call, back ${back}: nothing lost, nothing twice, nothing open`, async ({
      start,
      served,
      cups,
      dataDir,
    }) => {
      const rig = await rigOf({ start, served, cups, dataDir });
      const first = await rig.start();
      await signIn(first);
      const points = await listPoints(rig, first);
      expect(points.length).toBeGreaterThanOrEqual(leastPoints);
      await first.quit();
      const chosen = points.filter((name) => name.startsWith(when));
      await killAll(
        rig,
        chosen.map((point) => ({ point, again: null, back })),
      );
    });
  // Twice as many deaths, so only where somebody asked for rounds.
  if (gatheredIn !== null)
    for (const point of leavesMuch)
      test(`round ${round}: killed ${point} and again at each step of settling that, back ${back}: nothing lost, nothing twice, nothing open`, async ({
        start,
        served,
        cups,
        dataDir,
      }) => {
        const rig = await rigOf({ start, served, cups, dataDir });
        const points = await listReconcilePoints(rig, point);
        expect(points.length).toBeGreaterThan(0);
        await killAll(
          rig,
          points.map((again) => ({ point, again, back })),
        );
      });
}

async function rigOf({ start, served, cups, dataDir }: StationFixtures): Promise<KillRig> {
  test.setTimeout(mostMinutes * 60_000);
  const notes = await mkdtemp(path.join(tmpdir(), 'daypass-kill-'));
  return { start: () => start(patient), served, cups, dataDir, notes };
}

async function killAll(rig: KillRig, deaths: readonly Deaths[]): Promise<void> {
  let station = await rig.start();
  await signIn(station);
  const all: Aftermath[] = [];
  for (const death of deaths) {
    const { found, station: next } = await killAt(rig, station, death);
    all.push(found);
    station = next;
    if (gatheredIn !== null) await appendFile(gatheredIn, `${JSON.stringify(found)}\n`);
  }
  await expectWholeChain(rig.dataDir);
  await rm(rig.notes, { recursive: true });
  if (gatheredIn === null) process.stdout.write(`${tableOf(all)}\n`);
  expect(all.filter((found) => !isClean(found))).toEqual([]);
  const slow = all.filter(({ back, reconcileMs }) => back === 'later' && !(reconcileMs <= mostReconcileMs));
  expect(slow).toEqual([]);
}
