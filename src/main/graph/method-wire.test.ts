import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '../ports.ts';
import { parseCreated, parseEnrolled, parsePin } from './method-wire.ts';
import { bytesOfBase64, takeSecrets } from './secret-fields.ts';

const asked = { startsAtMs: 1_000, expiresAtMs: 2_000 };
const content = btoa('a content of a code');
const code = {
  id: 'c1',
  expireDateTime: '2026-11-27T12:00:00Z',
  image: { rawContent: content, binaryValue: btoa('PNG') },
};

function replyOf(body: unknown): Reply {
  return { status: 201, headers: new Headers(), body: new TextEncoder().encode(JSON.stringify(body)) };
}

/** What is kept outside the engine's own objects is made of these. */
function watchMemory(): readonly ArrayBuffer[] {
  const made: ArrayBuffer[] = [];
  class Seen extends ArrayBuffer {
    constructor(length: number) {
      super(length);
      made.push(this);
    }
  }
  vi.stubGlobal('ArrayBuffer', Seen);
  return made;
}

const written = (made: readonly ArrayBuffer[]) =>
  made.filter((buffer) => new Uint8Array(buffer).some((byte) => byte !== 0));

afterEach(() => vi.unstubAllGlobals());

describe('memory that a secret was copied to', () => {
  it('is what the caller got, after a code was made', () => {
    const made = watchMemory();
    const read = parseCreated(asked)(replyOf(code), null);
    expect(read.ok && written(made)).toEqual([read.ok && read.value.content.buffer]);
  });

  it('is what the caller got, after an enrolment', () => {
    const made = watchMemory();
    const read = parseEnrolled(asked)(replyOf({ standardQRCode: code, pin: { code: '12345678' } }), null);
    const kept = read.ok ? [read.value.pin?.buffer, read.value.content.buffer] : [];
    expect(kept).toHaveLength(2);
    expect(new Set(written(made))).toEqual(new Set(kept));
  });

  it.each<[string, (reply: Reply) => { readonly ok: boolean }, unknown]>([
    ['of a code without an id', (reply) => parseCreated(asked)(reply, null), { ...code, id: null }],
    [
      'of a content outside its image',
      (reply) => parseCreated(asked)(reply, null),
      { ...code, image: null, other: code.image },
    ],
    [
      'of a content that is too long',
      (reply) => parseCreated(asked)(reply, null),
      { ...code, image: { rawContent: btoa('x'.repeat(2_954)) } },
    ],
    [
      'of a content that is no base64',
      (reply) => parseCreated(asked)(reply, null),
      { ...code, image: { rawContent: `${content}|` } },
    ],
    [
      'of an enrolment without an image',
      (reply) => parseEnrolled(asked)(reply, null),
      { standardQRCode: { ...code, image: null }, pin: { code: '12345678' } },
    ],
    ['of an enrolment without a PIN', (reply) => parseEnrolled(asked)(reply, null), { standardQRCode: code }],
    ['of a PIN that is none', parsePin, { code: '12345678x' }],
  ])('is wiped %s', (_what, parse, body) => {
    const made = watchMemory();
    expect(parse(replyOf(body)).ok).toBe(false);
    expect(made.length).toBeGreaterThan(0);
    expect(written(made)).toEqual([]);
  });

  it('is none for a second value of one name, and wiped for one with an escape', () => {
    const made = watchMemory();
    const taken = takeSecrets(
      new TextEncoder().encode(String.raw`{"code":"12","a":{"code":"34"},"rawContent":"a\u0062"}`),
    );
    expect(written(made)).toEqual([taken.get('code')?.buffer]);
  });

  it('is wiped when base64 breaks off in the middle', () => {
    const made = watchMemory();
    expect(bytesOfBase64(new TextEncoder().encode('YWJjYWJj|'))).toBeNull();
    expect(written(made)).toEqual([]);
  });
});
