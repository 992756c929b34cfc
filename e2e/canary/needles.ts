/** Every form in which a secret could lie around, and one pass over bytes that finds any of them. */

export interface Needle {
  /** Which secret and in which form: for the report, which never quotes the secret. */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Finder {
  /** The longest needle: how much of one chunk must be seen again with the next. */
  readonly longest: number;
  /** Calls `hit` for every needle that ends within the first `length` bytes. */
  search(bytes: Uint8Array, length: number, hit: (needle: Needle, at: number) => void): void;
}

/** Shorter than any form of a secret: how far the search can look ahead. */
const windowBytes = 12;

/**
 * A content is known by its key: what stands before it is public. Forms: raw, UTF-16, hex in either case, base64 at each
 * alignment, percent-encoded, reversed bytes of JavaScript's one-byte strings being the raw form, and shifted by half a
 * byte, as the data of a QR symbol has it. A PIN also in the groups that its slip shows.
 */
export function needlesOf(secrets: readonly string[]): readonly Needle[] {
  return secrets.flatMap((secret, index) => {
    const parts = secret.split('|');
    const isCode = parts.length > 1;
    const text = isCode ? (parts.at(-1) ?? '') : secret;
    const named = (form: string, bytes: Buffer): Needle => ({
      name: `${isCode ? 'code' : 'pin'} ${index} ${form}`,
      bytes,
    });
    const ends = isCode ? [text.slice(0, 40), text.slice(-40)] : [text];
    return ends.flatMap((end) => [
      ...formsOf(end).map(([form, bytes]) => named(form, bytes)),
      ...(isCode ? [] : [named('grouped', Buffer.from(grouped(end)))]),
    ]);
  });
}

function formsOf(text: string): readonly (readonly [string, Buffer])[] {
  const raw = Buffer.from(text);
  const hex = raw.toString('hex');
  const percent = [...hex.matchAll(/../g)].map(([pair]) => `%${pair}`).join('');
  return [
    ['raw', raw],
    ['utf-16', Buffer.from(text, 'utf16le')],
    ['hex', Buffer.from(hex)],
    ['HEX', Buffer.from(hex.toUpperCase())],
    ['url', Buffer.from(percent)],
    ['URL', Buffer.from(percent.toUpperCase())],
    ['shifted', halfShifted(raw)],
    ...[0, 1, 2].map((skip) => [`base64+${skip}`, inBase64(raw, skip)] as const),
  ];
}

/** What is the same whatever comes before and after it, at a distance of `skip` from a group of three. */
function inBase64(raw: Buffer, skip: number): Buffer {
  const whole = Math.floor((raw.length - skip) / 3) * 3;
  return Buffer.from(raw.subarray(skip, skip + whole).toString('base64'));
}

function halfShifted(raw: Buffer): Buffer {
  return Buffer.from(raw.subarray(1).map((byte, index) => (((raw[index] ?? 0) << 4) | (byte >> 4)) & 0xff));
}

function grouped(digits: string): string {
  const count = Math.ceil(digits.length / 4);
  const end = (group: number) => Math.ceil((digits.length * group) / count);
  return Array.from({ length: count }, (_, group) => digits.slice(end(group), end(group + 1))).join(' ');
}

/** Wu and Manber's search for many words at once, by blocks of two bytes: most of the bytes are never looked at. */
export function createFinder(needles: readonly Needle[]): Finder {
  const shift = new Uint8Array(65_536).fill(windowBytes - 1);
  const ending = new Map<number, Needle[]>();
  for (const needle of needles) {
    const { bytes } = needle;
    if (bytes.length < windowBytes) throw new Error(`${needle.name} is too short to be looked for`);
    for (let at = 1; at < windowBytes; at += 1) {
      const block = ((bytes[at - 1] ?? 0) << 8) | (bytes[at] ?? 0);
      shift[block] = Math.min(shift[block] ?? 0, windowBytes - 1 - at);
      if (at === windowBytes - 1) ending.set(block, [...(ending.get(block) ?? []), needle]);
    }
  }
  const longest = Math.max(windowBytes, ...needles.map(({ bytes }) => bytes.length));
  return {
    longest,
    search(bytes, length, hit) {
      const view = Buffer.from(bytes.buffer, bytes.byteOffset, length);
      for (let at = windowBytes - 1; at < length; ) {
        const block = ((view[at - 1] ?? 0) << 8) | (view[at] ?? 0);
        const step = shift[block] ?? 1;
        if (step > 0) {
          at += step;
          continue;
        }
        const from = at - windowBytes + 1;
        for (const needle of ending.get(block) ?? []) {
          const end = from + needle.bytes.length;
          if (end <= length && view.compare(needle.bytes, 0, needle.bytes.length, from, end) === 0)
            hit(needle, from);
        }
        at += 1;
      }
    },
  };
}
