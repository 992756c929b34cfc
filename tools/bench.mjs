/** `npm run bench`: each benchmark as `name ratio baseline ours`, both measured in the same run. */
import { command, ensurePlainSetup } from './setup.mjs';

await command(async () => {
  await ensurePlainSetup();
  const { runTypeScript } = await import('./run-ts.mjs');
  return runTypeScript('bench/journal.ts', []);
});
