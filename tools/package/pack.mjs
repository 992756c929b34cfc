/** Packs the built app with electron-builder, by electron-builder.yml and with an Electron of this machine. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import { root } from '../setup/say.mjs';

const dist = join(root, 'dist');
const sqlite = 'node_modules/better-sqlite3';

/**
 * The folder that all Linux packages are made of.
 * @param {{ folder: string, version: string }} electron
 * @returns {Promise<string>}
 */
export async function packFolder(electron) {
  const unpacked = join(dist, 'linux-unpacked');
  await rm(unpacked, { recursive: true, force: true });
  await build({
    projectDir: root,
    publish: 'never',
    targets: Platform.LINUX.createTarget('dir'),
    config: {
      extends: join(root, 'electron-builder.yml'),
      electronDist: electron.folder,
      electronVersion: electron.version,
      files: hasBuiltSqlite() ? [`!${sqlite}/prebuilds{,/**}`] : [],
    },
  });
  return unpacked;
}

/** Built by the set-up where the module as it came does not load; only one of the two is packed. */
function hasBuiltSqlite() {
  return existsSync(join(root, sqlite, 'build/Release/better_sqlite3.node'));
}

/**
 * @param {string} unpacked of `packFolder`
 * @param {string} electronVersion
 */
export async function packAppImage(unpacked, electronVersion) {
  await build({
    projectDir: root,
    publish: 'never',
    prepackaged: unpacked,
    targets: Platform.LINUX.createTarget('AppImage'),
    config: { extends: join(root, 'electron-builder.yml'), electronVersion },
  });
}
