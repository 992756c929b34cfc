/** What is shipped, in megabytes, beside the Electron that is in it: the folder, the Debian package and the AppImage. */
import { join } from 'node:path';
import { bareElectron } from '../tools/package/electron-dist.mjs';
import { folderSize, packFiles } from '../tools/package/files.mjs';
import { packFolder } from '../tools/package/pack.mjs';
import { writePapers } from '../tools/package/papers.mjs';
import { root } from '../tools/setup/say.mjs';

/** @param {string} electronFolder the Electron that set-up found */
export async function bench(electronFolder) {
  const dist = join(root, 'dist');
  const bare = await bareElectron(electronFolder);
  writePapers(join(dist, 'papers'), bare.version);
  const unpacked = await packFolder(bare);
  const { sizes } = await packFiles(unpacked, bare, dist);
  for (const { what, bytes, bareBytes } of [folderSize(unpacked, bare.folder), ...sizes])
    process.stdout.write(
      `MB of ${what} ${[bytes / bareBytes, bareBytes / 1e6, bytes / 1e6].map(round).join(' ')}\n`,
    );
}

function round(value) {
  return value.toFixed(3);
}
