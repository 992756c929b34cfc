/** What an Xvfb shows, read from the file it keeps its screen in (`-fbdir`): seen from outside, without the app's help. */
import { readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue for each pixel. */
  readonly rgb: Uint8Array;
}

/** Reads an XWD file, version 7, of 32 bits a pixel, little-endian, as Xvfb writes it (X11/XWDFile.h). */
export function readScreen(file: string): Picture {
  const bytes = readFileSync(file);
  const field = (index: number) => bytes.readUInt32BE(index * 4);
  const [headerBytes, version, width, height] = [field(0), field(1), field(4), field(5)];
  const [isBigEndian, bitsPerPixel, lineBytes, colours] = [field(7), field(11), field(12), field(19)];
  if (version !== 7 || bitsPerPixel !== 32 || isBigEndian !== 0) throw new Error('a screen of another kind');
  const rgb = new Uint8Array(width * height * 3);
  const pixels = headerBytes + colours * 12;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = pixels + y * lineBytes + x * 4;
      rgb.set([bytes[from + 2] ?? 0, bytes[from + 1] ?? 0, bytes[from] ?? 0], (y * width + x) * 3);
    }
  }
  return { width, height, rgb };
}

/** Which part of the picture has exactly this colour, from 0 to 1. */
export function shareOf({ rgb }: Picture, [red, green, blue]: readonly [number, number, number]): number {
  let count = 0;
  for (let at = 0; at < rgb.length; at += 3)
    if (rgb[at] === red && rgb[at + 1] === green && rgb[at + 2] === blue) count += 1;
  return count / (rgb.length / 3);
}

/** For a person to look at. */
export function toPng({ width, height, rgb }: Picture): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1)
    rows.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (1 + width * 3) + 1);
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const end = chunk('IEND', Buffer.alloc(0));
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), end]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
