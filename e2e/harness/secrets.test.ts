import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDemoTenant, type DemoTenant } from '../../src/demo-tenant/tenant.ts';
import { fixtures } from '../../src/demo-tenant/workers.ts';
import { assertNoSecret } from './secrets.ts';

let folder = '';
let tenant: DemoTenant;
let content = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'daypass-scan-'));
  const host = 'demo.example';
  tenant = createDemoTenant({
    authorityHost: host,
    graphHost: host,
    tenantId: '7e57e000-0000-4000-8000-000000000001',
  });
  content = tenant.control.issueElsewhere(fixtures.annaKowalska.id, 8).content;
});
afterEach(() => rmSync(folder, { recursive: true }));

const leave = (text: string, name = 'log/some.log') => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  writeFileSync(path.join(folder, name), text);
};

describe('the scan for secrets', () => {
  it('finds nothing where there is nothing', async () => {
    leave('created c-1 for anna.kowalska@plant7.daypass.example');
    await expect(assertNoSecret(tenant, folder, null)).resolves.toBeUndefined();
  });

  it.each<[string, (secret: string) => string]>([
    ['as it is', (secret) => `noise ${secret} noise`],
    ['in base64', (secret) => btoa(`x${secret}y`)],
    ['cut at its end', (secret) => secret.slice(0, -40)],
    ['cut at its start', (secret) => secret.slice(-60)],
  ])('finds a content %s', async (_title, hide) => {
    leave(hide(content));
    await expect(assertNoSecret(tenant, folder, null)).rejects.toThrow('a secret is in log/some.log');
  });

  it('looks into files of any kind', async () => {
    leave(content, 'page/Cache/data_0');
    await expect(assertNoSecret(tenant, folder, null)).rejects.toThrow('page/Cache/data_0');
  });
});
