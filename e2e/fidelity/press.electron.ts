/** Runs inside Electron: makes badges as the station makes them, each into a PDF file of the folder that it is given. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createBadges } from '../../src/main/printing/badge/badges.ts';
import { createBadgeWindows } from '../../src/main/shell/badge-windows.electron.ts';
import { createPdfMaker } from '../../src/main/shell/pdf-maker.electron.ts';
import { runProgram } from '../harness/program.electron.ts';
import { badgeOf, type Cell, cellName } from './cells.ts';

async function press(folder: string): Promise<void> {
  const cells: readonly Cell[] = JSON.parse(readFileSync(path.join(folder, 'cells.json'), 'utf8'));
  const badges = createBadges({ pdfMaker: createPdfMaker(createBadgeWindows()) });
  for (const cell of cells) {
    const made = await badges.render(badgeOf(cell));
    if (!made.ok) throw new Error(`${cellName(cell)}: ${made.error.kind} ${made.error.detail}`);
    writeFileSync(path.join(folder, `${cellName(cell)}.pdf`), made.value);
  }
}

runProgram(press);
