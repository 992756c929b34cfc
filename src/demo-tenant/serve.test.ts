import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certificates, createTestCertificates, serveDemoTenant } from './serve.ts';
import { createDemoTenant } from './tenant.ts';

const tenantId = '7e57e000-0000-4000-8000-00000000ca11';
const create = (host: string) => createDemoTenant({ authorityHost: host, graphHost: host, tenantId });

describe('the served tenant', () => {
  let dir: string;
  let tls: Certificates;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'daypass-serve-'));
    tls = await createTestCertificates(dir);
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('has a certificate of its own CA, for localhost, names below it and 127.0.0.1', async () => {
    const openssl = promisify(execFile);
    for (const [flag, name] of [
      ['-verify_hostname', 'localhost'],
      ['-verify_hostname', 'graph.localhost'],
      ['-verify_ip', '127.0.0.1'],
    ] as const) {
      const args = ['verify', '-x509_strict', '-CAfile', 'ca.pem', flag, name, 'server.pem'];
      expect((await openssl('openssl', args, { cwd: dir })).stdout).toBe('server.pem: OK\n');
    }
    const wrong = ['verify', '-CAfile', 'ca.pem', '-verify_hostname', 'evil.example', 'server.pem'];
    await expect(openssl('openssl', wrong, { cwd: dir })).rejects.toThrow('hostname mismatch');
  });

  it('keeps no key of the CA, and the other key to its owner', async () => {
    await expect(stat(path.join(dir, 'ca.key'))).rejects.toThrow('ENOENT');
    expect((await stat(path.join(dir, 'server.key'))).mode & 0o077).toBe(0);
  });

  it('names its port in what it tells, and is not trusted without its CA', async () => {
    const served = await serveDemoTenant({ port: 0, tls, create });
    const url = `${served.origin}/${tenantId}/v2.0/.well-known/openid-configuration`;
    const ca = await readFile(tls.caFile, 'utf8');
    const get = (options: { readonly ca?: string }) =>
      new Promise<string>((resolve, reject) => {
        const asked = request(url, { ...options, agent: false }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.once('end', () => resolve(text));
        });
        asked.once('error', reject);
        asked.end();
      });
    expect(served.origin).toBe(`https://localhost:${served.port}`);
    expect(JSON.parse(await get({ ca })).issuer).toBe(`${served.origin}/${tenantId}/v2.0`);
    await expect(get({})).rejects.toThrow(/self-signed|unable to (verify|get)/);
    await served.unplug();
    await expect(get({ ca })).rejects.toThrow('ECONNREFUSED');
    await served.plugIn();
    expect(JSON.parse(await get({ ca })).issuer).toContain(served.origin);
    await served.close();
    await expect(get({ ca })).rejects.toThrow('ECONNREFUSED');
  });

  it('refuses a port that is taken', async () => {
    const served = await serveDemoTenant({ port: 0, tls, create });
    await expect(serveDemoTenant({ port: served.port, tls, create })).rejects.toThrow('EADDRINUSE');
    await served.close();
  });
});
