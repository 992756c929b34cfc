/** The demo tenant over HTTPS, with a CA that the station trusts and a cable that can be pulled. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestCertificates, serveDemoTenant } from '../../src/demo-tenant/serve.ts';
import { createDemoTenant, type DemoTenant } from '../../src/demo-tenant/tenant.ts';

const run = promisify(execFile);

/** The tenant over HTTPS, on a port of its own. */
export interface ServedTenant {
  readonly tenant: DemoTenant;
  readonly origin: string;
  readonly tenantId: string;
  /** `HOME` of a station that trusts it. */
  readonly home: string;
  /** The network between station and tenant: cut for everybody, and there again. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

/** Serves until `stop`, which also removes its folder. */
export async function serveTenant(workerCount = 500): Promise<ServedTenant & { stop(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-tenant-'));
  const certificates = await createTestCertificates(folder);
  const tenantId = '7e57e000-0000-4000-8000-000000000001';
  const create = (host: string) =>
    createDemoTenant({ authorityHost: host, graphHost: host, tenantId, workerCount });
  const server = await serveDemoTenant({ port: 0, tls: certificates, create });
  const home = path.join(folder, 'home');
  await trust(home, certificates.caFile);
  const { tenant, origin, unplug, plugIn } = server;
  const stop = async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { tenant, origin, tenantId, home, unplug, plugIn, stop };
}

/** What a station's config says of it. */
export function tenantConfig({ origin, tenantId }: ServedTenant): Readonly<Record<string, unknown>> {
  return {
    clientId: '11111111-2222-4333-8444-555555555555',
    authority: `${origin}/${tenantId}`,
    knownAuthorities: [new URL(origin).host],
    graphBaseUrl: origin,
  };
}

/** Chromium on Linux trusts what the NSS database of its HOME trusts. */
async function trust(home: string, caFile: string): Promise<void> {
  const database = path.join(home, '.pki/nssdb');
  await mkdir(database, { recursive: true });
  await run('certutil', ['-d', `sql:${database}`, '-N', '--empty-password']);
  await run('certutil', ['-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', 'daypass-test', '-i', caFile]);
}
