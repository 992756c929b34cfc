/** The QR symbol of a code's content: made with one library, read back with another before anything is printed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { decodeQR } from 'qr/decode.js';
import QRCode from 'qrcode';
import { err, ok, type Result } from '../../../core/result.ts';
import { decodePng, encodePng } from './png.ts';

export type ErrorCorrectionLevel = 'L' | 'M' | 'Q' | 'H';

export interface QrSymbol {
  /** One pixel per module, quiet zone included. Holds the content: whoever gets it fills it with zeros. */
  readonly png: Buffer;
  /** One side, quiet zone included. */
  readonly modules: number;
  /** 1 to 40. */
  readonly version: number;
  /** As given, or higher where the same version has room for it. */
  readonly errorCorrectionLevel: ErrorCorrectionLevel;
}

export type SymbolTrouble = { readonly kind: 'empty' | 'too-long' | 'not-verified' };

/** ISO/IEC 18004: four modules of white on every side. */
export const quietZoneModules = 4;
/** Version 40 at level L in byte mode (ISO/IEC 18004, table 7). */
export const longestContentBytes = 2953;

const levels: readonly ErrorCorrectionLevel[] = ['L', 'M', 'Q', 'H'];

/** A verified symbol: decoding its PNG with an independent reader gave back the same bytes. */
export function makeSymbol(
  content: Uint8Array,
  errorCorrectionLevel: ErrorCorrectionLevel,
): Result<QrSymbol, SymbolTrouble> {
  const drawn = drawSymbol(content, errorCorrectionLevel);
  return drawn.ok ? verified(drawn.value, content) : drawn;
}

/**
 * The same in turns: drawing and reading take 20 to 40 ms each the first time, and the main process is not held up for
 * both in one go. The content may be wiped meanwhile.
 */
export async function makeSymbolInTurns(
  content: Uint8Array,
  errorCorrectionLevel: ErrorCorrectionLevel,
): Promise<Result<QrSymbol, SymbolTrouble>> {
  const own = Uint8Array.from(content);
  try {
    await nextTurn();
    const drawn = drawSymbol(own, errorCorrectionLevel);
    await nextTurn();
    return drawn.ok ? verified(drawn.value, own) : drawn;
  } finally {
    own.fill(0);
  }
}

function drawSymbol(
  content: Uint8Array,
  errorCorrectionLevel: ErrorCorrectionLevel,
): Result<QrSymbol, SymbolTrouble> {
  if (content.length === 0) return err({ kind: 'empty' });
  const code = encode(content, errorCorrectionLevel);
  if (code === null) return err({ kind: 'too-long' });
  const side = code.modules.size + 2 * quietZoneModules;
  const pixels = withQuietZone(code.modules.data, code.modules.size);
  const png = encodePng({ side, pixels });
  pixels.fill(0);
  wipe(code);
  return ok({ png, modules: side, version: code.version, errorCorrectionLevel: code.level });
}

function verified(symbol: QrSymbol, content: Uint8Array): Result<QrSymbol, SymbolTrouble> {
  if (reads(symbol.png, content)) return ok(symbol);
  symbol.png.fill(0);
  return err({ kind: 'not-verified' });
}

interface Encoded {
  readonly modules: { readonly size: number; readonly data: Uint8Array };
  readonly segments: readonly { readonly data: unknown }[];
  readonly version: number;
  readonly level: ErrorCorrectionLevel;
}

/** The highest level from the given one on that needs no larger version; null when no version holds the content. */
function encode(content: Uint8Array, least: ErrorCorrectionLevel): Encoded | null {
  let best: Encoded | null = null;
  for (const level of levels.slice(levels.indexOf(least))) {
    const next = encodeAt(content, level);
    if (next === null || (best !== null && next.version > best.version)) {
      if (next !== null) wipe(next);
      break;
    }
    if (best !== null) wipe(best);
    best = next;
  }
  return best;
}

function encodeAt(content: Uint8Array, level: ErrorCorrectionLevel): Encoded | null {
  // qrcode types `data` loosely; in byte mode it copies whatever is a list of bytes.
  try {
    const code = QRCode.create([{ data: content, mode: 'byte' }], { errorCorrectionLevel: level });
    return { modules: code.modules, segments: code.segments, version: code.version, level };
  } catch (tooLong) {
    if (tooLong instanceof Error && tooLong.message.includes('too big')) return null;
    throw tooLong;
  }
}

/** Zeros over the module matrix and the library's copy of the content. */
function wipe(code: Encoded): void {
  code.modules.data.fill(0);
  for (const { data } of code.segments) if (data instanceof Uint8Array) data.fill(0);
}

function withQuietZone(matrix: Uint8Array, size: number): Uint8Array {
  const side = size + 2 * quietZoneModules;
  const pixels = new Uint8Array(side * side);
  for (let row = 0; row < size; row += 1) {
    const from = matrix.subarray(row * size, (row + 1) * size);
    pixels.set(from, (row + quietZoneModules) * side + quietZoneModules);
  }
  return pixels;
}

/** Whether an independent reader gets exactly these bytes out of the PNG. */
export function reads(png: Uint8Array, content: Uint8Array): boolean {
  const bitmap = decodePng(png);
  if (!bitmap.ok) return false;
  const { side, pixels } = bitmap.value;
  const pixelsPerModule = 4;
  const picture = enlarged(pixels, side, pixelsPerModule);
  const isSame = readsPicture(picture, side * pixelsPerModule, content, 2_000);
  for (const made of [pixels, picture]) made.fill(0);
  return isSame;
}

/** Whether an independent reader gets exactly these bytes out of a square picture, three bytes a pixel. */
export function readsPicture(
  rgb: Uint8Array,
  width: number,
  content: Uint8Array,
  timeLimitMs: number,
): boolean {
  const segments: Uint8Array[] = [];
  const isRead = decodes(rgb, width, segments, timeLimitMs);
  const found = Buffer.concat(segments);
  const isSame = isRead && found.equals(content);
  for (const made of [found, ...segments]) made.fill(0);
  return isSame;
}

/** RGB, because the reader looks for modules of several pixels. */
function enlarged(pixels: Uint8Array, side: number, factor: number): Uint8Array {
  const width = side * factor;
  const rgb = new Uint8Array(width * width * 3).fill(255);
  for (let y = 0; y < width; y += 1) {
    const row = Math.floor(y / factor) * side;
    for (let x = 0; x < width; x += 1) {
      if (pixels[row + Math.floor(x / factor)] === 1)
        rgb.fill(0, (y * width + x) * 3, (y * width + x + 1) * 3);
    }
  }
  return rgb;
}

/** Puts the bytes of each byte segment into `segments`; false when there is no readable symbol. */
function decodes(rgb: Uint8Array, width: number, segments: Uint8Array[], timeLimit: number): boolean {
  const image = { data: rgb, width, height: width };
  try {
    decodeQR(image, {
      timeLimit,
      textDecoder: (bytes) => {
        segments.push(bytes.slice());
        bytes.fill(0);
        return '';
      },
    });
    return true;
  } catch (unreadable) {
    if (unreadable instanceof Error) return false;
    throw unreadable;
  }
}
