/** Graph's JSON as it really comes: the primitives every schema of this folder is built from, lenient where Graph is loose. */
import { z } from 'zod';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const dateTime = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?(Z|[+-]\d{2}:\d{2})$/i;
/** Control characters, lone surrogates and marks that turn the reading direction: none belongs in a name. */
const unprintable = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const deepest = 12;

/** A name or a line of text from outside: printable, trimmed, at most `longest` UTF-16 units. */
export function cleanText(text: string, longest: number): string {
  return text.slice(0, longest).replace(unprintable, ' ').trim();
}

/** Ids compare as text everywhere else, so a GUID is put in lower case here (Graph answers in either). */
export const objectId = z
  .string()
  .regex(/^[0-9A-Za-z][0-9A-Za-z._-]{0,127}$/)
  .transform((id) => (guid.test(id) ? id.toLowerCase() : id));

/** Edm.DateTimeOffset, with up to 12 fractional digits of which milliseconds are kept; gives UTC milliseconds. */
export const instant = z.string().transform((text, context): number => {
  const [, seconds, fraction, zone] = dateTime.exec(text) ?? [];
  const atMs = Date.parse(`${seconds}.${(fraction ?? '').slice(0, 3).padEnd(3, '0')}${zone?.toUpperCase()}`);
  if (!Number.isNaN(atMs)) return atMs;
  context.addIssue({ code: 'custom', message: 'not a DateTimeOffset' });
  return z.NEVER;
});

const httpDateForm = /^[A-Za-z]{3}, \d{2} [A-Za-z]{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** An HTTP date in the form that RFC 9110 has senders use; anything else is null, never a guess in a local time. */
export function httpDate(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  const atMs = httpDateForm.test(trimmed) ? Date.parse(trimmed) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}

/** "Never used" is null, missing, or the year 1 (`0001-01-01T00:00:00Z`), depending on the page of the documentation. */
export const instantOrNever = instant
  .nullish()
  .transform((atMs) => (atMs === null || atMs === undefined || atMs < 0 ? null : atMs));

/** A short text that may be null, missing or of a wrong type: it is only ever shown. */
export function optionalText(longest: number) {
  return z.unknown().transform((value) => {
    const text = typeof value === 'string' ? cleanText(value, longest) : '';
    return text === '' ? null : text;
  });
}

/**
 * The same value with every property name in lower case: Graph and its documentation mix `standardQRCode` with
 * `standardQrCode` and `innerError` with `innererror`. Too deep a nesting is cut off.
 */
export function lowerCaseNames(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return null;
  if (Array.isArray(value)) return value.map((item) => lowerCaseNames(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name.toLowerCase(), lowerCaseNames(item, depth + 1)]),
  );
}

/** Takes the object out of `{"value": {…}}`, which some answers about a single object are wrapped in. */
export function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('value' in value)) return value;
  const inner = value.value;
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : value;
}

const innerError = z.object({ 'request-id': z.string().optional(), code: z.string().optional() });
const errorBody = z.object({
  error: z.object({
    code: z.string().catch(''),
    message: z.string().catch(''),
    innererror: innerError.optional().catch(undefined),
  }),
});

export interface GraphError {
  /** Bounded to the characters of an identifier; empty when there was none. */
  readonly code: string;
  /** For developers and for the two decisions Graph has no code for. Never shown or stored. */
  readonly message: string;
  readonly requestId: string | null;
}

/** Graph's error body, or null when the JSON is none. */
export function graphError(json: unknown): GraphError | null {
  const parsed = errorBody.safeParse(lowerCaseNames(json));
  if (!parsed.success) return null;
  const { code, message, innererror } = parsed.data.error;
  return {
    code: code.replace(/[^\w.-]/g, '').slice(0, 64),
    message: message.slice(0, 512),
    requestId: requestId(innererror?.['request-id'] ?? null),
  };
}

/** A request id fit for the journal, or null. */
export function requestId(text: string | null): string | null {
  return text !== null && /^[\w.:|-]{1,80}$/.test(text) ? text : null;
}
