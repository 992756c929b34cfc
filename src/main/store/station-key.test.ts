import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Keyring, keyIdOf, openStationKey, readPublicKey, verifies } from './station-key.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-key-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const file = (name: string) => path.join(dataDir, name);
const open = (keyring: Keyring | null = null) => openStationKey(dataDir, keyring).publicKey;

/** Turns every byte, and refuses what another store sealed. */
function fakeKeyring(mark = 'A'): Keyring {
  const turned = (bytes: Uint8Array) => bytes.map((byte) => byte ^ 0x5a);
  return {
    seal: (text) => turned(Buffer.from(mark + text)),
    unseal(sealed) {
      const text = Buffer.from(turned(sealed)).toString();
      if (!text.startsWith(mark)) throw new Error('Error while decrypting the ciphertext');
      return text.slice(mark.length);
    },
  };
}
const refusing: Keyring = {
  seal: () => {
    throw new Error('the key store is locked');
  },
  unseal: () => {
    throw new Error('the key store is locked');
  },
};

describe('the station key', () => {
  it('is made once and found again, and what it signs is its own', () => {
    const key = openStationKey(dataDir, null);
    const signature = Buffer.from(key.sign(Buffer.from('text'))).toString('base64url');
    expect(verifies(open(), 'text', signature)).toBe(true);
    expect(verifies(key.publicKey, 'texT', signature)).toBe(false);
    expect(key.keyId).toMatch(/^([0-9a-f]{4}-){3}[0-9a-f]{4}$/);
    expect(key.keyId).toBe(keyIdOf(key.publicKey));
  });

  it('is a file that only its owner can read, beside a public half, where nothing seals', () => {
    const publicKey = open();
    expect(statSync(file('station-key.pem')).mode & 0o777).toBe(0o600);
    expect(readPublicKey(dataDir)).toBe(publicKey);
    expect(readdirSync(dataDir).sort()).toEqual(['station-key.pem', 'station-key.pub']);
    chmodSync(file('station-key.pem'), 0o644);
    expect(open()).toBe(publicKey);
    expect(statSync(file('station-key.pem')).mode & 0o777).toBe(0o600);
  });

  it('is on disk only as the key store sealed it, where there is one', () => {
    const publicKey = open(fakeKeyring());
    expect(readdirSync(dataDir).sort()).toEqual(['station-key.pub', 'station-key.sealed']);
    expect(readFileSync(file('station-key.sealed'), 'latin1')).not.toContain('PRIVATE KEY');
    expect(open(fakeKeyring())).toBe(publicKey);
  });

  it('is made good when its public half was lost or written over', () => {
    const publicKey = open();
    rmSync(file('station-key.pub'));
    expect([open(), readPublicKey(dataDir)]).toEqual([publicKey, publicKey]);
    writeFileSync(file('station-key.pub'), 'somebody else\n');
    expect([open(), readPublicKey(dataDir)]).toEqual([publicKey, publicKey]);
  });
});

describe('a station whose key cannot be read', () => {
  it.each<[string, () => void]>([
    ['is gone', () => rmSync(file('station-key.pem'))],
    ['is empty', () => writeFileSync(file('station-key.pem'), '')],
    ['is rubbish', () => writeFileSync(file('station-key.pem'), 'rubbish')],
  ])('because the file %s, works on with a new one', (_title, lose) => {
    const before = open();
    lose();
    const after = open();
    expect(after).not.toBe(before);
    expect(open()).toBe(after);
  });

  it('because the key store is another one now, works on with a new one that this store seals', () => {
    const before = open(fakeKeyring('A'));
    const after = open(fakeKeyring('B'));
    expect(after).not.toBe(before);
    expect(open(fakeKeyring('B'))).toBe(after);
  });

  it('because the key store went away, keeps the new one when it comes back', () => {
    const before = open(fakeKeyring());
    const without = open();
    expect(without).not.toBe(before);
    expect(open(fakeKeyring())).toBe(without);
  });

  it('because the key store refuses, keeps one in a file instead', () => {
    const publicKey = open(refusing);
    expect(open(refusing)).toBe(publicKey);
    expect(readdirSync(dataDir)).toContain('station-key.pem');
  });

  it('and whose folder takes none says so', () => {
    expect(() => openStationKey(path.join(dataDir, 'nowhere'), null)).toThrow('ENOENT');
  });
});

describe('a signature', () => {
  it.each([
    ['', ''],
    [Buffer.alloc(32, 7).toString('base64url'), Buffer.alloc(64, 7).toString('base64url')],
    ['_'.repeat(43), '_'.repeat(86)],
    ['A'.repeat(42), 'A'.repeat(86)],
    ['é'.repeat(43), 'é'.repeat(86)],
  ])('that is rubbish, with a key that is rubbish, is none: %s', (publicKey, signature) => {
    expect(verifies(publicKey, 'text', signature)).toBe(false);
  });
  it('written in another way is none, or two rows could carry the same', () => {
    const key = openStationKey(dataDir, null);
    const signature = Buffer.from(key.sign(Buffer.from('text'))).toString('base64url');
    expect(verifies(key.publicKey, 'text', signature)).toBe(true);
    expect(verifies(key.publicKey, 'text', `${signature}==`)).toBe(false);
    expect(verifies(key.publicKey, 'text', ` ${signature}`)).toBe(false);
  });
});
