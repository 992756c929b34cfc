import { describe, expect, it } from 'vitest';
import { createGraphStation } from '../../testing/graph-station.ts';
import { pictureSize } from './photo.ts';

const worker = '0a4f1c1e-0000-4000-8000-00000000000a';

function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

function jpeg(width: number, height: number): Uint8Array {
  const app0 = [0xff, 0xe0, 0, 4, 0, 0];
  const frame = [0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 0, 0x11, 0];
  return Uint8Array.from([0xff, 0xd8, ...app0, ...frame]);
}

const reply = (bytes: Uint8Array, type: string) =>
  createGraphStation(() => new Response(bytes.slice(), { headers: { 'content-type': type } }));

describe('the size of a picture', () => {
  it.each([
    ['PNG', png(120, 96), [120, 96]],
    ['JPEG', jpeg(240, 180), [240, 180]],
    ['GIF', new TextEncoder().encode('GIF89a____________________________________'), null],
    ['SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>      '), null],
    ['PNG without its header chunk', png(1, 1).fill(0, 12, 16), null],
    ['JPEG that is cut short', jpeg(1, 1).slice(0, 12), null],
    [
      'JPEG whose segment has no length',
      Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, ...new Array(20).fill(0)]),
      null,
    ],
    ['nothing', new Uint8Array(0), null],
  ])('%s', (_type, bytes, expected) => expect(pictureSize(bytes)).toEqual(expected));
});

describe('reading a photo', () => {
  it('hands out a small PNG or JPEG', async () => {
    expect(await reply(png(120, 120), 'image/png').directory.photo(worker)).toEqual(png(120, 120));
    expect(await reply(jpeg(48, 48), 'image/jpeg').directory.photo(worker)).toEqual(jpeg(48, 48));
  });

  it.each([
    [
      'an SVG that calls itself a PNG',
      new TextEncoder().encode('<svg onload="x"></svg>        '),
      'image/png',
    ],
    ['a page', new TextEncoder().encode('<html></html>'), 'text/html'],
    ['30,000 pixels', png(30_000, 30_000), 'image/png'],
    ['no pixels', png(0, 120), 'image/png'],
    ['201 kB', new Uint8Array([...png(120, 120), ...new Uint8Array(201_000)]), 'image/png'],
  ])('has none for %s', async (_what, bytes, type) => {
    expect(await reply(bytes, type).directory.photo(worker)).toBeNull();
  });

  it('tries once and lets it be', async () => {
    const { directory, network } = createGraphStation(() => new Response('{}', { status: 404 }));
    expect(await directory.photo(worker)).toBeNull();
    network.goOffline();
    expect(await directory.photo(worker)).toBeNull();
    expect(await directory.photo('../x')).toBeNull();
    expect(network.requests).toHaveLength(2);
  });
});
