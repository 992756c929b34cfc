import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJson } from '../setup/packages.mjs';
import { root } from '../setup/say.mjs';
import { billOfMaterials, isAllowed, missingFromBill, packagesInside } from './papers.mjs';

const manifest = readJson(join(root, 'package.json'));
const { packages: locked } = readJson(join(root, 'package-lock.json'));
const production = packagesInside([], locked);

describe('the packages of the product', () => {
  it('are those that the bundler put in and those that npm lists for production, once each', () => {
    const lock = {
      '': { version: '1.0.0' },
      'node_modules/native': { version: '1.0.0', license: 'MIT' },
      'node_modules/bundled': { version: '2.0.0', license: 'ISC', dev: true },
      'node_modules/builder': { version: '3.0.0', license: 'MIT', dev: true },
    };
    const found = packagesInside([['bundled'], ['bundled', 'native']], lock);
    expect(found.map(({ name, version }) => `${name}@${version}`)).toEqual(['bundled@2.0.0', 'native@1.0.0']);
  });

  it('are all in the lock file', () => {
    expect(() => packagesInside([['stranger']], {})).toThrow('stranger is inside, but not in the lock file');
  });

  it('are asked for in exact versions', () => {
    const asked = { ...manifest.dependencies, ...manifest.devDependencies };
    const loose = Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it('are locked by their digests, without a host', () => {
    const entries = Object.entries(locked).filter(([place]) => place.startsWith('node_modules/'));
    expect(entries.length).toBeGreaterThan(100);
    expect(
      entries.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place),
    ).toEqual([]);
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });

  it('of production are the native module and what it was compiled with', () => {
    expect(production.map(({ name }) => name)).toEqual(['better-sqlite3', 'node-addon-api']);
    expect(production.every(({ license }) => isAllowed(license))).toBe(true);
  });

  it('may be had under a licence that asks only to be named', () => {
    for (const good of ['MIT', 'OFL-1.1', '(MIT OR Apache-2.0)', 'GPL-3.0 OR MIT'])
      expect(isAllowed(good)).toBe(true);
    for (const bad of ['GPL-3.0', '', 'UNLICENSED', '(MIT AND GPL-3.0)']) expect(isAllowed(bad)).toBe(false);
  });
});

describe('the bill of materials', () => {
  it('names product, runtime, database and packages, with digests and licences', () => {
    const integrity = `sha512-${Buffer.from('abc').toString('base64')}`;
    const packages = [{ name: '@a/b', version: '1.2.3', license: 'MIT', integrity }];
    const bill = billOfMaterials(packages, { version: '0.1.0', electron: '33.2.1', sqlite: '3.53.0' });
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: { version: '0.1.0' } },
    });
    expect(bill.components.map(({ name, version }) => `${name}@${version}`)).toEqual([
      'electron@33.2.1',
      'sqlite@3.53.0',
      '@a/b@1.2.3',
    ]);
    expect(bill.components[2]).toMatchObject({
      purl: 'pkg:npm/%40a/b@1.2.3',
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: '616263' }],
    });
    expect(bill.dependencies[0]?.dependsOn).toHaveLength(3);
  });
});

describe('the bill within a packed app', () => {
  const versions = { version: '0.1.0', electron: '33.2.1', sqlite: '3.53.0' };
  let folder = '';
  const pack = (/** @type {object} */ bill) => {
    mkdirSync(join(folder, 'resources'));
    writeFileSync(join(folder, 'resources/sbom.cdx.json'), JSON.stringify(bill));
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daypass-bill-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('names each package and Electron', () => {
    pack(billOfMaterials(production, versions));
    expect(missingFromBill(folder, production, '33.2.1')).toEqual([]);
  });

  it('is told to be missing, or of what it says nothing', () => {
    expect(missingFromBill(folder, production, '33.2.1')).toEqual(['the whole file']);
    pack(billOfMaterials(production.slice(1), versions));
    const [first] = production;
    expect(missingFromBill(folder, production, '45.4.1')).toEqual([
      'electron@45.4.1',
      `${first?.name}@${first?.version}`,
    ]);
  });
});
