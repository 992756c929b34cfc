/** `npm run bench`: each benchmark as `name ratio baseline ours`, both measured in the same run. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { sandboxArgs } from './sandbox.mjs';
import { command, ensureSetup } from './setup.mjs';

await command(async () => {
  const { executable, folder } = await ensureSetup('test');
  const { runTypeScript } = await import('./run-ts.mjs');
  await ensureBuild();
  const codes = [
    await runTypeScript('bench/journal.ts', []),
    await runTypeScript('bench/workers.ts', []),
    await runTypeScript('bench/bulk.ts', []),
    await printing(executable),
    await atPage('bench/filling.ts'),
    await atPage('bench/issuances.ts'),
    await longTasks(),
    await atPage('bench/keystrokes.ts'),
    await start(executable),
    await packageSize(folder),
  ];
  return Math.max(...codes);
});

async function longTasks() {
  const { bench } = await import('../bench/long-tasks.mjs');
  await withDisplay(bench);
  return 0;
}

/** @param {string} folder Electron's */
async function packageSize(folder) {
  const { bench } = await import('../bench/package-size.mjs');
  await bench(folder);
  return 0;
}

/** @param {string} file what is measured at the page of the real station */
async function atPage(file) {
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { bench } = await loadTypeScript(file);
  await withDisplay((env) => bench(sandboxArgs(), env));
  return 0;
}

/** @param {string} executable Electron's */
async function start(executable) {
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { bench } = await loadTypeScript('bench/start.ts');
  await withDisplay((env) => bench([executable, ...sandboxArgs(), '--log-level=3'], env));
  return 0;
}

/** @param {string} executable Electron's */
async function printing(executable) {
  const { buildElectronProgram, runElectronProgram } = await import('./electron-program.mjs');
  const { loadTypeScript } = await import('./run-ts.mjs');
  const { startPrivateCups } = await loadTypeScript('e2e/harness/cups.ts');
  const program = await buildElectronProgram('bench/printing.electron.ts');
  const work = await mkdtemp(join(tmpdir(), 'daypass-bench-'));
  await chmod(work, 0o755);
  const cups = await startPrivateCups({ dir: join(work, 'cups'), queues: [{ name: 'badge', ppd: 'cr80' }] });
  try {
    return await withDisplay((env) =>
      runElectronProgram(executable, program, [cups.socket], { env, oneCore: true }),
    );
  } finally {
    await cups.stop();
    await rm(work, { recursive: true });
  }
}
