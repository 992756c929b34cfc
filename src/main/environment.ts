/** Which environment variables a packaged build refuses to start with: those that change what the runtime is or loads. */
import path from 'node:path';

const ours: readonly string[] = ['DAYPASS_CONFIG', 'DAYPASS_DATA_DIR'];

/** Electron's, Node's, Chromium's and the loader's own hooks; what a desktop sets for every program is not among them. */
const hooks: readonly RegExp[] = [
  /^DAYPASS_/,
  /^ELECTRON_/,
  /^NODE_/,
  /^(CHROME|CHROMIUM)_/,
  /^SSLKEYLOGFILE$/,
  /^LD_/,
  /^DYLD_/,
  /^GCONV_PATH$/,
];

/**
 * Names of variables that a packaged build does not start with, in the order of their names. Proxy variables are allowed: they are
 * how a Linux station without a desktop is told the plant's proxy, and TLS is checked behind it all the same.
 * @param env of the start, before the runtime took anything out of it
 * @param appFolder where the executable lies; an AppImage's own libraries below it are no hook
 */
export function refusedVariables(
  env: Readonly<Record<string, string | undefined>>,
  appFolder: string,
): readonly string[] {
  return Object.keys(env)
    .filter((name) => (env[name] ?? '') !== '' && !ours.includes(name))
    .filter((name) => hooks.some((hook) => hook.test(name)))
    .filter((name) => name !== 'LD_LIBRARY_PATH' || !isOwn(env[name] ?? '', appFolder))
    .sort();
}

function isOwn(folders: string, appFolder: string): boolean {
  const own = path.resolve(appFolder) + path.sep;
  return folders.split(':').every((folder) => `${path.resolve(folder)}${path.sep}`.startsWith(own));
}

/** @param block as in Linux's `/proc/self/environ`: `NAME=value`, each ended by a zero byte */
export function parseEnvironment(block: string): Readonly<Record<string, string>> {
  const pairs = block.split('\0').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
