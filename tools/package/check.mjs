/** Checks packed apps from outside, on a screen of their own under the station's window manager. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { withOwnDisplay } from '../display.mjs';
import { loadTypeScript } from '../run-ts.mjs';
import { mustRun, root } from '../setup/say.mjs';

/** As e2e/package/packaged-app.ts starts it. */
const ordinaryUser = 65534;
const isRoot = process.getuid?.() === 0;

/**
 * @param {{ place: string, app: string, appImage: string | null, every: number, pictureFile: string }} what `place`: a
 *   folder that an ordinary user may enter; `app`: the packed folder below it; `every`: how many of the refused starts
 */
export async function check({ place, app, appImage, every, pictureFile }) {
  const { checkAppImage, checkFolder, checkStarts } = await loadTypeScript('e2e/package/check.ts');
  const home = join(place, 'home');
  const screen = join(place, 'screen');
  for (const folder of [home, screen]) mkdirSync(folder);
  if (isRoot) chownSync(home, ordinaryUser, ordinaryUser);
  const lines = await checkFolder(app, root);
  const rules = join(app, 'resources/deploy/linux/openbox/rc.xml');
  const play = async (/** @type {Record<string, string>} */ env) => {
    const shown = { display: env.DISPLAY, file: join(screen, 'Xvfb_screen0') };
    const own = { executable: join(app, 'daypass'), home };
    lines.push(...(await checkStarts(own, shown, pictureFile, every)));
    if (appImage === null) return;
    const mounted = { executable: appImage, home: join(home, 'image'), within: await fuseForAll(place) };
    lines.push(...(await checkAppImage(mounted, shown)));
  };
  await withOwnDisplay((env) => withOpenbox(rules, env, () => play(env)), ['-fbdir', screen]);
  return lines;
}

/** The window manager of a station, with the rules that are in the package. */
async function withOpenbox(rules, env, act) {
  const words = ['--sm-disable', '--config-file', rules];
  const manager = spawn('openbox', words, { stdio: 'ignore', env: { ...process.env, ...env } });
  const ended = once(manager, 'exit');
  try {
    await act();
  } finally {
    manager.kill('SIGTERM');
    await ended;
  }
}

/** Containers often keep /dev/fuse to root; elsewhere it is everybody's. Changed only for the program that is run within. */
async function fuseForAll(place) {
  if (!isRoot) return [];
  const device = join(place, 'fuse');
  await mustRun('mknod', ['-m', '666', device, 'c', '10', '229']);
  return ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" /dev/fuse && exec "$@"', device];
}
