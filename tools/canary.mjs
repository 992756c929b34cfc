/** `npm run canary [-- --scenarios N]`: looks for every secret everywhere after each of many scenarios, and prints what was found. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { root, run, Stop } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

await command(async () => {
  const { values } = parseArgs({ options: { scenarios: { type: 'string', default: '210' } } });
  if (!/^[1-9]\d{0,3}$/.test(values.scenarios)) throw new Stop('--scenarios is a number from 1 to 9999.');
  const folder = join(root, 'test-results/canary');
  const found = join(folder, 'found.jsonl');
  await ensureSetup('test');
  await ensureBuild();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = ['test', 'canary.spec.ts', '--reporter=line', '--output', join(folder, 'e2e')];
  const env = { DAYPASS_CANARY_SCENARIOS: values.scenarios, DAYPASS_CANARY_FOUND: found };
  const { code } = await withDisplay((display) =>
    run(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), ...args], {
      env: { ...display, ...env },
    }),
  );
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { canaryTable } = await loadTypeScript('e2e/canary/table.ts');
  const rows = existsSync(found) ? readFileSync(found, 'utf8').split('\n').filter(Boolean) : [];
  process.stdout.write(`\n${canaryTable(rows.map((row) => JSON.parse(row)))}\n`);
  return code;
});
