/** The AppImage, by electron-builder with tools of this machine: the ones it knows would be downloaded. */
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../setup/packages.mjs';
import { mustRun, root } from '../setup/say.mjs';
import { packAppImage } from './pack.mjs';

/** Debian's; `fuse3` is what runs an AppImage, the rest makes one. */
export const appImagePackages = [
  'squashfs-tools',
  'desktop-file-utils',
  'fuse3',
  'gcc',
  'libc6-dev',
  'libsquashfuse-dev',
  'libfuse3-dev',
  'zlib1g-dev',
  'libzstd-dev',
  'liblz4-dev',
  'liblzma-dev',
  'liblzo2-dev',
];
const libraries = ['squashfuse_ll', 'fuse3', 'zstd', 'lz4', 'lzma', 'lzo2', 'z', 'pthread', 'dl'].map(
  (name) => `-l${name}`,
);

/**
 * @param {string} unpacked electron-builder's folder
 * @param {string} electronVersion
 * @param {string} output folder
 * @returns {Promise<string>} the file
 */
export async function makeAppImage(unpacked, electronVersion, output) {
  process.env.APPIMAGE_TOOLS_PATH = await tools();
  await packAppImage(unpacked, electronVersion);
  const { name, version } = readJson(join(root, 'package.json'));
  const architectures = { x64: 'x86_64', arm64: 'arm64' };
  return join(output, `${name}_${version}_${architectures[process.arch]}.AppImage`);
}

/** Laid out as electron-builder expects its own. */
async function tools() {
  const folder = join(root, '.cache/appimage-tools');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'runtimes'), { recursive: true });
  mkdirSync(join(folder, 'lib', process.arch), { recursive: true });
  for (const name of ['mksquashfs', 'desktop-file-validate'])
    symlinkSync(`/usr/bin/${name}`, join(folder, name));
  await buildRuntime(join(folder, 'runtimes', `runtime-${process.arch}`));
  return folder;
}

async function buildRuntime(file) {
  const source = join(root, 'tools/package/appimage/runtime.c');
  const flags = ['-Os', '-static', '-s', '-Wall', '-D_FILE_OFFSET_BITS=64', '-DFUSE_USE_VERSION=32'];
  await mustRun('gcc', [...flags, source, '-o', file, ...libraries]);
  // The mark of an AppImage of type 2, in bytes of the ELF header that mean nothing to a loader.
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.from([0x41, 0x49, 2]), 0, 3, 8);
  closeSync(handle);
}
