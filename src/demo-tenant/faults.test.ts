/** What the tenant's control promises: faults, lost connections, the log, clocks: in process and over HTTPS. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  callTenant,
  createTlsFolder,
  type GraphCaller,
  graphAs,
  record,
  type TenantCaller,
  tokensFor,
  type Way,
} from '../testing/tenant-caller.ts';
import { LostConnection, readyFaults } from './faults.ts';
import { graphTime } from './graph/reply.ts';
import { fixtures } from './workers.ts';

const { annaKowalska: anna, withTemporary } = fixtures;
const temporary = `/users/${anna.id}/authentication/qrCodePinMethod/temporaryQRCode`;

let tls: Awaited<ReturnType<typeof createTlsFolder>>;
beforeAll(async () => {
  tls = await createTlsFolder();
});
afterAll(() => tls.remove());

describe.each<Way>(['in process', 'over HTTPS'])('the tenant’s control %s', (way) => {
  let caller: TenantCaller;
  let graph: GraphCaller;
  let delays: number[];
  beforeEach(async () => {
    delays = [];
    const delay = (ms: number) => {
      delays.push(ms);
      return Promise.resolve();
    };
    caller = await callTenant(way, tls.dir, { delay });
    graph = await graphAs(caller, 'authentication-administrator');
  });
  afterEach(() => caller.close());

  const create = () => {
    const at = (ms: number) => new Date(caller.clock.nowMs() + ms).toISOString();
    return graph('PATCH', temporary, { startDateTime: at(0), expireDateTime: at(3_600_000) });
  };
  const truth = () => caller.tenant.control.codesOf(anna.id)?.temporary ?? null;
  const setFault = (...rule: Parameters<typeof caller.tenant.control.setFault>) =>
    caller.tenant.control.setFault(...rule);

  it.each([
    ['throttled', readyFaults.throttled(7), 429],
    ['a server error', readyFaults.serverError, 500],
    ['a bad gateway', readyFaults.badGateway, 502],
    ['unavailable', readyFaults.unavailable, 503],
    ['a gateway’s timeout', readyFaults.gatewayTimeout, 504],
    ['forbidden', readyFaults.forbidden, 403],
    ['a conflict', readyFaults.conflict, 409],
    ['a captive portal', readyFaults.captivePortal, 200],
    ['a redirect', readyFaults.redirect, 302],
  ])('answers %s without doing what was asked', async (_what, fault, status) => {
    setFault({ method: 'PATCH', fault });
    const answer = await create();
    expect(answer.status).toBe(status);
    expect(truth()).toBeNull();
    if (status === 429) expect(answer.headers.get('retry-after')).toBe('7');
    if (status === 302) expect(answer.headers.get('location')).toMatch(/^http:/);
    if (status === 200) expect(answer.text).toContain('<html');
  });

  it('throttles without Retry-After where it is told to', async () => {
    setFault({ fault: readyFaults.throttled(null) });
    expect((await create()).headers.has('retry-after')).toBe(false);
  });

  it('cuts a true answer short, and leaves the picture out', async () => {
    setFault({ times: 1, fault: readyFaults.truncated });
    const cut = await create();
    expect([cut.status, cut.body]).toEqual([201, {}]);
    await graph('DELETE', temporary);
    setFault({ times: 1, fault: readyFaults.withoutImage });
    expect((await create()).body).toMatchObject({ id: truth()?.id, image: null });
  });

  it('changes nothing about an answer without a body', async () => {
    setFault({ fault: readyFaults.truncated });
    const url = temporary.replace(anna.id, withTemporary.id);
    expect((await graph('DELETE', url)).status).toBe(204);
  });

  it('breaks the connection before anything is done', async () => {
    setFault({ method: 'PATCH', fault: { kind: 'network-error' } });
    await expect(create()).rejects.toThrow(
      way === 'in process' ? LostConnection : /socket hang up|ECONNRESET/,
    );
    expect(truth()).toBeNull();
  });

  it('loses the reply after everything is done', async () => {
    setFault({ method: 'PATCH', fault: { kind: 'lose-reply' } });
    await expect(create()).rejects.toThrow(way === 'in process' ? TypeError : /socket hang up|ECONNRESET/);
    expect(truth()).not.toBeNull();
  });

  it.each([
    ['after', true],
    ['before', false],
  ])('hangs %s doing what was asked, until it is released', async (_when, handled) => {
    setFault({ method: 'PATCH', times: 1, fault: { kind: 'hang', handled } });
    const running = create();
    await expect.poll(() => caller.tenant.control.hanging).toBe(1);
    expect(truth() !== null).toBe(handled);
    caller.tenant.control.release();
    expect((await running).status).toBe(201);
    expect(caller.tenant.control.hanging).toBe(0);
  });

  it('lets go of what hangs once the caller gives up', async () => {
    setFault({ path: '/me', fault: { kind: 'hang', handled: false } });
    const controller = new AbortController();
    const running = caller.send(`${caller.origin}/v1.0/me`, { signal: controller.signal });
    const ended = expect(running).rejects.toThrow();
    await expect.poll(() => caller.tenant.control.hanging).toBe(1);
    controller.abort();
    await ended;
    await expect.poll(() => caller.tenant.control.hanging).toBe(0);
  });

  it('is slow for one answer or for all', async () => {
    setFault({ times: 1, fault: { kind: 'slow', ms: 4_000 } });
    expect((await graph('GET', '/me')).status).toBe(200);
    caller.tenant.control.latencyMs = 250;
    await graph('GET', '/me');
    expect(delays).toEqual([4_000, 250]);
  });

  it('strikes by method, path, after so many, so many times, until it is cleared', async () => {
    const statuses = async (count: number) => {
      const seen: number[] = [];
      while (seen.length < count) seen.push((await graph('GET', '/me')).status);
      return seen;
    };
    setFault({ method: 'GET', path: '/ME', after: 1, times: 2, fault: readyFaults.unavailable });
    expect(await statuses(4)).toEqual([200, 503, 503, 200]);
    setFault({ path: /\/me$/g, fault: readyFaults.conflict });
    expect(await statuses(3)).toEqual([409, 409, 409]);
    expect((await graph('GET', '/users?$top=1')).status).toBe(200);
    caller.tenant.control.clearFaults();
    expect(await statuses(1)).toEqual([200]);
  });

  it('strikes Entra too', async () => {
    setFault({ path: '/oauth2/v2.0/token', fault: readyFaults.unavailable });
    expect((await tokensFor(caller, 'no-role')).status).toBe(503);
  });

  it('logs requests as they arrive, with their ids, and nothing secret', async () => {
    const { requests } = caller.tenant.control;
    const from = requests.length;
    const headers = { 'client-request-id': 'c-1', 'x-ms-throttle-priority': 'high' };
    setFault({ method: 'PATCH', fault: { kind: 'hang', handled: true } });
    const running = create();
    await expect.poll(() => caller.tenant.control.hanging).toBe(1);
    await graph('GET', '/me', null, headers);
    const atMs = caller.clock.nowMs();
    expect(requests.slice(from)).toEqual([
      {
        method: 'PATCH',
        path: `/v1.0${temporary}`,
        status: null,
        atMs,
        clientRequestId: null,
        priority: null,
      },
      { method: 'GET', path: '/v1.0/me', status: 200, atMs, clientRequestId: 'c-1', priority: 'high' },
    ]);
    caller.tenant.control.release();
    const made = String(record((await running).body.image).rawContent);
    expect(requests[from]?.status).toBe(201);
    expect(JSON.stringify(requests)).not.toMatch(/ms-qrpin|Bearer|demo-(code|refresh)/);
    expect(JSON.stringify(requests)).not.toContain(made);
  });

  it('tells every secret that was made since the start', async () => {
    expect(caller.tenant.control.secrets()).toEqual([]);
    const rawContent = String(record((await create()).body.image).rawContent);
    const pin = (await graph('PATCH', temporary.replace('temporaryQRCode', 'pin'), {})).body.code;
    expect(caller.tenant.control.secrets()).toEqual([Buffer.from(rawContent, 'base64').toString(), pin]);
  });

  it('has workers enrolled elsewhere: a code of that day, and a PIN of its own', async () => {
    const { control } = caller.tenant;
    const [before, pin] = [control.codesOf(anna.id)?.standard, control.pinOf(anna.id)];
    const code = control.enrolElsewhere(anna.id, 40);
    expect(code.id).not.toBe(before?.id);
    expect(control.pinOf(anna.id)).not.toBe(pin);
    const seen = await graph('GET', `beta${temporary.replace('temporaryQRCode', 'standardQRCode')}`);
    expect(seen.body).toMatchObject({ id: code.id, createdDateTime: graphTime(code.createdMs) });
    expect(code.expireMs - code.createdMs).toBe(365 * 86_400_000);
    expect(control.secrets()).toEqual([code.content, control.pinOf(anna.id)]);
  });

  it('has codes issued elsewhere, and moves its own clock on', async () => {
    const code = caller.tenant.control.issueElsewhere(anna.id, 2);
    expect((await graph('GET', `beta${temporary}`)).body.id).toBe(code.id);
    expect((await create()).status).toBe(400);
    caller.tenant.control.advance(3_599_000);
    expect((await graph('GET', '/me')).status).toBe(200);
    caller.tenant.control.advance(1_000);
    expect((await graph('GET', '/me')).status).toBe(401);
  });
});
