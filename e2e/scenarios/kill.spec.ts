/** The real station, killed with SIGKILL before and after every durable row and every call of an issuance, and started again. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signIn } from '../harness/kiosk.ts';
import { expect, expectWholeChain, test } from '../harness/station.ts';
import { killAt, listPoints } from '../kill/kill.ts';
import { type Aftermath, isClean, tableOf } from '../kill/table.ts';

/** `npm run kill` asks for more rounds and gathers what they found in a file. */
const rounds = Number(process.env.DAYPASS_KILL_ROUNDS ?? 1);
const gatheredIn = process.env.DAYPASS_KILL_FOUND ?? null;
const leastPoints = 26;
const mostReconcileMs = 5_000;
const mostMinutes = 15;

for (let round = 1; round <= rounds; round += 1) {
  const back = round % 2 === 1 ? 'later' : 'at once';
  for (const when of ['before', 'after'] as const)
    test(`round ${round}: killed just ${when} each row and call, back ${back}: nothing lost, nothing twice, nothing open`, async ({
      start,
      served,
      cups,
      dataDir,
    }) => {
      test.setTimeout(mostMinutes * 60_000);
      const notes = await mkdtemp(path.join(tmpdir(), 'daypass-kill-'));
      const rig = { start, served, cups, dataDir, notes };
      const first = await start();
      await signIn(first);
      const points = await listPoints(rig, first);
      expect(points.length).toBeGreaterThanOrEqual(leastPoints);
      await first.quit();

      let station = await start();
      await signIn(station);
      const all: Aftermath[] = [];
      for (const point of points.filter((name) => name.startsWith(when))) {
        const { found, station: next } = await killAt(rig, station, point, back);
        all.push(found);
        station = next;
        if (gatheredIn !== null) await appendFile(gatheredIn, `${JSON.stringify(found)}\n`);
      }
      await expectWholeChain(dataDir);
      await rm(notes, { recursive: true });
      if (gatheredIn === null) process.stdout.write(`${tableOf(all)}\n`);
      expect(all.filter((found) => !isClean(found))).toEqual([]);
      if (back === 'later')
        expect(all.filter(({ reconcileMs }) => !(reconcileMs <= mostReconcileMs))).toEqual([]);
    });
}
