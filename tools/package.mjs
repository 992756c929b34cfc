/** `npm run package`: an installable build for this platform. */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, Platform } from 'electron-builder';
import { ensureBuild } from './build.mjs';
import { root } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

await command(async () => {
  const { folder } = await ensureSetup('start');
  await ensureBuild();
  const dist = join(root, '.cache/electron-dist');
  await rm(dist, { recursive: true, force: true });
  await cp(folder, dist, {
    recursive: true,
    filter: (from) => !/resources\/(app|app-update\.yml|default_app\.asar)$/.test(from),
  });
  mkdirSync(join(root, 'dist/papers'), { recursive: true });
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    projectDir: root,
    publish: 'never',
    config: {
      extends: join(root, 'electron-builder.yml'),
      files: ['node_modules/better-sqlite3/build/Release/better_sqlite3.node'],
      electronDist: dist,
      electronVersion: readFileSync(join(folder, 'version'), 'utf8').trim(),
    },
  });
  return 0;
});
