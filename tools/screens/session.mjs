/** What a session asks for besides: scans that lead to no card, a second sign-in, the warning before the lock, and the PIN. */
import { loadTypeScript } from '../run-ts.mjs';

const role = 'authentication-administrator';
const idleLockSeconds = 600;

export async function session({ start, served }) {
  const { passTime, takeTimeInHand } = await loadTypeScript('e2e/harness/time.ts');
  const { scan } = await loadTypeScript('e2e/harness/scanner.ts');
  const settings = { session: { idleLockSeconds }, issuing: { codesPerHour: 1 } };
  const station = await start(settings);
  await station.on('sign-in');
  await station.signIn(role);
  await station.on('search');
  await scans(station, (text) => scan(station, text));
  await secondSignIns(station, served);
  await station.close();
  const patient = await start(settings);
  await takeTimeInHand(patient);
  await patient.on('sign-in');
  await patient.signIn(role);
  await locks(patient, (seconds) => passTime(patient, seconds * 1_000));
  await patient.close();
}

async function scans({ tap, seen, picture, on }, scan) {
  await scan('https://plant.example/another-badge?with=a-long-text');
  await seen('scan-news', '[data-scan="unknown-badge"]');
  await picture('scan-unknown-badge');
  await tap('scan-enrol');
  await seen('scan-news', '[data-scan="to-enrol"]');
  await picture('scan-to-enrol');
  await scan('E99999999');
  await seen('scan-news', '[data-scan="nobody"]');
  await picture('scan-nobody');
  await tap('scan-search');
  await on('search');
}

/** One code an hour is what a sign-in is good for here. */
async function secondSignIns({ on, tap, seen, picture, open, done, windowOf, shown }, served) {
  await open('anna kowalska');
  await seen('issue');
  await tap('issue');
  await on('collect');
  await tap('badge-collected');
  await on('done');
  await done();
  await open('eva lindqvist');
  await seen('codes-left');
  await picture('worker-codes-left');
  const inWindow = async (act, name) => {
    await windowOf(act);
    await seen('sign-in-again');
    await picture(name);
  };
  await inWindow(() => tap('issue'), 'sign-in-again-rate-cap');
  await tap('sign-in-later');
  await shown('problem', 'problem-rate-cap');
  await tap('cancel');
  await open('marek nowak');
  served.tenant.control.revokeTokens();
  await inWindow(async () => {
    await tap('revoke-temporary');
    await on('confirm');
    await tap('confirm-revoke');
  }, 'sign-in-again-session-ended');
  await tap('sign-in-later');
  await shown('problem', 'problem-session-ended');
}

async function locks({ page, on, tap, seen, picture }, pass) {
  await on('search');
  await tap('menu');
  await tap('set-pin');
  await seen('pin');
  await picture('set-pin');
  await page.keyboard.press('Escape');
  await page.evaluate(() => window.daypass['session.setPin']({ pin: '2468' }));
  await pass(idleLockSeconds - 15);
  await seen('still-here');
  await picture('idle-warning');
  await tap('still-here');
  await tap('menu');
  await tap('lock');
  await on('locked');
  await seen('pin');
  await picture('locked-pin');
  await page.getByTestId('pin').fill('1111');
  await tap('pin-enter');
  await seen('show-error');
  await picture('locked-pin-tried');
}
