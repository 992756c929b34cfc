/** What became of one printed code: its size on paper, its dots, and how often two readers that are not ours get it. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { makeSymbol } from '../../src/main/printing/badge/symbol.ts';
import {
  decodeWithZbar,
  measureCodeMm,
  type Raster,
  rasteriseAsCups,
  withPicture,
} from '../harness/paper.ts';
import { photograph } from './camera.ts';
import { type Cell, cellName, contentOf } from './cells.ts';

export interface Fidelity {
  readonly cell: Cell;
  /** One side, quiet zone included. */
  readonly modules: number;
  /** Measured on the paper, quiet zone included. */
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dotsPerModule: number;
  readonly shots: number;
  /** How many of the shots gave exactly the content. */
  readonly zbar: number;
  readonly zxing: number;
}

/** The bytes of the code in the picture; null when ZXing finds none. */
function readWithZxing(raster: Raster): Promise<Uint8Array | null> {
  return withPicture(raster, async (file) => {
    const bytes = await zxing(['-bytes', '-format', 'QRCode', file]);
    return bytes.length === 0 ? null : Uint8Array.from(bytes);
  });
}

/** In pixels, from the upper left; null when ZXing finds no code. */
type Corners = readonly (readonly [x: number, y: number])[];

function cornersOf(raster: Raster): Promise<Corners | null> {
  return withPicture(raster, async (file) => {
    const told = (await zxing(['-format', 'QRCode', file])).toString();
    const corners =
      told
        .match(/^Position:\s+(.+)$/m)?.[1]
        ?.trim()
        .split(/\s+/) ?? [];
    if (corners.length !== 4) return null;
    const points = corners.map((corner) => corner.split('x').map(Number));
    return points.map(([x = 0, y = 0]) => [x, y] as const);
  });
}

/** What it prints. Its exit code says whether it found a symbol, which its output says as well. */
function zxing(args: readonly string[]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    execFile('ZXingReader', [...args], { encoding: 'buffer' }, (failed, stdout) => {
      if (typeof failed?.code === 'string') reject(failed);
      else resolve(stdout);
    });
  });
}

const findingDpi = 600;

/** @param shots how many photographs, each with another tilt, blur and noise; the seed is the shot's number */
export async function measure(folder: string, cell: Cell, shots: number): Promise<Fidelity> {
  const content = contentOf(cell.contentBytes);
  const symbol = makeSymbol(content, 'L');
  if (!symbol.ok) throw new Error(symbol.error.kind);
  const { modules } = symbol.value;
  const pdf = path.join(folder, `${cellName(cell)}.pdf`);
  const paper = await rasteriseAsCups(pdf, cell.dpi);
  // Looked for where every code is easy to find, so that a poor one is measured too.
  const found = await cornersOf(await rasteriseAsCups(pdf, findingDpi));
  const scale = cell.dpi / findingDpi;
  const corners = found?.map(([x, y]) => [x * scale, y * scale] as const) ?? null;
  if (corners === null) throw new Error(`${cellName(cell)}: nothing to read on the paper`);
  const box = around(corners, paper, modules);
  const size = measureCodeMm(paper, modules, box);
  const moduleMm = (size.widthMm + size.heightMm) / 2 / modules;
  const code = cropped(paper, box);
  const isContent = (bytes: Uint8Array | null) => bytes !== null && Buffer.from(bytes).equals(content);
  let [zbar, zxingReads] = [0, 0];
  for (let shot = 1; shot <= shots; shot += 1) {
    const picture = photograph(code, shotOf(shot, moduleMm));
    if (isContent(await decodeWithZbar(picture))) zbar += 1;
    if (isContent(await readWithZxing(picture))) zxingReads += 1;
  }
  const dotsPerModule = (moduleMm / 25.4) * cell.dpi;
  return { cell, modules, ...size, dotsPerModule, shots, zbar, zxing: zxingReads };
}

/** A hand-held scanner at reading distance: eight pixels a millimetre, up to six degrees of tilt. */
function shotOf(shot: number, moduleMm: number) {
  const tilts = [-6, -3, -1, 2, 4, 6];
  return {
    inkSpreadMm: 0.04,
    pixelsPerMm: 8,
    tiltDegrees: tilts[shot % tilts.length] ?? 0,
    blurModules: 0.15 + 0.05 * (shot % 5),
    moduleMm,
    noise: 6,
    seed: shot,
  };
}

interface Box {
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** The symbol's place with half of its quiet zone, so that nothing else on the badge is in it. */
function around(corners: Corners, { dpi }: Raster, modules: number): Box {
  const perMm = dpi / 25.4;
  const [left, top] = [Math.min(...corners.map(([x]) => x)), Math.min(...corners.map(([, y]) => y))];
  const [right, bottom] = [Math.max(...corners.map(([x]) => x)), Math.max(...corners.map(([, y]) => y))];
  const two = (2 * (right - left)) / (modules - 8);
  return {
    xMm: Math.max(0, left - two) / perMm,
    yMm: Math.max(0, top - two) / perMm,
    widthMm: (right - left + 2 * two) / perMm,
    heightMm: (bottom - top + 2 * two) / perMm,
  };
}

function cropped(raster: Raster, box: Box): Raster {
  const perMm = raster.dpi / 25.4;
  const [left, top] = [Math.round(box.xMm * perMm), Math.round(box.yMm * perMm)];
  const widthPx = Math.min(raster.widthPx - left, Math.round(box.widthMm * perMm));
  const heightPx = Math.min(raster.heightPx - top, Math.round(box.heightMm * perMm));
  const grey = new Uint8Array(widthPx * heightPx);
  for (let y = 0; y < heightPx; y += 1) {
    const from = (top + y) * raster.widthPx + left;
    grey.set(raster.grey.subarray(from, from + widthPx), y * widthPx);
  }
  return { widthPx, heightPx, dpi: raster.dpi, grey };
}
