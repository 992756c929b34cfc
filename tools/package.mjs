/** `npm run package`: packages for this platform, and a check of what they promise. `-- --dir` packs the folder alone,
 * `-- --short` does that and tries each fourth refused start only. */
import { chmodSync, copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureDebianPackages } from './setup/debian.mjs';
import { readJson } from './setup/packages.mjs';
import { mustRun, root, run, say, step } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const dist = join(root, 'dist');
/** Goals of the project. */
const mostPackages = 25;
const mostToBare = 1.15;
const everyHand = 8;

await command(async () => {
  const isShort = process.argv.includes('--short');
  const isFolderOnly = isShort || process.argv.includes('--dir');
  const { folder } = await ensureSetup('start');
  await ensureBuild();
  if (process.platform !== 'linux') return packElsewhere(folder);
  await ensureDebianPackages(['xvfb', 'openbox', 'xdotool']);
  const { check } = await import('./package/check.mjs');
  const { bareElectron, comparedToPinned } = await import('./package/electron-dist.mjs');
  const { folderSize, packFiles } = await import('./package/files.mjs');
  const { packFolder } = await import('./package/pack.mjs');
  const { missingFromBill, writePapers } = await import('./package/papers.mjs');
  const bare = await bareElectron(folder);
  const packages = writePapers(join(dist, 'papers'), bare.version);
  const unpacked = await step('Packing with electron-builder', () => packFolder(bare));
  const { devDependencies } = readJson(join(root, 'package.json'));
  const lines = [
    line('Electron', comparedToPinned(bare.version, devDependencies.electron), true),
    ...(await paperLines(packages)),
    sizeLine(folderSize(unpacked, bare.folder)),
  ];
  await withFolder(async (place) => {
    const app = join(place, 'opt/Daypass');
    let appImage = null;
    if (isFolderOnly) copyFolder(unpacked, app);
    else {
      const files = await packFiles(unpacked, bare, dist);
      lines.push(...files.sizes.map(sizeLine));
      await mustRun('dpkg-deb', ['-x', files.deb, place]);
      appImage = join(place, 'daypass.AppImage');
      copyFileSync(files.appImage, appImage);
    }
    const unnamed = missingFromBill(app, packages, bare.version);
    const bill = unnamed.length === 0 ? 'names them and Electron' : `does not name ${unnamed.join(', ')}`;
    lines.push(line('sbom.cdx.json', bill, unnamed.length === 0));
    const pictureFile = join(dist, 'first-screen.png');
    lines.push(...(await check({ place, app, appImage, every: isShort ? 4 : 1, pictureFile })));
    lines.push(await handsLine(join(app, 'daypass')));
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

/** As the Debian package would lay it. */
function copyFolder(unpacked, to) {
  cpSync(unpacked, to, { recursive: true });
  if (process.getuid?.() === 0) chmodSync(join(to, 'chrome-sandbox'), 0o4755);
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

/** Some of the attempts with keyboard and pointer that `npm run breakout` plays all of. */
async function handsLine(executable) {
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { playHardened } = await loadTypeScript('e2e/breakout/hardened.ts');
  const { isBlocked } = await loadTypeScript('e2e/breakout/report.ts');
  const outcomes = await playHardened(executable, say, everyHand);
  const open = outcomes.filter((outcome) => !isBlocked(outcome));
  const words = open.map(({ name, wrong }) => `${name}: ${wrong.join(', ')}`).join('; ');
  const found = words || `${outcomes.length} with keyboard and pointer, all blocked`;
  return line('ways out', found, open.length === 0 && outcomes.length > 0);
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

/** @param {import('./package/files.mjs').Size} size */
function sizeLine({ what, bytes, bareBytes }) {
  const ratio = bytes / bareBytes;
  const found = `${ratio.toFixed(3)} of bare Electron (${megabytes(bytes)} to ${megabytes(bareBytes)}), at most ${mostToBare}`;
  return line(what, found, ratio <= mostToBare);
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
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
