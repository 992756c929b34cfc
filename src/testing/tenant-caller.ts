/** Calls a demo tenant as a foreign client would, in process or over HTTPS: raw requests, a person at its pages, Graph. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestCertificates, serveDemoTenant } from '../demo-tenant/serve.ts';
import { createDemoTenant, type DemoTenant, type DemoTenantOptions } from '../demo-tenant/tenant.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array;
  readonly text: string;
  /** The parsed body, or an empty object where it is not a JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

type Send = (url: string, sent?: Sent) => Promise<Answer>;
export type Way = 'in process' | 'over HTTPS';

export interface TenantCaller {
  readonly tenant: DemoTenant;
  readonly clock: VirtualClock;
  readonly origin: string;
  /** `https://host/tenant` */
  readonly authority: string;
  readonly send: Send;
  close(): Promise<void>;
}

export const tenantId = '7e57e000-0000-4000-8000-00000000ca11';
export const clientId = '7e57e000-0000-4000-8000-00000000c11e';

/** Certificates are slow to make, so a test file makes them once and hands them to each caller. */
export async function createTlsFolder(): Promise<{ readonly dir: string; remove(): Promise<void> }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'daypass-caller-'));
  await createTestCertificates(dir);
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

export async function callTenant(
  way: Way,
  tlsDir: string,
  options: Partial<DemoTenantOptions> = {},
): Promise<TenantCaller> {
  const clock = createVirtualClock();
  const create = (host: string) =>
    createDemoTenant({ authorityHost: host, graphHost: host, tenantId, nowMs: clock.nowMs, ...options });
  if (way === 'in process') {
    const origin = 'https://tenant.daypass.example';
    const tenant = create('tenant.daypass.example');
    const send: Send = async (url, { method = 'GET', headers = {}, body = null, signal = null } = {}) =>
      answerOf(await tenant.handle(new Request(url, { method, headers, body, signal })));
    return {
      tenant,
      clock,
      origin,
      authority: `${origin}/${tenantId}`,
      send,
      close: () => Promise.resolve(),
    };
  }
  const read = (name: string) => readFile(path.join(tlsDir, name), 'utf8');
  const tls = { key: await read('server.key'), cert: await read('server.pem') };
  const served = await serveDemoTenant({ port: 0, tls, create });
  const ca = await read('ca.pem');
  const { tenant, origin, close } = served;
  const send: Send = (url, sent = {}) => sendOverTls(ca, url, sent);
  return { tenant, clock, origin, authority: `${origin}/${tenantId}`, send, close };
}

function sendOverTls(ca: string, url: string, sent: Sent): Promise<Answer> {
  const { method = 'GET', headers = {}, body = null, signal } = sent;
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, ...length }, ca, agent: false as const };
    const request = httpsRequest(url, signal === undefined ? options : { ...options, signal });
    request.once('error', reject);
    request.once('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const known = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const headersSeen = new Headers(Object.fromEntries(known));
        resolve(whole(response.statusCode ?? 0, headersSeen, new Uint8Array(Buffer.concat(chunks))));
      });
    });
    request.end(body ?? undefined);
  });
}

async function answerOf(response: Response): Promise<Answer> {
  return whole(response.status, response.headers, new Uint8Array(await response.arrayBuffer()));
}

function whole(status: number, headers: Headers, bytes: Uint8Array): Answer {
  const text = new TextDecoder().decode(bytes);
  const isJson = headers.get('content-type')?.includes('json') === true;
  return { status, headers, bytes, text, body: isJson ? parsed(text) : {} };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return record(value);
  } catch (malformed) {
    if (malformed instanceof SyntaxError) return {};
    throw malformed;
  }
}

export function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export interface Form {
  readonly action: string;
  readonly fields: URLSearchParams;
}

/** The page's form with its hidden fields. */
export function formOf(html: string): Form {
  const action = plainText(/<form[^>]* action="([^"]*)"/.exec(html)?.[1] ?? '');
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  const fields = inputs.map(([, name = '', value = '']) => [plainText(name), plainText(value)]);
  return { action, fields: new URLSearchParams(fields) };
}

function plainText(text: string): string {
  const marks: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
  return text.replace(/&(?:amp|lt|gt|quot);/g, (mark) => marks[mark] ?? mark);
}

export function postForm(
  caller: TenantCaller,
  url: string,
  fields: URLSearchParams | Readonly<Record<string, string>>,
): Promise<Answer> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return caller.send(url, { method: 'POST', headers, body: new URLSearchParams(fields).toString() });
}

export const redirectUri = 'http://localhost:49152';
export const qrScope = 'UserAuthMethod-QR.ReadWrite.All User.ReadBasic.All User.Read';
const cp1 = '{"access_token":{"xms_cc":{"values":["cp1"]}}}';

export function authorizeUrl(
  authority: string,
  verifier: string,
  change: Readonly<Record<string, string>> = {},
) {
  const url = new URL(`${authority}/oauth2/v2.0/authorize`);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const asked = {
    client_id: clientId,
    response_type: 'code',
    response_mode: 'form_post',
    redirect_uri: redirectUri,
    scope: `${qrScope} openid profile offline_access`,
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  return url.href;
}

export type Account = 'authentication-administrator' | 'no-role' | 'cancel';

/** Presses a button of the account page; the answer is the form that goes to the station. */
export async function choose(caller: TenantCaller, account: Account, url: string): Promise<Form> {
  const accounts = formOf((await caller.send(url)).text);
  accounts.fields.set('account', account);
  return formOf((await postForm(caller, accounts.action, accounts.fields)).text);
}

/** A whole sign-in by the pages, declaring the client capability cp1 unless `claims` says otherwise. */
export async function tokensFor(
  caller: TenantCaller,
  account: Account,
  change: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const verifier = randomBytes(32).toString('base64url');
  const asked = authorizeUrl(
    caller.authority,
    verifier,
    change.scope === undefined ? {} : { scope: change.scope },
  );
  const { fields } = await choose(caller, account, asked);
  return postForm(caller, `${caller.authority}/oauth2/v2.0/token`, {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code: fields.get('code') ?? '',
    code_verifier: verifier,
    claims: cp1,
    ...change,
  });
}

export type GraphCaller = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answer>;

/** Signs in and gives a Graph client; paths begin with the version, or with `/` for v1.0. A text goes out as it is. */
export async function graphAs(
  caller: TenantCaller,
  account: Account,
  change: Readonly<Record<string, string>> = {},
): Promise<GraphCaller> {
  const token = String((await tokensFor(caller, account, change)).body.access_token);
  return (method, target, body = null, headers = {}) => {
    const url = target.startsWith('http')
      ? target
      : `${caller.origin}${target.startsWith('/') ? '/v1.0' : '/'}${target}`;
    const json = body === null ? {} : { 'content-type': 'application/json' };
    const sent = { method, headers: { authorization: `Bearer ${token}`, ...json, ...headers } };
    if (body === null) return caller.send(url, sent);
    return caller.send(url, { ...sent, body: typeof body === 'string' ? body : JSON.stringify(body) });
  };
}
