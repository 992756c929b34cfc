/** The Debian package, made of electron-builder's folder by dpkg-deb: electron-builder's own way needs a tool to download. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { readJson } from '../setup/packages.mjs';
import { mustRun, root } from '../setup/say.mjs';

/** Alternatives are the names since Debian 13 and Ubuntu 24.04. */
const depends = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libasound2 | libasound2t64',
  'libatk-bridge2.0-0 | libatk-bridge2.0-0t64',
  'libcups2 | libcups2t64',
  'libnss3',
  'libgbm1',
  'libdrm2',
  'libnotify4',
  'libxss1',
  'libxtst6',
];
const architectures = { x64: 'amd64', arm64: 'arm64' };

/**
 * @param {string} unpacked electron-builder's folder
 * @param {string} output folder
 * @returns {Promise<string>} the file
 */
export async function packDeb(unpacked, output) {
  const { version, description } = readJson(join(root, 'package.json'));
  const architecture = architectures[process.arch];
  const file = join(output, `daypass_${version}_${architecture}.deb`);
  const tree = join(root, '.cache/deb');
  rmSync(tree, { recursive: true, force: true });
  layTree(tree, unpacked);
  writeControl(tree, { version, description, architecture });
  const options = ['--root-owner-group', '-Zxz', '-z2', '--build'];
  await mustRun('dpkg-deb', [...options, tree, file]);
  rmSync(tree, { recursive: true, force: true });
  return file;
}

function layTree(tree, unpacked) {
  const place = (/** @type {string} */ from, /** @type {string} */ to) =>
    cpSync(join(root, from), join(tree, to), { recursive: true });
  cpSync(unpacked, join(tree, 'opt/Daypass'), { recursive: true });
  // Chromium's sandbox where the kernel gives ordinary users no namespaces.
  chmodSync(join(tree, 'opt/Daypass/chrome-sandbox'), 0o4755);
  mkdirSync(join(tree, 'usr/bin'), { recursive: true });
  symlinkSync('/opt/Daypass/daypass', join(tree, 'usr/bin/daypass'));
  place('resources/deploy/linux/daypass.desktop', 'usr/share/applications/daypass.desktop');
  place('resources/deploy/linux/daypass.service', 'usr/lib/systemd/user/daypass.service');
  place('resources/icon.svg', 'usr/share/icons/hicolor/scalable/apps/daypass.svg');
  place('resources/deploy/linux', 'usr/share/doc/daypass/examples');
  place('resources/station.sample.json', 'usr/share/doc/daypass/examples/station.json');
  place('docs/deploy.md', 'usr/share/doc/daypass/deploy.md');
  place('dist/papers/THIRD-PARTY-LICENCES.txt', 'usr/share/doc/daypass/copyright');
}

function writeControl(tree, { version, description, architecture }) {
  const files = filesBelow(tree);
  const kilobytes = files.reduce((sum, file) => sum + Math.ceil(statSync(file).size / 1024), 0);
  const control = {
    Package: 'daypass',
    Version: version,
    Section: 'misc',
    Priority: 'optional',
    Architecture: architecture,
    'Installed-Size': kilobytes,
    Maintainer: 'Daypass <daypass@example.com>',
    Depends: depends.join(', '),
    Recommends: 'cups',
    Suggests: 'cage, openbox',
    Description: `badge station\n ${description}`,
  };
  mkdirSync(join(tree, 'DEBIAN'));
  const lines = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(tree, 'DEBIAN/control'), lines.join(''));
  const sums = files.map((file) => `${md5(file)}  ${relative(tree, file)}\n`);
  writeFileSync(join(tree, 'DEBIAN/md5sums'), sums.join(''));
}

/** What `dpkg --verify` compares with. */
function md5(file) {
  return createHash('md5').update(readFileSync(file)).digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
