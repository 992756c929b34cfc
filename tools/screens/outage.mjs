/** The cable is pulled: a card from the station's own list, requests that wait, and the session that did not outlive it. */
import { loadTypeScript } from '../run-ts.mjs';

const role = 'authentication-administrator';
const patient = { session: { idleLockSeconds: 3_600, absoluteMinutes: 1_440 } };
const minuteMs = 60_000;

export async function outage({ start, served }) {
  const { passTime, takeTimeInHand } = await loadTypeScript('e2e/harness/time.ts');
  const station = await start(patient);
  const pass = async (minutes) => {
    served.tenant.control.advance(minutes * minuteMs);
    await passTime(station, minutes * minuteMs);
  };
  await station.on('sign-in');
  await station.signIn(role);
  await listIsFilled(station);
  await takeTimeInHand(station);
  await served.unplug();
  await requests(station, pass);
  await served.plugIn();
  await station.seen('connection', '[data-state="online"]');
  await station.picture('queue-ready');
  await pass(6);
  await station.seen('queue-item', '[data-state="expired"]');
  await station.picture('queue-expired');
  await signInNeeded(station, served);
  await station.close();
  await leftovers(start);
}

async function listIsFilled({ page }) {
  const isFilled = async () => (await window.daypass['station.read'](null)).directory?.isComplete === true;
  while (!(await page.evaluate(isFilled))) await page.waitForTimeout(200);
}

/** Two workers, nine minutes apart. */
async function requests({ page, on, tap, seen, picture, open }, pass) {
  await open('anna kowalska');
  await seen('connection', '[data-state="offline"]');
  await seen('queue-add');
  await picture('worker-offline');
  await tap('queue-add');
  await seen('queued');
  await picture('worker-queued');
  await tap('queue-done');
  await pass(9);
  await open('marek nowak');
  await page.locator('[data-testid="queue-reason"][data-reason="lost-badge"]').click();
  await tap('queue-add');
  await seen('queued');
  await tap('queue-done');
  await on('search');
  await seen('queue-item');
  await picture('queue-waiting');
}

async function signInNeeded({ seen, picture, open, tap, on }, served) {
  await tap('queue-seen');
  await open('eva lindqvist');
  await seen('issue');
  await tap('issue');
  await on('collect');
  await tap('nothing-came-out');
  await seen('reprint');
  served.tenant.control.revokeTokens();
  await tap('reprint');
  await seen('sign-in-needed');
  await picture('sign-in-needed');
}

/** Nobody had said yet whether the badge is in hand when the power went. */
async function leftovers(start) {
  const killed = await start({ data: 'killed', ...patient });
  await killed.on('sign-in');
  await killed.signIn(role);
  await killed.open('anna kowalska');
  await killed.seen('issue');
  await killed.tap('issue');
  await killed.on('collect');
  await killed.kill();
  const station = await start({ data: 'killed', ...patient });
  await station.on('sign-in');
  await station.signIn(role);
  await station.seen('leftover', '[data-state="ask-hand-over"]');
  await station.picture('leftovers');
  await station.close();
}
