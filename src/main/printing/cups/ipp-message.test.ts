import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIpp } from './ipp-decode.ts';
import { encodeIpp } from './ipp-encode.ts';
import { type IppAttribute, type IppValue, textTags } from './ipp-message.ts';

const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const byte = fc.integer({ min: 0, max: 255 });
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,30}$/);

const simple: fc.Arbitrary<IppValue> = fc.oneof(
  fc.record({ tag: fc.constantFrom('integer' as const, 'enum' as const), value: int32 }),
  fc.record({ tag: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.record({ tag: fc.constantFrom(...textTags), value: text(40) }),
  fc.record({ tag: fc.constant('range' as const), lower: int32, upper: int32 }),
  fc.record({ tag: fc.constant('resolution' as const), cross: int32, feed: int32, units: byte }),
  fc.record({
    tag: fc.constantFrom('nameWithLanguage' as const, 'textWithLanguage' as const),
    language: text(5),
    value: text(20),
  }),
  fc.record({
    tag: fc.constant('other' as const),
    // unsupported, unknown, no-value, octetString, dateTime
    code: fc.constantFrom(0x10, 0x12, 0x13, 0x30, 0x31),
    bytes: fc.uint8Array({ maxLength: 12 }),
  }),
);
const attributeOf = (value: fc.Arbitrary<IppValue>): fc.Arbitrary<IppAttribute> =>
  fc.record({ name, values: fc.array(value, { minLength: 1, maxLength: 3 }) });
const collection = (member: fc.Arbitrary<IppValue>): fc.Arbitrary<IppValue> =>
  fc.record({
    tag: fc.constant('collection' as const),
    members: fc.array(attributeOf(member), { maxLength: 3 }),
  });
const anyValue = fc.oneof(simple, collection(simple), collection(fc.oneof(simple, collection(simple))));

const anyMessage = fc.record({
  version: fc.tuple(byte, byte),
  code: fc.integer({ min: 0, max: 0xffff }),
  requestId: fc.integer({ min: 0, max: 0xffffffff }),
  groups: fc.array(
    fc.record({
      group: fc.constantFrom(1, 2, 4, 5, 9),
      attributes: fc.array(attributeOf(anyValue), { maxLength: 5 }),
    }),
    { maxLength: 4 },
  ),
  data: fc.uint8Array({ maxLength: 50 }),
});

describe('an IPP message', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(anyMessage, ({ data, ...message }) => {
        const bytes = Buffer.concat([encodeIpp(message), data]);
        expect(decodeIpp(bytes)).toEqual({ ok: true, value: { ...message, data } });
      }),
    );
  });

  it('is the bytes of the example in RFC 8010, appendix A.1', () => {
    const bytes = encodeIpp({
      version: [1, 1],
      code: 0x0002,
      requestId: 1,
      groups: [
        {
          group: 1,
          attributes: [{ name: 'attributes-charset', values: [{ tag: 'charset', value: 'utf-8' }] }],
        },
        { group: 2, attributes: [{ name: 'copies', values: [{ tag: 'integer', value: 20 }] }] },
      ],
    });
    expect(bytes.toString('hex')).toBe(
      '0101000200000001' +
        `0147${'0012'}${Buffer.from('attributes-charset').toString('hex')}${'0005'}${Buffer.from('utf-8').toString('hex')}` +
        `0221${'0006'}${Buffer.from('copies').toString('hex')}${'0004'}00000014` +
        '03',
    );
  });

  it.each([
    ['nothing', ''],
    ['a head alone', '0101000000000001'],
    ['a value before any group', '01010000000000014700'],
    ['a group without an end', '010100000000000101'],
    ['a length beyond the end', '0101000000000001014700ff61'],
    ['a value without an attribute', '010100000000000101440000000161' + '03'],
    ['an integer of three bytes', '0101000000000001012100016100030102' + '0303'],
    ['a collection that never ends', '0101000000000001013400016100004a0000000162' + '03'],
    ['a member without a name', '010100000000000101340001610000440000000162' + '370000000003'],
    ['an end of a collection that was not begun', '01010000000000010137000161000003'],
  ])('is refused by name when it is %s', (_title, hex) => {
    expect(decodeIpp(Buffer.from(hex, 'hex'))).toMatchObject({ ok: false, error: { kind: 'bad-message' } });
  });

  it('of a thousand collections within one another is refused', () => {
    const open = `340001610000${'4a00000001623400000000'.repeat(1000)}`;
    expect(decodeIpp(Buffer.from(`010100000000000101${open}`, 'hex'))).toEqual({
      ok: false,
      error: { kind: 'bad-message', detail: 'collections too deep' },
    });
  });

  it('of random bytes is a message or a refusal, never an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeIpp(bytes);
        if (!decoded.ok) expect(decoded.error.kind).toBe('bad-message');
      }),
      { numRuns: 2000 },
    );
  });

  it('that was damaged in one byte is a message or a refusal, never an exception', () => {
    fc.assert(
      fc.property(anyMessage, fc.nat(), byte, ({ data, ...message }, at, value) => {
        const bytes = Buffer.concat([encodeIpp(message), data]);
        bytes[at % bytes.length] = value;
        const decoded = decodeIpp(bytes);
        if (!decoded.ok) expect(decoded.error.kind).toBe('bad-message');
      }),
      { numRuns: 1000 },
    );
  });
});
