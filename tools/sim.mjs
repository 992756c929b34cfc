/** `npm run sim -- --seeds N [--seed S]`: simulated shifts full of trouble, each replayed exactly from its seed. */
import { command, ensurePlainSetup } from './setup.mjs';

await command(async () => {
  await ensurePlainSetup();
  const { runTypeScript } = await import('./run-ts.mjs');
  return runTypeScript('src/testing/simulation/sim-cli.ts', process.argv.slice(2));
});
