/** Finds where a text stops being JSON: `JSON.parse` names the place only sometimes and quotes the text around it. */

export interface Place {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

const blank = /[ \t\r\n]*/y;
const scalar =
  /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const mostDepth = 100;

/** @returns null for good JSON (RFC 8259); otherwise where the first word that does not fit begins */
export function badJsonPlace(text: string): Place | null {
  let at = 0;
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const isThere = pattern.test(text);
    if (isThere) at = pattern.lastIndex;
    return isThere;
  };
  const word = (mark: string): boolean => {
    skip(blank);
    if (!text.startsWith(mark, at)) return false;
    at += mark.length;
    return true;
  };
  const list = (end: string, member: () => boolean): boolean => {
    if (word(end)) return true;
    do if (!member()) return false;
    while (word(','));
    return word(end);
  };
  const value = (depth: number): boolean => {
    if (depth > mostDepth) return false;
    if (word('{')) return list('}', () => name() && word(':') && value(depth + 1));
    if (word('[')) return list(']', () => value(depth + 1));
    return skip(scalar);
  };
  const name = (): boolean => {
    skip(blank);
    return text[at] === '"' && skip(scalar);
  };
  const isGood = value(0);
  skip(blank);
  return isGood && at === text.length ? null : placeOf(text, at);
}

function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
