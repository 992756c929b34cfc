/** npm packages: exactly what the lock file says, without install scripts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root, step } from './say.mjs';

/** Installs when a package of the lock file is missing or of another version. */
export async function ensurePackages() {
  if (missingPackage(readJson(join(root, 'package-lock.json')), installedVersion) === null) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await step('Installing npm packages', () =>
    mustRun(npm, ['ci', '--ignore-scripts', '--no-audit', '--no-fund']),
  );
}

/**
 * The first package that does not stand as the lock file says; null when all do.
 * @param {{ packages: Record<string, { version?: string, optional?: boolean, link?: boolean }> }} lock
 * @param {(folder: string) => string | null} versionIn
 */
export function missingPackage(lock, versionIn) {
  for (const [folder, entry] of Object.entries(lock.packages)) {
    if (folder === '' || entry.optional || entry.link) continue;
    if (versionIn(folder) !== entry.version) return folder;
  }
  return null;
}

/** @param {string} folder */
function installedVersion(folder) {
  const file = join(root, folder, 'package.json');
  return existsSync(file) ? readJson(file).version : null;
}

/** @param {string} file */
export function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
