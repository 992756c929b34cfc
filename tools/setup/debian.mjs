/** System packages: what Electron, a screenless machine and the tests need of Debian; elsewhere only said, not done. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mustRun, Stop, say, step } from './say.mjs';

const runtime = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libnotify4',
  'libxss1',
  'libxtst6',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libcups2',
  'unzip',
];
const screenless = ['xvfb', 'xauth'];
/** For names in any script, and for a better-sqlite3 built here: good to have, no reason to stop. */
const comfort = ['fonts-liberation', 'fonts-droid-fallback', 'python3', 'make', 'g++'];
const testing = [
  'cups',
  'cups-client',
  'cups-filters',
  'ghostscript',
  'poppler-utils',
  'zbar-tools',
  'zxing-cpp-tools',
  'libnss3-tools',
  'openssl',
  'xdotool',
  'openbox',
];

/**
 * @param {'start' | 'test'} purpose
 * @param {boolean} hasDisplay
 */
export function wantedPackages(purpose, hasDisplay) {
  const base = [...runtime, ...comfort, ...(hasDisplay ? [] : screenless)];
  return purpose === 'test' ? [...base, ...screenless, ...testing] : base;
}

/** @param {'start' | 'test'} purpose */
export function ensureSystemPackages(purpose) {
  return ensureDebianPackages(wantedPackages(purpose, hasDisplay()));
}

/** @param {readonly string[]} wanted */
export async function ensureDebianPackages(wanted) {
  if (process.platform !== 'linux') return;
  if (!existsSync('/usr/bin/dpkg-query')) {
    say(`not a Debian system: please see that you have the like of ${wanted.join(' ')}`);
    return;
  }
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg-query's own placeholders
  const format = '${Package} ${db:Status-Status} ${Provides}\n';
  const list = execFileSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8', maxBuffer: 2 ** 26 });
  const missing = missingFrom(wanted, list);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0 && missing.every((name) => comfort.includes(name))) return;
  if (process.getuid?.() !== 0)
    throw new Stop(`These system packages are missing. Please install them:\n  sudo ${command}`);
  await step(`Installing system packages (${missing.join(', ')})`, async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await mustRun('apt-get', ['update'], { env });
    await mustRun('apt-get', command.split(' ').slice(1), { env });
  });
}

/**
 * Packages that are neither installed nor provided (libasound2 becomes libasound2t64 in later Debians).
 * @param {readonly string[]} wanted
 * @param {string} dpkgList lines of `name status provides`
 */
export function missingFrom(wanted, dpkgList) {
  const present = new Set();
  for (const line of dpkgList.split('\n')) {
    const [name, status, ...provides] = line.split(/[ ,]+/);
    if (status !== 'installed') continue;
    present.add(name);
    for (const provided of provides) present.add(provided);
  }
  return wanted.filter((name) => !present.has(name));
}

export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
