import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BurstEnd, type CatcherOptions, createScanCatcher, type Stroke } from './scan-catcher.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

interface Timed {
  readonly stroke: Stroke;
  /** Since the key before. */
  readonly afterMs: number;
}

function key(name: string, change: Partial<Stroke> = {}): Stroke {
  return { key: name, code: '', isShift: false, isCommand: false, isRepeat: false, ...change };
}

const timed = (afterMs: number, ...strokes: readonly Stroke[]): readonly Timed[] =>
  strokes.map((stroke) => ({ stroke, afterMs }));
const keysOf = (text: string): readonly Stroke[] => [...text].map((letter) => key(letter));
const typed = (text: string, afterMs: number): readonly Timed[] => timed(afterMs, ...keysOf(text));
const scanOf = (text: string, afterMs = 5, end = 'Enter'): readonly Timed[] => [
  ...typed(text, afterMs),
  ...timed(afterMs, key(end)),
];

interface Played {
  /** What the page got, in order, as names of keys. */
  readonly page: readonly string[];
  readonly ends: readonly Exclude<BurstEnd<string>, { is: 'typing' }>[];
}

const usual: CatcherOptions = { prefix: '', suffix: 'any', layout: 'us' };

/** Plays keys as the owner of the catcher does: silence is told once nothing came for as long as it asks for. */
function play(keys: readonly Timed[], isAwaited = true, options: Partial<CatcherOptions> = {}): Played {
  const catcher = createScanCatcher(sha256, { ...usual, ...options });
  const page: string[] = [];
  const ends: Exclude<BurstEnd<string>, { is: 'typing' }>[] = [];
  const fallSilent = () => {
    const end = catcher.silence();
    if (end.is === 'typing') page.push(...end.strokes.map((stroke) => stroke.key));
    else ends.push(end);
  };
  for (const { stroke, afterMs } of keys) {
    const patienceMs = catcher.patienceMs();
    if (patienceMs !== null && afterMs >= patienceMs) fallSilent();
    if (!catcher.take(stroke, isAwaited)) page.push(stroke.key);
  }
  if (catcher.patienceMs() !== null) fallSilent();
  return { page, ends };
}

const content = 'ms-qrpin:v1|Anna.Kowalska@plant.example|5f0c|q9+/Zz==';
const whole = { is: 'scan', said: sha256(content) };
const halfScan = { is: 'half-scan' };

describe('a scan', () => {
  it.each<[string, readonly Timed[]]>([
    ['that ends with Enter', scanOf(content)],
    ['that ends with Tab', scanOf(content, 5, 'Tab')],
    ['at 30 ms a key', scanOf(content, 30)],
    ['that ends with Enter twice', [...scanOf(content), ...timed(5, key('Enter'))]],
    ['that begins with Enter', [...timed(5, key('Enter')), ...scanOf(content)]],
    [
      'with Shift pressed for each letter',
      [...content]
        .flatMap((letter) => timed(5, key('Shift', { isShift: true }), key(letter, { isShift: true })))
        .concat(timed(5, key('Enter'))),
    ],
    [
      'that hiccups on its way',
      [...typed(content.slice(0, 20), 5), ...typed(content.slice(20, 21), 110), ...scanOf(content.slice(21))],
    ],
  ])('%s is read, and no key of it reaches the page', (_title, keys) => {
    const { page, ends } = play(keys);
    expect(ends).toEqual([whole]);
    // Shift types nothing by itself.
    expect(page.filter((name) => name !== 'Shift')).toEqual([]);
  });

  it('is hashed as UTF-8, also where one key types two letters', () => {
    const keys = [...typed('żółw-', 5), ...timed(5, key('لا')), ...scanOf('م-äé😀')];
    expect(play(keys).ends).toEqual([{ is: 'scan', said: sha256('żółw-لام-äé😀') }]);
  });

  it('is one of two when they come one after the other', () => {
    const second = scanOf('another badge');
    const [first, ...rest] = second;
    const apart = first === undefined ? [] : [{ ...first, afterMs: 130 }, ...rest];
    expect(play([...scanOf(content), ...apart]).ends).toEqual([
      whole,
      { is: 'scan', said: sha256('another badge') },
    ]);
  });

  it('of 3,000 bytes is the longest that is read', () => {
    expect(play(scanOf('x'.repeat(3_000))).ends).toEqual([{ is: 'scan', said: sha256('x'.repeat(3_000)) }]);
    expect(play(scanOf('x'.repeat(3_001)))).toEqual({ page: [], ends: [halfScan] });
    expect(play(scanOf(`${'x'.repeat(2_999)}ł`))).toEqual({ page: [], ends: [halfScan] });
  });
});

