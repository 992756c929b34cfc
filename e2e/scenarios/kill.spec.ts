/** The real station, killed with SIGKILL before and after every durable row and every call of an order, and started again. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signIn } from '../harness/kiosk.ts';
import { expect, expectWholeChain, type StationFixtures, test } from '../harness/station.ts';
import type { PointName } from '../kill/crash-points.ts';
import { type Deaths, type KillRig, killAt, listPoints, listReconcilePoints } from '../kill/kill.ts';
import { type KillOrder, killOrders, orderNamed } from '../kill/orders.ts';
import { type Aftermath, isClean, tablesOf } from '../kill/table.ts';

/** `npm run kill` names an order or `all`, asks for more rounds, and gathers what they found in a file. */
const asked = process.env.DAYPASS_KILL_ORDER ?? 'temporary';
const rounds = Number(process.env.DAYPASS_KILL_ROUNDS ?? 1);
const gatheredIn = process.env.DAYPASS_KILL_FOUND ?? null;
const mostReconcileMs = 5_000;
const mostMinutes = 40;
/** A station that is back at once may wait for longer than a screen is left alone. */
const patient = { session: { idleLockSeconds: 600 } };

const orders = killOrders.filter(({ name }) => asked === 'all' || asked === name);
const runs = orders.flatMap((order) => Array.from({ length: rounds }, (_, at) => ({ order, round: at + 1 })));

for (const { order, round } of runs) {
  const back = round % 2 === 1 ? 'later' : 'at once';
  for (const when of ['before', 'after'] as const)
    test(`round ${round}, ${order.name}: killed just ${when} each row and call, back ${back}: nothing lost, nothing twice, nothing open`, async ({
      start,
      served,
      cups,
      dataDir,
    }) => {
      const rig = await rigOf({ start, served, cups, dataDir }, order);
      const first = await rig.start();
      await signIn(first);
      const points = await listPoints(rig, first);
      expect(points.length).toBeGreaterThanOrEqual(order.leastPoints);
      await first.quit();
      const chosen = points.filter((name) => name.startsWith(when));
      await killAll(
        rig,
        chosen.map((point) => ({ point, again: null, back })),
      );
    });
  // Twice as many deaths, so only where somebody asked for rounds.
  if (gatheredIn !== null)
    for (const point of order.leavesMuch)
      test(`round ${round}, ${order.name}: killed ${point} and again at each step of settling that, back ${back}: nothing lost, nothing twice, nothing open`, async ({
        start,
        served,
        cups,
        dataDir,
      }) => {
        const rig = await rigOf({ start, served, cups, dataDir }, order);
        const points = await listReconcilePoints(rig, point);
        expect(points.length).toBeGreaterThan(0);
        await killAll(
          rig,
          points.map((again) => ({ point, again, back })),
        );
      });
}

/**
 * Of the orders that are not asked for, what `npm test` has the time for: the deaths that leave the most behind. The whole is
 * `npm run kill -- --order all`.
 */
const few: Readonly<Record<string, readonly (readonly [point: PointName, again?: PointName])[]>> = {
  enrolment: [
    ['after write create-sent'],
    ['after call PUT qrCodePinMethod'],
    ['after call PUT qrCodePinMethod', 'after call DELETE qrCodePinMethod'],
    ['after write created'],
    ['after write print-submitted'],
    ['before call Send-Document #2'],
    ['after write handed-over'],
  ],
  replacement: [['after write deleted'], ['after call PATCH standardQRCode']],
  'pin-reset': [['after call PATCH pin'], ['after write print-submitted']],
  revocation: [['before call DELETE temporaryQRCode'], ['after call DELETE temporaryQRCode']],
  extension: [['before call PATCH standardQRCode'], ['after call PATCH standardQRCode']],
};

if (gatheredIn === null)
  for (const [name, deaths] of Object.entries(few))
    test(`${name}: killed where that leaves the most behind: nothing lost, nothing twice, nothing open`, async ({
      start,
      served,
      cups,
      dataDir,
    }) => {
      const rig = await rigOf({ start, served, cups, dataDir }, orderNamed(name));
      await killAll(
        rig,
        deaths.map(([point, again = null]) => ({ point, again, back: 'later' })),
      );
    });

async function rigOf({ start, served, cups, dataDir }: StationFixtures, order: KillOrder): Promise<KillRig> {
  test.setTimeout(mostMinutes * 60_000);
  const notes = await mkdtemp(path.join(tmpdir(), 'daypass-kill-'));
  return { order, start: () => start(patient), served, cups, dataDir, notes };
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
  if (gatheredIn === null) process.stdout.write(`${tablesOf(all)}\n`);
  expect(all.filter((found) => !isClean(found))).toEqual([]);
  const slow = all.filter(({ back, reconcileMs }) => back === 'later' && !(reconcileMs <= mostReconcileMs));
  expect(slow).toEqual([]);
}
