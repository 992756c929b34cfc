/** Which environment variables a packaged build refuses to start with: those that change what the runtime is or loads. */
import path from 'node:path';

const ours: readonly string[] = ['DAYPASS_CONFIG', 'DAYPASS_DATA_DIR'];

/** Hooks of Electron, Node, Chromium and the libraries below them; what a desktop sets for every program is not among them. */
const hooks: readonly RegExp[] = [
  /^DAYPASS_/,
  /^ELECTRON_/,
  /^NODE_/,
  /^(CHROME|CHROMIUM)_/,
  /^SSLKEYLOGFILE$/,
  /^LD_/,
  /^DYLD_/,
  /^GCONV_PATH$/,
  // Where GTK, GIO and gdk-pixbuf find modules; GTK's inspector comes with a debug word.
  /^GTK_(PATH|EXE_PREFIX|IM_MODULE_FILE|DEBUG)$/,
  /^GTK3?_MODULES$/,
  /^GIO_(EXTRA_MODULES|MODULE_DIR)$/,
  /^GDK_PIXBUF_MODULE(_FILE|DIR)$/,
  // Drivers of screen and sound, and of Kerberos: each is a library, or a file that names one.
  /^VK_/,
  /^(LIBGL_DRIVERS|GBM_(BACKENDS|DRIVERS)|LIBVA_DRIVERS|VDPAU_DRIVER)_PATH$/,
  /^__EGL_VENDOR_LIBRARY_/,
  /^ALSA_(CONFIG_(PATH|DIR)|PLUGIN_DIR)$/,
  /^GSS_MECH_CONFIG$/,
  // Where Chromium leaves the memory of a crash.
  /^BREAKPAD_/,
];

/**
 * Hooks that are none with some values. Many desktops set `GTK_MODULES=gail:atk-bridge` or the like for every program; a plain name is
 * looked for in the system's folders and the user's own, whose `settings.ini` could name it as well. A path could be any library.
 */
const harmless: Readonly<Record<string, (value: string, appFolder: string) => boolean>> = {
  LD_LIBRARY_PATH: isOwn,
  GTK_MODULES: isOfPlainNames,
  GTK3_MODULES: isOfPlainNames,
};

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
    .filter((name) => harmless[name]?.(env[name] ?? '', appFolder) !== true)
    .sort();
}

function isOwn(folders: string, appFolder: string): boolean {
  const own = path.resolve(appFolder) + path.sep;
  return folders.split(':').every((folder) => `${path.resolve(folder)}${path.sep}`.startsWith(own));
}

function isOfPlainNames(modules: string): boolean {
  return modules.split(':').every((name) => /^[\w-]*$/.test(name));
}

/** @param block as in Linux's `/proc/self/environ`: `NAME=value`, each ended by a zero byte */
export function parseEnvironment(block: string): Readonly<Record<string, string>> {
  const pairs = block.split('\0').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}
