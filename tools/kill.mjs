/** `npm run kill -- [--order NAME|all] [--rounds N]`: kills the station at every point of an order, and prints what became of it. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { root, run, Stop } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const orders = ['temporary', 'enrolment', 'replacement', 'pin-reset', 'revocation', 'extension', 'all'];

await command(async () => {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '2' }, order: { type: 'string', default: 'temporary' } },
  });
  if (!/^[1-9]\d{0,3}$/.test(values.rounds)) throw new Stop('--rounds is a number from 1 to 9999.');
  if (!orders.includes(values.order)) throw new Stop(`--order is one of ${orders.join(', ')}.`);
  const folder = join(root, 'test-results/kill', values.order);
  const found = join(folder, 'found.jsonl');
  await ensureSetup('test');
  await ensureBuild();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = ['test', 'kill.spec.ts', '--reporter=line', '--output', join(folder, 'e2e')];
  const env = {
    DAYPASS_KILL_ORDER: values.order,
    DAYPASS_KILL_ROUNDS: values.rounds,
    DAYPASS_KILL_FOUND: found,
  };
  const { code } = await withDisplay((display) =>
    run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), ...args], {
      env: { ...display, ...env },
    }),
  );
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { isClean, tablesOf } = await loadTypeScript('e2e/kill/table.ts');
  const all = existsSync(found) ? readFileSync(found, 'utf8').split('\n').filter(Boolean).map(parse) : [];
  process.stdout.write(`\n${tablesOf(all)}\n`);
  return code === 0 && all.length > 0 && all.every(isClean) ? 0 : 1;
});

/** @param {string} line */
function parse(line) {
  return JSON.parse(line);
}