describe('what is no whole scan is swallowed and says nothing', () => {
  it.each<[string, readonly Timed[]]>([
    ['one without an end', typed(content, 5)],
    ['one that goes on after its end', [...scanOf('123456'), ...scanOf('7890')]],
    [
      'one with Ctrl in it',
      [...typed('abcdef', 5), ...timed(5, key('v', { isCommand: true })), ...scanOf('ghi')],
    ],
    ['one with a control character', [...typed('abcdef', 5), ...timed(5, key('\u001d')), ...scanOf('ghi')]],
    ['one with a key that types nothing', [...typed('abcdef', 5), ...timed(5, key('F5')), ...scanOf('ghi')]],
    ['one with a key that nobody knows', [...typed('abcdef', 5), ...timed(5, key('')), ...scanOf('ghi')]],
  ])('%s', (_title, keys) => {
    expect(play(keys)).toEqual({ page: [], ends: [halfScan] });
  });
});

describe('what a person types comes back', () => {
  it.each<[string, readonly Timed[], readonly string[]]>([
    ['letter by letter', typed('anna', 120), ['a', 'n', 'n', 'a']],
    ['with a fast roll of fingers', typed('the', 25), ['t', 'h', 'e']],
    ['and Enter', [...typed('ok', 120), ...timed(120, key('Enter'))], ['o', 'k', 'Enter']],
    ['and a fast Enter, in its place', scanOf('12345', 20), ['1', '2', '3', '4', '5', 'Enter']],
    ['Enter alone', timed(500, key('Enter')), ['Enter']],
    ['Tab and Space', timed(90, key('Tab'), key(' ')), ['Tab', ' ']],
    ['a correction', timed(30, key('a'), key('Backspace'), key('b')), ['a', 'Backspace', 'b']],
    [
      'a key that is held down',
      [
        ...typed('x', 500),
        ...timed(300, key('x', { isRepeat: true })),
        ...timed(33, ...Array(9).fill(key('x', { isRepeat: true }))),
      ],
      Array(11).fill('x'),
    ],
    ['an input method’s keys, at once', timed(5, key('a'), key('Dead'), key('b')), ['Dead', 'a', 'b']],
    ['arrows and Escape, at once', timed(5, key('ArrowDown'), key('Escape')), ['ArrowDown', 'Escape']],
  ])('%s', (_title, keys, page) => {
    expect(play(keys)).toMatchObject({ page });
  });

  it('but no combination with Ctrl or Alt: a barcode may hold one', () => {
    const ctrl = key('a', { isCommand: true });
    expect(play(timed(200, ctrl, key('b'), ctrl)).page).toEqual(['b']);
  });
});

describe('the only letter that is held', () => {
  const after = (...keys: readonly Stroke[]) => {
    const catcher = createScanCatcher(sha256, usual);
    for (const one of keys) catcher.take(one, false);
    return catcher.onlyLetter();
  };

  it.each<[string, readonly Stroke[], string | null]>([
    ['a letter', [key('a')], 'a'],
    ['a letter with Shift', [key('Shift'), key('A', { isShift: true })], 'A'],
    ['a letter as this keyboard types it', [key('ü', { code: 'BracketLeft' })], 'ü'],
    ['no key', [], null],
    ['two letters', keysOf('ab'), null],
    ['Enter', [key('Enter')], null],
    ['Enter before a letter, a scanner’s preamble', [key('Enter'), key('a')], null],
    ['a letter and Backspace', [key('a'), key('Backspace')], null],
    ['a combination', [key('a', { isCommand: true })], null],
    ['a key that is held down', [key('a'), key('a', { isRepeat: true })], null],
  ])('%s', (_title, keys, letter) => {
    expect(after(...keys)).toBe(letter);
  });

  it('is none once the keyboard fell silent', () => {
    const catcher = createScanCatcher(sha256, usual);
    catcher.take(key('a'), false);
    catcher.silence();
    expect(catcher.onlyLetter()).toBe(null);
  });
});

describe('while no scan is awaited', () => {
  const badge = `${content}|${'k'.repeat(40)}`;
  const number = 'E10001-plant7';

  it.each([badge, number])('what is scanned is kept from the page: %s', (text) => {
    expect(play(scanOf(text), false)).toEqual({ page: [], ends: [{ is: 'scan', said: sha256(text) }] });
    expect(play(typed(text, 5), false)).toEqual({ page: [], ends: [halfScan] });
  });

  it('combinations with Ctrl reach the page', () => {
    expect(play(timed(200, key('v', { isCommand: true })), false).page).toEqual(['v']);
  });
});

