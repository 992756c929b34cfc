/** `npm start`: sets up, builds and opens the station; without a display a scripted issuance in the demo tenant instead. */
import { spawn } from 'node:child_process';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { sandboxArgs } from './sandbox.mjs';
import { hasDisplay } from './setup/debian.mjs';
import { root } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

await command(async () => {
  const { executable } = await ensureSetup('start');
  await ensureBuild();
  const args = process.argv.slice(2);
  const isDemo = !args.some((arg) => arg.startsWith('--config')) && !process.env.DAYPASS_CONFIG;
  if (!hasDisplay() && isDemo) {
    const { demoRun } = await import('./demo-run.mjs');
    return withDisplay((env) => demoRun(env));
  }
  return withDisplay((env) => open(executable, args, env));
});

/** @returns {Promise<number>} */
function open(executable, args, env) {
  const child = spawn(executable, [...sandboxArgs(), root, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
