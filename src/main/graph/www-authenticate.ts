/** Reads `WWW-Authenticate` as RFC 9110 section 11 writes it, and finds the claims challenge in it. */

export interface Challenge {
  /** Lower case, such as `bearer`. */
  readonly scheme: string;
  /** The single credential-like word that may stand instead of parameters. */
  readonly token68: string | null;
  /** Names in lower case; of a name given twice the first counts. */
  readonly parameters: ReadonlyMap<string, string>;
}

const longestHeader = 16_384;
const longestClaims = 8_192;
const token = /[!#$%&'*+.^_`|~0-9A-Za-z-]+/y;
const token68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;
const blanks = /[ \t]*/y;
const separators = /[ \t,]*/y;
const equals = /[ \t]*=[ \t]*/y;
const quoted = /"((?:[^"\\]|\\.)*)"/y;

/** A place in the header; each `take` moves on only when its pattern stands right there. */
class Cursor {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  /** Undoes a take that led nowhere. */
  mark(): () => void {
    const at = this.at;
    return () => {
      this.at = at;
    };
  }
}

function takeParameter(cursor: Cursor): readonly [string, string] | null {
  const back = cursor.mark();
  const name = cursor.take(token)?.[0];
  if (name !== undefined && cursor.take(equals) !== null) {
    const inQuotes = cursor.take(quoted)?.[1];
    const value = inQuotes?.replace(/\\(.)/g, '$1') ?? cursor.take(token)?.[0];
    if (value !== undefined) return [name.toLowerCase(), value];
  }
  back();
  return null;
}

function takeChallenge(cursor: Cursor): Challenge | null {
  const scheme = cursor.take(token)?.[0];
  if (scheme === undefined) return null;
  cursor.take(blanks);
  const parameters = new Map<string, string>();
  let parameter = takeParameter(cursor);
  const word = parameter === null ? (cursor.take(token68)?.[0] ?? null) : null;
  while (parameter !== null) {
    if (!parameters.has(parameter[0])) parameters.set(parameter[0], parameter[1]);
    const back = cursor.mark();
    cursor.take(separators);
    parameter = takeParameter(cursor);
    if (parameter === null) back();
  }
  return { scheme: scheme.toLowerCase(), token68: word, parameters };
}

/**
 * All challenges of the header's value (several header lines arrive joined by commas). What cannot be read ends the
 * list: a malformed tail never invents a challenge.
 */
export function parseChallenges(header: string): readonly Challenge[] {
  if (header.length > longestHeader) return [];
  const cursor = new Cursor(header);
  const challenges: Challenge[] = [];
  cursor.take(separators);
  while (!cursor.ended) {
    const challenge = takeChallenge(cursor);
    if (challenge === null) break;
    challenges.push(challenge);
    cursor.take(separators);
  }
  return challenges;
}

/**
 * The decoded claims (a JSON text) that the resource asks for, or null. Graph sends `error="insufficient_claims"` and
 * `claims` in base64 to clients that declare `cp1` (learn.microsoft.com, "Claims challenges").
 */
export function claimsChallenge(header: string | null): string | null {
  for (const { scheme, parameters } of parseChallenges(header ?? '')) {
    const claims = parameters.get('claims');
    if (scheme !== 'bearer' || parameters.get('error') !== 'insufficient_claims' || claims === undefined)
      continue;
    const decoded = decodeClaims(claims);
    if (decoded !== null) return decoded;
  }
  return null;
}

function decodeClaims(base64: string): string | null {
  if (base64.length > longestClaims || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return null;
  const text = Buffer.from(base64, 'base64').toString('utf8');
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? text : null;
  } catch (notJson) {
    if (notJson instanceof SyntaxError) return null;
    throw notJson;
  }
}
