import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeSecretStore } from '../../testing/secret-store.contract.ts';
import { createSecretFile, dropSecretFile } from './secret-file.ts';
import type { Keyring } from './station-key.ts';

let dataDir = '';
let file = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-secret-'));
  file = path.join(dataDir, 'sign-in.sealed');
});
afterEach(() => rmSync(dataDir, { recursive: true }));

/** A key store with a key of its own, which can be replaced by another. */
function keyStore(): Keyring & { loseKey(): void } {
  let key = randomBytes(32);
  const iv = Buffer.alloc(12, 9);
  return {
    loseKey() {
      key = randomBytes(32);
    },
    seal(text) {
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    },
    unseal(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, iv);
      decipher.setAuthTag(sealed.slice(-16));
      return Buffer.concat([decipher.update(sealed.slice(0, -16)), decipher.final()]).toString();
    },
  };
}

describeSecretStore('the sealed file', () => {
  const keys = keyStore();
  return { store: createSecretFile(dataDir, keys), loseKey: keys.loseKey };
});

describe('the sealed file', () => {
  it('holds no clear text, and only its owner can read it', () => {
    createSecretFile(dataDir, keyStore()).write('refresh-1');
    expect(readdirSync(dataDir)).toEqual(['sign-in.sealed']);
    expect(readFileSync(file).includes('refresh-1')).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['damaged', () => writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.from('x')]))],
    ['cut off', () => writeFileSync(file, readFileSync(file).subarray(0, 5))],
    ['empty', () => writeFileSync(file, '')],
    [
      'no file',
      () => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ])('that is %s is taken away', (_what, damage) => {
    const store = createSecretFile(dataDir, keyStore());
    store.write('refresh-1');
    damage();
    expect(store.read()).toBeNull();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('that is too large is not even opened', () => {
    writeFileSync(file, Buffer.alloc(500_001));
    const store = createSecretFile(dataDir, { ...keyStore(), unseal: () => 'opened' });
    expect(store.read()).toBeNull();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each<[string, Keyring['seal']]>([
    [
      'refuses',
      () => {
        throw new Error('locked');
      },
    ],
    ['seals into more than is ever read', () => Buffer.alloc(500_001)],
  ])('is gone where the key store %s, and with it what stood there before', (_what, seal) => {
    const keys = keyStore();
    createSecretFile(dataDir, keys).write('refresh-1');
    const refused = createSecretFile(dataDir, { ...keys, seal }).write('refresh-2');
    expect(refused).toMatchObject({ ok: false, error: { kind: 'disk' } });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is a trouble, not a crash, where nothing can be written', () => {
    const store = createSecretFile(path.join(dataDir, 'missing'), keyStore());
    expect(store.write('refresh-1')).toMatchObject({ ok: false, error: { kind: 'disk' } });
  });

  it('goes without a key store too', () => {
    createSecretFile(dataDir, keyStore()).write('refresh-1');
    expect(dropSecretFile(dataDir)).toEqual({ ok: true, value: null });
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
