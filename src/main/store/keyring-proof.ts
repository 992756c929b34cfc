/** Whether a key store can be trusted with anything: what it sealed was written, read back, unsealed, compared and deleted. */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Keyring } from './station-key.ts';

const proofName = 'keyring.proof';

/** The store, or null where it refuses, gives something else back, or seals by leaving the text as it is. */
export function provenKeyring(dataDir: string, keyring: Keyring | null): Keyring | null {
  if (keyring === null) return null;
  const file = path.join(dataDir, proofName);
  const text = randomBytes(32).toString('base64url');
  try {
    writeFileSync(file, keyring.seal(text), { mode: 0o600 });
    const sealed = readFileSync(file);
    const isHidden = !sealed.includes(text) && !sealed.includes(Buffer.from(text).toString('base64'));
    return isHidden && keyring.unseal(sealed) === text ? keyring : null;
  } catch (refused) {
    // A full disk, a locked store, no answer: whatever keeps it from proving itself, it has not.
    if (refused instanceof Error) return null;
    throw refused;
  } finally {
    rmSync(file, { force: true });
  }
}