describe('what the scanner puts around it', () => {
  const said = (text: string) => [{ is: 'scan', said: sha256(text) }];
  const plain = (text: string) => typed(text, 5);

  it.each<[string, Partial<CatcherOptions>, readonly Timed[], string]>([
    ['a prefix', { prefix: '~' }, scanOf('~E10001'), 'E10001'],
    ['a prefix, which makes a short number sure', { prefix: '~' }, scanOf('~12'), '12'],
    ['Enter', { suffix: 'enter' }, scanOf('E10001'), 'E10001'],
    ['Tab', { suffix: 'tab' }, scanOf('E10001', 5, 'Tab'), 'E10001'],
    ['nothing', { suffix: 'none' }, plain('E10001'), 'E10001'],
    ['characters', { suffix: '$$' }, plain('E10001$$'), 'E10001'],
    ['characters and Enter', { prefix: '<<', suffix: '>' }, scanOf('<<E10001>'), 'E10001'],
  ])('is taken off: %s', (_title, options, keys, text) => {
    expect(play(keys, true, options)).toEqual({ page: [], ends: said(text) });
  });

  it.each<[string, Partial<CatcherOptions>, readonly Timed[]]>([
    ['the prefix', { prefix: '~' }, scanOf('E10001')],
    ['Enter', { suffix: 'enter' }, scanOf('E10001', 5, 'Tab')],
    ['Tab', { suffix: 'tab' }, scanOf('E10001')],
    ['the last characters', { suffix: '$$' }, scanOf('E10001$')],
    ['anything between', { prefix: 'abc', suffix: 'de' }, scanOf('abcde')],
    ['room for both', { prefix: 'abcd', suffix: 'de' }, scanOf('abcdef')],
  ])('must be there: without %s it is no scan', (_title, options, keys) => {
    const { ends } = play(keys, true, options);
    expect(ends.filter(({ is }) => is === 'scan')).toEqual([]);
  });

  it('does not make a scan of what a person types', () => {
    expect(play(typed('~12', 120), true, { prefix: '~' }).page).toEqual(['~', '1', '2']);
    expect(play(typed('~12', 20), true, { prefix: '~' }).page).toEqual(['~', '1', '2']);
  });
});

it('a key that a finger holds down makes no scan of it', () => {
  const held = [...typed('E1000', 5), ...timed(5, key('1', { isRepeat: true })), ...scanOf('7')];
  expect(play(held)).toEqual({ page: [], ends: [halfScan] });
});

describe('whatever the keyboard does', () => {
  const plain = fc.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 120 });
  const shortGap = fc.integer({ min: 2, max: 30 });

  it('reads each of 10,000 scans, and nothing of them reaches the page', () => {
    const scans = fc.tuple(plain, fc.infiniteStream(shortGap), fc.constantFrom('Enter', 'Tab'));
    fc.assert(
      fc.property(scans, ([text, gaps, end]) => {
        const keys = [...keysOf(text), key(end)].map((stroke) => ({ stroke, afterMs: gaps.next().value }));
        expect(play(keys)).toEqual({ page: [], ends: [{ is: 'scan', said: sha256(text) }] });
      }),
      { numRuns: 10_000 },
    );
  });

  it('gives back each of 1,000 typings whole and in order', () => {
    // Of any five gaps in a row at least one is a person's.
    const roll = fc.array(fc.integer({ min: 1, max: 39 }), { maxLength: 4 });
    const pause = fc.integer({ min: 40, max: 600 });
    const gaps = fc
      .array(fc.tuple(roll, pause), { minLength: 1, maxLength: 40 })
      .map((parts) => parts.flatMap(([fast, slow]) => [slow, ...fast]));
    const letters = fc.infiniteStream(fc.constantFrom(...'abcXYZ019 .-ąß', 'Enter', 'Tab', 'Backspace'));
    fc.assert(
      fc.property(gaps, letters, (waits, stream) => {
        const keys = waits.map((afterMs) => ({ stroke: key(stream.next().value), afterMs }));
        expect(play(keys)).toEqual({ page: keys.map(({ stroke }) => stroke.key), ends: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});

it('zeroes what was scanned once it was taken, whole or not', () => {
  const lent: Uint8Array[] = [];
  const catcher = createScanCatcher((bytes) => lent.push(bytes), usual);
  for (const { stroke } of scanOf(content)) catcher.take(stroke, true);
  expect(catcher.silence()).toEqual({ is: 'scan', said: 1 });
  expect(lent[0]).toEqual(new Uint8Array(content.length));
  for (const { stroke } of typed(content, 5)) catcher.take(stroke, true);
  expect(lent[0]).not.toEqual(new Uint8Array(content.length));
  expect(catcher.silence()).toEqual({ is: 'half-scan' });
  expect(lent[0]).toEqual(new Uint8Array(content.length));
});
