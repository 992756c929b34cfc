/** TypeScript modules in plain Node, through Vite's own loader. */
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './setup/say.mjs';

/**
 * What a TypeScript module exports.
 * @param {string} file below the project's folder
 */
export async function loadTypeScript(file) {
  const { module } = await runnerImport(join(root, file), { configFile: false, logLevel: 'error', root });
  return module;
}

/**
 * @param {string} file below the project's folder
 * @param {readonly string[]} argv
 * @returns {Promise<number>} the exit code
 */
export async function runTypeScript(file, argv) {
  return (await loadTypeScript(file)).main(argv);
}
