/** A worker's photo, or nothing: only a PNG or JPEG of a modest size, judged by its bytes and never by its label. */
import { err, ok, type Result } from '../../core/result.ts';
import type { Reply } from '../ports.ts';
import type { Graph } from './transport.ts';
import { isWorkerId } from './workers.ts';

const largestBytes = 200_000;
const largestSide = 648;
const pngMagic = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Width and height in pixels of a PNG (from its first chunk) or a JPEG (from its frame header); null for anything else. */
export function pictureSize(bytes: Uint8Array): readonly [number, number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 33 && pngMagic.every((byte, index) => bytes[index] === byte)) {
    return view.getUint32(12) === 0x49484452 ? [view.getUint32(16), view.getUint32(20)] : null;
  }
  return bytes.length >= 16 && view.getUint32(0) >>> 8 === 0xffd8ff ? jpegSize(view) : null;
}

/** Walks the segments up to the frame header (SOF0..SOF15 but DHT, JPG and DAC), as ITU-T T.81 lays them out. */
function jpegSize(view: DataView): readonly [number, number] | null {
  let at = 2;
  while (at + 9 <= view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return [view.getUint16(at + 7), view.getUint16(at + 5)];
    }
    const length = view.getUint16(at + 2);
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function parsePicture(reply: Reply): Result<Uint8Array, string> {
  if (reply.body.length > largestBytes) return err('too many bytes');
  const size = pictureSize(reply.body);
  if (size === null) return err('no picture');
  return size.every((side) => side > 0 && side <= largestSide) ? ok(reply.body) : err('too many pixels');
}

/** One try, no pauses: a face is nice to have. */
export async function readPhoto(graph: Graph, workerId: string): Promise<Uint8Array | null> {
  if (!isWorkerId(workerId)) return null;
  const read = await graph.call({
    kind: 'read',
    surface: 'directory',
    notFound: 'rejected',
    path: `/users/${encodeURIComponent(workerId)}/photos/120x120/$value`,
    headers: { accept: 'image/jpeg, image/png' },
    clientRequestId: graph.newRequestId(),
    tries: 1,
    parse: parsePicture,
  });
  return read.ok ? read.value.value : null;
}
