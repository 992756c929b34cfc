/** Runs a TypeScript program in the main process of the real Electron, bundled as the app's own main process is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'vite';
import { sandboxArgs } from './sandbox.mjs';
import { root } from './setup/say.mjs';

/**
 * @param {string} file below the project's folder, such as `bench/printing.electron.ts`
 * @returns {Promise<string>} the folder that Electron is started with
 */
export async function buildElectronProgram(file) {
  const name = basename(file, '.electron.ts');
  const folder = join(root, '.cache/programs', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'main.cjs' }));
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      ssr: join(root, file),
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: {
        external: ['electron', 'better-sqlite3', /^node:/],
        output: { format: 'cjs', entryFileNames: 'main.cjs' },
      },
    },
    ssr: { noExternal: true },
  });
  return folder;
}

/**
 * @param {string} executable Electron's
 * @param {string} folder of `buildElectronProgram`
 * @param {readonly string[]} args
 * @param {{ env?: Record<string, string>, oneCore?: boolean }} [how] `oneCore`: for rates per core, where the system can
 * @returns {Promise<number>} the exit code
 */
export async function runElectronProgram(executable, folder, args, how = {}) {
  const command = [executable, ...sandboxArgs(), '--log-level=3', folder, ...args];
  if (how.oneCore && process.platform === 'linux') command.unshift('taskset', '-c', '0');
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { stdio: 'inherit', env: { ...process.env, ...how.env } });
  const [code] = await once(child, 'close');
  return code ?? 1;
}
