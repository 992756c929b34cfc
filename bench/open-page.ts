/** The real station on the demo tenant, for what is measured at its page. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright';
import { inTurn } from '../e2e/harness/electron.ts';
import { type ServedTenant, tenantConfig } from '../e2e/harness/served-tenant.ts';

export interface OpenPage {
  readonly app: ElectronApplication;
  readonly page: Page;
}

/**
 * @param args Electron's own, before the app
 * @param more the station's own, besides its folder
 */
export async function openPage(
  args: readonly string[],
  dataDir: string,
  env: Record<string, string>,
  more: readonly string[] = [],
): Promise<OpenPage> {
  const app = inTurn(
    await electron.launch({
      args: [...args, path.resolve('.'), '--windowed', '--data-dir', dataDir, ...more],
      env: { ...definedOf(process.env), ...env },
    }),
  );
  const page = await app.firstWindow();
  await page.getByTestId('sign-in').waitFor();
  return { app, page };
}

/** The arguments of a station on this tenant, with a folder for a printer. */
export function ownConfig(
  served: ServedTenant,
  work: string,
  change: Readonly<Record<string, unknown>>,
): readonly string[] {
  const file = path.join(work, 'station.json');
  const config = {
    station: { name: 'Gate 3', site: 'Plant 7', locale: 'en' },
    tenant: tenantConfig(served),
    printing: { printers: [{ folder: 'badges', stock: 'card-cr80', dpi: 300 }] },
    session: { idleLockSeconds: 900 },
  };
  writeFileSync(file, JSON.stringify({ ...config, ...change }));
  return ['--config', file];
}

export async function signIn({ app, page }: OpenPage): Promise<void> {
  const opened = app.waitForEvent('window', { predicate: (window) => window.url().startsWith('https:') });
  await page.getByTestId('sign-in').click();
  const account = (await opened).getByTestId('account-authentication-administrator');
  await account.click({ noWaitAfter: true });
  await page.getByTestId('worker-search').waitFor();
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const all = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return Object.fromEntries(all);
}
