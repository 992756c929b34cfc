/** One station that is killed at a named point of an order, started again, and looked at from outside. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RequestLine } from '../../src/demo-tenant/control.ts';
import type { PrivateCups } from '../harness/cups.ts';
import { callFromPage, expectScreen, signIn } from '../harness/kiosk.ts';
import { decodeWithZbar, pinOn, rasterise } from '../harness/paper.ts';
import { assertNoSecret } from '../harness/secrets.ts';
import type { ServedTenant } from '../harness/served-tenant.ts';
import { expect, journalOf, queue, type Station } from '../harness/station.ts';
import { armCrashPoints, type PointName, pointsIn } from './crash-points.ts';
import { endOf, openIssuances, reasonOf, type Sheet, type Truth, type Write } from './evidence.ts';
import { accountOf } from './oracle.ts';
import { type KillOrder, playOrder } from './orders.ts';
import type { Aftermath, Back } from './table.ts';

export interface KillRig {
  readonly order: KillOrder;
  readonly served: ServedTenant;
  readonly cups: PrivateCups;
  readonly dataDir: string;
  readonly start: () => Promise<Station>;
  /** A folder for the lists of points. */
  readonly notes: string;
}

/** More than what a read may miss a write for: `settleMs` of the core. */
const lagPassedMs = 50_000;
/** What a station that is back at once may need on top of its work: it waits until the lag has passed. */
const patienceMs = 90_000;
/** What a station has left to do once its supervisor has: after that a point was reached or never will be. */
const lastStepsMs = 5_000;

/** Plays one whole order on a station that is signed in, and names all points at which it could have died. */
export async function listPoints(rig: KillRig, station: Station): Promise<readonly PointName[]> {
  const log = path.join(rig.notes, 'all-points');
  makeReady(rig);
  await armCrashPoints(station.app, { from: 'requested', log, killAt: null });
  await playOrder(rig.order, station);
  await expectScreen(station.page, 'done');
  return pointsIn(log);
}

/** Kills a station at the point, settles that on another, and names all points at which that one could have died. */
export async function listReconcilePoints(rig: KillRig, point: PointName): Promise<readonly PointName[]> {
  const first = await rig.start();
  await signIn(first);
  makeReady(rig);
  await dieAt(rig, first, 'requested', point, () => playOrder(rig.order, first));
  rig.served.tenant.control.advance(lagPassedMs);
  const second = await rig.start();
  const log = path.join(rig.notes, 'reconcile-points');
  await armCrashPoints(second.app, { from: 'signed-in', log, killAt: null });
  await settle(rig, second, (await rig.cups.jobs(queue)).length, point);
  const points = pointsIn(log); // without those of a clean end
  await second.quit();
  return points;
}

export interface Deaths {
  /** Of an order. */
  readonly point: PointName;
  /** Of the sign-in and reconcile after it; null: the station that comes back lives. */
  readonly again: PointName | null;
  readonly back: Back;
}

/**
 * Kills a station that is signed in and not armed yet, and settles what it left on the next one on its folder.
 * @returns what was found, and the station that is signed in now
 */
export async function killAt(
  rig: KillRig,
  station: Station,
  { point, again, back }: Deaths,
): Promise<{ readonly found: Aftermath; readonly station: Station }> {
  const { served, cups, dataDir, order } = rig;
  const { control } = served.tenant;
  makeReady(rig);
  const mark = {
    truth: truthOf(rig),
    request: control.requests.length,
    row: (await journalOf(dataDir)).length,
    papers: (await cups.jobs(queue)).length,
  };
  await dieAt(rig, station, 'requested', point, () => playOrder(order, station));
  if (back === 'later') control.advance(lagPassedMs);
  if (again !== null) {
    const second = await rig.start();
    await dieAt(rig, second, 'signed-in', again, () => settle(rig, second, mark.papers, point));
    if (back === 'later') control.advance(lagPassedMs);
  }
  const next = await rig.start();
  const reconcileMs = await settle(rig, next, mark.papers, again ?? point);
  const evidence = {
    before: mark.truth,
    after: truthOf(rig),
    writes: control.requests.slice(mark.request).filter(isWrite).map(writeOf),
    rows: (await journalOf(dataDir)).slice(mark.row),
    sheets: await Promise.all((await cups.jobs(queue)).slice(mark.papers).map(readSheet)),
  };
  const end = endOf(evidence);
  const outcome = end?.outcome === 'failed' ? `failed (${reasonOf(end)})` : String(end?.outcome);
  const ended = end === null ? 'not begun' : outcome;
  const where = again === null ? { point, settling: null } : { point: again, settling: point };
  const account = accountOf(order, evidence);
  return { found: { order: order.name, ...where, back, ended, reconcileMs, ...account }, station: next };
}

