/** One worker's qrCodePinMethod as Entra keeps it: its rules, its limits, and a content that is told exactly once. */
import encodeQR from 'qr';
import { assert, err, ok, type Result } from '../core/result.ts';

export interface Code {
  readonly id: string;
  readonly startMs: number;
  readonly expireMs: number;
  readonly createdMs: number;
  readonly lastUsedMs: number | null;
  /** `ms-qrpin:v1|upn|id|key`; the real service does not keep it, the demo does as an oracle for tests. */
  readonly content: string;
}

export interface Pin {
  readonly id: string;
  readonly digits: string;
  readonly mustChange: boolean;
  readonly createdMs: number;
}

export interface Method {
  readonly id: string;
  readonly createdMs: number;
  readonly standard: Code | null;
  readonly temporary: Code | null;
  readonly pin: Pin;
}

/** Why the service refuses; the real codes are not documented, so these are the demo's own. */
export interface Refusal {
  readonly status: 400 | 404 | 409;
  readonly code: string;
  readonly message: string;
}

export type CodeSlot = 'standard' | 'temporary';
export interface Window {
  readonly startMs: number | null;
  readonly expireMs: number | null;
}

const hourMs = 3_600_000;
export const longestMs: Readonly<Record<CodeSlot, number>> = {
  temporary: 12 * hourMs,
  standard: 395 * 24 * hourMs,
};
const leastMs: Readonly<Record<CodeSlot, number>> = { temporary: hourMs, standard: 24 * hourMs };
/** A start may lie a little in the past, for clocks that differ. */
const pastMs = 10 * 60_000;

function refuse(message: string, code = 'invalidRequest'): Result<never, Refusal> {
  return err({ status: 400, code, message });
}

/** Creates a code in a slot without an active one. An expired one gives way. */
export function createCode(
  current: Code | null,
  slot: CodeSlot,
  asked: Window,
  upn: string,
  nowMs: number,
): Result<Code, Refusal> {
  const { startMs, expireMs } = asked;
  if (startMs === null || expireMs === null) return refuse('startDateTime and expireDateTime are required.');
  if (current !== null && current.expireMs > nowMs)
    return refuse(
      `An active ${slot} QR code already exists. Delete it to create a new one.`,
      'qrCodeAlreadyExists',
    );
  if (expireMs <= startMs || expireMs <= nowMs)
    return refuse('expireDateTime must be after startDateTime and in the future.');
  if (expireMs - startMs > longestMs[slot]) return refuse(`The lifetime of a ${slot} QR code is too long.`);
  if (expireMs - startMs < leastMs[slot]) return refuse(`The lifetime of a ${slot} QR code is too short.`);
  if (startMs < nowMs - pastMs) return refuse('startDateTime must not be in the past.');
  return ok(newCode(upn, startMs, expireMs, nowMs));
}

/** Only an active standard code can be extended, and only to 395 days from its start. */
export function extendStandard(method: Method, expireMs: number, nowMs: number): Result<Method, Refusal> {
  const { standard } = method;
  // Without an active one the same call creates a code, and to that belong both times.
  if (standard === null || standard.expireMs <= nowMs)
    return refuse('startDateTime and expireDateTime are required.');
  if (expireMs <= nowMs || expireMs - standard.startMs > longestMs.standard)
    return refuse('expireDateTime is out of range.');
  return ok({ ...method, standard: { ...standard, expireMs } });
}

export function newMethod(standard: Code, digits: string, nowMs: number): Method {
  return { id: crypto.randomUUID(), createdMs: nowMs, standard, temporary: null, pin: newPin(digits, nowMs) };
}

export function newPin(digits: string, nowMs: number): Pin {
  return { id: crypto.randomUUID(), digits, mustChange: true, createdMs: nowMs };
}

/**
 * The documented rules: 8 to 20 ASCII digits, neither 0123456789 nor 9876543210 in them, no repeated sequence of two or
 * three digits. The page's examples are 121212, 123123 and 342342: a pair three times, or a triple twice.
 */
export function isPinAllowed(digits: string): boolean {
  if (!/^[0-9]{8,20}$/.test(digits)) return false;
  if (digits.includes('0123456789') || digits.includes('9876543210')) return false;
  return !/([0-9]{2})\1\1|([0-9]{3})\2/.test(digits);
}

/** @param length Entra's own have as many digits as the policy's `pinLength`, 8 to 20 */
export function newPinDigits(length = 8): string {
  for (;;) {
    // Bytes from 250 up would make the low digits likelier.
    const fair = [...crypto.getRandomValues(new Uint8Array(64))].filter((byte) => byte < 250);
    const digits = fair
      .slice(0, length)
      .map((byte) => byte % 10)
      .join('');
    if (isPinAllowed(digits)) return digits;
  }
}

export function newCode(upn: string, startMs: number, expireMs: number, createdMs: number): Code {
  const id = crypto.randomUUID();
  const key = hex(crypto.getRandomValues(new Uint8Array(84)));
  return { id, startMs, expireMs, createdMs, lastUsedMs: null, content: `ms-qrpin:v1|${upn}|${id}|${key}` };
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The picture that the service sends: an SVG, not a PNG, three points to a module: 195 for a version 10 symbol. */
export function svgOf(content: string): string {
  const picture: string = encodeQR(content, 'svg', { ecc: 'low', border: 4 });
  const modules = Number(/viewBox="0 0 (\d+) /.exec(picture)?.[1]);
  assert(modules > 0, 'the picture tells its size in modules');
  const side = modules * 3;
  return picture.replace(
    '<svg ',
    `<svg version="1.1" baseProfile="full" shape-rendering="crispEdges" width="${side}" height="${side}" `,
  );
}
