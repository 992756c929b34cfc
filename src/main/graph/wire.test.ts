import { describe, expect, it } from 'vitest';
import {
  cleanText,
  graphError,
  instant,
  instantOrNever,
  lowerCaseNames,
  objectId,
  unwrapped,
} from './wire.ts';

describe('a DateTimeOffset', () => {
  it.each([
    ['2026-11-23T08:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['2025-03-04T21:27:46.9771036Z', '2025-03-04T21:27:46.977Z'],
    ['2026-11-23T10:00:00+02:00', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23t08:00:00.5z', '2026-11-23T08:00:00.500Z'],
  ])('%s is read', (text, expected) => expect(new Date(instant.parse(text)).toISOString()).toBe(expected));

  it.each(['', 'now', '2026-11-23', '2026-11-23T08:00:00', '2026-13-40T99:00:00Z', '1795000000', null, 5])(
    '%s is refused',
    (text) => expect(instant.safeParse(text).success).toBe(false),
  );

  it.each([null, undefined, '0001-01-01T00:00:00Z'])('%s means never', (text) =>
    expect(instantOrNever.parse(text)).toBeNull(),
  );
});

describe('ids', () => {
  it('are compared in lower case when they are GUIDs', () => {
    expect(objectId.parse('44F2F040-EA9D-4283-9E7B-B63DDAE391A9')).toBe(
      '44f2f040-ea9d-4283-9e7b-b63ddae391a9',
    );
    expect(objectId.parse('Mixed_Case-1')).toBe('Mixed_Case-1');
  });

  it.each(['', '../me', 'a/b', 'a b', 'a?b', '.', '..', 'x'.repeat(129)])('%s is no id', (id) =>
    expect(objectId.safeParse(id).success).toBe(false),
  );
});

describe('text from outside', () => {
  it('loses control characters, direction marks and lone surrogates', () => {
    expect(cleanText('A\u0000n\u202en\ud800\n ', 99)).toBe('A n n');
  });
  it('is bounded', () => expect(cleanText('x'.repeat(1_000), 256)).toHaveLength(256));
  it('keeps joiners that names need', () => expect(cleanText('می\u200cخواهم', 99)).toBe('می\u200cخواهم'));
});

describe('names of properties', () => {
  it('are found in any casing, and never reach a prototype', () => {
    const folded = lowerCaseNames(JSON.parse('{"standardQrCode":{"ID":1},"__proto__":{"x":1}}'));
    expect(folded).toEqual(JSON.parse('{"standardqrcode":{"id":1},"__proto__":{"x":1}}'));
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
  it('are cut off below twelve levels', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 5_000; level += 1) deep = [deep];
    expect(JSON.stringify(lowerCaseNames(deep))).toContain('null');
  });
  it.each([
    [{ value: { id: 1 } }, { id: 1 }],
    [
      { id: 1, value: [1] },
      { id: 1, value: [1] },
    ],
    [{ value: null }, { value: null }],
    [null, null],
  ])('%j unwraps to %j', (body, expected) => expect(unwrapped(body)).toEqual(expected));
});

describe('an error body', () => {
  it('is read with innerError in either spelling', () => {
    for (const name of ['innerError', 'innererror']) {
      const body = { error: { code: 'accessDenied', message: 'm', [name]: { 'request-id': 'r-1' } } };
      expect(graphError(body)).toEqual({ code: 'accessDenied', message: 'm', requestId: 'r-1' });
    }
  });
  it('keeps only what an identifier may hold of a hostile code', () => {
    expect(graphError({ error: { code: '<b>x\r\nSet-Cookie: y', message: 5 } })).toEqual({
      code: 'bxSet-Cookiey',
      message: '',
      requestId: null,
    });
  });
  it.each([undefined, null, 'x', {}, { error: 'invalid_grant' }, { error: null }, []])('%j is none', (body) =>
    expect(graphError(body)).toBeNull(),
  );
  it('does without a request id that is not one', () => {
    const body = { error: { code: 'x', innerError: { 'request-id': '<script>' } } };
    expect(graphError(body)?.requestId).toBeNull();
  });
});
