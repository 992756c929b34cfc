/** Secrets of a reply, taken out of its bytes before anything makes text of them: the engine's strings can be neither wiped nor found. */

/** In lower case: a code's content, the picture of its symbol, a PIN. */
export type SecretName = 'rawcontent' | 'binaryvalue' | 'code';

const names: ReadonlySet<string> = new Set<SecretName>(['rawcontent', 'binaryvalue', 'code']);
const [quote, backslash, colon, slash, zero] = [0x22, 0x5c, 0x3a, 0x2f, 0x30] as const;
const longestName = 16;

/**
 * Memory that the engine never moves. Up to 64 bytes of a typed array made any other way lie among its objects, and each
 * collection leaves a copy where they were.
 */
export function unmoved(length: number): Uint8Array {
  return new Uint8Array(new ArrayBuffer(length));
}

/**
 * The values of the first string of each of these names, at any depth; in the body zeros stand in all of their places. Names count
 * in any case; of escapes in a value only `\/` is known, any other leaves the value out. Bytes that are no JSON are left as they are found.
 *
 * @returns bytes of the values, which belong to the caller, who wipes them
 */
export function takeSecrets(body: Uint8Array): ReadonlyMap<SecretName, Uint8Array> {
  const taken = new Map<SecretName, Uint8Array>();
  let name: SecretName | null = null;
  for (let at = body.indexOf(quote); at >= 0; at = body.indexOf(quote, at)) {
    const end = endOfText(body, at + 1);
    if (end < 0) return taken;
    const text = body.subarray(at + 1, end);
    at = end + 1;
    if (nextMark(body, at) === colon) {
      name = nameIn(text);
      if (name !== null && nextMark(body, body.indexOf(colon, at) + 1) !== quote) name = null;
    } else if (name !== null) {
      // A copy of a second one would be nobody's to wipe.
      const value = taken.has(name) ? null : plain(text);
      if (value !== null) taken.set(name, value);
      text.fill(zero);
      name = null;
    }
  }
  return taken;
}

/** Of the closing quote; -1 where there is none. */
function endOfText(body: Uint8Array, from: number): number {
  for (let at = from; at < body.length; at += 1) {
    if (body[at] === quote) return at;
    if (body[at] === backslash) at += 1;
  }
  return -1;
}

/** The next byte that is no blank. */
function nextMark(body: Uint8Array, from: number): number | undefined {
  let at = from;
  while (isBlank(body[at])) at += 1;
  return body[at];
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}

function nameIn(text: Uint8Array): SecretName | null {
  if (text.length > longestName) return null;
  const name = String.fromCharCode(...text).toLowerCase();
  return isSecretName(name) ? name : null;
}

function isSecretName(name: string): name is SecretName {
  return names.has(name);
}

function plain(text: Uint8Array): Uint8Array | null {
  const bytes = unmoved(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === backslash) at += 1;
    if (text[at - 1] === backslash && text[at] !== slash) {
      bytes.fill(0);
      return null;
    }
    bytes[length] = text[at] ?? 0;
    length += 1;
  }
  return bytes.subarray(0, length);
}

/** The value of each letter of base64, plain or for URLs; 255: none. */
const sixBits = new Uint8Array(128).fill(255);
for (const [value, letter] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries())
  sixBits[letter.charCodeAt(0)] = value;
sixBits['-'.charCodeAt(0)] = 62;
sixBits['_'.charCodeAt(0)] = 63;
const padding = 0x3d;

/** Edm.Binary is base64url by the standard and plain base64 in Graph's samples. Null for anything else, and for nothing at all. */
export function bytesOfBase64(text: Uint8Array): Uint8Array | null {
  let length = text.length;
  for (let cut = 0; cut < 2 && text[length - 1] === padding; cut += 1) length -= 1;
  const bytes = unmoved(Math.floor((length * 3) / 4));
  let [held, bits, made] = [0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const value = sixBits[text[at] ?? 255] ?? 255;
    if (value === 255) {
      bytes.fill(0);
      return null;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[made] = (held >> bits) & 0xff;
      made += 1;
    }
  }
  return bytes.length === 0 ? null : bytes;
}
