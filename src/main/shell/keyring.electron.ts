/** The operating system's key store, where there is one that really encrypts. */
import { safeStorage } from 'electron';
import type { Keyring } from '../store/station-key.ts';

/**
 * Null on a Linux without a keyring: there `basic_text` encrypts with a password that is written in Chromium's source
 * (electronjs.org/docs/latest/api/safe-storage), which is no better than a file. Only after `ready`.
 */
export function systemKeyring(): Keyring | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  if (isPlain) return null;
  return {
    seal: (text) => safeStorage.encryptString(text),
    unseal: (sealed) => safeStorage.decryptString(Buffer.from(sealed)),
  };
}
