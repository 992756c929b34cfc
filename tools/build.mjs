/** Builds the app when its sources are newer than what was built. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun, root, step } from './setup/say.mjs';

const inputs = ['src', 'resources', 'package.json', 'package-lock.json', 'electron.vite.config.ts'];
const built = [
  'out/main/index.cjs',
  'out/main/workers-thread.cjs',
  'out/main/packages.json',
  'out/preload/kiosk.cjs',
  'out/renderer/index.html',
];

export async function ensureBuild() {
  if (oldestOf(built) > newestOf(inputs)) return;
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  await step('Building the app', () => mustRun(process.execPath, [vite, 'build']));
}

/** @param {readonly string[]} files */
function oldestOf(files) {
  return Math.min(
    ...files.map((file) => (existsSync(join(root, file)) ? statSync(join(root, file)).mtimeMs : 0)),
  );
}

/** @param {readonly string[]} entries */
function newestOf(entries) {
  return Math.max(
    ...entries.map((entry) => {
      const path = join(root, entry);
      const stat = statSync(path);
      if (!stat.isDirectory()) return stat.mtimeMs;
      return Math.max(stat.mtimeMs, newestOf(readdirSync(path).map((name) => join(entry, name))));
    }),
  );
}
