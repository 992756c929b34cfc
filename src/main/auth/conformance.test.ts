import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { supervisors } from '../../demo-tenant/workers.ts';
import { createDemoStation } from '../../testing/demo-station.ts';
import type { DeviceCode } from '../ports.ts';

const [administrator] = supervisors;
const ignoreCode = () => undefined;

describe('signing in to the demo tenant by its pages', () => {
  it('gives the supervisor that was picked', async () => {
    const { session } = createDemoStation();
    expect(await session.signIn('browser-window', ignoreCode)).toEqual({
      ok: true,
      value: {
        id: administrator?.id,
        name: administrator?.displayName,
        upn: administrator?.userPrincipalName,
      },
    });
    expect(session.claimedRoles()).toEqual(administrator?.roleTemplateIds);
  });

  it('is cancelled by the page’s own Cancel', async () => {
    const { session, choose } = createDemoStation();
    choose('cancel');
    expect(await session.signIn('browser-window', ignoreCode)).toMatchObject({
      error: { kind: 'sign-in-cancelled' },
    });
  });

  it('of another supervisor replaces the first', async () => {
    const { session, choose } = createDemoStation();
    await session.signIn('browser-window', ignoreCode);
    choose('no-role');
    expect(await session.signIn('browser-window', ignoreCode)).toMatchObject({
      value: { name: 'Tom Becker' },
    });
    const token = await session.token();
    const payload = token.ok ? token.value.secret.split('.')[1] : '';
    expect(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()).name).toBe('Tom Becker');
  });

  it('renews tokens until they are revoked', async () => {
    const { session, tenant } = createDemoStation();
    await session.signIn('browser-window', ignoreCode);
    const first = await session.token();
    const second = await session.token({ fresh: true });
    expect(second).toMatchObject({ ok: true });
    expect(second).not.toEqual(first);
    tenant.control.revokeTokens();
    expect(await session.token({ fresh: true })).toMatchObject({ error: { kind: 'session-revoked' } });
  });

  it('tells a disabled account from a revoked session', async () => {
    const { session, tenant } = createDemoStation();
    await session.signIn('browser-window', ignoreCode);
    tenant.control.setEnabled('authentication-administrator', false);
    expect(await session.token({ fresh: true })).toMatchObject({ error: { kind: 'supervisor-disabled' } });
  });

  it('answers a claims challenge with a person where the service wants one', async () => {
    const { session, tenant } = createDemoStation();
    await session.signIn('browser-window', ignoreCode);
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    tenant.control.claimsNeedPerson = true;
    expect(await session.token({ claims })).toMatchObject({ error: { kind: 'signed-out' } });
    tenant.control.requiredClaims = claims;
    expect(await session.signIn('browser-window', ignoreCode)).toMatchObject({ ok: true });
    const token = await session.token();
    const authorization = token.ok ? `Bearer ${token.value.secret}` : '';
    const me = new Request('https://graph.daypass.example/v1.0/me', { headers: { authorization } });
    expect((await tenant.handle(me)).status).toBe(200);
  });
});

describe('signing in to the demo tenant by a device code', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['authentication-administrator', { ok: true, value: { name: administrator?.displayName } }],
    ['declined', { ok: false, error: { kind: 'device-code-declined' } }],
  ] as const)('ends as the person decides: %s', async (decision, expected) => {
    const { session, tenant } = createDemoStation();
    const codes: DeviceCode[] = [];
    const running = session.signIn('device-code', (code) => codes.push(code));
    await vi.waitFor(() => expect(codes).toHaveLength(1));
    tenant.control.decideDevice(codes[0]?.userCode ?? '', decision);
    await vi.advanceTimersByTimeAsync(1_100);
    expect(await running).toMatchObject(expected);
  });
});
