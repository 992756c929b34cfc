/** `npm run screens [-- --walk NAME] [--locale en] [--out DIR] [--sizes 1024x600,…]`: pictures of every screen of the real app. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuild } from './build.mjs';
import { withDisplay } from './display.mjs';
import { loadTypeScript } from './run-ts.mjs';
import { bulk } from './screens/bulk.mjs';
import { outage } from './screens/outage.mjs';
import { session } from './screens/session.mjs';
import { shift } from './screens/shift.mjs';
import { launcher, queue } from './screens/station.mjs';
import { root, say } from './setup/say.mjs';
import { command, ensureSetup } from './setup.mjs';

const languages = [
  {
    locale: 'en',
    looks: [
      { folder: 'light', colorScheme: 'light' },
      { folder: 'dark', colorScheme: 'dark' },
    ],
  },
  { locale: 'ar', looks: [{ folder: 'arabic', colorScheme: 'light' }] },
];
const walks = { shift, bulk, outage, session };

/** With `--sizes` also PNG files that say their size, for a close look. */
const { values: options } = parseArgs({
  options: {
    walk: { type: 'string', multiple: true, default: Object.keys(walks) },
    locale: { type: 'string', multiple: true, default: languages.map(({ locale }) => locale) },
    out: { type: 'string', default: join(root, 'docs/screens') },
    sizes: { type: 'string' },
  },
});

await command(async () => {
  await ensureSetup('test');
  await ensureBuild();
  for (const language of languages.filter(({ locale }) => options.locale.includes(locale)))
    for (const walk of options.walk) {
      await withDisplay((env) => walkThrough(env, language, walk));
      say(`${language.looks.map(({ folder }) => folder).join(', ')}: ${walk} done`);
    }
  return 0;
});

/** Each walk begins with a tenant, a printer and a data folder of its own. */
async function walkThrough(env, { locale, looks }, walk) {
  const { serveTenant, tenantConfig } = await loadTypeScript('e2e/harness/served-tenant.ts');
  const { startPrivateCups } = await loadTypeScript('e2e/harness/cups.ts');
  const work = await mkdtemp(join(tmpdir(), 'daypass-screens-'));
  await chmod(work, 0o755);
  const served = await serveTenant();
  const cups = await startPrivateCups({ dir: join(work, 'cups'), queues: [{ name: queue, ppd: 'cr80' }] });
  const taken = { out: resolve(options.out), sizes: options.sizes?.split(',') ?? [], looks };
  const start = launcher({ env, locale, work, cups, served, tenant: tenantConfig(served), taken });
  try {
    await walks[walk]({ start, served, cups });
  } finally {
    await cups.stop();
    await served.stop();
    await rm(work, { recursive: true, force: true });
  }
}
