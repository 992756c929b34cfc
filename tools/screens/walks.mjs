/** The walks through the screens of the real app, each with a tenant, a printer and a data folder of its own. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTypeScript } from '../run-ts.mjs';
import { bulk } from './bulk.mjs';
import { outage } from './outage.mjs';
import { session } from './session.mjs';
import { shift } from './shift.mjs';
import { launcher, queue } from './station.mjs';

export const walks = { shift, bulk, outage, session };

/**
 * @param taken what becomes of it: pictures `out` into a folder, in `sizes` and `looks`, none without looks; `opened`, which
 * is told each page and its app before anybody does anything there, and `closing`, which is told the app before it ends
 */
export async function walkThrough(env, walk, locale, taken) {
  const { serveTenant, tenantConfig } = await loadTypeScript('e2e/harness/served-tenant.ts');
  const { startPrivateCups } = await loadTypeScript('e2e/harness/cups.ts');
  const work = await mkdtemp(join(tmpdir(), 'daypass-screens-'));
  await chmod(work, 0o755);
  const served = await serveTenant();
  const cups = await startPrivateCups({ dir: join(work, 'cups'), queues: [{ name: queue, ppd: 'cr80' }] });
  const start = launcher({ env, locale, work, cups, served, tenant: tenantConfig(served), taken });
  try {
    await walks[walk]({ start, served, cups });
  } finally {
    await cups.stop();
    await served.stop();
    await rm(work, { recursive: true, force: true });
  }
}
