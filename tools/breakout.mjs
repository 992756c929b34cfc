/** `npm run breakout`: every attempt to leave the kiosk, on the test build and on the packaged one, and what became of each. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { root, run, Stop, say, step } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const folder = join(root, 'test-results/breakout');
const found = join(folder, 'found.jsonl');

await command(async () => {
  const { values } = parseArgs({
    options: {
      calls: { type: 'string', default: '10000' },
      part: { type: 'string', default: 'all' },
      package: { type: 'string', default: '' },
    },
  });
  if (!['all', 'test', 'package'].includes(values.part)) throw new Stop('--part is all, test or package.');
  if (!/^[1-9]\d{0,5}$/.test(values.calls)) throw new Stop('--calls is a number from 1 to 999999.');
  const { folder: electron } = await ensureSetup('test');
  await ensureBuild();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const isGood = values.part === 'package' || (await onTestBuild(values.calls));
  const { isBlocked, missingFrom, tableOf } = await load('e2e/breakout/report.ts');
  const onPacked = values.part === 'test' ? [] : await onPackage(values.package, electron);
  const outcomes = [...gathered(), ...onPacked];
  process.stdout.write(`\n${tableOf(outcomes)}\n`);
  const missing = missingFrom(values.part, outcomes);
  for (const line of missing) say(line);
  return isGood && missing.length === 0 && outcomes.every(isBlocked) ? 0 : 1;
});

/** @param {string} file */
async function load(file) {
  const { loadTypeScript } = await import('./run-ts.mjs');
  return loadTypeScript(file);
}

/** @param {string} calls */
async function onTestBuild(calls) {
  const args = ['test', 'breakout', '--reporter=line', '--output', join(folder, 'e2e')];
  const env = { DAYPASS_BREAKOUT_CALLS: calls, DAYPASS_BREAKOUT_FOUND: found };
  const { code } = await withDisplay((display) =>
    run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), ...args], {
      env: { ...display, ...env },
    }),
  );
  return code === 0;
}

function gathered() {
  return existsSync(found)
    ? readFileSync(found, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
}

/** Its starts with a switch or a hook are `npm run package`'s own check, played here as group G. */
async function onPackage(given, electron) {
  if (process.platform !== 'linux') {
    say('the packaged station is tried from outside on Linux only');
    return [];
  }
  const { withPackedFolder } = await import('./package/packed-folder.mjs');
  return withPackedFolder(given, electron, async ({ executable, home }) => {
    const { playHardened } = await load('e2e/breakout/hardened.ts');
    const { playRefusals } = await load('e2e/package/refusals.ts');
    const outcomes = await playHardened(executable, say);
    const refusals = await step('Trying every switch and hook', () => playRefusals({ executable, home }, 1));
    if (refusals.length === 0) throw new Stop('No start was tried.');
    const starts = refusals.map(({ asked, wrong }) => ({
      group: 'G',
      name: asked,
      wrong,
      noticed: null,
      usableAfterMs: null,
    }));
    return [...outcomes, ...starts];
  });
}
