/** The demo tenant over HTTPS, with certificates of its own: for `npm run tenant` and for end-to-end tests. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { LostConnection } from './faults.ts';
import { createDemoTenant, type DemoTenant } from './tenant.ts';

const run = promisify(execFile);

export interface Served {
  readonly port: number;
  /** `https://localhost:port` */
  readonly origin: string;
  /** As if the cable were pulled: whoever is connected is cut off, and nobody gets a connection until `plugIn`. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

export interface Certificates {
  readonly caFile: string;
  readonly key: string;
  readonly cert: string;
}

/** The tenant must name its hosts with their port, so it is made once the port is known. */
export async function serveDemoTenant(options: {
  readonly port: number;
  readonly tls: { readonly key: string; readonly cert: string };
  readonly create: (host: string) => DemoTenant;
}): Promise<Served & { readonly tenant: DemoTenant }> {
  const { key, cert } = options.tls;
  let tenant: DemoTenant | null = null;
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    if (tenant === null) outgoing.destroy();
    else void exchange(tenant, incoming, outgoing);
  });
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at, '127.0.0.1', resolve);
    });
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(options.port);
  const { port } = server.address() as AddressInfo;
  tenant = options.create(`localhost:${port}`);
  return {
    tenant,
    port,
    origin: `https://localhost:${port}`,
    unplug: close,
    plugIn: () => listen(port),
    close,
  };
}

async function exchange(
  tenant: DemoTenant,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const response = await tenant.handle(await requestOf(incoming, givenUp(outgoing)));
    const body = Buffer.from(await response.arrayBuffer());
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(body);
  } catch (failure) {
    // A bug of the tenant must look like one, not like a network that fails.
    if (failure instanceof LostConnection) outgoing.destroy();
    else {
      process.stderr.write(`demo tenant: ${failure instanceof Error ? failure.stack : String(failure)}\n`);
      outgoing.writeHead(500, { 'content-type': 'text/plain' }).end('the demo tenant has a bug');
    }
  }
}

/** Aborted once the caller has gone without waiting for the answer. */
function givenUp(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  return controller.signal;
}

async function requestOf(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (typeof value === 'string') headers.set(name, value);
  const body = chunks.length === 0 || method === 'GET' ? null : Buffer.concat(chunks);
  return new Request(`https://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`, {
    method,
    headers,
    body,
    signal,
  });
}

/** OpenSSL takes no wildcard for a name of one label, so the two hosts of a tenant are also named. */
const serverExtensions = [
  'subjectAltName=DNS:localhost,DNS:*.localhost,DNS:login.localhost,DNS:graph.localhost,IP:127.0.0.1',
  'basicConstraints=CA:FALSE',
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=serverAuth',
  'subjectKeyIdentifier=hash',
  'authorityKeyIdentifier=keyid',
];

/**
 * A CA and a certificate for localhost in `dir`, good for a week, by the `openssl` command. The CA's key is gone
 * afterwards: whoever trusts the CA trusts nothing but this one certificate.
 */
export async function createTestCertificates(dir: string): Promise<Certificates> {
  const openssl = (command: string, ...more: readonly string[]) =>
    run('openssl', [...command.split(' '), ...more], { cwd: dir });
  await writeFile(path.join(dir, 'names.cnf'), `${serverExtensions.join('\n')}\n`);
  const newKey = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';
  await openssl(
    `req -x509 ${newKey} -keyout ca.key -out ca.pem -days 7 -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -subj`,
    '/CN=Daypass demo CA',
  );
  await openssl(`req ${newKey} -keyout server.key -out server.csr -subj /CN=localhost`);
  await openssl(
    'x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 7 -extfile names.cnf -out server.pem',
  );
  await rm(path.join(dir, 'ca.key'));
  return readCertificates(dir);
}

async function readCertificates(dir: string): Promise<Certificates> {
  const read = (name: string) => readFile(path.join(dir, name), 'utf8');
  return { caFile: path.join(dir, 'ca.pem'), key: await read('server.key'), cert: await read('server.pem') };
}

const tenantId = '0dd0e000-0000-4000-8000-000000000001';

/** `npm run tenant -- --port N [--tls-dir DIR]`: serves until it is ended. DIR holds server.key, server.pem and ca.pem. */
export async function main(argv: readonly string[]): Promise<number> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...argv], options: { port: option, 'tls-dir': option } });
  const port = Number(values.port ?? 8443);
  const given = values['tls-dir'] ?? null;
  const dir = given ?? (await mkdtemp(path.join(tmpdir(), 'daypass-tls-')));
  const tls = given === null ? await createTestCertificates(dir) : await readCertificates(dir);
  const create = (host: string) => createDemoTenant({ authorityHost: host, graphHost: host, tenantId });
  const served = await serveDemoTenant({ port, tls, create });
  const tenant = {
    clientId: '0dd0e000-0000-4000-8000-00000000c11e',
    authority: `${served.origin}/${tenantId}`,
    knownAuthorities: [`localhost:${served.port}`],
    graphBaseUrl: served.origin,
  };
  process.stdout.write(
    `Demo tenant at ${served.origin}\nIts CA, to be trusted by the station's user: ${tls.caFile}\nFor station.json:\n${JSON.stringify({ tenant }, null, 2)}\n`,
  );
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await served.close();
  if (given === null) await rm(dir, { recursive: true, force: true });
  return 0;
}
