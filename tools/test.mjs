/** `npm test`: everything, in the order in which mistakes are cheapest to find. `npm test -- unit|e2e` runs a part. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { root, run, Stop, say } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const bin = (/** @type {string} */ file) => join(root, 'node_modules', file);
const unitReport = join(root, 'test-results/unit.json');
const e2eReport = join(root, 'test-results/e2e.json');

await command(async () => {
  const part = process.argv[2] ?? 'all';
  await ensureSetup('test');
  rmSync(join(root, 'test-results'), { recursive: true, force: true });
  if (part === 'all') await checks();
  if (part === 'all' || part === 'unit') await units();
  if (part === 'all' || part === 'e2e') await stories();
  return summary();
});

async function checks() {
  await must('format and lint', bin('.bin/biome'), ['check', '--error-on-warnings', '.']);
  for (const project of ['core', 'node', 'web']) {
    await must(`types (${project})`, bin('.bin/tsc'), ['-p', `tsconfig.${project}.json`]);
  }
}

async function units() {
  const covered = ['run', '--config', 'vitest.core.config.ts', '--coverage'];
  await must('coverage of decisions and journal', process.execPath, [bin('vitest/vitest.mjs'), ...covered]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`];
  await must('unit tests', process.execPath, [bin('vitest/vitest.mjs'), 'run', ...reporters]);
  await must('simulated shifts', process.execPath, [join(root, 'tools/sim.mjs'), '--seeds', '20000']);
}

async function stories() {
  const fidelity = join(root, 'tools/fidelity.mjs');
  await must('fidelity of printed codes', process.execPath, [fidelity, '--short']);
  await ensureBuild();
  await withDisplay((env) =>
    must('end-to-end tests', process.execPath, [bin('@playwright/test/cli.js'), 'test'], env),
  );
  await must('packed app', process.execPath, [join(root, 'tools/package.mjs'), '--short']);
}

/** @param {string} name @param {string} program @param {readonly string[]} args @param {Record<string, string>} [env] */
async function must(name, program, args, env = {}) {
  say(`== ${name}`);
  const startedAtMs = Date.now();
  const { code } = await run(program, args, { env });
  say(
    `== ${name}: ${code === 0 ? 'good' : 'FAILED'} after ${((Date.now() - startedAtMs) / 1000).toFixed(0)} s`,
  );
  if (code !== 0) {
    summary();
    throw new Stop(`${name} failed`);
  }
}

/** One plain closing line with all counts. No test at all is a failure. */
function summary() {
  const counts = addUp(read(unitReport), read(e2eReport));
  process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  return counts.passed > 0 && counts.failed === 0 ? 0 : 1;
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {any} unit vitest's report @param {any} e2e Playwright's report */
function addUp(unit, e2e) {
  const stats = e2e?.stats ?? { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
  return {
    passed: (unit?.numPassedTests ?? 0) + stats.expected,
    failed: (unit?.numFailedTests ?? 0) + stats.unexpected + stats.flaky,
    skipped: (unit?.numPendingTests ?? 0) + stats.skipped,
  };
}
