/** Looks at what came out of a printer: rasters a PDF as a printer would and reads its code with zbar, not with our reader. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Raster {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** One byte per pixel: 0 is black. */
  readonly grey: Uint8Array;
}

/** One page as a printer of this resolution sees it. */
export async function rasterise(pdfPath: string, dpi: number): Promise<Raster> {
  const { stdout } = await run('pdftoppm', ['-gray', '-r', String(dpi), '-singlefile', pdfPath], {
    encoding: 'buffer',
    maxBuffer: 256 * 1024 * 1024,
  });
  return { ...parsePgm(stdout), dpi };
}

/** The same by Ghostscript, whose dots CUPS's own filter (`gstoraster`) sends to the printer. */
export async function rasteriseAsCups(pdfPath: string, dpi: number): Promise<Raster> {
  const args = [
    '-q',
    '-dSAFER',
    '-dBATCH',
    '-dNOPAUSE',
    '-sDEVICE=pgmraw',
    `-r${dpi}`,
    '-sOutputFile=-',
    pdfPath,
  ];
  const { stdout } = await run('gs', args, { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 });
  return { ...parsePgm(stdout), dpi };
}

/** The bytes of the one QR code in the picture; null when zbar finds none. */
export function decodeWithZbar(raster: Raster): Promise<Uint8Array | null> {
  const only = ['-Sbinary', '-Sdisable', '-Sqrcode.enable', '-Sbinary'];
  return withPicture(raster, async (path) => {
    try {
      const { stdout } = await run('zbarimg', ['--quiet', '--raw', '--oneshot', ...only, path], {
        encoding: 'buffer',
      });
      return Uint8Array.from(stdout);
    } catch (failed) {
      // zbarimg ends with 4 when there is no symbol in the picture.
      if (failed instanceof Error && 'code' in failed && failed.code === 4) return null;
      throw failed;
    }
  });
}

/** Hands the raster on as a picture file that is gone afterwards. */
export async function withPicture<T>(raster: Raster, use: (path: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'daypass-paper-'));
  try {
    const path = join(dir, 'page.pgm');
    await writeFile(path, pgm(raster));
    return await use(path);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** How many pages and of what size in millimetres. */
export async function pageFacts(
  pdfPath: string,
): Promise<{ readonly pages: number; readonly widthMm: number; readonly heightMm: number }> {
  const { stdout } = await run('pdfinfo', [pdfPath]);
  const pages = Number(stdout.match(/^Pages:\s+(\d+)/m)?.[1]);
  const [, width, height] = stdout.match(/^Page size:\s+([\d.]+) x ([\d.]+) pts/m) ?? [];
  return { pages, widthMm: (Number(width) * 25.4) / 72, heightMm: (Number(height) * 25.4) / 72 };
}

/** A threshold, as a thermal printer has no greys. */
export function oneBit(raster: Raster): Raster {
  return { ...raster, grey: raster.grey.map((value) => (value < 128 ? 0 : 255)) };
}

/**
 * The side of the printed symbol with its quiet zone, measured on the black pixels of the raster: from the left
 * edge of the upper left finder pattern to the right edge of the upper right one, then `modules` to scale.
 * `within` limits the search, in millimetres, to where the code is expected.
 */
export function measureCodeMm(
  raster: Raster,
  modules: number,
  within: { readonly xMm: number; readonly yMm: number; readonly widthMm: number; readonly heightMm: number },
): { readonly widthMm: number; readonly heightMm: number } {
  const perMm = raster.dpi / 25.4;
  const from = { x: Math.round(within.xMm * perMm), y: Math.round(within.yMm * perMm) };
  const to = {
    x: Math.min(raster.widthPx, Math.round((within.xMm + within.widthMm) * perMm)),
    y: Math.min(raster.heightPx, Math.round((within.yMm + within.heightMm) * perMm)),
  };
  const black = { left: to.x, right: from.x, top: to.y, bottom: from.y };
  for (let y = from.y; y < to.y; y += 1) {
    for (let x = from.x; x < to.x; x += 1) {
      if ((raster.grey[y * raster.widthPx + x] ?? 255) > 127) continue;
      black.left = Math.min(black.left, x);
      black.right = Math.max(black.right, x + 1);
      black.top = Math.min(black.top, y);
      black.bottom = Math.max(black.bottom, y + 1);
    }
  }
  const scale = modules / (modules - 8) / perMm;
  return { widthMm: (black.right - black.left) * scale, heightMm: (black.bottom - black.top) * scale };
}

function parsePgm(file: Buffer): { widthPx: number; heightPx: number; grey: Uint8Array } {
  const start = file.toString('latin1', 0, 200);
  const [header, width, height] = start.match(/^P5\s+(?:#.*\n)*(\d+)\s+(\d+)\s+255\s/) ?? [];
  if (header === undefined) throw new Error('no greyscale picture');
  return { widthPx: Number(width), heightPx: Number(height), grey: file.subarray(header.length) };
}

function pgm(raster: Raster): Buffer {
  return Buffer.concat([
    Buffer.from(`P5\n${raster.widthPx} ${raster.heightPx}\n255\n`, 'latin1'),
    raster.grey,
  ]);
}

/**
 * The outer measure of a frame on the paper: from the middle of where it is expected outwards to the far side of the
 * first black line, in all four directions.
 */
export function measureFrameMm(
  raster: Raster,
  expected: {
    readonly xMm: number;
    readonly yMm: number;
    readonly widthMm: number;
    readonly heightMm: number;
  },
): { readonly widthMm: number; readonly heightMm: number } {
  const perMm = raster.dpi / 25.4;
  const middle = {
    x: Math.round((expected.xMm + expected.widthMm / 2) * perMm),
    y: Math.round((expected.yMm + expected.heightMm / 2) * perMm),
  };
  const reach = (dx: number, dy: number): number => {
    let { x, y } = middle;
    let wasBlack = false;
    for (let steps = 0; x >= 0 && y >= 0 && x < raster.widthPx && y < raster.heightPx; steps += 1) {
      const isBlack = (raster.grey[y * raster.widthPx + x] ?? 255) < 128;
      if (wasBlack && !isBlack) return steps;
      wasBlack = isBlack;
      x += dx;
      y += dy;
    }
    throw new Error('no line on the way to the edge of the paper');
  };
  return {
    widthMm: (reach(-1, 0) + reach(1, 0) - 1) / perMm,
    heightMm: (reach(0, -1) + reach(0, 1) - 1) / perMm,
  };
}

/** The typefaces that a PDF draws letters with, without their subset's tag. */
export async function fontsOf(pdfPath: string): Promise<ReadonlySet<string>> {
  const { stdout } = await run('pdffonts', [pdfPath]);
  const names = stdout
    .split('\n')
    .slice(2)
    .flatMap((line) => line.split(' ')[0] || []);
  return new Set(names.map((name) => name.replace(/^[A-Z]{6}\+/, '')));
}

/** All words of a PDF, as a person could copy them. */
export async function wordsOf(pdfPath: string): Promise<string> {
  return (await run('pdftotext', ['-layout', pdfPath, '-'])).stdout;
}

/** The PIN on a slip, which is printed in groups of digits; null where there is none. */
export async function pinOn(pdfPath: string): Promise<string | null> {
  const words = (await wordsOf(pdfPath)).replaceAll(/[^\S\n]+/g, ' ');
  return /(?:^|\n) ?(\d{2,4}(?: \d{2,4})+) ?(?:\n|$)/.exec(words)?.[1]?.replaceAll(' ', '') ?? null;
}
