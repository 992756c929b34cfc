import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { alignmentLayout } from '../../src/core/paper/alignment-layout.ts';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import type { TestPageKind } from '../../src/shared/printers.ts';
import { startPrivateCups } from '../harness/cups.ts';
import { callFromPage, collect, expectScreen, issue, signIn, startAtCard } from '../harness/kiosk.ts';
import { decodeWithZbar, measureFrameMm, pageFacts, rasterise, wordsOf } from '../harness/paper.ts';
import { assertNoSecret } from '../harness/secrets.ts';
import { eventsOf, expect, type Station, test as stationTest } from '../harness/station.ts';

const { withTemporary } = fixtures;
const queues = [
  { name: 'cards', ppd: 'cr80' },
  { name: 'labels', ppd: 'label' },
  { name: 'office', ppd: 'office' },
] as const;
const printers = [
  { queue: 'labels', stock: 'label-62mm', dpi: 203 },
  { queue: 'cards', stock: 'card-cr80', dpi: 300 },
  { queue: 'office', stock: 'sheet-a4', dpi: 600 },
] as const;
const desk = { station: { mode: 'desk' }, printing: { printers } };

/** The station's tests on a CUPS with three printers. */
const test = stationTest.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first argument's pattern
  cups: async ({}, use) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'dpc-'));
    const cups = await startPrivateCups({ dir, queues });
    await use(cups);
    await cups.stop();
    await rm(dir, { recursive: true, force: true });
  },
});

async function openSetup(station: Station): Promise<Page> {
  const { page } = station;
  await page.getByTestId('menu').click();
  await page.getByTestId('printers').click();
  await expect(page.getByTestId('printer-setup')).toBeVisible();
  return page;
}

function rowOf(page: Page, queue: string): Locator {
  return page.locator(`[data-testid="printer-row"][data-printer="${queue}"]`);
}

/** The row keeps telling of the page before until it has heard of this one. */
async function print(row: Locator, page: TestPageKind, outcome: string): Promise<void> {
  await row.getByTestId(`print-${page}-page`).click();
  const told = row.getByTestId('print-test-outcome').and(row.locator(`[data-page="${page}"]`));
  await expect(told).toHaveAttribute('data-outcome', outcome);
}

test('an administrator tries every printer at a desk, and measures what came out', async ({
  start,
  cups,
  dataDir,
}) => {
  const station = await start(desk);
  await signIn(station);
  const before = await eventsOf(dataDir);
  const page = await openSetup(station);
  await expect(page.getByTestId('print-queue')).toHaveText([/^cards/, /^labels/, /^office/]);

  await print(rowOf(page, 'cards'), 'test', 'sent');
  const [testPage = '', ...others] = await cups.jobs('cards');
  expect(others).toEqual([]);
  const facts = await pageFacts(testPage);
  expect(facts.pages).toBe(1);
  expect([facts.widthMm, facts.heightMm]).toEqual([expect.closeTo(85.6, 0), expect.closeTo(53.98, 0)]);
  const words = await wordsOf(testPage);
  for (const word of ['Test page', 'Not a badge', 'cards', 'card-cr80', '300 dpi'])
    expect(words).toContain(word);
  for (const dpi of [203, 300, 600]) {
    const read = await decodeWithZbar(await rasterise(testPage, dpi));
    expect(Buffer.from(read ?? []).toString(), `at ${dpi} dpi`).toMatch(/^(daypass-sample ?)+$/);
  }

  for (const { queue, stock } of printers) {
    const printed = (await cups.jobs(queue)).length;
    await print(rowOf(page, queue), 'alignment', 'sent');
    const alignmentPage = (await cups.jobs(queue))[printed] ?? '';
    expect((await pageFacts(alignmentPage)).pages).toBe(1);
    const box = measureFrameMm(await rasterise(alignmentPage, 600), alignmentLayout(stock).box);
    expect(Math.abs(box.widthMm - 50.8), `${stock} is ${box.widthMm} mm wide`).toBeLessThan(0.2);
    expect(Math.abs(box.heightMm - 50.8), `${stock} is ${box.heightMm} mm high`).toBeLessThan(0.2);
  }
  expect(await eventsOf(dataDir)).toEqual(before);
});

test('a roll that a template cuts shorter is tried at that length', async ({ start, served, cups }) => {
  const size = { widthMm: 62, heightMm: 50 };
  const name = { field: 'name', boxMm: [2, 3, 13, 20] };
  const template = { stock: 'label-62mm', cardMm: [62, 50], codeMm: [16, 3, 44], fields: [name] };
  await writeFile(path.join(served.home, 'short.json'), JSON.stringify(template));
  const station = await start({
    ...desk,
    printing: { printers: [{ ...printers[0], dpi: 300, template: 'short.json' }] },
  });
  await signIn(station);
  const row = rowOf(await openSetup(station), 'labels');
  await print(row, 'test', 'sent');
  await print(row, 'alignment', 'sent');
  const [testPage = '', alignmentPage = ''] = await cups.jobs('labels');
  for (const file of [testPage, alignmentPage])
    expect(await pageFacts(file)).toEqual({
      pages: 1,
      widthMm: expect.closeTo(size.widthMm, 0),
      heightMm: expect.closeTo(size.heightMm, 0),
    });
  const read = await decodeWithZbar(await rasterise(testPage, 300));
  expect(Buffer.from(read ?? []).toString()).toMatch(/^(daypass-sample ?)+$/);
  expect(await wordsOf(testPage)).toContain('labels');
  const { box } = alignmentLayout('label-62mm', size);
  const measured = measureFrameMm(await rasterise(alignmentPage, 600), box);
  expect(Math.abs(measured.widthMm - 30), `${measured.widthMm} mm wide`).toBeLessThan(0.2);
  expect(Math.abs(measured.heightMm - 30), `${measured.heightMm} mm high`).toBeLessThan(0.2);
});

