/** Runs inside Electron: makes badges as the station makes them, each into a PDF file of the folder that it is given. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app } from 'electron';
import { createBadges } from '../../src/main/printing/badges.ts';
import { createPdfMaker } from '../../src/main/shell/pdf-maker.electron.ts';
import { badgeOf, type Cell, cellName } from './cells.ts';

async function press(folder: string): Promise<void> {
  const cells: readonly Cell[] = JSON.parse(readFileSync(path.join(folder, 'cells.json'), 'utf8'));
  const badges = createBadges({ pdfMaker: createPdfMaker() });
  for (const cell of cells) {
    const made = await badges.render(badgeOf(cell));
    if (!made.ok) throw new Error(`${cellName(cell)}: ${made.error.kind} ${made.error.detail}`);
    writeFileSync(path.join(folder, `${cellName(cell)}.pdf`), made.value);
  }
}

app.on('window-all-closed', () => {});
app
  .whenReady()
  .then(() => press(process.argv.at(-1) ?? ''))
  .then(
    () => app.exit(0),
    (failed: unknown) => {
      process.stderr.write(`${String(failed)}\n`);
      app.exit(1);
    },
  );
