/** What a scan says, told by its form alone: a sign-in name, a number, or something that only its hash may tell of. */

/** How the reader at the station writes a card's number; `none`: there is none, and every number is an employee number. */
export const rfidForms = ['none', 'hex', 'decimal', 'reversed-hex', 'reversed-decimal'] as const;
export type RfidForm = (typeof rfidForms)[number];

/**
 * Where the directory keeps a card's number: besides the employee number, one of the fifteen attributes that sites fill as they
 * like (`onPremisesExtensionAttributes` of Graph's user).
 */
export const extensionAttributes = [
  'extensionAttribute1',
  'extensionAttribute2',
  'extensionAttribute3',
  'extensionAttribute4',
  'extensionAttribute5',
  'extensionAttribute6',
  'extensionAttribute7',
  'extensionAttribute8',
  'extensionAttribute9',
  'extensionAttribute10',
  'extensionAttribute11',
  'extensionAttribute12',
  'extensionAttribute13',
  'extensionAttribute14',
  'extensionAttribute15',
] as const;
export type ExtensionAttribute = (typeof extensionAttributes)[number];

export type Reading =
  | { readonly is: 'upn'; readonly upn: string }
  /** All the ways in which the directory may have written it, the scanned one first. */
  | { readonly is: 'number'; readonly numbers: readonly string[] }
  /** A badge, or nothing known: its text is kept nowhere. */
  | { readonly is: 'other' }
  /** Somebody typed at the same moment, perhaps into it: only its hash can tell that it is whole. */
  | { readonly is: 'mixed' };

/** A scan as it leaves the catcher: the SHA-256 of its bytes (lower-case hex), and what may be known of them. */
export interface Scan {
  readonly sha256: string;
  readonly reading: Reading;
}

/** Of a sign-in name: 64 before the @, 48 after it (learn.microsoft.com, "Sign-in name limits"). */
const longestUpn = 113;
/** Of an employee number, as Graph has it. */
const longestNumber = 16;
const upnForm = /^[A-Za-z0-9][A-Za-z0-9._'!#^~+-]{0,63}@[A-Za-z0-9-]{1,48}(?:\.[A-Za-z0-9-]{1,48}){1,6}$/;
const numberForm = /^[A-Za-z0-9](?:[A-Za-z0-9 ._/-]*[A-Za-z0-9])?$/;
const other = { is: 'other' } as const;

/** Pure and linear. @param bytes of the whole scan, without prefix and suffix; they are not kept */
export function readingOf(bytes: Uint8Array, rfid: RfidForm): Reading {
  const text = plainText(bytes);
  if (text === null) return other;
  if (text.includes('@')) return upnForm.test(text) ? { is: 'upn', upn: text.toLowerCase() } : other;
  const card = cardNumbers(text, rfid);
  if (card.length > 0) return { is: 'number', numbers: [...new Set([text, ...card])] };
  const isNumber = text.length <= longestNumber && numberForm.test(text);
  return isNumber ? { is: 'number', numbers: [text] } : other;
}

/** Null for what is too long or holds anything but printable ASCII: then it was never made a string. */
function plainText(bytes: Uint8Array): string | null {
  if (bytes.length === 0 || bytes.length > longestUpn) return null;
  if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) return null;
  const text = String.fromCharCode(...bytes).trim();
  return text === '' ? null : text;
}

/** A card's number is 4, 7 or 10 bytes (ISO/IEC 14443-3: single, double and triple size UID). */
const sizes = [4, 7, 10] as const;

function cardNumbers(text: string, rfid: RfidForm): readonly string[] {
  if (rfid === 'none') return [];
  const isReversed = rfid.startsWith('reversed-');
  const sent = rfid.endsWith('hex') ? hexOf(text) : hexOfDecimal(text);
  if (sent === null) return [];
  const hex = isReversed ? reversed(sent) : sent;
  const decimal = BigInt(`0x${hex}`).toString();
  // Readers write four bytes with ten digits, and so do lists that were made with one.
  return hex.length === 8 ? [hex, decimal, decimal.padStart(10, '0')] : [hex, decimal];
}

function hexOf(text: string): string | null {
  const digits = text.replace(/[\s:-]/g, '').toUpperCase();
  return /^[0-9A-F]+$/.test(digits) && sizes.some((size) => digits.length === 2 * size) ? digits : null;
}

/** Below eight digits it is an employee's: nobody's card number is that small by chance. */
function hexOfDecimal(text: string): string | null {
  if (!/^\d{8,25}$/.test(text)) return null;
  const digits = BigInt(text).toString(16).toUpperCase();
  const size = sizes.find((bytes) => digits.length <= 2 * bytes);
  return size === undefined ? null : digits.padStart(2 * size, '0');
}

function reversed(hex: string): string {
  return (hex.match(/../g) ?? []).reverse().join('');
}
