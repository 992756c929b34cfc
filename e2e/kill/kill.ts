/** One station that is killed at a named point of an issuance, started again, and looked at from outside. */
import path from 'node:path';
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

/** Plays one whole issuance on a station that is signed in, and names all points at which it could have died. */
export async function listPoints(rig: KillRig, station: Station): Promise<readonly PointName[]> {
  const log = path.join(rig.notes, 'all-points');
  await armCrashPoints(station.app, log, null);
  await playIssuance(rig, station);
  await expectScreen(station.page, 'done');
  return pointsIn(log);
}

/**
 * Kills a station that is signed in and not armed yet at the point, and starts the next one on its folder.
 * @returns what was found, and the station that is signed in now
 */
export async function killAt(
  rig: KillRig,
  station: Station,
  point: PointName,
  back: Back,
): Promise<{ readonly found: Aftermath; readonly station: Station }> {
  const { served, cups, dataDir } = rig;
  const { control } = served.tenant;
  if (control.codesOf(worker.id)?.temporary === null) control.issueElsewhere(worker.id, 8);
  const mark = {
    code: control.codesOf(worker.id)?.temporary?.id ?? null,
    request: control.requests.length,
    row: (await journalOf(dataDir)).length,
    papers: (await cups.jobs(queue)).length,
  };
  await dieAt(rig, station, point);
  await assertNoSecret(served.tenant, dataDir, null);
  if (back === 'later') control.advance(lagPassedMs);

  const next = await rig.start();
  await signIn(next);
  const reconcileMs = await reconciled(rig, next);
  const papers = (await papersOut(rig)).slice(mark.papers);
  await answerTruthfully(rig, next, papers.length > 0);
  const { requests } = control;
  const rows = (await journalOf(dataDir)).slice(mark.row);
  const found = accountOf({
    before: mark.code,
    live: control.codesOf(worker.id)?.temporary ?? null,
    writes: requests
      .slice(mark.request)
      .filter((one) => one.method !== 'GET' && /temporaryQRCode$/i.test(one.path)),
    rows,
    papers: await Promise.all(papers.map(readPaper)),
  });
  const closed = rows.findLast(({ event }) => event === 'closed');
  const ended = closed === undefined ? 'not begun' : String(closed.outcome);
  return { found: { point, back, ended, reconcileMs, ...found }, station: next };
}

async function dieAt(rig: KillRig, station: Station, point: PointName): Promise<void> {
  const log = path.join(rig.notes, point.replaceAll(/\W+/g, '-'));
  const main = station.app.process();
  const died = new Promise<NodeJS.Signals | null>((resolve) => {
    main.once('exit', (_code, signal) => resolve(signal));
  });
  await armCrashPoints(station.app, log, point);
  const played = playIssuance(rig, station).then(
    () => expectScreen(station.page, 'done').then(() => 'not-reached'),
    () => died, // a page whose station is dead rejects whatever was asked of it
  );
  expect(await Promise.race([died, played]), `killed at ${point}`).toBe('SIGKILL');
  expect(pointsIn(log).at(-1)).toBe(point);
}

/** From the search to the badge in the hand, replacing the live code that the worker has. */
async function playIssuance({ served }: KillRig, { page }: Station): Promise<void> {
  const { control } = served.tenant;
  if (control.codesOf(worker.id)?.temporary === null) control.issueElsewhere(worker.id, 8);
  await findWorker(page, 'marek nowak', worker.id);
  await issue(page);
  await page.getByTestId('confirm-replace').click();
  await expectScreen(page, 'collect');
  await page.getByTestId('badge-collected').click();
}

/** Until each issuance that the journal has open is asked about; for how long after the sign-in. */
async function reconciled({ dataDir }: KillRig, { page }: Station): Promise<number> {
  const stillOpen = async () => {
    const { leftovers } = await callFromPage(page, 'station.read', null);
    const asked = leftovers.filter(({ state }) => state === 'ask-hand-over');
    const open = openIssuances(await journalOf(dataDir));
    return open.filter((id) => !asked.some(({ issuanceId }) => issuanceId === id));
  };
  await expect.poll(stillOpen, { timeout: patienceMs, intervals: [25] }).toEqual([]);
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
