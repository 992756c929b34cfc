import en from '../../resources/locales/en.json' with { type: 'json' };
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { collect, confirm, expectProblem, expectScreen, findWorker, startAtCard } from '../harness/kiosk.ts';
import { decodeWithZbar, pinOn, rasterise } from '../harness/paper.ts';
import type { ServedTenant } from '../harness/served-tenant.ts';
import {
  eventsOf,
  expect,
  expectWholeChain,
  journalOf,
  papersOnce,
  queue,
  type Station,
  test,
} from '../harness/station.ts';

const { annaKowalska: anna, withTemporary, withoutMethod } = fixtures;
const dayMs = 86_400_000;

/** Taps an offer of the card and says yes to the question. */
async function order({ page }: Station, offer: string, yes: string): Promise<void> {
  await page.getByTestId(offer).click();
  await confirm(page, yes);
}

async function expectDone({ page }: Station, outcome: string): Promise<void> {
  await expectScreen(page, 'done');
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-outcome', outcome);
}

/** What zbar reads from a sheet. */
async function codeOn(sheet: string | undefined): Promise<string> {
  return Buffer.from((await decodeWithZbar(await rasterise(sheet ?? '', 300))) ?? []).toString();
}

const codesOf = ({ tenant }: ServedTenant, { id }: { readonly id: string }) => tenant.control.codesOf(id);

test('a worker is enrolled: badge and PIN slip come out, and each alone opens nothing', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const station = await startAtCard(start, 'ines', withoutMethod.id);
  await order(station, 'enrol', 'confirm-enrol');
  await expectScreen(station.page, 'collect');
  const truth = codesOf(served, withoutMethod)?.standard;
  const [badge, slip, ...others] = await cups.jobs(queue);
  expect(others).toEqual([]);
  expect(await codeOn(badge)).toBe(truth?.content);
  expect(await pinOn(badge ?? '')).toBeNull();
  expect(await codeOn(slip)).toBe('');
  expect(await pinOn(slip ?? '')).toBe(served.tenant.control.pinOf(withoutMethod.id));
  await collect(station.page);
  expect(await journalOf(dataDir)).toContainEqual(
    expect.objectContaining({ event: 'created', codeKind: 'standard', codeId: truth?.id }),
  );
  await expectWholeChain(dataDir);
});

test('an enrolment without its slip is printed again or undone, as the supervisor says', async ({
  start,
  served,
  cups,
}) => {
  const station = await startAtCard(start, 'ines', withoutMethod.id);
  const { page } = station;
  await order(station, 'enrol', 'confirm-enrol');
  await expectScreen(page, 'collect');
  await page.getByTestId('slip-missing').click();
  await page.getByTestId('reprint').click();
  const [, first, second] = await papersOnce(cups, queue, 3);
  expect(await pinOn(second ?? '')).toBe(await pinOn(first ?? ''));
  await page.getByTestId('slip-missing').click();
  await page.getByTestId('revoke-temporary').click();
  await expectDone(station, 'revoked');
  expect(codesOf(served, withoutMethod)).toBeNull();
});

test('a lost badge is replaced: the old one is named dead and the PIN stays', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const old = codesOf(served, anna)?.standard;
  const pin = served.tenant.control.pinOf(anna.id);
  const station = await startAtCard(start, 'anna', anna.id);
  await order(station, 'replace-standard', 'confirm-replace');
  await collect(station.page);
  const now = codesOf(served, anna)?.standard;
  expect(now?.id).not.toBe(old?.id);
  expect(served.tenant.control.pinOf(anna.id)).toBe(pin);
  const sheets = await cups.jobs(queue);
  expect(sheets).toHaveLength(1);
  expect(await codeOn(sheets[0])).toBe(now?.content);
  const journal = await journalOf(dataDir);
  expect(journal).toContainEqual(expect.objectContaining({ event: 'deleted', codeId: old?.id }));
  expect(journal.at(-1)).toMatchObject({ event: 'closed', outcome: 'handed-over', codeId: now?.id });
  await expectWholeChain(dataDir);
});

test('a badge that is about to expire is extended, without printing anything', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const before = codesOf(served, anna)?.standard;
  const station = await startAtCard(start, 'anna', anna.id);
  await order(station, 'extend-standard', 'confirm-extend');
  await expectDone(station, 'extended');
  const after = codesOf(served, anna)?.standard;
  expect(after?.id).toBe(before?.id);
  expect((after?.expireMs ?? 0) - (before?.expireMs ?? 0)).toBeGreaterThan(20 * dayMs);
  expect((after?.expireMs ?? 0) - (after?.startMs ?? 0)).toBeLessThanOrEqual(395 * dayMs);
  expect(await cups.jobs(queue)).toEqual([]);
  const closed = (await journalOf(dataDir)).at(-1);
  expect(closed).toMatchObject({ event: 'closed', outcome: 'extended', codeId: after?.id });
  expect(Date.parse(String(closed?.expiresAt))).toBe(after?.expireMs);
  await expectWholeChain(dataDir);
});

