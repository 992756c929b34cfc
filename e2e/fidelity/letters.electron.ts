/** Runs inside Electron: makes PIN slips as the station makes them, each into a PDF file of the folder that it is given. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WebContents } from 'electron';
import { createPinSlips } from '../../src/main/printing/paper/pin-slips.ts';
import { type BadgeWindows, createBadgeWindows } from '../../src/main/shell/badge-windows.electron.ts';
import { createPdfMaker } from '../../src/main/shell/pdf-maker.electron.ts';
import { runProgram } from '../harness/program.electron.ts';
import { names, type Slip, slipOf } from './letters.ts';

/** Of each name; without the wait some 3 of the 20 that take three typefaces or more are handed over too early. */
const rounds = 10;
const loading = `[...document.fonts].filter(({ status }) => status === 'loading').length`;

async function letters(folder: string): Promise<void> {
  const windows = createBadgeWindows();
  let awaited = 0;
  const watched: BadgeWindows = {
    show: (html, act, size) => {
      const watch = async (contents: WebContents) => {
        awaited = await contents.executeJavaScriptInIsolatedWorld(1_000, [{ code: loading }]);
        return act(contents);
      };
      return windows.show(html, watch, size);
    },
  };
  const pinSlips = createPinSlips({ pdfMaker: createPdfMaker(watched) });
  const slips: Slip[] = [];
  for (let round = 0; round < rounds; round += 1)
    for (const workerName of names) {
      const made = await pinSlips.render(slipOf(workerName));
      if (!made.ok) throw new Error(`${workerName}: ${made.error.kind} ${made.error.detail}`);
      const file = `slip-${slips.length}.pdf`;
      writeFileSync(path.join(folder, file), made.value);
      slips.push({ file, workerName, awaited });
    }
  writeFileSync(path.join(folder, 'slips.json'), JSON.stringify(slips));
}

runProgram(letters);
