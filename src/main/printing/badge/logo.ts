/** A logo for a badge: read from an administrator's PNG, bounded, and made black and white as label printers print. */
import { crc32 } from 'node:zlib';
import { err, ok, type Result } from '../../../core/result.ts';
import { encodeOneBit, inflated } from './png.ts';

export const largestLogoBytes = 64 * 1024;
export const largestLogoPixels = 1200;

/** What a logo has to be. */
export const logoAllowed = `a PNG of at most ${largestLogoBytes / 1024} kB and ${largestLogoPixels} pixels a side, 8 bits a channel, not interlaced`;

export interface LogoTrouble {
  readonly found: string;
}

interface Header {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel. */
  readonly channels: number;
  readonly hasPalette: boolean;
}

interface Chunks {
  readonly header: Header;
  readonly packed: Buffer;
  readonly palette: Buffer;
  readonly transparency: Buffer;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** PNG specification, table 11.1: colour type to channels. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A data URL of one bit a pixel: what is darker than middle grey on white paper is black. Nothing else of the file is kept. */
export function logoUrl(png: Uint8Array): Result<string, LogoTrouble> {
  if (png.length > largestLogoBytes) return err({ found: `${png.length} bytes` });
  const chunks = chunksOf(Buffer.from(png.buffer, png.byteOffset, png.byteLength));
  if (!chunks.ok) return chunks;
  const { width, height, channels } = chunks.value.header;
  const pixels = unpacked(chunks.value.packed, width * channels, height, channels);
  if (pixels === null) return err({ found: 'damaged pixels' });
  const black = new Uint8Array(width * height);
  for (let at = 0; at < black.length; at += 1) {
    const pixel = pixels.subarray(at * channels, (at + 1) * channels);
    black[at] = luminance(pixel, chunks.value) < 128 ? 1 : 0;
  }
  return ok(`data:image/png;base64,${encodeOneBit(width, height, black).toString('base64')}`);
}

function chunksOf(file: Buffer): Result<Chunks, LogoTrouble> {
  if (!file.subarray(0, 8).equals(signature)) return err({ found: 'no PNG' });
  const parts = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= file.length; ) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4))
      return err({ found: 'a damaged PNG' });
    const type = file.toString('latin1', at + 4, at + 8);
    parts.set(type, [...(parts.get(type) ?? []), file.subarray(at + 8, end - 4)]);
    at = end;
  }
  const whole = (type: string) => Buffer.concat(parts.get(type) ?? []);
  const header = headerOf(whole('IHDR'));
  if (!header.ok) return header;
  if (!parts.has('IDAT') || !parts.has('IEND')) return err({ found: 'half a PNG' });
  return ok({
    header: header.value,
    packed: whole('IDAT'),
    palette: whole('PLTE'),
    transparency: whole('tRNS'),
  });
}

function headerOf(data: Buffer): Result<Header, LogoTrouble> {
  if (data.length !== 13) return err({ found: 'a damaged PNG' });
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const [depth = 0, colour = 0, , , interlace = 0] = data.subarray(8);
  const channels = channelsOf[colour];
  if (depth !== 8 || channels === undefined) return err({ found: `a PNG of ${depth} bits a channel` });
  if (interlace !== 0) return err({ found: 'an interlaced PNG' });
  if (width < 1 || height < 1 || width > largestLogoPixels || height > largestLogoPixels)
    return err({ found: `${width} by ${height} pixels` });
  return ok({ width, height, channels, hasPalette: colour === 3 });
}

/** Undoes the filters of each row (PNG specification, section 9.2); null when the data is not of that size. */
function unpacked(packed: Buffer, rowBytes: number, height: number, channels: number): Uint8Array | null {
  const rows = inflated(packed, (rowBytes + 1) * height);
  if (rows === null) return null;
  const pixels = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (rowBytes + 1)] ?? 5;
    if (filter > 4) return null;
    for (let x = 0; x < rowBytes; x += 1) {
      const at = y * rowBytes + x;
      const left = x < channels ? 0 : (pixels[at - channels] ?? 0);
      const up = y === 0 ? 0 : (pixels[at - rowBytes] ?? 0);
      const corner = y === 0 || x < channels ? 0 : (pixels[at - rowBytes - channels] ?? 0);
      const raw = rows[y * (rowBytes + 1) + 1 + x] ?? 0;
      pixels[at] = raw + predicted(filter, left, up, corner);
    }
  }
  return pixels;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const toLeft = Math.abs(guess - left);
  const toUp = Math.abs(guess - up);
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** On white paper, 0 to 255. */
function luminance(pixel: Uint8Array, { header, palette, transparency }: Chunks): number {
  const [first = 0, second = 0, third = 0, fourth = 255] = pixel;
  if (header.hasPalette) {
    const [red = 0, green = 0, blue = 0] = palette.subarray(first * 3, first * 3 + 3);
    return onPaper(red, green, blue, transparency[first] ?? 255);
  }
  if (header.channels <= 2) return onPaper(first, first, first, header.channels === 2 ? second : 255);
  return onPaper(first, second, third, fourth);
}

function onPaper(red: number, green: number, blue: number, alpha: number): number {
  const grey = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  return 255 + ((grey - 255) * alpha) / 255;
}
