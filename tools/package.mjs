/** `npm run package`: packages for this platform, and a check of what they promise. `-- --dir` packs the folder alone,
 * `-- --short` does that and tries each fourth refused start only. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { withOwnDisplay } from './display.mjs';
import { loadTypeScript } from './run-ts.mjs';
import { ensureDebianPackages } from './setup/debian.mjs';
import { mustRun, root, run, step } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const dist = join(root, 'dist');
/** Goals of the project. */
const mostPackages = 25;
const mostToBare = 1.15;
/** As e2e/package/packaged-app.ts starts it. */
const ordinaryUser = 65534;

await command(async () => {
  const isShort = process.argv.includes('--short');
  const isFolderOnly = isShort || process.argv.includes('--dir');
  const { folder } = await ensureSetup('test');
  await ensureBuild();
  if (process.platform !== 'linux') return packElsewhere();
  await ensureDebianPackages(['openbox']);
  const { bareElectron } = await import('./package/electron-dist.mjs');
  const { packFolder } = await import('./package/pack.mjs');
  const { writePapers } = await import('./package/papers.mjs');
  const bare = await bareElectron(folder);
  const packages = writePapers(join(dist, 'papers'), bare.version);
  const unpacked = await step('Packing with electron-builder', () => packFolder(bare));
  const lines = [
    ...(await paperLines(packages)),
    toBare('unpacked', bytesOf(unpacked), bytesOf(bare.folder)),
  ];
  await withFolder(async (place) => {
    if (isFolderOnly) copyFolder(unpacked, join(place, 'opt/Daypass'));
    else lines.push(...(await packFiles(unpacked, bare, place)));
    lines.push(...(await check(join(place, 'opt/Daypass'), place, isShort ? 4 : 1)));
  });
  return report(lines);
});

/** Windows and macOS: electron-builder does it all. Not run yet on either. */
async function packElsewhere() {
  const { code } = await run(process.execPath, [
    join(root, 'node_modules/electron-builder/cli.js'),
    '--publish',
    'never',
  ]);
  return code;
}

/** Installs the Debian package into `place`, without the system's own database. */
async function packFiles(unpacked, bare, place) {
  const { packDeb } = await import('./package/deb.mjs');
  const deb = await step('Making the Debian package', () => packDeb(unpacked, dist));
  await mustRun('dpkg-deb', ['-x', deb, place]);
  const nothing = await step('Compressing bare Electron for comparison', () =>
    compressed(bare.folder, place),
  );
  return [toBare(basename(deb), statSync(deb).size, nothing)];
}

/** As the Debian package would lay it. */
function copyFolder(unpacked, to) {
  cpSync(unpacked, to, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(join(to, 'chrome-sandbox'), 0o4755);
}

/** Bytes of a folder, compressed as dpkg-deb does it. */
async function compressed(folder, place) {
  const file = join(place, 'bare.tar.xz');
  await mustRun('tar', ['-C', folder, '-cf', file, '-I', 'xz -2 -T0', '.']);
  const { size } = statSync(file);
  rmSync(file);
  return size;
}

async function paperLines(packages) {
  const { isAllowed } = await import('./package/papers.mjs');
  const strange = packages.filter(({ license }) => !isAllowed(license));
  const names = strange.map(({ name, license }) => `${name} ${license}`).join(', ');
  return [
    line('packages inside', `${packages.length} of at most ${mostPackages}`, packages.length <= mostPackages),
    line(
      'their licences',
      names || [...new Set(packages.map(({ license }) => license))].join(', '),
      names === '',
    ),
  ];
}

/** @param {string} app the packed folder, where an ordinary user may read @param {string} place */
async function check(app, place, every) {
  const { checkFolder, checkStarts } = await loadTypeScript('e2e/package/check.ts');
  const home = join(place, 'home');
  const screen = join(place, 'screen');
  for (const folder of [home, screen]) mkdirSync(folder);
  if (process.getuid?.() === 0) chownSync(home, ordinaryUser, ordinaryUser);
  const lines = await checkFolder(app, root);
  return withOwnDisplay(
    (env) =>
      withOpenbox(join(app, 'resources/deploy/linux/openbox/rc.xml'), env, async () => {
        const shown = { display: env.DISPLAY, file: join(screen, 'Xvfb_screen0') };
        const own = { executable: join(app, 'daypass'), home };
        return [...lines, ...(await checkStarts(own, shown, join(dist, 'first-screen.png'), every))];
      }),
    ['-fbdir', screen],
  );
}

/** The window manager of a station, with the rules that are in the package. */
async function withOpenbox(rules, env, act) {
  const manager = spawn('openbox', ['--sm-disable', '--config-file', rules], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  const ended = once(manager, 'exit');
  try {
    return await act();
  } finally {
    manager.kill('SIGTERM');
    await ended;
  }
}

/** A folder that an ordinary user may enter. */
async function withFolder(act) {
  const folder = mkdtempSync(join(tmpdir(), 'daypass-package-'));
  chmodSync(folder, 0o755);
  try {
    await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function toBare(what, bytes, bareBytes) {
  const ratio = bytes / bareBytes;
  const found = `${ratio.toFixed(3)} of bare Electron (${megabytes(bytes)} to ${megabytes(bareBytes)}), at most ${mostToBare}`;
  return line(what, found, ratio <= mostToBare);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function bytesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function line(what, found, isGood) {
  return { what, found, isGood };
}

function report(lines) {
  const width = Math.max(...lines.map(({ what }) => what.length));
  process.stdout.write('\n');
  for (const { what, found, isGood } of lines)
    process.stdout.write(`${isGood ? 'good ' : 'WRONG'}  ${what.padEnd(width)}  ${found}\n`);
  return lines.every(({ isGood }) => isGood) ? 0 : 1;
}
