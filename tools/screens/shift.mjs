/** An ordinary shift: signing in, finding workers, all that can be ordered, a badge to its end, and the lock. */
import { queue } from './station.mjs';

const role = 'authentication-administrator';

export async function shift({ start, served, cups }) {
  const station = await start();
  await signInScreens(station);
  await searchScreens(station);
  await orderScreens(station);
  await issueScreens(station, cups, served.tenant.control);
  await station.close();
  await deskScreens(await start({ station: { mode: 'desk' } }));
  await brokenScreens(await start({ data: 'broken', station: { locale: 'fr' } }));
}

async function signInScreens({ on, tap, seen, picture, shown, signIn }) {
  await shown('sign-in');
  await tap('sign-in-device-code');
  await seen('device-user-code');
  await picture('signing-in-device-code');
  await tap('cancel');
  await on('sign-in');
  await signIn('no-role', undefined, () => shown('signing-in'));
  await shown('problem', 'problem-no-role');
  await tap('sign-out');
  await on('sign-in');
  await signIn(role);
}

async function searchScreens({ page, on, tap, seen, picture, open }) {
  await on('search');
  await picture('search-empty');
  await page.getByTestId('worker-search').fill('mar');
  await seen('worker-result');
  await picture('search');
  await page.getByTestId('worker-search').fill('xqzt');
  await page.locator('.note--calm').waitFor();
  await picture('search-nobody');
  await open('paul gone');
  await seen('show-error');
  await picture('worker-obstacle');
  await tap('cancel');
  await page.getByTestId('worker-search').fill('hohenzollern');
  await tap('worker-result');
  await seen('issue');
  await picture('worker-long-name');
  await tap('cancel');
}

const questions = [
  'replace-standard',
  'extend-standard',
  'reset-pin',
  'revoke-temporary',
  'revoke-standard',
  'revoke-method',
];

/** What can be ordered beside a temporary code: the buttons, the question that each asks, and an enrolment to its end. */
async function orderScreens({ page, on, tap, seen, picture, shown, open, done }) {
  await open('marek nowak');
  await seen('revoke-method');
  await picture('worker-offers');
  await tap('start-later');
  await page.getByTestId('start-day').nth(1).click();
  await page.getByTestId('start-time').nth(12).click();
  await picture('start-picker');
  await page.keyboard.press('Escape');
  for (const kind of questions) {
    await tap(kind);
    await shown('confirm', `confirm-${kind}`);
    await tap('cancel');
    await on('worker');
  }
  await tap('cancel');
  await open('ines duarte');
  await seen('enrol');
  await picture('worker-enrol');
  await tap('enrol');
  await shown('confirm', 'confirm-enrol');
  await tap('confirm-enrol');
  await shown('collect', 'collect-enrol');
  await tap('slip-missing');
  await seen('reprint');
  await picture('collect-slip-missing');
  await tap('badge-collected');
  await shown('done', 'done-enrol');
  await done();
}

async function issueScreens({ page, on, tap, seen, picture, shown, open, done }, cups, control) {
  await open('anna kowalska');
  await seen('lifetime');
  await picture('worker');
  await cups.setFault(queue, 'paper');
  control.latencyMs = 1_500;
  await tap('issue');
  await on('issuing');
  await page.locator('.step--done').nth(1).waitFor();
  await picture('issuing');
  control.latencyMs = 0;
  await shown('printing');
  await cups.setFault(queue, null);
  await shown('collect');
  await tap('nothing-came-out');
  await seen('reprint');
  await picture('collect-nothing-came-out');
  await tap('badge-collected');
  await shown('done');
  await done();
  await open('marek nowak');
  await tap('issue');
  await shown('confirm');
  await tap('cancel');
  await on('worker');
  await tap('menu');
  await seen('sign-out');
  await picture('menu');
  await tap('lock');
  await shown('locked');
}

async function deskScreens({ page, on, tap, seen, picture, signIn, close }) {
  await on('sign-in');
  await signIn(role);
  await on('search');
  await tap('menu');
  await seen('bulk');
  await picture('menu-desk');
  for (const [part, what] of [
    ['today', 'today-live'],
    ['printers', 'printer-row'],
    ['journal', 'journal-key'],
  ]) {
    await tap(part);
    await seen(what);
    await picture(part);
    await page.keyboard.press('Escape');
    await tap('menu');
  }
  await close();
}

async function brokenScreens({ shown, close }) {
  await shown('config-error');
  await close();
}
