/** Plays one fault at the real screen: breaks the printer, issues, answers what is asked, puts the printer right. */
import type { Page } from '@playwright/test';
import en from '../../resources/locales/en.json' with { type: 'json' };
import { makeWorkers, type Person } from '../../src/demo-tenant/workers.ts';
import type { PrivateCups } from '../harness/cups.ts';
import { expectProblem, expectScreen, findWorker } from '../harness/kiosk.ts';
import { eventsOf, expect, journalOf, type Station } from '../harness/station.ts';
import type { Column } from './columns.ts';
import { type Row, storyOf } from './oracle.ts';
import { type Ask, type FaultRow, first, type Tap } from './table.ts';

/** Workers with a method and without a live code, each for one journey. */
export const people: readonly Person[] = makeWorkers(500, 0).filter(
  ({ starts, accountEnabled, isPrivileged }) => starts === 'standard' && accountEnabled && !isPrivileged,
);

const testIds: Readonly<Record<Tap, string>> = {
  collected: 'badge-collected',
  nothing: 'nothing-came-out',
  reprint: 'reprint',
  elsewhere: 'reprint-elsewhere',
  revoke: 'revoke-temporary',
  'new-pin': 'new-pin',
  'give-up': 'give-up',
};

export interface Scene {
  readonly station: Station;
  readonly cups: PrivateCups;
}

export interface Journey {
  /** The row as it was met. */
  readonly row: FaultRow;
  /** The journal holds nothing else that is new. */
  readonly rows: readonly Row[];
}

export async function play(
  row: FaultRow,
  column: Column,
  person: Person,
  { station, cups }: Scene,
): Promise<Journey> {
  const { page, dataDir } = station;
  const before = (await journalOf(dataDir)).length;
  await row.before?.(cups);
  await findWorker(page, person.employeeId, person.id);
  if (row.header !== undefined)
    await expect(page.getByTestId('printer-status')).toHaveAttribute('data-state', row.header);
  await column.start(page);
  if (row.during !== undefined) {
    // The row comes before the document: the job is with the printer once CUPS says so.
    await expect
      .poll(() => cups.command('lpstat', '-p', first.name), { intervals: [50] })
      .toContain('now printing');
    expect((await eventsOf(dataDir)).at(-1)).toBe('print-submitted');
    await row.during(cups);
  }
  if (row.refused !== undefined) await beRefused(page, row.refused);
  const met = await rowMet(page, row);
  for (const ask of met.asks ?? []) await answer(page, ask, cups);
  if (row.refused === undefined) await (row.end === 'failed' ? leavePinLost(page) : leaveDone(page, row.end));
  await row.clear?.(cups);
  const rows = (await journalOf(dataDir)).slice(before).filter(({ event }) => event !== 'checkpoint');
  return { row: met, rows };
}

/** Which of two true ends it is depends on whether CUPS still knows the job when the station looks. */
async function rowMet(page: Page, row: FaultRow): Promise<FaultRow> {
  if (row.lost === undefined) return row;
  await expectScreen(page, 'collect');
  const isLost = (await page.locator('.collect').getAttribute('data-print-reason')) === 'job-lost';
  return isLost ? { ...row, ...row.lost } : row;
}

async function beRefused(page: Page, reason: NonNullable<FaultRow['refused']>): Promise<void> {
  await expectProblem(page, 'printer-not-ready');
  await expect(page.getByTestId('screen')).toContainText(en.reason[reason]);
  await page.getByTestId('cancel').click();
  await expectScreen(page, 'search');
}

async function leaveDone(page: Page, end: FaultRow['end']): Promise<void> {
  await expectScreen(page, 'done');
  await expect(page.getByTestId('outcome')).toHaveAttribute('data-outcome', end);
  await page.getByTestId('done').click();
  await expectScreen(page, 'search');
}

/** Nobody has the PIN that the service knows: said as what it is, and no badge is lost by it. */
async function leavePinLost(page: Page): Promise<void> {
  await expectProblem(page, 'pin-lost');
  await page.getByTestId('cancel').click();
  await expectScreen(page, 'search');
}

async function answer(page: Page, ask: Ask, cups: PrivateCups): Promise<void> {
  await expectScreen(page, 'collect');
  const asked = page.locator('.collect');
  await expect(asked).toHaveAttribute('data-print-outcome', ask.outcome);
  await expect(asked).toHaveAttribute('data-print-reason', ask.reason ?? '');
  await expectOffers(page, ask.offers);
  if (ask.reason !== undefined) await expect(asked).toContainText(en.reason[ask.reason]);
  if (ask.now !== undefined)
    await expect(page.getByTestId('printer-now')).toHaveAttribute('data-state', ask.now);
  if (ask.whyNot !== undefined)
    await expect(page.getByTestId('no-reprint')).toHaveAttribute('data-why', ask.whyNot);
  await ask.meanwhile?.(cups);
  if (ask.later !== undefined) await expectOffers(page, ask.later);
  const button = page.getByTestId(testIds[ask.tap]);
  // A guarded button is dead for a moment: a person reads before tapping.
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  await button.click();
  // The next question may look like this one: it is only asked when this answer was taken.
  await expect(button).toHaveCount(0);
}

async function expectOffers(page: Page, offers: readonly Tap[]): Promise<void> {
  const seen = async () => {
    const there: Tap[] = [];
    for (const tap of Object.keys(testIds) as Tap[])
      if ((await page.getByTestId(testIds[tap]).count()) > 0) there.push(tap);
    return there.sort();
  };
  await expect.poll(seen).toEqual([...offers].sort());
}

/** What the row said of journal and end, against what is there. */
export function expectStory(row: FaultRow, rows: readonly Row[]): void {
  const hasSecret = rows.some(({ event }) => event === 'created' || event === 'pin-reset');
  expect.soft(hasSecret, `${row.fault}: a code or a PIN was made`).toBe(row.refused === undefined);
  expect.soft(hasSecret ? storyOf(rows) : [], `${row.fault}: the journal`).toEqual(row.story);
  expect.soft(rows.at(-1), `${row.fault}: the end`).toMatchObject({ event: 'closed', outcome: row.end });
}
