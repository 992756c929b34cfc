import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Reading, type RfidForm, readingOf, rfidForms } from './reading.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, rfid: RfidForm = 'none') => readingOf(bytes(text), rfid);
const numbers = (reading: Reading) => (reading.is === 'number' ? reading.numbers : reading.is);

describe('a scan is told by its form', () => {
  it.each<[string, Reading]>([
    ['E10001', { is: 'number', numbers: ['E10001'] }],
    ['10001', { is: 'number', numbers: ['10001'] }],
    ['A-17/3.b', { is: 'number', numbers: ['A-17/3.b'] }],
    [' E10001 ', { is: 'number', numbers: ['E10001'] }],
    ['Anna.Kowalska@Plant7.example', { is: 'upn', upn: 'anna.kowalska@plant7.example' }],
    ["a.o'brien@plant7.example", { is: 'upn', upn: "a.o'brien@plant7.example" }],
    ['guest_mail.example#EXT#@plant7.example', { is: 'upn', upn: 'guest_mail.example#ext#@plant7.example' }],
  ])('%s', (text, reading) => {
    expect(read(text)).toEqual(reading);
  });

  it.each([
    ['a badge of Entra', 'ms-qrpin:v1|anna@plant7.example|5f0c|q9+/Zz=='],
    ['an address', 'https://plant.example/badge'],
    ['two @', 'anna@plant@example.com'],
    ['no domain', 'anna@plant'],
    ['a sign-in name that is too long', `${'a'.repeat(60)}@${'b'.repeat(48)}.example`],
    ['more than Graph keeps of a number', 'E1234567890123456'],
    ['only marks', '--------'],
    ['nothing', ''],
    ['blanks', '   '],
    ['NUL', 'E1\u00000001'],
    ['separators of GS1', '\u001dE10001\u001e\u001c'],
    ['a turned reading direction', 'E\u202e10001'],
    ['letters outside ASCII', 'Ł10001'],
    ['10,000 characters', '7'.repeat(10_000)],
    ['markup', '<b>E1</b>'],
    ['a formula', '=1+1'],
    ['SQL', "1' OR '1'='1"],
  ])('is other: %s', (_title, text) => {
    for (const rfid of rfidForms) expect(read(text, rfid)).toEqual({ is: 'other' });
  });
});

describe('a card’s number', () => {
  // 4 bytes: 0x04A1B2C3 is 77705923, its bytes turned round 0xC3B2A104 is 3283263748.
  it.each<[RfidForm, string, readonly string[]]>([
    ['hex', '04a1b2c3', ['04a1b2c3', '04A1B2C3', '77705923', '0077705923']],
    ['hex', '04:A1:B2:C3', ['04:A1:B2:C3', '04A1B2C3', '77705923', '0077705923']],
    ['reversed-hex', 'C3B2A104', ['C3B2A104', '04A1B2C3', '77705923', '0077705923']],
    ['decimal', '0077705923', ['0077705923', '04A1B2C3', '77705923']],
    ['reversed-decimal', '3283263748', ['3283263748', '04A1B2C3', '77705923', '0077705923']],
    ['hex', '04A1B2C3D4E5F6', ['04A1B2C3D4E5F6', '1303689068602870']],
    ['reversed-hex', 'F6E5D4C3B2A104', ['F6E5D4C3B2A104', '04A1B2C3D4E5F6', '1303689068602870']],
    ['decimal', '1303689068602870', ['1303689068602870', '04A1B2C3D4E5F6']],
    ['hex', '04A1B2C3D4E5F6071829', ['04A1B2C3D4E5F6071829', '21872273100789168674857']],
  ])('as a reader with %s sends it: %s', (rfid, text, all) => {
    const known = numbers(read(text, rfid));
    expect(known.slice(0, all.length)).toEqual(all);
  });

  it.each<[RfidForm, string]>([
    ['none', '04A1B2C3'],
    ['hex', 'E10001'],
    ['hex', '04A1B2C3D4'],
    ['decimal', '10001'],
    ['decimal', 'E1000100'],
  ])('is none with %s: %s', (rfid, text) => {
    expect(numbers(read(text, rfid))).toEqual([text]);
  });

  it('is none of more than ten bytes', () => {
    expect(read('9999999999999999999999999', 'decimal')).toEqual({ is: 'other' });
    expect(read('04A1B2C3D4E5F6071829AA', 'hex')).toEqual({ is: 'other' });
  });

  it('is the same card in all four forms, of any four, seven or ten bytes', () => {
    const turned = (hex: string) => (hex.match(/../g) ?? []).reverse().join('');
    const decimal = (hex: string) => BigInt(`0x${hex}`).toString().padStart(10, '0');
    const card = fc
      .constantFrom(4, 7, 10)
      .chain((size) => fc.uint8Array({ minLength: size, maxLength: size }));
    fc.assert(
      fc.property(card, (uid) => {
        const hex = [...uid].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
        // A decimal number does not tell how many zeros were before it.
        fc.pre(uid[0] !== 0 && uid.at(-1) !== 0);
        const forms = [
          read(hex, 'hex'),
          read(turned(hex), 'reversed-hex'),
          read(decimal(hex), 'decimal'),
          read(decimal(turned(hex)), 'reversed-decimal'),
        ];
        for (const form of forms) {
          expect(numbers(form)).toContain(hex);
          expect(numbers(form)).toContain(BigInt(`0x${hex}`).toString());
        }
      }),
    );
  });
});

it('whatever is scanned, what is kept is short, printable and what was scanned', () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 150 }).map(bytes),
  );
  fc.assert(
    fc.property(anything, fc.constantFrom(...rfidForms), (scanned, rfid) => {
      const reading = readingOf(scanned, rfid);
      const kept = reading.is === 'upn' ? [reading.upn] : reading.is === 'number' ? reading.numbers : [];
      expect(kept.length).toBeLessThanOrEqual(4);
      for (const text of kept) expect(text).toMatch(/^[\x20-\x7e]{1,113}$/);
    }),
    { numRuns: 2_000 },
  );
});
