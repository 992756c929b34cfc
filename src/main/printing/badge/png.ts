/** The smallest PNG that carries a symbol: one bit per pixel, black and white, written and read without copies that stay. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { err, ok, type Result } from '../../../core/result.ts';

/** One byte per pixel, row by row: 1 is black. */
export interface Bitmap {
  readonly side: number;
  readonly pixels: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const largestSide = 1024;

/** A greyscale PNG of bit depth 1 (PNG specification, sections 11.2 and 12.3). */
export function encodePng({ side, pixels }: Bitmap): Buffer {
  return encodeOneBit(side, side, pixels);
}

/** The same of any size. @param pixels one byte each, row by row: 1 is black */
export function encodeOneBit(width: number, height: number, pixels: Uint8Array): Buffer {
  const stride = 1 + Math.ceil(width / 8);
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (pixels[y * width + x] === 1) continue;
      const at = y * stride + 1 + (x >> 3);
      rows[at] = (rows[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const packed = deflateSync(rows);
  const parts = [signature, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))];
  const png = Buffer.concat(parts);
  for (const made of [rows, packed, ...parts.slice(1)]) made.fill(0);
  return png;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  out.set(data, 8);
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

/** Reads such a PNG back from its bytes alone; every other kind of PNG is refused by name. */
export function decodePng(png: Uint8Array): Result<Bitmap, { readonly kind: 'not-our-png' }> {
  const refused = err({ kind: 'not-our-png' } as const);
  const file = Buffer.from(png.buffer, png.byteOffset, png.byteLength);
  if (!file.subarray(0, 8).equals(signature)) return refused;
  let side = 0;
  let packed: Buffer | null = null;
  let isEnded = false;
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4))
      return refused;
    const type = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, end - 4);
    if (type === 'IHDR') side = sideOf(data);
    if (type === 'IDAT') packed = data;
    isEnded = type === 'IEND';
    at = end;
  }
  return side === 0 || packed === null || !isEnded ? refused : unpack(packed, side);
}

/** Zero for anything but a square of bit depth 1 in grey, not interlaced. */
function sideOf(header: Buffer): number {
  if (header.length !== 13) return 0;
  const side = header.readUInt32BE(0);
  const isOurs = header.readUInt32BE(4) === side && header.subarray(8).equals(Buffer.from([1, 0, 0, 0, 0]));
  return isOurs && side <= largestSide ? side : 0;
}

function unpack(packed: Buffer, side: number): Result<Bitmap, { readonly kind: 'not-our-png' }> {
  const stride = 1 + Math.ceil(side / 8);
  const rows = inflated(packed, stride * side);
  if (rows === null) return err({ kind: 'not-our-png' });
  const pixels = new Uint8Array(side * side);
  let isPlain = true;
  for (let y = 0; y < side; y += 1) {
    if (rows[y * stride] !== 0) isPlain = false;
    for (let x = 0; x < side; x += 1) {
      const byte = rows[y * stride + 1 + (x >> 3)] ?? 0;
      pixels[y * side + x] = (byte & (0x80 >> (x & 7))) === 0 ? 1 : 0;
    }
  }
  rows.fill(0);
  return isPlain ? ok({ side, pixels }) : err({ kind: 'not-our-png' });
}

/** Null when the data is damaged or not of the expected length. */
export function inflated(packed: Buffer, length: number): Buffer | null {
  try {
    const rows = inflateSync(packed, { maxOutputLength: length + 1 });
    return rows.length === length ? rows : null;
  } catch (damaged) {
    if (damaged instanceof Error) return null;
    throw damaged;
  }
}
