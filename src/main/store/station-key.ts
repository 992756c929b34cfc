/** The key that signs the journal's checkpoints: made at the first start, kept in the data folder, sealed where the system can. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { StationKey } from '../ports.ts';
import { keep } from './keep-file.ts';

/** The operating system's key store. Both throw where it refuses. */
export interface Keyring {
  seal(text: string): Uint8Array;
  unseal(sealed: Uint8Array): string;
}

/** The public half, one line of base64url: for people and for `journal verify`, never for signing. */
export const publicKeyName = 'station-key.pub';
const plainName = 'station-key.pem';
const sealedName = 'station-key.sealed';

/**
 * The key of this folder. A key that is lost, unreadable, or sealed by a key store that is no longer there, is replaced:
 * the station must work, and the journal says so, see `createCheckpoints`.
 * Throws the file system's errors when a new key cannot be kept.
 * @param keyring null where the system has none that really encrypts: then a file that only its owner can read
 */
export function openStationKey(dataDir: string, keyring: Keyring | null): StationKey {
  const file = (name: string) => path.join(dataDir, name);
  const sealed = keyring === null ? null : readKey(() => keyring.unseal(readFileSync(file(sealedName))));
  const plain = readKey(() => readFileSync(file(plainName), 'utf8'));
  const found = [sealed, plain].filter((key) => key !== null);
  // Both are there once the key store went and came back: the one that signed last goes on.
  const current = readPublicKey(dataDir);
  const privateKey = found.find((key) => publicKeyOf(key) === current) ?? found[0] ?? null;
  const kept = privateKey ?? makeKey(dataDir, keyring);
  if (kept === plain) chmodSync(file(plainName), 0o600);
  const publicKey = publicKeyOf(kept);
  if (publicKey !== current) keep(file(publicKeyName), `${publicKey}\n`);
  return { publicKey, keyId: keyIdOf(publicKey), sign: (bytes) => sign(null, bytes, kept) };
}

/** Null when there is none. */
export function readPublicKey(dataDir: string): string | null {
  try {
    return readFileSync(path.join(dataDir, publicKeyName), 'utf8').trim();
  } catch (absent) {
    if (isOf(absent, /^E[A-Z]+$/)) return null;
    throw absent;
  }
}

/** Short enough to compare by eye: the first 64 bits of the SHA-256 of the 32 bytes, in four groups of four. */
export function keyIdOf(publicKey: string): string {
  const hex = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
  return hex.slice(0, 16).replace(/(.{4})(?=.)/g, '$1-');
}

/** The `Verifies` of the core. */
export function verifies(publicKey: string, text: string, signature: string): boolean {
  const raw = Buffer.from(publicKey, 'base64url');
  const bytes = Buffer.from(signature, 'base64url');
  // One way to write each, or two rows that differ would carry the same signature.
  if (raw.length !== 32 || raw.toString('base64url') !== publicKey) return false;
  if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return false;
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(text), key, bytes);
}

function publicKeyOf(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
}

/** Whatever keeps a key from being read makes it a lost key: the file system, the key store, or what stands in the file. */
function readKey(read: () => string): KeyObject | null {
  try {
    const key = createPrivateKey(read());
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch (lost) {
    if (lost instanceof Error) return null;
    throw lost;
  }
}

function makeKey(dataDir: string, keyring: Keyring | null): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const sealed = keyring === null ? null : sealedOrNull(keyring, pem);
  if (sealed === null) keep(path.join(dataDir, plainName), pem);
  else keep(path.join(dataDir, sealedName), sealed);
  return privateKey;
}

/** A key store that is there but refuses (locked, no answer) is as good as none. */
function sealedOrNull(keyring: Keyring, pem: string): Uint8Array | null {
  try {
    return keyring.seal(pem);
  } catch (refused) {
    if (refused instanceof Error) return null;
    throw refused;
  }
}

function isOf(failed: unknown, code: RegExp): boolean {
  return failed instanceof Error && code.test((failed as NodeJS.ErrnoException).code ?? '');
}
