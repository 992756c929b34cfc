import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testPng } from '../../../testing/test-png.ts';
import { logoUrl } from './logo.ts';

/** The PNG library that comes with qrcode: knows nothing of our reader. */
interface PngLibrary {
  readonly PNG: {
    readonly sync: {
      write(
        picture: { width: number; height: number; data: Buffer },
        how: { colorType: number; filterType: number },
      ): Buffer;
      read(file: Buffer): { width: number; height: number; data: Uint8Array };
    };
  };
}
const require = createRequire(createRequire(import.meta.url).resolve('qrcode'));
const { PNG } = require('pngjs') as PngLibrary;

/** One character a pixel, # for black. */
function seen(png: Uint8Array): string {
  const made = logoUrl(png);
  if (!made.ok) return made.error.found;
  const { width, data } = PNG.sync.read(Buffer.from(made.value.slice(made.value.indexOf(',') + 1), 'base64'));
  const pixels = Array.from({ length: data.length / 4 }, (_, at) => (data[at * 4] === 0 ? '#' : '.'));
  return pixels.join('').replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n');
}

describe('a logo in black and white', () => {
  it.each([
    ['grey', { colour: 0, pixels: [0, 127, 128, 255] }, '##\n..'],
    ['grey that is transparent', { colour: 4, pixels: [0, 255, 0, 0, 0, 100, 255, 255] }, '#.\n..'],
    ['colours', { colour: 2, pixels: [0, 0, 255, 255, 255, 0, 255, 0, 0, 0, 200, 0] }, '#.\n##'],
    ['a palette', { colour: 3, palette: [255, 255, 255, 9, 9, 9], pixels: [1, 0, 0, 1] }, '#.\n.#'],
  ])('is made of %s', (_title, picture, expected) => {
    expect(seen(testPng({ width: 2, height: 2, ...picture }))).toBe(expected);
  });

  it('is the same whichever filter another writer chose for its rows', () => {
    const side = 7;
    fc.assert(
      fc.property(
        fc.array(fc.nat(255), { minLength: side * side * 4, maxLength: side * side * 4 }),
        fc.constantFrom(0, 1, 2, 3, 4),
        fc.constantFrom(2, 6),
        (bytes, filterType, colorType) => {
          const data = Buffer.from(bytes.map((byte, at) => (at % 4 === 3 ? 255 : byte)));
          const png = PNG.sync.write({ width: side, height: side, data }, { colorType, filterType });
          const plain = Array.from({ length: side * side }, (_, at) => {
            const [red = 0, green = 0, blue = 0] = data.subarray(at * 4);
            return Math.round(0.299 * red + 0.587 * green + 0.114 * blue) < 128 ? '#' : '.';
          });
          expect(seen(png).replaceAll('\n', '')).toBe(plain.join(''));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is never made of what is no picture, and never throws', () => {
    const png = testPng({ width: 3, height: 3, colour: 0, pixels: Array(9).fill(0) });
    fc.assert(
      fc.property(fc.nat(png.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = Buffer.from(png);
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        expect(logoUrl(damaged).ok).toBe(false);
      }),
    );
  });
});
