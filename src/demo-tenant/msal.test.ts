/** Microsoft's own client library against the demo tenant: it must notice no difference. */
import { type INetworkModule, InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postForm } from '../testing/fake-sign-in.ts';
import {
  type Account,
  callTenant,
  choose,
  clientId,
  createTlsFolder,
  type Sent,
  type TenantCaller,
  tenantId,
  type Way,
} from '../testing/tenant-caller.ts';

const scopes = ['UserAuthMethod-QR.ReadWrite.All', 'User.ReadBasic.All'];

let tls: Awaited<ReturnType<typeof createTlsFolder>>;
beforeAll(async () => {
  tls = await createTlsFolder();
});
afterAll(() => tls.remove());

/** MSAL says the shape of a body; what comes is what the tenant sent. */
function networkOf(caller: TenantCaller): INetworkModule {
  async function exchange<T>(url: string, sent: Sent) {
    const { status, headers, text } = await caller.send(url, sent);
    const body: T = JSON.parse(text);
    return { status, headers: Object.fromEntries(headers), body };
  }
  return {
    sendGetRequestAsync: (url, options) => exchange(url, { headers: options?.headers ?? {} }),
    sendPostRequestAsync: (url, options) =>
      exchange(url, { method: 'POST', headers: options?.headers ?? {}, body: options?.body ?? '' }),
  };
}

describe.each<Way>(['in process', 'over HTTPS'])('MSAL on the demo tenant %s', (way) => {
  let caller: TenantCaller;
  let msal: PublicClientApplication;
  beforeEach(async () => {
    caller = await callTenant(way, tls.dir, { clientId, nowMs: Date.now });
    msal = new PublicClientApplication({
      auth: {
        clientId,
        authority: caller.authority,
        knownAuthorities: [new URL(caller.origin).host],
        clientCapabilities: ['CP1'],
      },
      system: { networkClient: networkOf(caller) },
    });
  });
  afterEach(() => caller.close());

  /** Plays browser and person: presses a button of the account page and lets the answer post itself. */
  const signIn = (account: Account) =>
    msal.acquireTokenInteractive({
      scopes,
      openBrowser: async (url) => {
        const { action, fields } = await choose(caller, account, url);
        await postForm(new URL(action), fields);
      },
    });
  const me = async (accessToken: string) => {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await caller.send(`${caller.origin}/v1.0/me`, { headers })).status;
  };

  it('signs in interactively and gets a token that Graph takes', async () => {
    const result = await signIn('authentication-administrator');
    expect(result).toMatchObject({ tenantId, scopes: expect.arrayContaining(scopes) });
    expect(result.account).toMatchObject({
      name: 'Sofia Marin',
      username: 'sofia.marin@plant7.daypass.example',
    });
    expect(await me(result.accessToken)).toBe(200);
  });

  it('is told of a person who cancels', async () => {
    await expect(signIn('cancel')).rejects.toMatchObject({ errorCode: 'access_denied' });
  });

  it('gives the cached token silently, and a new one when asked', async () => {
    const { account, accessToken } = await signIn('no-role');
    if (account === null) throw new Error('a sign-in gives an account');
    expect((await msal.acquireTokenSilent({ account, scopes })).accessToken).toBe(accessToken);
    const fresh = await msal.acquireTokenSilent({ account, scopes, forceRefresh: true });
    expect(fresh.accessToken).not.toBe(accessToken);
    expect(await me(fresh.accessToken)).toBe(200);
  });

  it('answers a claims challenge silently', async () => {
    const { account, accessToken } = await signIn('no-role');
    if (account === null) throw new Error('a sign-in gives an account');
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    caller.tenant.control.requiredClaims = claims;
    expect(await me(accessToken)).toBe(401);
    expect(await me((await msal.acquireTokenSilent({ account, scopes, claims })).accessToken)).toBe(200);
  });

  it('must ask the person again once everything was revoked', async () => {
    const { account } = await signIn('no-role');
    if (account === null) throw new Error('a sign-in gives an account');
    caller.tenant.control.revokeTokens();
    const silent = msal.acquireTokenSilent({ account, scopes, forceRefresh: true });
    await expect(silent).rejects.toBeInstanceOf(InteractionRequiredAuthError);
  });

  it('signs in by a device code', async () => {
    const result = await msal.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode }) => caller.tenant.control.decideDevice(userCode, 'no-role'),
    });
    expect(result?.account?.name).toBe('Tom Becker');
    expect(await me(result?.accessToken ?? '')).toBe(200);
  });
});