test('what a supervisor revokes is gone, what was not named stays, and twice is no error', async ({
  start,
  served,
  dataDir,
}) => {
  const station = await startAtCard(start, 'marek nowak', withTemporary.id);
  const { page } = station;
  const standard = codesOf(served, withTemporary)?.standard;
  await order(station, 'revoke-temporary', 'confirm-revoke');
  await expectDone(station, 'revoked');
  expect(codesOf(served, withTemporary)).toMatchObject({ temporary: null, standard: { id: standard?.id } });

  await page.getByTestId('done').click();
  await findWorker(page, 'marek nowak', withTemporary.id);
  await expect(page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'none');
  await page.getByTestId('revoke-method').click();
  // Meanwhile somebody does it in the portal.
  served.tenant.control.removeElsewhere(withTemporary.id);
  await confirm(page, 'confirm-revoke');
  await expectDone(station, 'revoked');
  expect(codesOf(served, withTemporary)).toBeNull();
  expect((await eventsOf(dataDir)).filter((event) => event === 'revoked')).toHaveLength(2);
  await expectWholeChain(dataDir);
});

test('a PIN is reset onto a slip, and a slip that did not come out leads to another PIN', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const before = served.tenant.control.pinOf(anna.id);
  const station = await startAtCard(start, 'anna', anna.id);
  const { page } = station;
  await order(station, 'reset-pin', 'confirm-reset-pin');
  await expectScreen(page, 'collect');
  const first = served.tenant.control.pinOf(anna.id);
  expect(first).not.toBe(before);
  await page.getByTestId('nothing-came-out').click();
  await page.getByTestId('new-pin').click();
  const sheets = await papersOnce(cups, queue, 2);
  await collect(page);
  expect(await Promise.all(sheets.map(pinOn))).toEqual([first, served.tenant.control.pinOf(anna.id)]);
  expect(await Promise.all(sheets.map(codeOn))).toEqual(['', '']);
  expect((await journalOf(dataDir)).at(-1)).toMatchObject({ outcome: 'handed-over', codeId: null });
  await expectWholeChain(dataDir);
});

test('a code for a later shift starts then, and the card says so', async ({ start, served }) => {
  const station = await startAtCard(start, 'anna', anna.id);
  const { page } = station;
  await page.getByTestId('start-later').click();
  await page.getByTestId('start-day').nth(2).click();
  await page.getByTestId('start-time').first().click();
  await page.getByTestId('start-set').click();
  await page.getByTestId('issue').click();
  await collect(page);
  const code = codesOf(served, anna)?.temporary;
  const aheadMs = (code?.startMs ?? 0) - Date.now();
  expect(aheadMs).toBeGreaterThan(dayMs / 2);
  expect(aheadMs).toBeLessThan(3 * dayMs);
  expect((code?.expireMs ?? 0) - (code?.startMs ?? 0)).toBeLessThanOrEqual(8 * 3_600_000);
  await findWorker(page, 'anna', anna.id);
  await expect(page.getByTestId('code-state')).toHaveAttribute('data-temporary', 'active');
});

test('an enrolment is refused before anything is made where no printer takes a PIN slip', async ({
  start,
  served,
}) => {
  const printers = [{ queue, stock: 'card-cr80', dpi: 300, prints: ['badge'] }];
  const station = await startAtCard(() => start({ printing: { printers } }), 'ines', withoutMethod.id);
  await order(station, 'enrol', 'confirm-enrol');
  await expectProblem(station.page, 'printer-not-ready');
  await expect(station.page.getByTestId('screen')).toContainText(en.reason['no-slip-printer']);
  expect(codesOf(served, withoutMethod)).toBeNull();
});

test('all that a desk issued today is removed at once', async ({ start, served, dataDir }) => {
  const desk = () => start({ station: { mode: 'desk' } });
  const station = await startAtCard(desk, 'anna', anna.id);
  const { page } = station;
  await page.getByTestId('issue').click();
  await collect(page);
  await findWorker(page, 'ines', withoutMethod.id);
  await order(station, 'enrol', 'confirm-enrol');
  await collect(page);
  await page.getByTestId('menu').click();
  await page.getByTestId('today').click();
  await page.getByTestId('revoke-today').click();
  const button = page.getByTestId('confirm-revoke-today');
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
  await expect.poll(() => codesOf(served, anna)?.temporary).toBeNull();
  await expect.poll(() => codesOf(served, withoutMethod)?.standard).toBeNull();
  expect(codesOf(served, anna)?.standard).not.toBeNull();
  await expect
    .poll(async () => (await eventsOf(dataDir)).filter((event) => event === 'revoked').length)
    .toBe(2);
  await expectWholeChain(dataDir);
});
