/** What paper and a scanner's camera do to a printed code: ink that spreads, blur, a tilted hand, uneven light, noise. */
import { seededRandom } from '../../src/testing/simulation/random.ts';
import type { Raster } from '../harness/paper.ts';

export interface Shot {
  /** How far ink spreads over the edge of a dot, in millimetres. */
  readonly inkSpreadMm: number;
  /** Camera pixels per millimetre of paper. */
  readonly pixelsPerMm: number;
  readonly tiltDegrees: number;
  /** Standard deviation of the blur, as a share of a module. */
  readonly blurModules: number;
  readonly moduleMm: number;
  /** Standard deviation of the noise, of 255 levels. */
  readonly noise: number;
  readonly seed: number;
}

/** The paper as a camera sees it, from a raster of the printer's own dots. */
export function photograph(paper: Raster, shot: Shot): Raster {
  const inked = spread(supersampled(paper), shot.inkSpreadMm);
  return withNoise(blurred(sampled(inked, shot), shot.blurModules * shot.moduleMm * shot.pixelsPerMm), shot);
}

/** Some 0.02 mm a pixel, whatever the printer. */
const fineDpi = 1_200;

/** One bit per dot, as a thermal head prints, each of several fine pixels. */
function supersampled({ widthPx, heightPx, dpi, grey }: Raster): Raster {
  const finePixelsPerDot = Math.round(fineDpi / dpi);
  const [width, height] = [widthPx * finePixelsPerDot, heightPx * finePixelsPerDot];
  const fine = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / finePixelsPerDot) * widthPx;
    for (let x = 0; x < width; x += 1)
      fine[y * width + x] = (grey[row + Math.floor(x / finePixelsPerDot)] ?? 255) < 128 ? 0 : 255;
  }
  return { widthPx: width, heightPx: height, dpi: dpi * finePixelsPerDot, grey: fine };
}

/** Black grows by so much on every side; first along rows, then along columns. */
function spread(fine: Raster, byMm: number): Raster {
  const reach = Math.round((byMm / 25.4) * fine.dpi);
  if (reach === 0) return fine;
  const { widthPx: width, heightPx: height } = fine;
  const rows = darkest(fine.grey, { lines: height, along: width, step: 1, next: width, reach });
  const grey = darkest(rows, { lines: width, along: height, step: width, next: 1, reach });
  return { ...fine, grey };
}

interface Pass {
  readonly lines: number;
  readonly along: number;
  readonly step: number;
  readonly next: number;
  readonly reach: number;
}

function darkest(from: Uint8Array, { lines, along, step, next, reach }: Pass): Uint8Array {
  const to = new Uint8Array(from.length).fill(255);
  for (let line = 0; line < lines; line += 1) {
    for (let at = 0; at < along; at += 1) {
      if (from[line * next + at * step] !== 0) continue;
      const last = Math.min(along - 1, at + reach);
      for (let near = Math.max(0, at - reach); near <= last; near += 1) to[line * next + near * step] = 0;
    }
  }
  return to;
}

/** The camera's pixels: each the mean of the paper below it, looked at under a tilt. */
function sampled(fine: Raster, { pixelsPerMm, tiltDegrees }: Shot): Raster {
  const perPixel = fine.dpi / 25.4 / pixelsPerMm;
  const side = Math.ceil((Math.max(fine.widthPx, fine.heightPx) / perPixel) * 1.15);
  const [cos, sin] = [Math.cos((tiltDegrees * Math.PI) / 180), Math.sin((tiltDegrees * Math.PI) / 180)];
  const grey = new Uint8Array(side * side);
  const probes = Math.max(2, Math.ceil(perPixel / 2));
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      let sum = 0;
      for (let probe = 0; probe < probes * probes; probe += 1) {
        const u = (x - side / 2 + ((probe % probes) + 0.5) / probes) * perPixel;
        const v = (y - side / 2 + (Math.floor(probe / probes) + 0.5) / probes) * perPixel;
        sum += at(fine, fine.widthPx / 2 + u * cos - v * sin, fine.heightPx / 2 + u * sin + v * cos);
      }
      grey[y * side + x] = sum / (probes * probes);
    }
  }
  return { widthPx: side, heightPx: side, dpi: pixelsPerMm * 25.4, grey };
}

function at({ widthPx, heightPx, grey }: Raster, x: number, y: number): number {
  if (x < 0 || y < 0 || x >= widthPx || y >= heightPx) return 255;
  return grey[Math.floor(y) * widthPx + Math.floor(x)] ?? 255;
}

/** A Gauss filter, rows first. */
function blurred(picture: Raster, sigmaPx: number): Raster {
  if (sigmaPx < 0.2) return picture;
  const reach = Math.ceil(sigmaPx * 3);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigmaPx ** 2)),
  );
  const { widthPx, heightPx } = picture;
  const rows = filtered(picture.grey, kernel, {
    lines: heightPx,
    along: widthPx,
    step: 1,
    next: widthPx,
    reach,
  });
  const grey = filtered(rows, kernel, { lines: widthPx, along: heightPx, step: widthPx, next: 1, reach });
  return { ...picture, grey };
}

function filtered(from: Uint8Array, kernel: readonly number[], { lines, along, step, next, reach }: Pass) {
  const to = new Uint8Array(from.length);
  const whole = kernel.reduce((sum, weight) => sum + weight, 0);
  for (let line = 0; line < lines; line += 1) {
    for (let at = 0; at < along; at += 1) {
      let sum = 0;
      for (const [index, weight] of kernel.entries()) {
        const near = Math.min(along - 1, Math.max(0, at + index - reach));
        sum += weight * (from[line * next + near * step] ?? 255);
      }
      to[line * next + at * step] = sum / whole;
    }
  }
  return to;
}

/** Light that falls off by a quarter from one side to the other, and the sensor's noise. */
function withNoise(picture: Raster, { noise, seed }: Shot): Raster {
  const random = seededRandom(seed);
  const { widthPx } = picture;
  const grey = picture.grey.map((value, index) => {
    const light = 1 - 0.25 * ((index % widthPx) / widthPx);
    const bell = random.next() + random.next() + random.next() - 1.5;
    return Math.max(0, Math.min(255, value * light + bell * 2 * noise));
  });
  return { ...picture, grey };
}