/** Plays until the station is dead; the death must have come from the point and from nothing else. */
async function dieAt(
  rig: KillRig,
  station: Station,
  from: 'requested' | 'signed-in',
  point: PointName,
  play: () => Promise<unknown>,
): Promise<void> {
  const log = path.join(rig.notes, `${from} ${point}`.replaceAll(/\W+/g, '-'));
  await rm(log, { force: true });
  const main = station.app.process();
  const died = new Promise<NodeJS.Signals | null>((resolve) => {
    main.once('exit', (_code, signal) => resolve(signal));
  });
  await armCrashPoints(station.app, { from, log, killAt: point });
  // A page whose station is dead rejects whatever was asked of it; that is told only if the station lives.
  const told = await Promise.race([play().catch(String), died]);
  const lived = new Promise((resolve) => setTimeout(resolve, lastStepsMs, 'not reached'));
  expect(await Promise.race([died, lived]), `killed at ${point}: ${told}`).toBe('SIGKILL');
  expect(pointsIn(log).at(-1)).toBe(point);
  await assertNoSecret(rig.served.tenant, rig.dataDir, null);
}

/** Signs in, waits for the reconcile, and answers what is asked; for how many milliseconds the reconcile went on. */
async function settle(
  rig: KillRig,
  station: Station,
  papersBefore: number,
  killedAt: PointName,
): Promise<number> {
  await signIn(station);
  const reconcileMs = await reconciled(rig, station, killedAt);
  const isOut = (await papersOut(rig)).length >= papersBefore + rig.order.papers.length;
  await answerTruthfully(rig, station, isOut);
  return reconcileMs;
}

function makeReady({ order, served }: KillRig): void {
  order.makeReady(served.tenant.control);
}

function truthOf({ order, served }: KillRig): Truth {
  const { control } = served.tenant;
  const codes = control.codesOf(order.worker.id);
  const { standard = null, temporary = null } = codes ?? {};
  return { standard, temporary, pin: control.pinOf(order.worker.id) };
}

function isWrite({ method, path: where }: RequestLine): boolean {
  return method !== 'GET' && /\/qrCodePinMethod\b/i.test(where);
}

function writeOf({ method, path: where, clientRequestId }: RequestLine): Write {
  return { call: `${method} ${where.split('/').pop()}`, clientRequestId };
}

/** Until each issuance that the journal has open is asked about; for how long after the sign-in. */
async function reconciled({ dataDir }: KillRig, { page }: Station, killedAt: PointName): Promise<number> {
  const stillOpen = async () => {
    const { leftovers } = await callFromPage(page, 'station.read', null);
    const asked = leftovers.filter(({ state }) => state === 'ask-hand-over');
    const open = openIssuances(await journalOf(dataDir));
    return open.filter((id) => !asked.some(({ issuanceId }) => issuanceId === id));
  };
  const message = `still being resolved, killed at ${killedAt}`;
  await expect.poll(stillOpen, { message, timeout: patienceMs, intervals: [25] }).toEqual([]);
  const settledAtMs = Date.now();
  const signedIn = (await journalOf(dataDir)).findLast(({ event }) => event === 'signed-in');
  return settledAtMs - Date.parse(String(signedIn?.at));
}

/** What came out once the printer has nothing more to do: a job can outlive the station that sent it. */
async function papersOut({ cups }: KillRig): Promise<readonly string[]> {
  await expect.poll(() => cups.command('lpstat', '-p', queue), { intervals: [50] }).toContain('idle');
  return cups.jobs(queue);
}

async function readSheet(pdf: string): Promise<Sheet> {
  const bytes = await decodeWithZbar(await rasterise(pdf, 300));
  return { code: bytes === null ? null : Buffer.from(bytes).toString(), pin: await pinOn(pdf) };
}

/** The supervisor looks at the printer, says whether all is there, and puts away what the station tells. */
async function answerTruthfully({ dataDir }: KillRig, { page }: Station, isOut: boolean): Promise<void> {
  const asked = page.locator('[data-testid="leftover"][data-state="ask-hand-over"]');
  const [open] = openIssuances(await journalOf(dataDir));
  if (open !== undefined) await asked.getByTestId(isOut ? 'badge-collected' : 'revoke-temporary').click();
  const left = async () => openIssuances(await journalOf(dataDir));
  await expect.poll(left, { timeout: patienceMs, intervals: [25] }).toEqual([]);
  const seen = page.getByTestId('leftover-seen');
  await expect(page.locator('[data-testid="leftover"][data-state="waiting"]')).toHaveCount(0);
  // One that was put away stays until the station is heard.
  await expect(async () => {
    for (const one of await seen.all()) await one.click({ timeout: 1_000 });
    await expect(seen).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: patienceMs });
}
