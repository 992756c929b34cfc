/** What a scanner puts around what it read, as its set-up sheet and the station's config have it. */

export interface ScannerFraming {
  /** ASCII; empty when there is none. */
  readonly prefix: string;
  /** `any`: Enter or Tab. `none`: only silence. Else a key, or up to two ASCII characters, after which Enter or Tab may come. */
  readonly suffix: string;
}

/** What was read, without prefix and suffix; null when they are not there, or nothing else is. */
export function bareOf(
  bytes: Uint8Array,
  end: string | null,
  { prefix, suffix }: ScannerFraming,
): Uint8Array | null {
  const tail = endingOf(suffix, end);
  if (tail === null) return null;
  if (!hasAt(bytes, prefix, 0) || !hasAt(bytes, tail, bytes.length - tail.length)) return null;
  const length = bytes.length - prefix.length - tail.length;
  return length > 0 ? bytes.subarray(prefix.length, prefix.length + length) : null;
}

/** The characters that must stand at the end; null when it did not end as it should. */
function endingOf(suffix: string, end: string | null): string | null {
  switch (suffix) {
    case 'none':
      return '';
    case 'any':
      return end === null ? null : '';
    case 'enter':
    case 'tab':
      return end?.toLowerCase() === suffix ? '' : null;
    default:
      return suffix;
  }
}

function hasAt(bytes: Uint8Array, text: string, from: number): boolean {
  return from >= 0 && [...text].every((letter, at) => bytes[from + at] === letter.charCodeAt(0));
}
