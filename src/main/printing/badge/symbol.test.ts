import { createRequire } from 'node:module';
import fc from 'fast-check';
import QRCode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { decodePng, encodePng } from './png.ts';
import { longestContentBytes, makeSymbol, makeSymbolInTurns, reads } from './symbol.ts';

const sample = (bytes: number) => Uint8Array.from({ length: bytes }, (_, index) => (index * 73 + 11) % 256);

/** The PNG reader that comes with qrcode: knows nothing of our writer. */
function pixelsOf(png: Uint8Array): {
  width: number;
  height: number;
  blackAt: (x: number, y: number) => boolean;
} {
  const require = createRequire(createRequire(import.meta.url).resolve('qrcode'));
  const { PNG } = require('pngjs') as {
    PNG: { sync: { read: (file: Uint8Array) => { width: number; height: number; data: Uint8Array } } };
  };
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  return { width, height, blackAt: (x, y) => data[(y * width + x) * 4] === 0 };
}

describe('a symbol', () => {
  it('carries any bytes, not only text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 700 }), (content) => {
        const made = makeSymbol(content, 'L');
        expect(made.ok && reads(made.value.png, content)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it.each([1, 17, 240, 271, 400, 600, 900, longestContentBytes])('of %i bytes is read back', (bytes) => {
    expect(makeSymbol(sample(bytes), 'L').ok).toBe(true);
  });

  it('is one pixel per module with four white modules on every side', () => {
    const made = makeSymbol(sample(250), 'L');
    if (!made.ok) throw new Error(made.error.kind);
    const picture = pixelsOf(made.value.png);
    expect(picture.width).toBe(made.value.modules);
    expect(made.value.modules).toBe(17 + 4 * made.value.version + 8);
    const last = picture.width - 1;
    for (let at = 0; at <= last; at += 1)
      for (const depth of [0, 1, 2, 3])
        for (const [x, y] of [
          [at, depth],
          [depth, at],
          [at, last - depth],
          [last - depth, at],
        ] as const)
          expect(picture.blackAt(x, y)).toBe(false);
    expect([picture.blackAt(4, 4), picture.blackAt(last - 4, 4), picture.blackAt(4, last - 4)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('is no larger than the level asked for needs, and never of a lower level', () => {
    for (const level of ['L', 'M', 'Q', 'H'] as const) {
      for (const bytes of [10, 100, 231, 250, 600]) {
        const made = makeSymbol(sample(bytes), level);
        if (!made.ok) throw new Error(made.error.kind);
        const plain = QRCode.create([{ data: sample(bytes), mode: 'byte' }], { errorCorrectionLevel: level });
        expect(made.value.version).toBe(plain.version);
        expect('LMQH'.indexOf(made.value.errorCorrectionLevel)).toBeGreaterThanOrEqual('LMQH'.indexOf(level));
      }
    }
  });

  it('takes a higher level where the same version has room', () => {
    // Ten bytes: version 1 holds 17 at L and 14 at M, 11 at Q and 7 at H.
    const made = makeSymbol(sample(10), 'L');
    expect(made.ok && [made.value.version, made.value.errorCorrectionLevel]).toEqual([1, 'Q']);
  });

  it('refuses nothing at all and more than the largest version holds', () => {
    expect(makeSymbol(new Uint8Array(0), 'L')).toEqual({ ok: false, error: { kind: 'empty' } });
    expect(makeSymbol(sample(longestContentBytes + 1), 'L')).toEqual({
      ok: false,
      error: { kind: 'too-long' },
    });
  });

  it('leaves the content itself alone', () => {
    const content = sample(60);
    makeSymbol(content, 'M');
    expect(content).toEqual(sample(60));
  });
});

describe('a symbol made in turns', () => {
  it('is the one that is made in one go', async () => {
    expect(await makeSymbolInTurns(sample(240), 'L')).toEqual(makeSymbol(sample(240), 'L'));
    expect(await makeSymbolInTurns(new Uint8Array(0), 'L')).toEqual(makeSymbol(new Uint8Array(0), 'L'));
  });

  it('lets others have their turn, and is of the content that was given, though that is wiped meanwhile', async () => {
    const content = sample(240);
    let turns = 0;
    const count = () => {
      turns += 1;
      content.fill(0);
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    const made = await makeSymbolInTurns(content, 'L');
    clearImmediate(immediate);
    expect(turns).toBeGreaterThan(1);
    expect(made.ok && reads(made.value.png, sample(240))).toBe(true);
  });
});

describe('the check of a symbol', () => {
  it('says no when one byte differs', () => {
    const made = makeSymbol(sample(80), 'M');
    if (!made.ok) throw new Error(made.error.kind);
    const other = sample(80);
    other[79] = 0;
    expect(reads(made.value.png, other)).toBe(false);
    expect(reads(made.value.png, sample(79))).toBe(false);
  });

  it('says no to a damaged picture and to a blank one', () => {
    const made = makeSymbol(sample(80), 'M');
    if (!made.ok) throw new Error(made.error.kind);
    const damaged = Uint8Array.from(made.value.png);
    damaged[60] = (damaged[60] ?? 0) ^ 0xff;
    expect(reads(damaged, sample(80))).toBe(false);
    expect(reads(encodePng({ side: 41, pixels: new Uint8Array(41 * 41) }), sample(80))).toBe(false);
  });
});

describe('the PNG of a symbol', () => {
  it('comes back as it was, and another reader sees the same pixels', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 1 })),
        (side, bits) => {
          const pixels = Uint8Array.from(bits.take(side * side));
          const png = encodePng({ side, pixels });
          expect(decodePng(png)).toEqual({ ok: true, value: { side, pixels } });
          const picture = pixelsOf(png);
          const seen = Uint8Array.from(pixels, (_, at) =>
            picture.blackAt(at % side, Math.floor(at / side)) ? 1 : 0,
          );
          expect(seen).toEqual(pixels);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is refused by name when the bytes are anything else', () => {
    const png = encodePng({ side: 5, pixels: new Uint8Array(25) });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.nat(png.length - 1).map((cut) => png.subarray(0, cut)),
        ),
        (bytes) => {
          expect(decodePng(bytes)).toEqual({ ok: false, error: { kind: 'not-our-png' } });
        },
      ),
    );
  });
});
