/** What Entra's endpoints do for MSAL, and refuse, one case each: in process and over HTTPS. */
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Account,
  type Answer,
  authorizeUrl,
  callTenant,
  choose,
  clientId,
  createTlsFolder,
  formOf,
  graphAs,
  postForm,
  qrScope,
  record,
  redirectUri,
  type TenantCaller,
  tenantId,
  tokensFor,
  type Way,
} from '../../testing/tenant-caller.ts';
import { roles } from '../workers.ts';

let tls: Awaited<ReturnType<typeof createTlsFolder>>;
beforeAll(async () => {
  tls = await createTlsFolder();
});
afterAll(() => tls.remove());

function claimsOf(token: unknown): Readonly<Record<string, unknown>> {
  return record(JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()));
}

describe.each<Way>(['in process', 'over HTTPS'])('Entra %s', (way) => {
  let caller: TenantCaller;
  const verifier = randomBytes(32).toString('base64url');
  beforeEach(async () => {
    caller = await callTenant(way, tls.dir, { clientId });
  });
  afterEach(() => caller.close());

  const token = (fields: Readonly<Record<string, string>>) =>
    postForm(caller, `${caller.authority}/oauth2/v2.0/token`, { client_id: clientId, ...fields });
  const failure = ({ status, body }: Answer) => [status, body.error];

  it('tells its endpoints, all on its own host, and an issuer that MSAL can check', async () => {
    const { body } = await caller.send(`${caller.authority}/v2.0/.well-known/openid-configuration`);
    expect(body.issuer).toBe(`${caller.authority}/v2.0`);
    for (const name of ['authorization', 'token', 'device_authorization', 'end_session'])
      expect(body[`${name}_endpoint`]).toMatch(new RegExp(`^${caller.authority}/oauth2/v2\\.0/`));
    expect((await caller.send(String(body.jwks_uri))).body).toEqual({ keys: [] });
  });

  it('does not know another tenant', async () => {
    const other = caller.authority.replace(tenantId, 'contoso.example');
    const answer = await caller.send(`${other}/v2.0/.well-known/openid-configuration`);
    expect(failure(answer)).toEqual([400, 'invalid_tenant']);
  });

  describe('the account page', () => {
    it('offers two supervisors and a way out, by their test ids, in a labelled document', async () => {
      const { status, text, headers } = await caller.send(authorizeUrl(caller.authority, verifier));
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      for (const id of ['account-authentication-administrator', 'account-no-role', 'account-cancel'])
        expect(text.split(`data-testid="${id}"`)).toHaveLength(2);
      expect(text).toMatch(/<html lang="en">.*<title>[^<]+<\/title>.*<main>.*<h1>/s);
    });

    it('loads nothing from anywhere, runs no script and posts to its own host alone', async () => {
      const { text, headers } = await caller.send(authorizeUrl(caller.authority, verifier));
      expect(text).not.toMatch(/<script|<link|<img|\bsrc=|url\(|@import| on\w+=| style=/i);
      const policy = headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'none'");
      expect(policy).toContain(`form-action ${caller.origin};`);
    });

    it('keeps what a hostile request says inside of its quotes', async () => {
      const state = '"><script>alert(1)</script>&amp;\'';
      const { text } = await caller.send(authorizeUrl(caller.authority, verifier, { state }));
      expect(text).not.toContain('<script');
      const { fields } = await choose(caller, 'no-role', authorizeUrl(caller.authority, verifier, { state }));
      expect(fields.get('state')).toBe(state);
    });

    it.each([
      ['another application', { client_id: '00000000-0000-4000-8000-000000000000' }, 'AADSTS700016'],
      ['no application', { client_id: '' }, 'AADSTS700016'],
      ['a redirect elsewhere', { redirect_uri: 'https://evil.example/' }, 'AADSTS50011'],
      [
        'a redirect that only looks local',
        { redirect_uri: 'http://localhost.evil.example:80' },
        'AADSTS50011',
      ],
      ['a redirect with a user', { redirect_uri: 'http://localhost:80@evil.example' }, 'AADSTS50011'],
      ['an answer in the address', { response_mode: 'query' }, 'AADSTS900144'],
      ['a token right away', { response_type: 'token' }, 'AADSTS900144'],
      ['no proof key', { code_challenge: '' }, 'AADSTS9002325'],
      ['a plain proof key', { code_challenge_method: 'plain' }, 'AADSTS9002325'],
    ])('refuses %s, before and after a person chose', async (_what, change, number) => {
      const bad = authorizeUrl(caller.authority, verifier, change);
      const opened = await caller.send(bad);
      expect(opened.status).toBe(400);
      expect(opened.text).toContain(number);
      expect(formOf(opened.text).action).toBe('');
      const fields = new URLSearchParams([...new URL(bad).searchParams, ['account', 'no-role']]);
      const posted = await postForm(caller, `${caller.authority}/oauth2/v2.0/authorize`, fields);
      expect([posted.status, formOf(posted.text).action]).toEqual([400, '']);
    });
  });

  describe('the answer to the station', () => {
    it('is a form post with code, state, client_info and session_state', async () => {
      const asked = authorizeUrl(caller.authority, verifier, { client_info: '1' });
      const { action, fields } = await choose(caller, 'authentication-administrator', asked);
      expect(action).toBe(redirectUri);
      expect([...fields.keys()].sort()).toEqual(['client_info', 'code', 'session_state', 'state']);
      expect(fields.get('state')).toBe('state-1');
      const info = JSON.parse(Buffer.from(fields.get('client_info') ?? '', 'base64url').toString());
      expect(info).toMatchObject({ utid: tenantId });
    });

    it('sends itself, by a script that only this page may run, and has a button besides', async () => {
      const accounts = formOf((await caller.send(authorizeUrl(caller.authority, verifier))).text);
      accounts.fields.set('account', 'no-role');
      const first = await postForm(caller, accounts.action, accounts.fields);
      const second = await postForm(caller, accounts.action, accounts.fields);
      const nonce = ({ text, headers }: Answer) => {
        const [, found = ''] = /<script nonce="([^"]+)">/.exec(text) ?? [];
        expect(headers.get('content-security-policy')).toContain(`script-src 'nonce-${found}'`);
        return found;
      };
      expect(nonce(first)).not.toBe(nonce(second));
      expect(first.headers.get('content-security-policy')).toContain(`form-action ${redirectUri};`);
      expect(first.text).toContain('>Continue</button>');
    });

    it('is access_denied after Cancel, and login_required where nobody may be asked', async () => {
      const { fields } = await choose(caller, 'cancel', authorizeUrl(caller.authority, verifier));
      expect([fields.get('error'), fields.get('state'), fields.has('code')]).toEqual([
        'access_denied',
        'state-1',
        false,
      ]);
      const silent = formOf(
        (await caller.send(authorizeUrl(caller.authority, verifier, { prompt: 'none' }))).text,
      );
      expect(silent.fields.get('error')).toBe('login_required');
    });
  });

  describe('tokens for a code', () => {
    const codeFor = async (account: Account = 'authentication-administrator') =>
      (await choose(caller, account, authorizeUrl(caller.authority, verifier))).fields.get('code') ?? '';
    const redeem = (code: string, change: Readonly<Record<string, string>> = {}) =>
      token({
        grant_type: 'authorization_code',
        redirect_uri: redirectUri,
        code,
        code_verifier: verifier,
        ...change,
      });

    it('come with everything that MSAL reads', async () => {
      const { status, headers, body } = await redeem(await codeFor());
      expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600 });
      expect(String(body.scope).split(' ')).toEqual(expect.arrayContaining(qrScope.split(' ')));
      expect(claimsOf(body.id_token)).toMatchObject({
        aud: clientId,
        iss: `${caller.authority}/v2.0`,
        tid: tenantId,
      });
      const access = claimsOf(body.access_token);
      expect(access).toMatchObject({
        name: 'Sofia Marin',
        upn: 'sofia.marin@plant7.daypass.example',
        wids: [roles.authenticationAdministrator],
        scp: qrScope,
      });
      expect(access).not.toHaveProperty('xms_cc');
      expect(record(JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString())).uid).toBe(
        access.oid,
      );
    });

    it('say cp1 where the client declared it', async () => {
      const { body } = await tokensFor(caller, 'no-role');
      expect(claimsOf(body.access_token)).toMatchObject({ name: 'Tom Becker', wids: [], xms_cc: ['CP1'] });
    });

    it('are had once', async () => {
      const code = await codeFor();
      expect((await redeem(code)).status).toBe(200);
      expect(failure(await redeem(code))).toEqual([400, 'invalid_grant']);
    });

    it.each([
      ['with a wrong verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant'],
      ['without a verifier', { code_verifier: '' }, 'invalid_grant'],
      ['with another redirect', { redirect_uri: 'http://localhost:1' }, 'invalid_grant'],
      [
        'for another application',
        { client_id: '00000000-0000-4000-8000-000000000000' },
        'unauthorized_client',
      ],
      ['with claims that are no JSON', { claims: '{' }, 'invalid_request'],
    ])('are refused %s', async (_what, change, error) => {
      expect(failure(await redeem(await codeFor(), change))).toEqual([400, error]);
    });

    it('are refused after ten minutes', async () => {
      const code = await codeFor();
      await caller.clock.advance(10 * 60_000);
      expect(failure(await redeem(code))).toEqual([400, 'invalid_grant']);
    });

    it('are had by POST alone, and by grants that are known', async () => {
      expect(failure(await caller.send(`${caller.authority}/oauth2/v2.0/token`))).toEqual([
        400,
        'invalid_request',
      ]);
      expect(failure(await token({ grant_type: 'password' }))).toEqual([400, 'unsupported_grant_type']);
    });
  });

  describe('a refresh token', () => {
    const refresh = (refreshToken: unknown, change: Readonly<Record<string, string>> = {}) =>
      token({ grant_type: 'refresh_token', refresh_token: String(refreshToken), scope: qrScope, ...change });

    it('gives new tokens of both kinds, and stays good should the reply be lost', async () => {
      const first = (await tokensFor(caller, 'no-role')).body;
      const second = (await refresh(first.refresh_token)).body;
      expect(second.refresh_token).not.toBe(first.refresh_token);
      expect(second.access_token).not.toBe(first.access_token);
      expect((await refresh(first.refresh_token)).status).toBe(200);
    });

    it('is refused when it is unknown, revoked or another application’s', async () => {
      expect(failure(await refresh('made-up'))).toEqual([400, 'invalid_grant']);
      const { refresh_token: known } = (await tokensFor(caller, 'no-role')).body;
      caller.tenant.control.revokeTokens();
      expect(failure(await refresh(known))).toEqual([400, 'invalid_grant']);
    });
  });

  describe('a device code', () => {
    const begin = async () =>
      (
        await postForm(caller, `${caller.authority}/oauth2/v2.0/devicecode`, {
          client_id: clientId,
          scope: qrScope,
        })
      ).body;
    const poll = async (deviceCode: unknown) => {
      await caller.clock.advance(1_000);
      return token({ grant_type: 'device_code', device_code: String(deviceCode), scope: qrScope });
    };
    const page = (query = '') => caller.send(`${caller.authority}/device${query}`);

    it('has what MSAL reads', async () => {
      expect(await begin()).toEqual({
        user_code: expect.stringMatching(/^[A-Z]{8}$/),
        device_code: expect.any(String),
        verification_uri: `${caller.authority}/device`,
        expires_in: 900,
        interval: 1,
        message: expect.stringContaining('/device'),
      });
    });

    it('waits for a person, who enters it on the page and picks an account', async () => {
      const { device_code: device, user_code: user } = await begin();
      expect(failure(await poll(device))).toEqual([400, 'authorization_pending']);
      expect((await page()).text).toContain('name="code"');
      const typed = String(user)
        .toLowerCase()
        .replace(/(....)/, '$1-');
      const accounts = formOf((await page(`?code=${typed}`)).text);
      accounts.fields.set('account', 'authentication-administrator');
      expect((await postForm(caller, accounts.action, accounts.fields)).text).toContain('Done');
      expect(claimsOf((await poll(device)).body.access_token).name).toBe('Sofia Marin');
      expect(failure(await poll(device))).toEqual([400, 'bad_verification_code']);
    });

    it('is declined by Cancel on the page', async () => {
      const { device_code: device, user_code: user } = await begin();
      await postForm(caller, `${caller.authority}/device`, { code: String(user), account: 'cancel' });
      expect(failure(await poll(device))).toEqual([400, 'authorization_declined']);
    });

    it('is decided by control as by a person', async () => {
      const { device_code: device, user_code: user } = await begin();
      caller.tenant.control.decideDevice(String(user), 'no-role');
      expect(claimsOf((await poll(device)).body.access_token).name).toBe('Tom Becker');
    });

    it('says slow_down to who asks too often', async () => {
      const { device_code: device } = await begin();
      await poll(device);
      const hasty = await token({ grant_type: 'device_code', device_code: String(device), scope: qrScope });
      expect(failure(hasty)).toEqual([400, 'slow_down']);
      expect(failure(await poll(device))).toEqual([400, 'authorization_pending']);
    });

    it('expires, for the station and for the person', async () => {
      const { device_code: device, user_code: user } = await begin();
      await caller.clock.advance(900_000);
      expect(failure(await poll(device))).toEqual([400, 'expired_token']);
      expect((await page(`?code=${String(user)}`)).status).toBe(400);
    });

    it('is refused to another application', async () => {
      const other = { client_id: '00000000-0000-4000-8000-000000000000' };
      const answer = await postForm(caller, `${caller.authority}/oauth2/v2.0/devicecode`, other);
      expect(failure(answer)).toEqual([400, 'unauthorized_client']);
    });
  });

  describe('a claims challenge', () => {
    const asked = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';

    it('comes with a 401 that names the claims, and ends with a token that answers it', async () => {
      const graph = await graphAs(caller, 'no-role');
      caller.tenant.control.requiredClaims = asked;
      const answer = await graph('GET', '/me');
      expect(answer.status).toBe(401);
      const header = answer.headers.get('www-authenticate') ?? '';
      expect(header).toMatch(/error="insufficient_claims"/);
      expect(header).toContain(`authorization_uri="${caller.authority}/`);
      expect(Buffer.from(/ claims="([^"]*)"/.exec(header)?.[1] ?? '', 'base64').toString()).toBe(asked);
      const claims = JSON.stringify({
        access_token: { ...record(record(JSON.parse(asked)).access_token), xms_cc: { values: ['CP1'] } },
      });
      expect((await (await graphAs(caller, 'no-role', { claims }))('GET', '/me')).status).toBe(200);
    });

    it('is not for clients that did not declare cp1', async () => {
      const graph = await graphAs(caller, 'no-role', { claims: '{}' });
      caller.tenant.control.requiredClaims = asked;
      expect((await graph('GET', '/me')).status).toBe(200);
    });
  });

  it('voids access tokens when all are revoked', async () => {
    const graph = await graphAs(caller, 'no-role');
    caller.tenant.control.revokeTokens();
    const answer = await graph('GET', '/me');
    expect([answer.status, record(answer.body.error).code]).toEqual([401, 'InvalidAuthenticationToken']);
  });

  it('has a page for who signed out', async () => {
    expect((await caller.send(`${caller.authority}/oauth2/v2.0/logout`)).text).toContain('Signed out');
  });
});
