/** A station's key in memory, real but for where it is kept; the same seed gives the same key. */
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { StationKey } from '../main/ports.ts';
import { keyIdOf } from '../main/store/station-key.ts';

/** What precedes an Ed25519 seed of 32 bytes in PKCS #8 (RFC 8410, section 7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

export function memoryKey(seed = 'station'): StationKey {
  const bytes = createHash('sha256').update(seed).digest();
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, bytes]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(key).export({ format: 'jwk' }).x ?? '';
  return { publicKey, keyId: keyIdOf(publicKey), sign: (text) => sign(null, text, key) };
}
