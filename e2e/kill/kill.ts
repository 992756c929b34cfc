/** One station that is killed at a named point of an issuance, started again, and looked at from outside. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { RequestLine } from '../../src/demo-tenant/control.ts';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import type { PrivateCups } from '../harness/cups.ts';
import { callFromPage, expectScreen, findWorker, issue, signIn } from '../harness/kiosk.ts';
import { decodeWithZbar, rasterise } from '../harness/paper.ts';
import { assertNoSecret } from '../harness/secrets.ts';
import { expect, journalOf, queue, type ServedTenant, type Station } from '../harness/station.ts';
import { armCrashPoints, type PointName, pointsIn } from './crash-points.ts';
import { accountOf, openIssuances } from './oracle.ts';
import type { Aftermath, Back } from './table.ts';

const { withTemporary: worker } = fixtures;

export interface KillRig {
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

/** Plays one whole issuance on a station that is signed in, and names all points at which it could have died. */
export async function listPoints(rig: KillRig, station: Station): Promise<readonly PointName[]> {
  const log = path.join(rig.notes, 'all-points');
  await armCrashPoints(station.app, { from: 'requested', log, killAt: null });
  await playIssuance(rig, station);
  await expectScreen(station.page, 'done');
  return pointsIn(log);
}

/** Kills a station at the point, settles that on another, and names all points at which that one could have died. */
export async function listReconcilePoints(rig: KillRig, point: PointName): Promise<readonly PointName[]> {
  const first = await rig.start();
  await signIn(first);
  await dieAt(rig, first, 'requested', point, () => playIssuance(rig, first));
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
  /** Of an issuance. */
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
  const { served, cups, dataDir } = rig;
  const { control } = served.tenant;
  letHaveCode(served);
  const mark = {
    code: control.codesOf(worker.id)?.temporary?.id ?? null,
    request: control.requests.length,
    row: (await journalOf(dataDir)).length,
    papers: (await cups.jobs(queue)).length,
  };
  await dieAt(rig, station, 'requested', point, () => playIssuance(rig, station));
  if (back === 'later') control.advance(lagPassedMs);
  if (again !== null) {
    const second = await rig.start();
    await dieAt(rig, second, 'signed-in', again, () => settle(rig, second, mark.papers, point));
    if (back === 'later') control.advance(lagPassedMs);
  }
  const next = await rig.start();
  const reconcileMs = await settle(rig, next, mark.papers, again ?? point);
  const rows = (await journalOf(dataDir)).slice(mark.row);
  const isWrite = ({ method, path: where }: RequestLine) =>
    method !== 'GET' && /temporaryQRCode$/i.test(where);
  const found = accountOf({
    before: mark.code,
    live: control.codesOf(worker.id)?.temporary ?? null,
    writes: control.requests.slice(mark.request).filter(isWrite),
    rows,
    papers: await Promise.all((await cups.jobs(queue)).slice(mark.papers).map(readPaper)),
  });
  const closed = rows.findLast(({ event }) => event === 'closed');
  const ended = closed === undefined ? 'not begun' : String(closed.outcome);
  const where = again === null ? { point, settling: null } : { point: again, settling: point };
  return { found: { ...where, back, ended, reconcileMs, ...found }, station: next };
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
  const isOut = (await papersOut(rig)).length > papersBefore;
  await answerTruthfully(rig, station, isOut);
  return reconcileMs;
}

function letHaveCode({ tenant }: ServedTenant): void {
  if (tenant.control.codesOf(worker.id)?.temporary === null) tenant.control.issueElsewhere(worker.id, 8);
}

/** From the search to the badge in the hand, replacing the live code that the worker has. */
async function playIssuance({ served }: KillRig, { page }: Station): Promise<void> {
  letHaveCode(served);
  await findWorker(page, 'marek nowak', worker.id);
  await issue(page);
  await page.getByTestId('confirm-replace').click();
  await expectScreen(page, 'collect');
  await page.getByTestId('badge-collected').click();
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

async function readPaper(pdf: string): Promise<string | null> {
  const bytes = await decodeWithZbar(await rasterise(pdf, 300));
  return bytes === null ? null : Buffer.from(bytes).toString();
}

/** The supervisor looks at the printer, says what is there, and puts away what the station tells. */
async function answerTruthfully({ dataDir }: KillRig, { page }: Station, isOut: boolean): Promise<void> {
  const asked = page.locator('[data-testid="leftover"][data-state="ask-hand-over"]');
  const [open] = openIssuances(await journalOf(dataDir));
  if (open !== undefined) await asked.getByTestId(isOut ? 'badge-collected' : 'revoke-temporary').click();
  const left = async () => openIssuances(await journalOf(dataDir));
  await expect.poll(left, { timeout: patienceMs, intervals: [25] }).toEqual([]);
  const seen = page.getByTestId('leftover-seen');
  await expect(page.locator('[data-testid="leftover"][data-state="waiting"]')).toHaveCount(0);
  while ((await seen.count()) > 0) await seen.first().click();
}
