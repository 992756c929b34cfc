/** `npm run fidelity` and the test's short round: prints the badges of some cells and tells what became of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { allCells, type Cell } from './cells.ts';
import { type Fidelity, measure } from './measure.ts';

const head = 'stock         dpi  bytes  modules  size mm (goal 50.8 or more)  dots/module  zbar    ZXing';

/**
 * @param press runs the press in Electron over a folder with `cells.json`; resolves to its exit code
 * @param told hears each line as it is known
 */
export async function fidelityOf(
  press: (folder: string) => Promise<number>,
  told: (line: string) => void,
  { cells = allCells, shots = 10 }: { readonly cells?: readonly Cell[]; readonly shots?: number } = {},
): Promise<readonly Fidelity[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-fidelity-'));
  try {
    await writeFile(path.join(folder, 'cells.json'), JSON.stringify(cells));
    const code = await press(folder);
    if (code !== 0) throw new Error(`the press ended with ${code}`);
    told(head);
    const all: Fidelity[] = [];
    for (const cell of cells) {
      const one = await measure(folder, cell, shots);
      told(lineOf(one));
      all.push(one);
    }
    return all;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A few of the cells, for every run of the tests. */
export const shortCells: readonly Cell[] = [
  { stock: 'card-cr80', dpi: 203, contentBytes: 350 },
  { stock: 'label-62mm', dpi: 300, contentBytes: 500 },
  { stock: 'label-4x3in', dpi: 600, contentBytes: 900 },
  { stock: 'label-2x2in', dpi: 300, contentBytes: 250 },
  { stock: 'sheet-a4', dpi: 203, contentBytes: 250 },
];

/**
 * Entra's two inches, short of a dot at most; square; and, set in whole dots, read by both readers more often than not.
 * Broken dots at two inches are what is left where a stock has no room: then some shot must be read at all.
 */
export function isFaithful({
  cell,
  widthMm,
  heightMm,
  dotsPerModule,
  shots,
  zbar,
  zxing,
}: Fidelity): boolean {
  const dotMm = 25.4 / cell.dpi;
  const isLargeEnough = Math.min(widthMm, heightMm) >= 50.8 - dotMm;
  const isWhole = Math.abs(dotsPerModule - Math.round(dotsPerModule)) < 0.03;
  const isRead = isWhole ? Math.min(zbar, zxing) * 2 > shots : zbar + zxing > 0;
  return isLargeEnough && Math.abs(widthMm - heightMm) <= 2 * dotMm && isRead;
}

function lineOf({ cell, modules, widthMm, heightMm, dotsPerModule, shots, zbar, zxing }: Fidelity): string {
  const columns = [
    cell.stock.padEnd(12),
    `${cell.dpi}`.padStart(4),
    `${cell.contentBytes}`.padStart(6),
    `${modules}`.padStart(8),
    `${widthMm.toFixed(2)} x ${heightMm.toFixed(2)}`.padStart(28),
    dotsPerModule.toFixed(2).padStart(12),
    `${zbar}/${shots}`.padStart(7),
    `${zxing}/${shots}`.padStart(8),
  ];
  return columns.join(' ');
}