test('a paused queue is named, and so is why nothing came out of it', async ({ start, cups }) => {
  const station = await start(desk);
  await signIn(station);
  await cups.command('cupsdisable', 'labels');
  const page = await openSetup(station);
  const labels = rowOf(page, 'labels');
  await expect(labels).toHaveAttribute('data-state', 'offline');
  await expect(labels).toContainText('The printer is paused.');
  await expect(rowOf(page, 'cards')).toHaveAttribute('data-state', 'ready');
  await print(labels, 'test', 'not-printed');
  await expect(labels.getByTestId('print-test-outcome')).toContainText('The printer is paused.');
  expect(await cups.jobs('labels')).toEqual([]);
  await cups.command('cupsenable', 'labels');
  await expect(labels).toHaveAttribute('data-state', 'ready');
  await print(labels, 'test', 'sent');
});

test('a kiosk offers no set-up, and its page cannot print test pages', async ({ start, cups }) => {
  const station = await start({ printing: { printers } });
  await signIn(station);
  await station.page.getByTestId('menu').click();
  await expect(station.page.getByTestId('journal')).toBeVisible();
  await expect(station.page.getByTestId('printers')).toHaveCount(0);
  const asked = await callFromPage(station.page, 'printers.test', { printer: 1, page: 'test' });
  expect(asked).toMatchObject({ ok: false, error: { kind: 'not-permitted' } });
  expect(await cups.jobs('cards')).toEqual([]);
});

test('a badge is looked at before it is made: as it will be printed, without any live code', async ({
  start,
  served,
  cups,
  dataDir,
}) => {
  const config = { printing: { printers: [printers[1]] } };
  const station = await startAtCard(() => start(config), 'marek nowak', withTemporary.id);
  const { page } = station;
  const old = served.tenant.control.codesOf(withTemporary.id)?.temporary?.id;
  // A badge names the minute it ends at; the picture and the paper are compared within one.
  await expect.poll(() => new Date().getSeconds(), { timeout: 30_000 }).toBeLessThan(40);
  await page.getByTestId('preview').click();
  const picture = page.getByTestId('badge-preview');
  await expect(picture).toHaveAttribute('alt', /Marek Nowak/);
  const seen = await greyOf(picture);
  expect(seen.widthPx).toBe(1_280);
  expect(served.tenant.control.codesOf(withTemporary.id)?.temporary?.id).toBe(old);
  await assertNoSecret(served.tenant, dataDir, page);

  await page.keyboard.press('Escape');
  await issue(page);
  await page.getByTestId('confirm-replace').click();
  await expectScreen(page, 'collect');
  const [pdf = ''] = await cups.jobs('cards');
  const printed = await rasterise(pdf, (seen.widthPx / 85.6) * 25.4);
  expect(shareOfDifference(seen, printed)).toBeLessThan(0.03);
  await collect(page);
});

interface Grey {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly grey: Uint8Array;
}

/** What the page shows, pixel by pixel. */
async function greyOf(picture: Locator): Promise<Grey> {
  const shown = await picture.evaluate(async (element) => {
    const image = element as HTMLImageElement;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    const pixels = context?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
    // One character per pixel: a list of a million numbers takes Playwright half a minute.
    let green = '';
    for (let at = 1; at < pixels.length; at += 4) green += String.fromCharCode(pixels[at] ?? 0);
    return { width, height, green: btoa(green) };
  });
  return { widthPx: shown.width, heightPx: shown.height, grey: Buffer.from(shown.green, 'base64') };
}

/** How much of the words' side of a card differs between screen and paper; the code's side differs by intention. */
function shareOfDifference(screen: Grey, paper: Grey): number {
  const fromX = Math.round(screen.widthPx * 0.63);
  const width = Math.min(screen.widthPx, paper.widthPx);
  const height = Math.min(screen.heightPx, paper.heightPx);
  let different = 0;
  for (let y = 0; y < height; y += 1)
    for (let x = fromX; x < width; x += 1) {
      const [one = 255, other = 255] = [
        screen.grey[y * screen.widthPx + x],
        paper.grey[y * paper.widthPx + x],
      ];
      if (Math.abs(one - other) > 128) different += 1;
    }
  return different / ((width - fromX) * height);
}
