/** `npm run package`: packages for this platform, and a check of what they promise. `-- --dir` packs the folder alone,
 * `-- --short` does that and tries each fourth refused start only. */
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureDebianPackages } from './setup/debian.mjs';
import { mustRun, root, run, step } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const dist = join(root, 'dist');
/** Goals of the project. */
const mostPackages = 25;
const mostToBare = 1.15;

await command(async () => {
  const isShort = process.argv.includes('--short');
  const isFolderOnly = isShort || process.argv.includes('--dir');
  const { folder } = await ensureSetup('start');
  await ensureBuild();
  if (process.platform !== 'linux') return packElsewhere(folder);
  await ensureDebianPackages(['xvfb', 'openbox']);
  const { check } = await import('./package/check.mjs');
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
    const app = join(place, 'opt/Daypass');
    let appImage = null;
    if (isFolderOnly) copyFolder(unpacked, app);
    else {
      lines.push(...(await packFiles(unpacked, bare, place)));
      appImage = join(place, 'daypass.AppImage');
    }
    const pictureFile = join(dist, 'first-screen.png');
    lines.push(...(await check({ place, app, appImage, every: isShort ? 4 : 1, pictureFile })));
  });
  return report(lines);
});

/**
 * Windows and macOS: electron-builder does it all by electron-builder.yml. Not run yet on either.
 * @param {string} folder Electron's
 */
async function packElsewhere(folder) {
  const { writePapers } = await import('./package/papers.mjs');
  writePapers(join(dist, 'papers'), readFileSync(join(folder, 'version'), 'utf8').trim());
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  const { code } = await run(process.execPath, [builder, '--publish', 'never']);
  return code;
}

/** Makes both packages; `place` gets what the Debian package installs, without the system's own database, and the AppImage. */
async function packFiles(unpacked, bare, place) {
  const { appImagePackages, makeAppImage } = await import('./package/appimage.mjs');
  const { packDeb } = await import('./package/deb.mjs');
  const deb = await step('Making the Debian package', () => packDeb(unpacked, dist));
  await mustRun('dpkg-deb', ['-x', deb, place]);
  await ensureDebianPackages(appImagePackages);
  const appImage = await step('Making the AppImage', () => makeAppImage(unpacked, bare.version, dist));
  copyFileSync(appImage, join(place, 'daypass.AppImage'));
  const nothing = await deflated(bare.folder, place);
  return [deb, appImage].map((file) => toBare(basename(file), statSync(file).size, nothing));
}

/** As the Debian package would lay it. */
function copyFolder(unpacked, to) {
  cpSync(unpacked, to, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(join(to, 'chrome-sandbox'), 0o4755);
}

/** Bytes of a folder as a zip has them, which is how Electron is released. */
async function deflated(folder, place) {
  const file = join(place, 'bare.tar.gz');
  await mustRun('tar', ['-C', folder, '-czf', file, '.']);
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
