import { expect, it } from 'vitest';
import { decodePng } from '../../src/main/printing/badge/png.ts';
import { makeSymbol } from '../../src/main/printing/badge/symbol.ts';
import { decodeWithZbar, type Raster } from '../harness/paper.ts';
import { photograph, type Shot } from './camera.ts';
import { contentOf } from './cells.ts';

const content = contentOf(250);
const dotsPerModule = 6;
const dpi = 203;
const moduleMm = (dotsPerModule * 25.4) / dpi;
const good: Shot = {
  inkSpreadMm: 0.04,
  pixelsPerMm: 8,
  tiltDegrees: 4,
  blurModules: 0.2,
  moduleMm,
  noise: 6,
  seed: 1,
};

/** As a printer sets it: so many dots a module. */
function printed(): Raster {
  const symbol = makeSymbol(content, 'L');
  const bitmap = symbol.ok ? decodePng(symbol.value.png) : symbol;
  if (!bitmap.ok) throw new Error('no symbol');
  const { side, pixels } = bitmap.value;
  const width = side * dotsPerModule;
  const grey = Uint8Array.from({ length: width * width }, (_, at) => {
    const [x, y] = [
      Math.floor((at % width) / dotsPerModule),
      Math.floor(Math.floor(at / width) / dotsPerModule),
    ];
    return pixels[y * side + x] === 1 ? 0 : 255;
  });
  return { widthPx: width, heightPx: width, dpi, grey };
}

const reads = async (shot: Shot) => Buffer.from((await decodeWithZbar(photograph(printed(), shot))) ?? []);

it('a steady camera reads a good print', async () => {
  expect(await reads(good)).toEqual(Buffer.from(content));
});

it.each([
  ['a camera that is out of focus', { blurModules: 0.9 }],
  ['a camera that is too far away', { pixelsPerMm: 1.6 }],
  ['ink that runs by half a module', { inkSpreadMm: moduleMm / 2 }],
])('%s does not', async (_title, worse) => {
  expect(await reads({ ...good, ...worse })).not.toEqual(Buffer.from(content));
});
