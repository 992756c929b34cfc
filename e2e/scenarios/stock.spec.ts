import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { testPng } from '../../src/testing/test-png.ts';
import { startPrivateCups } from '../harness/cups.ts';
import { collect, expectScreen, issue, startAtCard } from '../harness/kiosk.ts';
import { decodeWithZbar, oneBit, pageFacts, rasterise } from '../harness/paper.ts';
import type { ServedTenant } from '../harness/served-tenant.ts';
import { expect, test as station } from '../harness/station.ts';

const run = promisify(execFile);
const { annaKowalska: anna } = fixtures;

const test = station.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the first argument's pattern
  cups: async ({}, use) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'dpc-'));
    const cups = await startPrivateCups({
      dir,
      queues: [
        { name: 'receipt', ppd: 'label' },
        { name: 'office', ppd: 'office' },
      ],
    });
    await use(cups);
    await cups.stop();
    await rm(dir, { recursive: true, force: true });
  },
});

async function wordsOf(pdf: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-layout', pdf, '-']);
  return stdout;
}

async function expectCode(pdf: string, dpi: number, served: ServedTenant): Promise<void> {
  const read = await decodeWithZbar(oneBit(await rasterise(pdf, dpi)));
  expect(Buffer.from(read ?? []).toString()).toBe(served.tenant.control.codesOf(anna.id)?.temporary?.content);
}

test('a badge comes out on a receipt roll of 80 mm', async ({ start, served, cups }) => {
  const printers = [{ queue: 'receipt', stock: 'receipt-80mm', dpi: 203 }];
  const { page } = await startAtCard(() => start({ printing: { printers } }), 'anna', anna.id);
  await issue(page);
  await expectScreen(page, 'collect');
  const [pdf = ''] = await cups.jobs('receipt');
  const facts = await pageFacts(pdf);
  expect(facts.pages).toBe(1);
  expect(Math.abs(facts.widthMm - 80)).toBeLessThan(0.5);
  expect(Math.abs(facts.heightMm - 100)).toBeLessThan(0.5);
  await expectCode(pdf, 203, served);
  await collect(page);
});

test('an administrator’s own template is printed, and a code under two inches is said before it is issued', async ({
  start,
  served,
  cups,
}) => {
  await writeFile(
    path.join(served.home, 'gate.json'),
    JSON.stringify({
      stock: 'sheet-a4',
      cardMm: [48, 90],
      codeMm: [1, 40, 46],
      fields: [
        { field: 'name', boxMm: [2, 2, 44, 10] },
        { field: 'employeeId', boxMm: [2, 13, 44, 5] },
        { field: 'text', text: 'Return to gate 3', boxMm: [2, 19, 44, 5] },
      ],
      logo: { boxMm: [14, 26, 20, 10], file: 'logo.png' },
    }),
  );
  const logo = testPng({ width: 2, height: 2, colour: 0, pixels: [0, 255, 255, 0] });
  await writeFile(path.join(served.home, 'logo.png'), logo);
  const printers = [{ queue: 'office', stock: 'sheet-a4', dpi: 600, template: 'gate.json' }];
  const { page } = await startAtCard(() => start({ printing: { printers } }), 'anna', anna.id);
  await expect(page.getByText('Small code')).toBeVisible();
  await issue(page);
  await expectScreen(page, 'collect');
  const [pdf = ''] = await cups.jobs('office');
  for (const words of ['Anna Kowalska', anna.employeeId ?? '?', 'Return to gate 3'])
    expect(await wordsOf(pdf)).toContain(words);
  await expectCode(pdf, 600, served);
  await collect(page);
});

test('one badge on a sheet of eight lies in the first place', async ({ start, served, cups }) => {
  const printers = [{ queue: 'office', stock: 'sheet-a4', cardsPerSheet: 8 }];
  const { page } = await startAtCard(() => start({ printing: { printers } }), 'anna', anna.id);
  await expect(page.getByText('Small code')).toBeHidden();
  await issue(page);
  await expectScreen(page, 'collect');
  const [pdf = ''] = await cups.jobs('office');
  await expectCode(pdf, 300, served);
  const { grey, widthPx, heightPx } = await rasterise(pdf, 72);
  const blackRows = Array.from({ length: heightPx }, (_, y) =>
    grey.subarray(y * widthPx, (y + 1) * widthPx).some((value) => value < 128),
  );
  expect(blackRows.lastIndexOf(true) / heightPx).toBeLessThan(0.35);
  await collect(page);
});

test('a template whose code cannot be read stops the start, and says at which length and resolution', async ({
  start,
  served,
}) => {
  const template = { stock: 'sheet-a4', cardMm: [40, 60], codeMm: [1, 1, 38] };
  await writeFile(path.join(served.home, 'small.json'), JSON.stringify(template));
  const printers = [{ queue: 'office', stock: 'sheet-a4', dpi: 203, template: 'small.json' }];
  const { page } = await start({ printing: { printers } });
  await expectScreen(page, 'config-error');
  for (const text of ['small.json', 'codeMm', 'a content of 500 bytes cannot be read at 203 dpi'])
    await expect(page.getByTestId('screen')).toContainText(text);
});
