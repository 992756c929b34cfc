import { createCipheriv, createDecipheriv } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { provenKeyring } from './keyring-proof.ts';
import type { Keyring } from './station-key.ts';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'daypass-proof-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const key = Buffer.alloc(32, 7);
const iv = Buffer.alloc(16, 9);
const honest: Keyring = {
  seal(text) {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([cipher.update(text), cipher.final()]);
  },
  unseal(sealed) {
    const decipher = createDecipheriv('aes-256-cbc', key, iv);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString();
  },
};
const refuses = () => {
  throw new Error('the key store is locked');
};

describe('a key store', () => {
  it('that encrypts is trusted', () => {
    expect(provenKeyring(dataDir, honest)).toBe(honest);
  });

  it.each<[string, Keyring | null]>([
    ['is not there', null],
    [
      'leaves the text as it is',
      {
        seal: (text) => Buffer.from(`v10${text}`),
        unseal: (sealed) => Buffer.from(sealed).toString().slice(3),
      },
    ],
    [
      'only spells it otherwise',
      {
        seal: (text) => Buffer.from(Buffer.from(text).toString('base64')),
        unseal: (sealed) => Buffer.from(Buffer.from(sealed).toString(), 'base64').toString(),
      },
    ],
    ['gives something else back', { ...honest, unseal: (sealed) => honest.unseal(sealed).slice(1) }],
    ['refuses to seal', { ...honest, seal: refuses }],
    ['refuses to unseal', { ...honest, unseal: refuses }],
  ])('that %s is not', (_what, keyring) => {
    expect(provenKeyring(dataDir, keyring)).toBeNull();
  });

  it('leaves nothing of its proof behind', () => {
    provenKeyring(dataDir, honest);
    provenKeyring(dataDir, { ...honest, unseal: refuses });
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('is not trusted where nothing can be written', () => {
    expect(provenKeyring(path.join(dataDir, 'missing'), honest)).toBeNull();
  });
});
