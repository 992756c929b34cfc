/** What a badge costs from content to spooler, in the real Electron on a real CUPS, against a plain page on the same queue. */
import { performance } from 'node:perf_hooks';
import { badgeOf } from '../e2e/fidelity/cells.ts';
import { runProgram } from '../e2e/harness/program.electron.ts';
import type { Printer } from '../src/main/paper-ports.ts';
import { createBadges } from '../src/main/printing/badge/badges.ts';
import { createPrinters } from '../src/main/printing/configured-printers.ts';
import { createBadgeWindows } from '../src/main/shell/badge-windows.electron.ts';
import { createPdfMaker } from '../src/main/shell/pdf-maker.electron.ts';
import { systemClock } from '../src/main/shell/system-clock.ts';

const rounds = 25;
const plainPage =
  '<!doctype html><title>plain</title><style>@page{size:85.6mm 53.98mm;margin:0}</style><p>Plain page</p>';

interface Round {
  readonly renderMs: number;
  /** From content, or from the page's text, to the spooler's word that it has the document. */
  readonly spooledMs: number;
}

async function timed(printer: Printer, make: () => Promise<Uint8Array>): Promise<Round> {
  const startedMs = performance.now();
  const pdf = await make();
  const renderMs = performance.now() - startedMs;
  const job = await printer.submit(pdf);
  const spooledMs = performance.now() - startedMs;
  if (!job.ok) throw new Error(`${job.error.reason} ${job.error.detail}`);
  const end = await printer.follow(job.value, 20_000);
  if (end.outcome !== 'sent') throw new Error(`the job ended as ${end.outcome}`);
  return { renderMs, spooledMs };
}

async function bench(socket: string): Promise<void> {
  const printing = {
    printers: [{ queue: 'badge', stock: 'card-cr80' as const }],
    cupsServer: socket,
    timeoutSeconds: 20,
  };
  const [printer] = createPrinters(printing, { clock: systemClock, dataDir: '', env: {} });
  if (printer === undefined) throw new Error('no printer');
  const pdfMaker = createPdfMaker(createBadgeWindows());
  const badges = createBadges({ pdfMaker });
  const makeBadge = async () => {
    const made = await badges.render(badgeOf({ stock: 'card-cr80', dpi: 300, contentBytes: 350 }));
    if (!made.ok) throw new Error(made.error.detail ?? made.error.kind);
    return made.value;
  };
  const plain: Round[] = [];
  const ours: Round[] = [];
  // Taken in turn, so that a machine that is busy for a moment is busy for both; the first of each warms up.
  for (let round = 0; round <= rounds; round += 1) {
    const pair = [
      await timed(printer, () => pdfMaker.pdf(plainPage)),
      await timed(printer, makeBadge),
    ] as const;
    if (round === 0) continue;
    plain.push(pair[0]);
    ours.push(pair[1]);
  }
  const spooled = [median(plain, 'spooledMs'), median(ours, 'spooledMs')] as const;
  const rate = [1_000 / median(plain, 'renderMs'), 1_000 / median(ours, 'renderMs')] as const;
  print('ms from content to spooled against a plain page', spooled);
  print('badges rendered and read back a second, on one core, against plain pages', rate);
}

function median(all: readonly Round[], what: keyof Round): number {
  const sorted = all.map((round) => round[what]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** `name ratio baseline ours`. */
function print(name: string, [baseline, ours]: readonly [number, number]): void {
  process.stdout.write(`${name} ${(ours / baseline).toFixed(4)} ${baseline.toFixed(2)} ${ours.toFixed(2)}\n`);
}

runProgram(bench);
