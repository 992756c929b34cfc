/** The Electron that goes into the package: the one that set-up found, without the part that makes it run a folder. */
import { readFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { root } from '../setup/say.mjs';

const left = new Set(['app', 'default_app.asar', 'app-update.yml']);

/**
 * @param {string} folder of an Electron
 * @returns {Promise<{ folder: string, version: string }>} a copy, so that nothing that is done to it reaches the original
 */
export async function bareElectron(folder) {
  const bare = join(root, '.cache/electron-bare');
  const resources = join(folder, 'resources');
  await rm(bare, { recursive: true, force: true });
  await cp(folder, bare, {
    recursive: true,
    filter: (from) => from !== join(resources, basename(from)) || !left.has(basename(from)),
  });
  return { folder: bare, version: readFileSync(join(folder, 'version'), 'utf8').trim() };
}

/**
 * Said of every package and never wrong: where the pinned one cannot be had, set-up finds an older one to pack.
 * @param {string} packed its version
 * @param {string} pinned in package.json
 */
export function comparedToPinned(packed, pinned) {
  return packed === pinned
    ? `${packed}, the pinned one`
    : `${packed}, NOT the pinned ${pinned}: for a station pack again where that one can be had`;
}
