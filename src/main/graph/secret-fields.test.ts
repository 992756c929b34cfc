import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfBase64, takeSecrets } from './secret-fields.ts';

const taking = (json: string) => {
  const body = new TextEncoder().encode(json);
  const taken = [...takeSecrets(body)].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]);
  return { taken: Object.fromEntries(taken), left: new TextDecoder().decode(body) };
};

describe('taking secrets out of a reply', () => {
  it('leaves the same JSON with zeros in their places', () => {
    const json = JSON.stringify({
      id: 'x',
      image: { rawContent: 'YWJj', binaryValue: 'UE5H' },
      pin: { code: '12345678' },
    });
    expect(taking(json)).toEqual({
      taken: { rawcontent: 'YWJj', binaryvalue: 'UE5H', code: '12345678' },
      left: '{"id":"x","image":{"rawContent":"0000","binaryValue":"0000"},"pin":{"code":"00000000"}}',
    });
  });

  it('knows a name in any case and with blanks around it, and gives the first of several while it blanks all', () => {
    expect(taking('{ "CODE" :\n\t"1" , "a": [{"Code":"2"}] }')).toEqual({
      taken: { code: '1' },
      left: '{ "CODE" :\n\t"0" , "a": [{"Code":"0"}] }',
    });
  });

  it.each([
    ['a value that only says the name', '{"a":"code","b":"x"}'],
    ['a name within a text', String.raw`{"a":"\"code\":\"1\"","b":"x"}`],
    ['a value that is no text', '{"code":12,"b":"x"}'],
    ['an object of that name', '{"code":{"b":"x"}}'],
    ['a longer name', '{"codes":"x","postcode":"x"}'],
    ['a text that never ends', '{"code":"123'],
    ['nothing', ''],
  ])('takes nothing from %s', (_what, json) => {
    expect(taking(json)).toEqual({ taken: {}, left: json });
  });

  it('reads the one escape that base64 may come with, and leaves out a value with any other', () => {
    expect(taking(String.raw`{"rawContent":"a\/b\/"}`).taken).toEqual({ rawcontent: 'a/b/' });
    expect(taking(String.raw`{"rawContent":"a\u0062"}`)).toEqual({
      taken: {},
      left: '{"rawContent":"0000000"}',
    });
  });

  it('never changes what JSON says beside them, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (other, secret) => {
        const { left } = taking(JSON.stringify({ other, pin: { code: secret }, after: other }));
        const read = JSON.parse(left);
        expect(read.pin.code).toMatch(/^0*$/);
        const plain = JSON.stringify(other);
        if (!/"(code|rawcontent|binaryvalue)"/i.test(plain)) expect(JSON.stringify(read.after)).toBe(plain);
      }),
    );
  });
});

describe('base64 from bytes to bytes', () => {
  const decoded = (text: string) => {
    const bytes = bytesOfBase64(new TextEncoder().encode(text));
    return bytes === null ? null : Buffer.from(bytes);
  };

  it('reads what Node writes, plain and for URLs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (bytes) => {
        const wanted = Buffer.from(bytes);
        expect(decoded(wanted.toString('base64'))).toEqual(wanted);
        expect(decoded(wanted.toString('base64url'))).toEqual(wanted);
      }),
    );
  });

  it.each(['', '=', '==', 'A', 'ms|x', 'YW Jj', 'YWJj===', 'Y=Jj', '\u00e9\u00e9\u00e9\u00e9'])(
    'refuses %j',
    (text) => {
      expect(decoded(text)).toBeNull();
    },
  );
});
