/** Whether a reader gets the code off the paper: the symbol as the printer lays it down, spread, blurred and read. */
import { placeCode } from '../../../core/badge/code-fit.ts';
import type { Template } from '../../../core/badge/template.ts';
import { assert } from '../../../core/result.ts';
import { decodePng } from './png.ts';
import { makeSymbol, readsPicture } from './symbol.ts';

/** From a short token to more than Graph was ever seen to give. */
export const provenLengths = [250, 350, 500, 900] as const;

/**
 * A dot is round and has to cover its square cell to the corners, or black would show a grid: its radius is at least
 * √2/2 = 0.71 of the pitch, 0.21 beyond the cell's edge; heat, toner and ink that soaks in double that. So black grows
 * by half a dot on every side, and a white line loses a whole one. Two samples a dot hold exactly this.
 */
const samplesPerDot = 2;
/** A camera's blur: its standard deviation is 3 % of a finder pattern, by which readers find and measure a code. */
const blurModules = 0.03 * 7;
/** What the reader is shown: as many pixels for a module as a camera close by. */
const pixelsPerModule = 6;
/** A busy machine must not take a good template for a bad one. */
const readLimitMs = 20_000;

/** The first length of content that cannot be read at this resolution; null when all can. */
export function unreadableLength(template: Template, dpi: number): number | null {
  return provenLengths.find((bytes) => !isLegible(template, dpi, sampleContent(bytes))) ?? null;
}

function isLegible(template: Template, dpi: number, content: Uint8Array): boolean {
  const symbol = makeSymbol(content, 'L');
  assert(symbol.ok, 'a symbol holds each of these lengths');
  const bitmap = decodePng(symbol.value.png);
  assert(bitmap.ok, 'a symbol’s PNG is ours');
  const { side: modules, pixels } = bitmap.value;
  const { codeFit } = placeCode(template.code, modules, dpi);
  const dots = Math.floor((codeFit.sideMm * dpi) / 25.4 + 1e-6);
  const paper = printed(pixels, modules, dots);
  const picture = seen(paper, modules, dots * samplesPerDot);
  return readsPicture(picture.rgb, picture.width, content, readLimitMs);
}

/** Text of the letters that tokens are made of, the same at every start. */
function sampleContent(bytes: number): Uint8Array {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let state = bytes;
  return Uint8Array.from({ length: bytes }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return letters.charCodeAt(state >>> 26);
  });
}

/** The symbol in half dots, each dot of the module that its middle lies in, and then spread: 1 is black. */
function printed(pixels: Uint8Array, modules: number, dots: number): Uint8Array {
  const width = dots * samplesPerDot;
  const moduleAt = (dot: number) =>
    Math.floor(((Math.min(dots - 1, Math.max(0, dot)) + 0.5) * modules) / dots);
  // Each half of a dot is black where its own dot or the one that it touches is.
  const reach = Array.from({ length: width }, (_, half) => {
    const dot = half >> 1;
    return [moduleAt(dot), moduleAt(half % 2 === 0 ? dot - 1 : dot + 1)] as const;
  });
  const rows = Array.from({ length: modules }, (_, row) =>
    Uint8Array.from(
      reach,
      ([own, next]) => (pixels[row * modules + own] ?? 0) | (pixels[row * modules + next] ?? 0),
    ),
  );
  const paper = new Uint8Array(width * width);
  for (const [y, [own, next]] of reach.entries()) {
    paper.set(rows[own] ?? [], y * width);
    const touching = rows[next];
    if (own === next || touching === undefined) continue;
    for (let x = 0; x < width; x += 1)
      paper[y * width + x] = (paper[y * width + x] ?? 0) | (touching[x] ?? 0);
  }
  return paper;
}

interface Picture {
  readonly rgb: Uint8Array;
  readonly width: number;
}

/** What a camera makes of it: averaged to its pixels, blurred, and black or white. */
function seen(paper: Uint8Array, modules: number, samples: number): Picture {
  const step = Math.max(1, Math.floor(samples / modules / pixelsPerModule));
  const width = Math.floor(samples / step);
  const grey = new Float32Array(width * width);
  for (let y = 0; y < width; y += 1)
    for (let x = 0; x < width; x += 1) {
      let black = 0;
      for (let row = y * step; row < (y + 1) * step; row += 1)
        for (let at = row * samples + x * step, end = at + step; at < end; at += 1) black += paper[at] ?? 0;
      grey[y * width + x] = black / (step * step);
    }
  const radius = blurRadius((blurModules * samples) / modules / step);
  for (const [along, across] of [
    [1, width],
    [width, 1],
    [1, width],
    [width, 1],
  ] as const)
    blurLines(grey, width, along, across, radius);
  const rgb = new Uint8Array(width * width * 3).fill(255);
  for (let at = 0; at < grey.length; at += 1) if ((grey[at] ?? 0) > 0.5) rgb.fill(0, at * 3, at * 3 + 3);
  return { rgb, width };
}

/** Two box blurs of 2r + 1 pixels have a variance of ((2r + 1)² − 1) / 6; never less blur than asked for. */
function blurRadius(deviation: number): number {
  return Math.ceil((Math.sqrt(6 * deviation * deviation + 1) - 1) / 2);
}

/** Replaces each pixel by the mean of its line from `radius` before to `radius` after; paper is white around it. */
function blurLines(grey: Float32Array, width: number, along: number, across: number, radius: number): void {
  const line = new Float32Array(width);
  for (let index = 0; index < width; index += 1) {
    const start = index * across;
    for (let at = 0; at < width; at += 1) line[at] = grey[start + at * along] ?? 0;
    let sum = 0;
    for (let at = 0; at < radius; at += 1) sum += line[at] ?? 0;
    for (let at = 0; at < width; at += 1) {
      sum += (line[at + radius] ?? 0) - (line[at - radius - 1] ?? 0);
      grey[start + at * along] = sum / (2 * radius + 1);
    }
  }
}
