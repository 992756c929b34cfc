/** `npm run journal -- export|verify|checkpoint`: the journal without a window. */
import { command, ensurePlainSetup } from './setup.mjs';

await command(async () => {
  await ensurePlainSetup();
  const { runTypeScript } = await import('./run-ts.mjs');
  return runTypeScript('src/main/store/journal-cli.ts', process.argv.slice(2));
});
