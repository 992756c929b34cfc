/** A demo tenant over HTTPS, and a home folder whose Chromium trusts its certificate. */
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
  readonly home: string;
  /** The network between station and tenant: cut for everybody, and there again. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

export async function withServedTenant(act: (served: ServedTenant) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'daypass-tenant-'));
  const certificates = await createTestCertificates(folder);
  const tenantId = '7e57e000-0000-4000-8000-000000000001';
  const create = (host: string) => createDemoTenant({ authorityHost: host, graphHost: host, tenantId });
  const server = await serveDemoTenant({ port: 0, tls: certificates, create });
  const { tenant } = server;
  const home = path.join(folder, 'home');
  await trust(home, certificates.caFile);
  const { origin, unplug, plugIn } = server;
  await act({ tenant, origin, tenantId, home, unplug, plugIn });
  await server.close();
  await rm(folder, { recursive: true, force: true });
}

/** Chromium on Linux trusts what the NSS database of its HOME trusts. */
async function trust(home: string, caFile: string): Promise<void> {
  const database = path.join(home, '.pki/nssdb');
  await mkdir(database, { recursive: true });
  await run('certutil', ['-d', `sql:${database}`, '-N', '--empty-password']);
  await run('certutil', ['-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', 'daypass-test', '-i', caFile]);
}
