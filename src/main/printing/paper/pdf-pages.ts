/** Counts the pages of a PDF that our own maker made, without a PDF library. */
import { inflateSync } from 'node:zlib';

const largestStreamBytes = 16 * 1024 * 1024;

/** The number of page objects, those in compressed object streams included; 0 when it is no PDF. */
export function countPages(pdf: Uint8Array): number {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  if (!file.startsWith('%PDF-')) return 0;
  return [file, ...objectStreams(file)].reduce((sum, part) => sum + pageObjects(part), 0);
}

function pageObjects(part: string): number {
  return [...part.matchAll(/\/Type\s*\/Page(?![A-Za-z])/g)].length;
}

/** Pages may be packed into object streams (ISO 32000-1, 7.5.7). */
function objectStreams(file: string): string[] {
  const unpacked: string[] = [];
  for (let at = file.indexOf('/ObjStm'); at >= 0; at = file.indexOf('/ObjStm', at + 1)) {
    const keyword = file.indexOf('stream', at);
    const end = file.indexOf('endstream', keyword);
    if (keyword < 0 || end < 0) break;
    const start = keyword + (file.startsWith('stream\r\n', keyword) ? 8 : 7);
    unpacked.push(inflated(Buffer.from(file.slice(start, end), 'latin1')) ?? '');
  }
  return unpacked;
}

function inflated(data: Buffer): string | null {
  try {
    return inflateSync(data, { maxOutputLength: largestStreamBytes }).toString('latin1');
  } catch (notDeflated) {
    if (notDeflated instanceof Error) return null;
    throw notDeflated;
  }
}
