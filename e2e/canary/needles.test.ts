import { describe, expect, it } from 'vitest';
import { createFinder, needlesOf } from './needles.ts';

const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f00123456789abcdeffedcba98765432100aa55';
const code = `ms-qrpin:v1|anna@example.com|7e57e000-0000-4000-8000-000000000001|${key}`;
const pin = '8305927461940275';

function found(bytes: Buffer): readonly string[] {
  const names: string[] = [];
  createFinder(needlesOf([code, pin])).search(bytes, bytes.length, ({ name }) => names.push(name));
  return names;
}
const within = (bytes: Buffer | string) =>
  Buffer.concat([Buffer.from('before {"x":"'), Buffer.from(bytes), Buffer.from('"} after')]);
const percent = (text: string) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16)}`).join('');

describe('the search for a secret', () => {
  it.each([
    ['as it is', code, pin],
    ['in UTF-16', Buffer.from(code, 'utf16le'), Buffer.from(pin, 'utf16le')],
    ['in hex', Buffer.from(code).toString('hex'), Buffer.from(pin).toString('hex')],
    [
      'in upper-case hex',
      Buffer.from(code).toString('hex').toUpperCase(),
      Buffer.from(pin).toString('hex').toUpperCase(),
    ],
    ['percent-encoded', percent(code), percent(pin)],
    ['in base64', Buffer.from(code).toString('base64'), Buffer.from(pin).toString('base64')],
    [
      'in base64 after a byte',
      Buffer.from(`x${code}`).toString('base64'),
      Buffer.from(`x${pin}`).toString('base64'),
    ],
    [
      'in base64 after two',
      Buffer.from(`xy${code}`).toString('base64'),
      Buffer.from(`xy${pin}`).toString('base64'),
    ],
    ['as a slip groups it', '', '8305 9274 6194 0275'],
  ])('finds it %s', (_form, ofCode, ofPin) => {
    if (ofCode.length > 0) expect(found(within(ofCode))).not.toEqual([]);
    expect(found(within(ofPin))).not.toEqual([]);
  });

  it('finds the data of a QR symbol, where each byte lies across two', () => {
    const raw = Buffer.from(key);
    const shifted = Buffer.from(raw.map((byte, at) => (((raw[at - 1] ?? 0) << 4) | (byte >> 4)) & 0xff));
    expect(found(within(shifted)).some((name) => name.endsWith('shifted'))).toBe(true);
  });

  it('finds a part that begins or ends a key', () => {
    expect(found(within(key.slice(0, 44)))).toEqual(['code 0 raw']);
    expect(found(within(key.slice(-44)))).toEqual(['code 0 raw']);
  });

  it('finds nothing in what is not it, however alike', () => {
    expect(found(within(key.replace('0f1e', '0f1f').replace('aa55', 'aa56').slice(2, -2)))).toEqual([]);
    expect(found(within('8305927461940276'))).toEqual([]);
  });

  it('finds it at the very beginning and at the very end', () => {
    expect(found(Buffer.from(pin))).toEqual(['pin 1 raw']);
    expect(found(Buffer.concat([Buffer.alloc(500), Buffer.from(pin)]))).toEqual(['pin 1 raw']);
  });
});
