/** That every face which a paper names is there as a file. */
import { expect, it } from 'vitest';
import { fontFaces, fontUrl } from '../printing/paper/paper-fonts.ts';
import { fontFile } from './font-files.ts';

const named = fontFaces.map((face) => /url\(([^)]+)\)/.exec(face)?.[1] ?? '');

it.each(named)('%s is a WOFF2 file that travels with the station', async (url) => {
  const file = await fontFile(url.slice(fontUrl('').length));
  expect(file?.subarray(0, 4).toString('latin1')).toBe('wOF2');
});

it.each(['', 'latin', 'latin-700/../../secrets', 'constructor'])(
  'there is no font named "%s"',
  async (name) => {
    expect(await fontFile(name)).toBeNull();
  },
);
