/** `npm run driverless`: plays faults of a driverless printer behind a real CUPS and prints what the station is told. */
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { JobEnd, Printer } from '../../src/main/paper-ports.ts';
import { createPrinters } from '../../src/main/printing/configured-printers.ts';
import { systemClock } from '../../src/main/shell/system-clock.ts';
import { type Cell, cellName, contentOf } from '../fidelity/cells.ts';
import { type PrivateCups, startPrivateCups } from '../harness/cups.ts';
import { decodeWithZbar, rasterise } from '../harness/paper.ts';
import { type DriverlessPrinter, startDriverlessPrinter } from './printer.ts';
import { type Row, rows, sent } from './rows.ts';

const queue = 'cards';
export const cell: Cell = { stock: 'card-cr80', dpi: 300, contentBytes: 350 };
/** As long as a person would wait for a card. */
const deadlineMs = 6_000;
/** What CUPS and a printer that is in order again need for a job that they still have. */
const settleMs = 4_000;

export interface Found {
  readonly row: Row;
  readonly end: JobEnd;
  readonly paper: readonly [number, number];
  /** Of all cards that came out, those whose code zbar reads as it was made. */
  readonly read: number;
  readonly ms: number;
}

interface Scene {
  readonly cups: PrivateCups;
  readonly device: DriverlessPrinter;
  readonly printer: Printer;
  readonly pdf: Uint8Array;
}

/** @param press makes the badge in Electron, as for the fidelity of codes; resolves to its exit code */
export async function driverlessRound(
  press: (folder: string) => Promise<number>,
  told: (line: string) => void,
): Promise<readonly Found[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'dpe-'));
  const ends: (() => Promise<void>)[] = [() => rm(dir, { recursive: true, force: true })];
  const atEnd = (stop: () => Promise<void>) => void ends.unshift(stop);
  try {
    // CUPS's filters run as another user.
    await chmod(dir, 0o755);
    const pdf = await pressed(press, path.join(dir, 'press'));
    const device = await startDriverlessPrinter(path.join(dir, 'printer'), systemClock, atEnd);
    const cups = await startPrivateCups({ dir: path.join(dir, 'cups'), queues: [] });
    atEnd(cups.stop);
    const printer = await addDriverlessQueue(cups, device);
    return await playAll({ cups, device, printer, pdf }, told);
  } finally {
    for (const stop of ends) await stop();
  }
}

/**
 * False: the station was told something that this row does not know of, or the cards are not those that it names. Where
 * CUPS only takes its job for completed, the card comes before that or after it.
 */
export function isTrue({ row, end, paper, read }: Found): boolean {
  const [atOnce, later] = paper;
  if (read !== atOnce + later || read !== row.paper[0] + row.paper[1]) return false;
  if (isSame(end, row.end)) return atOnce === row.paper[0];
  return row.isSentAtTimes === true && isSame(end, sent);
}

function isSame(one: JobEnd, other: JobEnd): boolean {
  return one.outcome === other.outcome && one.reason === other.reason;
}

async function pressed(press: (folder: string) => Promise<number>, folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true });
  const code = await press(folder);
  if (code !== 0) throw new Error(`the press ended with ${code}`);
  return readFile(path.join(folder, `${cellName(cell)}.pdf`));
}

/** CUPS asks the printer in the background what it is: the queue is there before it knows its media. */
async function addDriverlessQueue(cups: PrivateCups, { uri }: DriverlessPrinter): Promise<Printer> {
  await cups.lpadmin(
    '-p',
    queue,
    '-E',
    '-v',
    uri,
    '-m',
    'everywhere',
    '-o',
    'printer-error-policy=abort-job',
  );
  const config = { printers: [{ queue, stock: cell.stock, dpi: cell.dpi }], cupsServer: cups.socket };
  const [printer] = createPrinters(
    { ...config, timeoutSeconds: 30 },
    { clock: systemClock, dataDir: cups.dir, env: {} },
  );
  if (printer === undefined) throw new Error('no printer');
  for (let tries = 0; tries < 100; tries += 1) {
    const { state } = await printer.status();
    if (state === 'ready') return printer;
    await pause(100);
  }
  throw new Error(`the queue is not ready: ${JSON.stringify(await printer.details())}`);
}

async function playAll(scene: Scene, told: (line: string) => void): Promise<readonly Found[]> {
  const { media } = await scene.printer.details();
  told(`CUPS's own queue for the printer prints on ${media}`);
  told(head);
  const found: Found[] = [];
  for (const row of rows) {
    const one = await play(row, scene);
    told(lineOf(one));
    found.push(one);
  }
  return found;
}

async function play(row: Row, { cups, device, printer, pdf }: Scene): Promise<Found> {
  const before = new Set(await device.tray());
  const documents = await device.countDocuments();
  const cards = async () => (await device.tray()).filter((file) => !before.has(file));
  await row.before?.(device);
  const startedMs = performance.now();
  const job = await printer.submit(pdf);
  if (!job.ok) throw new Error(`${row.name}: refused, ${job.error.reason} ${job.error.detail}`);
  const ending = printer.follow(job.value, deadlineMs);
  if (row.during !== undefined) {
    await until(async () => (await device.countDocuments()) > documents);
    await row.during(device);
  }
  const end = await ending;
  const ms = performance.now() - startedMs;
  const atOnce = (await cards()).length;
  await row.after?.(device);
  await pause(settleMs);
  await until(async () => (await cups.command('lpstat', '-o')).trim() === '');
  const all = await cards();
  return { row, end, paper: [atOnce, all.length - atOnce], read: await countRead(all), ms };
}

async function countRead(files: readonly string[]): Promise<number> {
  const made = Buffer.from(contentOf(cell.contentBytes));
  let count = 0;
  for (const file of files) {
    const read = await decodeWithZbar(await rasterise(file, cell.dpi));
    if (read !== null && made.equals(read)) count += 1;
  }
  return count;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await pause(50);
  }
  throw new Error('it did not come to that in half a minute');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const head = line(['fault', 'told', 'cards', 'later', 'read', 'after', '']);

function lineOf(found: Found): string {
  const { row, end, paper, read, ms } = found;
  const [atOnce, later] = paper;
  const wanted = `NOT EXPECTED: ${wordsOf(row.end)}, ${row.paper.join(' + ')} cards`;
  const seconds = `${(ms / 1_000).toFixed(1)} s`;
  return line([
    row.name,
    wordsOf(end),
    `${atOnce}`,
    `${later}`,
    `${read}`,
    seconds,
    isTrue(found) ? 'true' : wanted,
  ]);
}

function wordsOf({ outcome, reason }: JobEnd): string {
  return reason === null ? outcome : `${outcome}: ${reason}`;
}

function line(cells: readonly string[]): string {
  const widths = [40, 36, 7, 7, 6, 8, 0];
  return cells
    .map((cell, at) => cell.padEnd(widths[at] ?? 0))
    .join('')
    .trimEnd();
}
