/** Makes a fresh clone ready: packages, an Electron that runs, a better-sqlite3 that loads, system packages. */
import { pathToFileURL } from 'node:url';
import { ensureSystemPackages } from './setup/debian.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { Stop, say } from './setup/say.mjs';
import { ensureSqlite } from './setup/sqlite.mjs';

/** What a command without a window needs: packages, and a better-sqlite3 that loads in this Node. */
export async function ensurePlainSetup() {
  await ensurePackages();
  await ensureSqlite(null);
}

/**
 * Installs what is missing and nothing else; a second run only looks.
 * @param {'start' | 'test'} purpose
 */
export async function ensureSetup(purpose) {
  await ensureSystemPackages(purpose);
  await ensurePackages();
  const electron = await ensureElectron();
  await ensureSqlite(electron.executable);
  return electron;
}

/**
 * Runs a command's main function: a `Stop` is a message for a person, anything else a bug with its stack.
 * @param {() => Promise<number>} main
 */
export async function command(main) {
  const code = await main().catch((error) => {
    if (error instanceof Stop) say(error.message);
    else console.error(error);
    return 1;
  });
  // Said last of all: electron-builder brings a hook that ends the process with 0, whatever was said before.
  process.once('exit', () => {
    process.exitCode = code;
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await command(async () => {
    const { folder } = await ensureSetup(process.argv[2] === 'test' ? 'test' : 'start');
    say(`ready; Electron is in ${folder}`);
    return 0;
  });
}
