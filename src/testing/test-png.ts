/** PNG files for tests, good and bad: whatever header they are asked to have. */
import { crc32, deflateSync } from 'node:zlib';

export interface TestPng {
  readonly width: number;
  readonly height: number;
  /** PNG's colour type: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha. */
  readonly colour: number;
  readonly depth?: number;
  readonly interlace?: number;
  /** Row by row; cut into rows by `filters`. */
  readonly pixels?: readonly number[];
  /** The filter of each row; the bytes in `pixels` are then taken as filtered. */
  readonly filters?: readonly number[];
  readonly palette?: readonly number[];
  /** Instead of pixels: what stands in IDAT. */
  readonly packed?: Buffer;
}

export function testPng(wanted: TestPng): Buffer {
  const { width, height, colour, depth = 8, interlace = 0, pixels = [], filters = [] } = wanted;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  const rowBytes = Math.floor(pixels.length / height);
  const rows = Array.from({ length: height }, (_, y) => [
    filters[y] ?? 0,
    ...pixels.slice(y * rowBytes, (y + 1) * rowBytes),
  ]).flat();
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(wanted.palette === undefined ? [] : [chunk('PLTE', Buffer.from(wanted.palette))]),
    chunk('IDAT', wanted.packed ?? deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
