/** The packages as files, and how big what we ship is beside the Electron that is in it. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureDebianPackages } from '../setup/debian.mjs';
import { mustRun, step } from '../setup/say.mjs';
import { appImagePackages, makeAppImage } from './appimage.mjs';
import { packDeb } from './deb.mjs';

/** @typedef {{ what: string, bytes: number, bareBytes: number }} Size */

/**
 * Makes the Debian package and the AppImage of the packed folder.
 * @param {{ folder: string, version: string }} bare Electron alone
 * @returns {Promise<{ deb: string, appImage: string, sizes: readonly Size[] }>}
 */
export async function packFiles(unpacked, bare, dist) {
  const deb = await step('Making the Debian package', () => packDeb(unpacked, dist));
  await ensureDebianPackages(appImagePackages);
  const appImage = await step('Making the AppImage', () => makeAppImage(unpacked, bare.version, dist));
  const bareBytes = await deflated(bare.folder);
  const sizes = [deb, appImage].map((file) => ({
    what: basename(file),
    bytes: statSync(file).size,
    bareBytes,
  }));
  return { deb, appImage, sizes };
}

/** @returns {Size} */
export function folderSize(unpacked, bareFolder) {
  return { what: 'unpacked', bytes: bytesOf(unpacked), bareBytes: bytesOf(bareFolder) };
}

/** Bytes of a folder as a zip has them, which is how Electron is released. */
async function deflated(folder) {
  const place = mkdtempSync(join(tmpdir(), 'daypass-bare-'));
  try {
    const file = join(place, 'bare.tar.gz');
    await mustRun('tar', ['-C', folder, '-czf', file, '.']);
    return statSync(file).size;
  } finally {
    rmSync(place, { recursive: true });
  }
}

function bytesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
