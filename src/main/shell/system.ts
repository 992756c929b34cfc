/** The real ids, hash, chance and time zone behind their ports. */
import { createHash, randomInt, randomUUID } from 'node:crypto';
import type { Ids } from '../ports.ts';

/**
 * The operating system's time zone now, an IANA name: a station may be moved, or set right, while it runs. V8 keeps the
 * zone it found first and looks again only when Node tells it of a change of `TZ`; a zone given by `TZ` stays.
 */
export function systemTimeZone(): string {
  if (process.env.TZ === undefined) delete process.env.TZ;
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export const systemIds: Ids = { uuid: () => randomUUID() };

/** Lower-case hex SHA-256. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** In [0, 1), from the operating system's source. */
export function systemRandom(): number {
  return randomInt(2 ** 47) / 2 ** 47;
}
