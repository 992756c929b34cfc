/** The product's papers: which packages are inside (CycloneDX), and the licences that they come with. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../setup/packages.mjs';
import { root } from '../setup/say.mjs';

/** Those that may be linked into a closed or open product alike and ask only to be named. */
const allowedLicences = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'OFL-1.1'];
const parts = ['main', 'preload', 'renderer'];

/** @param {string} license an SPDX licence, or a choice such as `(MIT OR Apache-2.0)` */
export function isAllowed(license) {
  const choices = license.replace(/^\(|\)$/g, '').split(' OR ');
  return choices.some((choice) => allowedLicences.includes(choice));
}

/**
 * Every package of which anything is in the product: what the bundler put in, and what npm lists for production, which is
 * the native module and what it was compiled with.
 * @param {readonly (readonly string[])[]} bundled names for each part of the build
 * @param {Record<string, { version?: string, license?: string, integrity?: string, dev?: boolean, optional?: boolean }>} locked
 */
export function packagesInside(bundled, locked) {
  const production = Object.entries(locked)
    .filter(([place, { dev }]) => place.startsWith('node_modules/') && dev !== true)
    .map(([place]) => place.slice('node_modules/'.length));
  return [...new Set([...bundled.flat(), ...production])].sort().map((name) => {
    const entry = locked[`node_modules/${name}`];
    if (entry === undefined) throw new Error(`${name} is inside, but not in the lock file`);
    return {
      name,
      version: entry.version ?? '',
      license: entry.license ?? '',
      integrity: entry.integrity ?? '',
    };
  });
}

/** Of the build in `out/`. */
export function packagesOfBuild() {
  const bundled = parts.map((part) => readJson(join(root, 'out', part, 'packages.json')));
  return packagesInside(bundled, readJson(join(root, 'package-lock.json')).packages);
}

/**
 * CycloneDX 1.5. Without a date or a number of its own, so that the same sources give the same file.
 * @param {ReturnType<typeof packagesInside>} packages
 * @param {{ version: string, electron: string, sqlite: string }} product
 */
export function billOfMaterials(packages, { version, electron, sqlite }) {
  const product = { type: 'application', 'bom-ref': `daypass@${version}`, name: 'daypass', version };
  const components = [
    component('framework', { name: 'electron', version: electron, license: 'MIT', integrity: '' }),
    {
      type: 'library',
      'bom-ref': `sqlite@${sqlite}`,
      name: 'sqlite',
      version: sqlite,
      licenses: [{ license: { name: 'Public Domain' } }],
    },
    ...packages.map((one) => component('library', one)),
  ];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: product },
    components,
    dependencies: [{ ref: product['bom-ref'], dependsOn: components.map((one) => one['bom-ref']) }],
  };
}

function component(type, { name, version, license, integrity }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const hashes = integrity.startsWith('sha512-')
    ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }] }
    : {};
  const licence = /[ ()]/.test(license) ? { expression: license } : { license: { id: license } };
  return { type, 'bom-ref': purl, name, version, purl, licenses: [licence], ...hashes };
}

/**
 * Writes both papers.
 * @param {string} folder
 * @param {string} electron its version
 */
export function writePapers(folder, electron) {
  const packages = packagesOfBuild();
  const { version } = readJson(join(root, 'package.json'));
  const bill = billOfMaterials(packages, { version, electron, sqlite: sqliteVersion() });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
  writeFileSync(
    join(folder, 'THIRD-PARTY-LICENCES.txt'),
    packages.map(licenceText).join(`\n${'-'.repeat(80)}\n\n`),
  );
  return packages;
}

/**
 * What the bill of materials within a packed app does not name, though it is inside.
 * @param {string} folder the packed app
 * @param {ReturnType<typeof packagesInside>} packages
 * @param {string} electron its version
 */
export function missingFromBill(folder, packages, electron) {
  const file = join(folder, 'resources/sbom.cdx.json');
  if (!existsSync(file)) return ['the whole file'];
  const named = new Set(readJson(file).components.map(({ name, version }) => `${name}@${version}`));
  return [{ name: 'electron', version: electron }, ...packages]
    .map(({ name, version }) => `${name}@${version}`)
    .filter((one) => !named.has(one));
}

function licenceText({ name, version, license }) {
  const folder = join(root, 'node_modules', name);
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${texts.join('\n\n') || `No licence file comes with it; the package says ${license}.`}\n`;
}

/** Of the native module itself, which carries SQLite within. */
function sqliteVersion() {
  const ask =
    "const D = require('better-sqlite3'); console.log(new D(':memory:').prepare('select sqlite_version()').pluck().get())";
  return execFileSync(process.execPath, ['-e', ask], { cwd: root, encoding: 'utf8' }).trim();
}
