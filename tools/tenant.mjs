/** `npm run tenant -- --port N`: the demo tenant over HTTPS, for development. */
import { command, ensurePlainSetup } from './setup.mjs';

await command(async () => {
  await ensurePlainSetup();
  const { runTypeScript } = await import('./run-ts.mjs');
  return runTypeScript('src/demo-tenant/serve.ts', process.argv.slice(2));
});
