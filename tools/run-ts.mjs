/** Runs the `main(argv)` of a TypeScript module in plain Node, through Vite's own loader. */
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './setup/say.mjs';

/**
 * @param {string} file below the project's folder
 * @param {readonly string[]} argv
 * @returns {Promise<number>} the exit code
 */
export async function runTypeScript(file, argv) {
  const { module } = await runnerImport(join(root, file), { configFile: false, logLevel: 'error', root });
  return module.main(argv);
}
