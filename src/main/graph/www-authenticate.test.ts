import { describe, expect, it } from 'vitest';
import { claimsChallenge, parseChallenges } from './www-authenticate.ts';

const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
const base64 = Buffer.from(claims).toString('base64');

const read = (header: string) =>
  parseChallenges(header).map((c) => [c.scheme, c.token68, Object.fromEntries(c.parameters)]);

describe('parsing WWW-Authenticate', () => {
  const readable: readonly (readonly [string, string, unknown])[] = [
    ['nothing', '', []],
    ['a bare scheme', 'Negotiate', [['negotiate', null, {}]]],
    ['a token68 with padding', 'Negotiate oYG2MIGz==', [['negotiate', 'oYG2MIGz==', {}]]],
    [
      'an unquoted and a quoted value',
      'Bearer realm="", error=x',
      [['bearer', null, { realm: '', error: 'x' }]],
    ],
    ['blanks around the equals sign', 'Bearer a = "1" , b= 2', [['bearer', null, { a: '1', b: '2' }]]],
    ['an escaped quote', 'Basic realm="say \\"hi\\""', [['basic', null, { realm: 'say "hi"' }]]],
    [
      'commas and equals inside quotes',
      'Bearer a="x,y=z,", b="=="',
      [['bearer', null, { a: 'x,y=z,', b: '==' }]],
    ],
    [
      'two challenges in one line',
      'Basic realm="a", Bearer error="e"',
      [
        ['basic', null, { realm: 'a' }],
        ['bearer', null, { error: 'e' }],
      ],
    ],
    [
      'a bare scheme before another',
      'Negotiate, Bearer error="e"',
      [
        ['negotiate', null, {}],
        ['bearer', null, { error: 'e' }],
      ],
    ],
    ['stray commas', ', ,Bearer a=1,, b=2,', [['bearer', null, { a: '1', b: '2' }]]],
    ['a name given twice', 'Bearer a=1, A=2', [['bearer', null, { a: '1' }]]],
  ];
  it.each(readable)('reads %s', (_what, header, expected) => expect(read(header)).toEqual(expected));

  const broken: readonly (readonly [string, string, unknown])[] = [
    ['an unclosed quote', 'Bearer a="1', [['bearer', null, {}]]],
    ['only punctuation', '"="', []],
    ['control characters', 'Bearer a="1"\u0000, b=2', [['bearer', null, { a: '1' }]]],
    ['a header of 20 kB', `Bearer a="${'x'.repeat(20_000)}"`, []],
  ];
  it.each(broken)('does not invent anything from %s', (_what, header, expected) => {
    expect(read(header)[0]).toEqual((expected as unknown[])[0]);
  });

  it.each<[string, (size: number) => string]>([
    ['equals signs', (size) => `Bearer ${'a'.repeat(size)} ${'='.repeat(size)}`],
    ['commas', (size) => 'a,'.repeat(size)],
  ])('takes time in proportion to hostile input, and not to its square: %s', (_what, hostile) => {
    const quickestOf = (size: number) => {
      const tries = Array.from({ length: 20 }, () => {
        const startedMs = performance.now();
        parseChallenges(hostile(size));
        return performance.now() - startedMs;
      });
      return Math.min(...tries);
    };
    quickestOf(7_000);
    // Ten times as much: some ten times as long, where the square would be a hundred.
    expect(quickestOf(7_000) / quickestOf(700)).toBeLessThan(40);
  });
});

describe('finding the claims challenge', () => {
  it('decodes the claims of Graph’s challenge, wherever they stand', () => {
    const header = `Bearer realm="", authorization_uri="https://login.example/authorize", client_id="00000003", claims="${base64}", error="insufficient_claims"`;
    expect(claimsChallenge(header)).toBe(claims);
    expect(claimsChallenge(`Negotiate, PoP x=y, ${header}`)).toBe(claims);
  });

  it.each([
    ['no header', null],
    ['another error', `Bearer error="invalid_token", claims="${base64}"`],
    ['another scheme', `Basic error="insufficient_claims", claims="${base64}"`],
    ['claims that are not base64', 'Bearer error="insufficient_claims", claims="{}"'],
    ['claims that are not JSON', 'Bearer error="insufficient_claims", claims="aGVsbG8="'],
    ['claims that are an array', 'Bearer error="insufficient_claims", claims="W10="'],
    ['claims of 9 kB', `Bearer error="insufficient_claims", claims="${'A'.repeat(9_000)}"`],
  ])('finds none in %s', (_what, header) => expect(claimsChallenge(header)).toBeNull());
});
