/** Whether every word of a paper is on it, whichever typefaces its names take: each comes in parts, some after `load`. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PinSlipInput } from '../../src/core/paper/pin-slip-layout.ts';
import { pinOn, wordsOf } from '../harness/paper.ts';

/** Of one part of the typeface, of two, of three and of five. */
export const names = [
  'Anna Kowalska',
  'Łukasz Ödegård',
  'Nguyễn Thùy Dương',
  'Ζωή Жанна Łucja Thảo',
] as const;
export const pin = '48151623';

export const slipOf = (workerName: string): PinSlipInput => ({
  pin: new TextEncoder().encode(pin),
  workerName,
  stationName: 'Gate 3',
  site: 'Plant 7',
  locale: 'en',
  stock: 'label-62mm',
});

/** Of one paper; written by the press beside the cells. */
export interface Slip {
  readonly file: string;
  readonly workerName: string;
  /** Typefaces that the page was still waiting for when it was handed over to be printed. */
  readonly awaited: number;
}

/**
 * @param press runs `letters.electron.ts` in Electron over a folder; resolves to its exit code
 * @returns how many slips there are, and what is wrong with any of them
 */
export async function lettersOf(
  press: (folder: string) => Promise<number>,
): Promise<{ readonly slips: number; readonly faults: readonly string[] }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-letters-'));
  try {
    const code = await press(folder);
    if (code !== 0) throw new Error(`the press ended with ${code}`);
    const slips: readonly Slip[] = JSON.parse(await readFile(path.join(folder, 'slips.json'), 'utf8'));
    const faults: string[] = [];
    for (const slip of slips) faults.push(...(await faultsOf(folder, slip)));
    return { slips: slips.length, faults };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What is wrong with it; empty: nothing. */
async function faultsOf(folder: string, { file, workerName, awaited }: Slip): Promise<readonly string[]> {
  const pdf = path.join(folder, file);
  const words = (await wordsOf(pdf)).normalize().replaceAll(/\s+/g, ' ');
  return [
    ...(awaited > 0 ? [`${awaited} typefaces not there yet`] : []),
    ...(words.includes(workerName.normalize()) ? [] : ['no name']),
    ...((await pinOn(pdf)) === pin ? [] : ['no PIN']),
  ].map((fault) => `${workerName}: ${fault}`);
}
