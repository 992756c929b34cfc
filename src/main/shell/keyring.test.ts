import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemKeyring } from './keyring.electron.ts';

/** Electron's key store, as it says it is. */
const store = vi.hoisted(() => ({ isAvailable: true, backend: '' }));
vi.mock('electron', () => ({
  safeStorage: {
    isEncryptionAvailable: () => store.isAvailable,
    getSelectedStorageBackend() {
      if (process.platform !== 'linux') throw new Error('there is no such function here');
      return store.backend;
    },
    encryptString: (text: string) => Buffer.from([...text].reverse().join('')),
    decryptString: (sealed: Buffer) => [...sealed.toString()].reverse().join(''),
  },
}));

const { platform } = process;
const runOn = (value: string) => Object.defineProperty(process, 'platform', { value });
beforeEach(() => {
  runOn('linux');
  Object.assign(store, { isAvailable: true, backend: 'gnome_libsecret' });
});
afterEach(() => void runOn(platform));

describe('the key store of the system', () => {
  it.each(['gnome_libsecret', 'kwallet5', 'kwallet6'])('is used where it is %s', (backend) => {
    store.backend = backend;
    const keyring = systemKeyring();
    const sealed = keyring?.seal('token') ?? new Uint8Array();
    expect(Buffer.from(sealed).toString()).toBe('nekot');
    expect(keyring?.unseal(sealed)).toBe('token');
  });

  it('is none where Chromium would encrypt with a password that everybody knows', () => {
    store.backend = 'basic_text';
    expect(systemKeyring()).toBeNull();
  });

  it('is none where nothing is encrypted', () => {
    store.isAvailable = false;
    expect(systemKeyring()).toBeNull();
  });

  it.each(['win32', 'darwin'])('is not asked which it is on %s', (other) => {
    runOn(other);
    expect(systemKeyring()).not.toBeNull();
  });
});
