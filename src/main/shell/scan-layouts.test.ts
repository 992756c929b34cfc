/** Scans as six keyboard layouts bring them: read by position, and nothing of them typed. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type HostLayout, hostLayouts, pressesOf } from '../../testing/host-keyboards.ts';
import { type Random, seededRandom } from '../../testing/simulation/random.ts';
import { type CatcherOptions, createScanCatcher, type Stroke } from './scan-catcher.ts';

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
const usual: CatcherOptions = { prefix: '', suffix: 'any', layout: 'us' };

interface Heard {
  readonly read: readonly string[];
  /** Keys that typed something into the page. */
  readonly typed: readonly string[];
}

class Keyboard {
  readonly read: string[] = [];
  readonly typed: string[] = [];
  readonly #catcher;
  #sinceMs = 0;
  constructor(options: CatcherOptions = usual) {
    this.#catcher = createScanCatcher(sha256, options);
  }

  press(stroke: Stroke, afterMs: number): void {
    this.wait(afterMs);
    this.#sinceMs = 0;
    // Neither Shift nor an input method's key types anything by itself.
    const isText = stroke.key !== 'Process' && stroke.key !== 'Shift';
    if (!this.#catcher.take(stroke, false) && isText) this.typed.push(stroke.key);
  }
  wait(ms: number): void {
    this.#sinceMs += ms;
    const patienceMs = this.#catcher.patienceMs();
    if (patienceMs === null || this.#sinceMs < patienceMs) return;
    const end = this.#catcher.silence();
    if (end.is === 'scan') this.read.push(end.said);
    if (end.is === 'typing') this.typed.push(...end.strokes.map(({ key }) => key));
  }
  heard(): Heard {
    this.wait(1_000);
    return { read: this.read, typed: this.typed };
  }
}

const enter: Stroke = { key: 'Enter', code: 'Enter', isShift: false, isCommand: false, isRepeat: false };
const shift: Stroke = { ...enter, key: 'Shift', code: 'ShiftLeft', isShift: true };

/** As a scanner does it: Shift before each capital. */
function scan(keyboard: Keyboard, text: string, host: HostLayout, gapMs: () => number): void {
  for (const press of pressesOf(text, host)) {
    if (press.isShift) keyboard.press(shift, gapMs());
    keyboard.press({ ...press, isCommand: false, isRepeat: false }, gapMs());
  }
  keyboard.press(enter, gapMs());
}

const hex = '0123456789ABCDEF';
const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const some = (random: Random, from: string, length: number) =>
  Array.from({ length }, () => from[random.int(0, from.length - 1)]).join('');

/** One of each format that a station meets. */
function sampleScan(random: Random, at: number): string {
  const number = String(random.int(100_000, 99_999_999));
  switch (at % 5) {
    case 0:
      return `E${number}`;
    case 1:
      return `${some(random, 'abcdefghij', 5)}.o'${some(random, 'klmnopqrstuvwxyz', 6)}@plant-7.example.com`;
    case 2:
      return some(random, hex, [8, 14, 20][at % 3] ?? 8);
    case 3:
      return String(random.int(0, 4_294_967_295)).padStart(10, '0');
    default:
      return `ms-qrpin:v1|w${number}@plant.example|${number}|${some(random, base64, random.int(40, 120))}==`;
  }
}

it('reads each of 10,000 scans at 2 to 30 ms a key over six layouts, and no character of them is typed', () => {
  const hosts = Object.keys(hostLayouts) as readonly HostLayout[];
  const random = seededRandom(20_261_127);
  let [scans, misread, leaked] = [0, 0, 0];
  for (let at = 0; at < 10_000; at += 1) {
    const host = hosts[at % hosts.length] ?? 'US English';
    const keyboard = new Keyboard();
    const text = sampleScan(random, at);
    scan(keyboard, text, host, () => random.int(2, 30));
    const { read, typed } = keyboard.heard();
    scans += 1;
    if (read.length !== 1 || read[0] !== sha256(text)) misread += 1;
    leaked += typed.length;
  }
  expect({ scans, misread, leaked }).toEqual({ scans: 10_000, misread: 0, leaked: 0 });
}, 60_000);

it('takes none of 1,000 fast human typings for a scan, and gives every key back in order', () => {
  const random = seededRandom(7);
  const letters = 'abcdefghijklmnopqrstuvwxyzABC0123456789 .-@';
  let [typings, wrong, scans] = [0, 0, 0];
  for (let at = 0; at < 1_000; at += 1) {
    const keyboard = new Keyboard();
    const typed: string[] = [];
    let rolled = 0;
    for (const press of pressesOf(some(random, letters, random.int(4, 60)), 'US English')) {
      // Fingers roll over each other now and then: at most four keys in a row.
      const isRoll = rolled < 4 && random.next() < 0.15;
      rolled = isRoll ? rolled + 1 : 0;
      keyboard.press(
        { ...press, isCommand: false, isRepeat: false },
        isRoll ? random.int(8, 39) : random.int(60, 180),
      );
      typed.push(press.key);
    }
    if (random.next() < 0.5) {
      keyboard.press(enter, random.int(60, 200));
      typed.push('Enter');
    }
    const heard = keyboard.heard();
    typings += 1;
    scans += heard.read.length;
    if (heard.typed.join() !== typed.join()) wrong += 1;
  }
  expect({ typings, wrong, scans }).toEqual({ typings: 1_000, wrong: 0, scans: 0 });
});

describe('a scanner that is set to the layout of the station', () => {
  const asTyped: CatcherOptions = { ...usual, layout: 'as-typed' };
  const typed = (keys: string): readonly Stroke[] =>
    [...keys].map((key) => ({ ...enter, key, code: 'KeyA' }));

  it('is read as it types', () => {
    const keyboard = new Keyboard(asTyped);
    for (const stroke of [...typed('Zoë|1ß'), enter]) {
      keyboard.press(stroke, 5);
    }
    expect(keyboard.heard()).toEqual({ read: [sha256('Zoë|1ß')], typed: [] });
  });

  it('is misread as a US one, which is why there is a setting', () => {
    const keyboard = new Keyboard(asTyped);
    scan(keyboard, 'Y12345', 'German', () => 5);
    expect(keyboard.heard().read).toEqual([sha256('Z12345')]);
  });
});

it('reads digits of the number block with NumLock off, and capitals with CapsLock on', () => {
  const keyboard = new Keyboard();
  const strokes = [
    ...[...'1234567'].map((digit) => ({ ...enter, key: 'Home', code: `Numpad${digit}` })),
    { ...enter, key: 'a', code: 'KeyA', isShift: true },
    enter,
  ];
  for (const stroke of strokes) {
    keyboard.press(stroke, 5);
  }
  expect(keyboard.heard()).toEqual({ read: [sha256('1234567A')], typed: [] });
});
