import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { testPng } from '../testing/test-png.ts';
import { configLine, parseConfig } from './config.ts';
import { decodePng } from './printing/badge/png.ts';
import { loadTemplates } from './template-files.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'daypass-templates-'));
const configFile = path.join(folder, 'station.json');
afterAll(() => rmSync(folder, { recursive: true }));

const good = {
  stock: 'card-cr80',
  codeMm: [0, 0, 52],
  fields: [{ field: 'name', boxMm: [54, 2, 28, 9] }],
};
const logo = { boxMm: [54, 20, 20, 10], file: 'logo.png' };

/** What a station says that starts with this template, or this text, under the name t.json. */
function start(template: unknown, printer: object = {}) {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  writeFileSync(path.join(folder, 't.json'), text);
  return startAs({ queue: 'Q', stock: 'card-cr80', template: 't.json', ...printer });
}

function startAs(...printers: readonly object[]) {
  const config = parseConfig(JSON.stringify({ printing: { printers } }), configFile);
  if (!config.ok) throw new Error(configLine(config.error));
  return loadTemplates(config.value.printing, configFile);
}

describe('the templates of a config', () => {
  it('are none where it names none', () => {
    expect(startAs({ folder: 'badges' })).toEqual({ ok: true, value: new Map() });
  });

  it('are read from beside the config file, each once', () => {
    writeFileSync(path.join(folder, 't.json'), `\uFEFF${JSON.stringify(good)}`);
    const loaded = startAs(
      { queue: 'A', stock: 'card-cr80', template: 't.json' },
      { queue: 'B', stock: 'card-cr80', template: 't.json', dpi: 600 },
    );
    expect(loaded.ok && [...loaded.value.keys()]).toEqual(['t.json']);
    expect(loaded.ok && loaded.value.get('t.json')?.fields).toHaveLength(1);
  });

  it('carry their logo in black and white, from a file or as bytes', () => {
    // Black, white, light grey, and red that nobody sees.
    const pixels = [0, 0, 0, 255, 255, 255, 255, 255, 200, 200, 200, 255, 255, 0, 0, 0];
    const png = testPng({ width: 2, height: 2, colour: 6, pixels });
    writeFileSync(path.join(folder, 'logo.png'), png);
    const bytes = `data:image/png;base64,${png.toString('base64')}`;
    for (const source of [logo, { boxMm: logo.boxMm, png: bytes }]) {
      const loaded = start({ ...good, logo: source });
      const url = loaded.ok ? (loaded.value.get('t.json')?.logo?.url ?? '') : '';
      const made = decodePng(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
      expect(made).toEqual({ ok: true, value: { side: 2, pixels: Uint8Array.of(1, 0, 0, 0) } });
    }
  });
});

describe('a bad template stops the start and says', () => {
  const wide = { ...good, fields: [...good.fields, { field: 'date', boxMm: [60, 8, 20, 5] }] };
  it.each<[string, unknown, object, string]>([
    ['that it is not there', good, { template: 'other.json' }, 'other.json: (file): found ENOENT'],
    ['that it is too long', ' '.repeat(300_000), {}, 't.json: (file): found 300000 bytes'],
    ['where it is no JSON', '{\n"stock" 1}', {}, 't.json: (file): found no JSON at line 2, column 9'],
    [
      'which key it does not know',
      { ...good, colour: 'red' },
      {},
      't.json: colour: found a value of type string, allowed is no such key',
    ],
    [
      'which field it does not know',
      { ...good, fields: [{ ...good.fields[0], field: 'pin' }] },
      {},
      't.json: fields.0.field: found "pin", allowed is band, kind, name',
    ],
    [
      'which box overlaps which',
      wide,
      {},
      't.json: fields.1.boxMm: found [60,8,20,5], allowed is a box clear of fields.0',
    ],
    [
      'that it is for another stock',
      good,
      { stock: 'sheet-a4' },
      't.json: stock: found "card-cr80", allowed is "sheet-a4", as printing.printers.0 has it',
    ],
    [
      'that its card goes onto the sheet once only',
      { stock: 'sheet-a4', cardMm: [90, 54], codeMm: [0, 0, 51] },
      { stock: 'sheet-a4', cardsPerSheet: 8 },
      'station.json: printing.printers.0.cardsPerSheet: found 8, allowed is 1',
    ],
    [
      'at which length and resolution its code cannot be read',
      { stock: 'sheet-a4', cardMm: [40, 60], codeMm: [1, 1, 38] },
      { stock: 'sheet-a4', dpi: 203 },
      't.json: codeMm: found 38 mm: a content of 500 bytes cannot be read at 203 dpi, allowed is a larger code',
    ],
    [
      'that its logo is not there',
      { ...good, logo: { ...logo, file: 'none.png' } },
      {},
      't.json: logo.file: found ENOENT',
    ],
    [
      'that its logo is no PNG',
      { ...good, logo: { boxMm: logo.boxMm, png: 'data:image/png;base64,AAAA' } },
      {},
      't.json: logo.png: found no PNG, allowed is a PNG of at most 64 kB',
    ],
  ])('%s', (_title, template, printer, line) => {
    const loaded = start(template, printer);
    expect(loaded.ok ? 'taken' : configLine(loaded.error)).toContain(line);
  });

  it('takes the same code at a higher resolution', () => {
    const small = { stock: 'sheet-a4', cardMm: [40, 60], codeMm: [1, 1, 38] };
    expect(start(small, { stock: 'sheet-a4', dpi: 600 }).ok).toBe(true);
  });

  it('proves it for the printer of the lower resolution too, though another has the same template', () => {
    writeFileSync(
      path.join(folder, 't.json'),
      JSON.stringify({ stock: 'sheet-a4', cardMm: [40, 60], codeMm: [1, 1, 38] }),
    );
    const of = (queue: string, dpi: number) => ({ queue, stock: 'sheet-a4', template: 't.json', dpi });
    const loaded = startAs(of('A', 600), of('B', 203));
    expect(loaded).toMatchObject({ ok: false, error: { key: 'codeMm' } });
  });
});

describe('a logo', () => {
  it.each([
    ['too many bytes', Buffer.alloc(70_000), '70000 bytes'],
    ['too many pixels', testPng({ width: 1_201, height: 1, colour: 0, pixels: [] }), '1201 by 1 pixels'],
    ['16 bits a channel', testPng({ width: 1, height: 1, colour: 0, depth: 16, pixels: [0, 0] }), '16 bits'],
    ['interlaced rows', testPng({ width: 1, height: 1, colour: 0, interlace: 1, pixels: [0] }), 'interlaced'],
    ['fewer pixels than it says', testPng({ width: 9, height: 9, colour: 0, pixels: [0] }), 'damaged pixels'],
    [
      'far more pixels than it says',
      testPng({ width: 1, height: 1, colour: 0, packed: deflateSync(Buffer.alloc(20_000_000)) }),
      'damaged pixels',
    ],
    ['half a file', testPng({ width: 1, height: 1, colour: 0, pixels: [0] }).subarray(0, 40), 'PNG'],
  ])('with %s is refused', (_title, png, found) => {
    writeFileSync(path.join(folder, 'logo.png'), png);
    const loaded = start({ ...good, logo });
    expect(loaded.ok ? 'taken' : configLine(loaded.error)).toMatch(new RegExp(`logo.file: found .*${found}`));
  });
});
