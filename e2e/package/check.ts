/** Everything that must be true of a packed folder, each as a line for a table. */
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage, statFile } from '@electron/asar';
import { judgeFiles, judgeText, mostArchiveBytes, type PackedFile } from './contents.ts';
import { toPng } from './framebuffer.ts';
import { readFuses } from './fuses.ts';
import { type Life, playLife, playStranger, type Screen } from './life.ts';
import { type Place, playRefusals } from './refusals.ts';

export interface Line {
  readonly what: string;
  readonly found: string;
  readonly isGood: boolean;
}

/** @param folder of the packed app @param root of the project */
export async function checkFolder(folder: string, root: string): Promise<readonly Line[]> {
  const archive = path.join(folder, 'resources/app.asar');
  const files = filesOf(archive);
  const wrong = [
    ...judgeFiles(files),
    ...unpackedStrangers(`${archive}.unpacked`, files),
    ...textsOf(archive, files, root),
  ];
  const bytes = statSync(archive).size;
  const fuses = await readFuses(path.join(folder, 'daypass'));
  const blown = fuses.filter((fuse) => !fuse.isAsWanted);
  return [
    line('files inside', wrong.join('; ') || `${files.length}, all of them the app's`, wrong.length === 0),
    line(
      'app.asar',
      `${(bytes / 1e6).toFixed(2)} MB of at most ${mostArchiveBytes / 1e6}`,
      bytes <= mostArchiveBytes,
    ),
    line(
      'fuses',
      blown.map(({ name, state }) => `${name} is ${state}`).join('; ') || `${fuses.length}, all as wanted`,
      blown.length === 0,
    ),
  ];
}

function filesOf(archive: string): readonly PackedFile[] {
  return listPackage(archive, { isPack: false }).flatMap((listed) => {
    const inside = listed.replaceAll('\\', '/').replace(/^\//, '');
    const entry = statFile(archive, inside);
    if ('files' in entry) return [];
    if ('link' in entry) return [{ path: `${inside} (a link)`, bytes: 0, isUnpacked: false }];
    return [{ path: inside, bytes: entry.size, isUnpacked: entry.unpacked ?? false }];
  });
}

/** What lies beside the archive without being a part of it. */
function unpackedStrangers(folder: string, files: readonly PackedFile[]): readonly string[] {
  const known = new Set(files.filter((file) => file.isUnpacked).map((file) => file.path));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !known.has(file))
    .map((file) => `${file} lies beside the archive`);
}

function textsOf(archive: string, files: readonly PackedFile[], root: string): readonly string[] {
  const texts = files.filter((file) => !file.isUnpacked && /\.(cjs|js|css|html|json)$/.test(file.path));
  return texts.flatMap((file) =>
    judgeText(file.path, extractFile(archive, file.path).toString('utf8'), root),
  );
}

/**
 * @param pictureFile where the first screen is kept for a person to look at
 * @param every how many of the refused starts are played: 1 for all, 4 for each fourth
 */
export async function checkStarts(
  place: Place,
  screen: Screen,
  pictureFile: string,
  every: number,
): Promise<readonly Line[]> {
  const life = await playLife(place, screen);
  writeFileSync(pictureFile, toPng(life.picture));
  const refusals = await playRefusals(place, every);
  const accepted = refusals.filter(({ wrong }) => wrong.length > 0);
  const isAlone = await playStranger(place);
  return [
    ...linesOf(life, pictureFile),
    line('app/ beside app.asar', isAlone ? 'not loaded' : 'was loaded', isAlone),
    line(
      'starts refused',
      accepted.map(({ asked, wrong }) => `${asked} ${wrong.join(', ')}`).join('; ') ||
        `all ${refusals.length}: exit code 2, a line and a log entry (Chromium's own refusals: a code alone)`,
      accepted.length === 0,
    ),
  ];
}

/** The AppImage holds the same folder: what is left to see is that it runs, refuses and cleans up. */
export async function checkAppImage(place: Place, screen: Screen): Promise<readonly Line[]> {
  const life = await playLife(place, screen);
  const [first] = await playRefusals(place, Number.POSITIVE_INFINITY);
  const wrong = first?.wrong.join(', ') ?? 'nothing was tried';
  return [
    ...linesOf(life, 'as above').map((one) => ({ ...one, what: `AppImage: ${one.what}` })),
    line(`AppImage: ${first?.asked ?? 'a switch'}`, wrong || 'refused', wrong === ''),
  ];
}

function linesOf(life: Life, pictureFile: string): readonly Line[] {
  const { firstScreenMs, second, exitCode, livedOn, hasInspector, log } = life;
  const seconds = firstScreenMs === null ? 'none' : `after ${(firstScreenMs / 1000).toFixed(1)} s`;
  const incidents = log.split('\n').filter((entry) => entry.includes('"level":"error"')).length;
  return [
    line('first screen', `${seconds}: ${pictureFile}`, firstScreenMs !== null),
    line('SIGUSR1', hasInspector ? 'opened the inspector' : 'opened nothing', !hasInspector),
    line(
      'second start',
      `ended with ${second.code}, the first ${livedOn ? 'lives' : 'ended'}`,
      second.code === 0 && livedOn,
    ),
    line('end', `exit code ${exitCode}, ${incidents} incidents`, exitCode === 0 && incidents === 0),
  ];
}

function line(what: string, found: string, isGood: boolean): Line {
  return { what, found, isGood };
}
