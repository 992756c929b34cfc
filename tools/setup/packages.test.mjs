import { describe, expect, it } from 'vitest';
import { missingPackage } from './packages.mjs';

const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/zod': { version: '4.6.7' },
    'node_modules/vite': { version: '8.3.8' },
    'node_modules/vite/node_modules/zod': { version: '3.0.0' },
    'node_modules/only-on-windows': { version: '1.0.0', optional: true },
    'node_modules/neighbour': { link: true },
  },
};
const whole = {
  'node_modules/zod': '4.6.7',
  'node_modules/vite': '8.3.8',
  'node_modules/vite/node_modules/zod': '3.0.0',
};

/** @param {Record<string, string>} folders */
const installed = (folders) => (/** @type {string} */ folder) => folders[folder] ?? null;

describe('missingPackage', () => {
  it('finds nothing to install when every package stands as locked', () => {
    expect(missingPackage(lock, installed(whole))).toBeNull();
  });

  it('names a package that is not there', () => {
    const { 'node_modules/vite': _, ...rest } = whole;
    expect(missingPackage(lock, installed(rest))).toBe('node_modules/vite');
  });

  it('names a package of another version', () => {
    const other = installed({ ...whole, 'node_modules/zod': '4.6.6' });
    expect(missingPackage(lock, other)).toBe('node_modules/zod');
  });

  it('tells a nested copy from the one at the top', () => {
    const other = installed({ ...whole, 'node_modules/vite/node_modules/zod': '4.6.7' });
    expect(missingPackage(lock, other)).toBe('node_modules/vite/node_modules/zod');
  });

  it('asks neither for itself nor for what another platform or a link provides', () => {
    const asked = [];
    missingPackage(lock, (folder) => {
      asked.push(folder);
      return installed(whole)(folder);
    });
    expect(asked).toEqual(Object.keys(whole));
  });
});
