import { describe, expect, it } from 'vitest';
import { createFakeNetwork } from '../../testing/fake-network.ts';
import {
  authority,
  createFakeEntra,
  createFakeWindow,
  oauthError,
  objectId,
} from '../../testing/fake-sign-in.ts';
import { createMemorySecretStore } from '../../testing/memory-secret-store.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import type { SecretStore } from '../ports.ts';
import { createMsalSession } from './msal-session.ts';

const clientId = 'c11e0000-0000-4000-8000-000000000000';

/** One run of the program over what is kept. */
function run(secrets: SecretStore | null, entra = createFakeEntra(), id = clientId) {
  const network = createFakeNetwork(entra.handle);
  const [clock, window, log] = [createVirtualClock(), createFakeWindow(), [] as string[]];
  const session = createMsalSession({
    config: {
      clientId: id,
      authority,
      knownAuthorities: ['login.example.com'],
      scopes: ['UserAuthMethod-QR.ReadWrite.All'],
    },
    ...{ network, clock, window, secrets },
    log: (line) => log.push(line),
  });
  return { entra, network, clock, window, session, log };
}

async function signedIn(secrets: SecretStore | null, entra = createFakeEntra()) {
  const all = run(secrets, entra);
  const running = all.session.signIn('browser-window', () => undefined);
  await all.window.shown;
  await all.window.submit();
  expect(await running).toMatchObject({ ok: true });
  return all;
}

const nobody = { ok: true, value: null };
const sam = { ok: true, value: { id: objectId, name: 'Sam Supervisor', upn: 'sam@example.com' } };

describe('a sign-in that is kept', () => {
  it('is there in the next run, without a person, on the service’s fresh word', async () => {
    const secrets = createMemorySecretStore();
    await signedIn(secrets);
    const next = run(secrets);
    expect(await next.session.resume()).toEqual(sam);
    expect(next.window.url).toBeNull();
    expect(next.entra.tokenRequests.map((body) => body.get('refresh_token'))).toEqual(['refresh-1']);
    expect(next.session.claimedRoles()).toEqual(['c4e39bd9-1100-46d3-8c65-fb160da0071f']);
    expect(await next.session.token()).toMatchObject({ ok: true, value: { secret: 'access-1' } });
  });

  it('follows each renewal', async () => {
    const secrets = createMemorySecretStore();
    const { session } = await signedIn(secrets);
    expect(secrets.held()).toContain('refresh-1');
    await session.token({ fresh: true });
    expect(secrets.held()).toContain('refresh-2');
    expect(secrets.held()).not.toContain('refresh-1');
  });

  it('is gone with the sign-out, also what is still on its way then', async () => {
    const secrets = createMemorySecretStore();
    const entra = createFakeEntra();
    let release: (() => void) | null = null;
    const handle = async (request: Request) => {
      const answer = await entra.handle(request);
      if (entra.tokenRequests.length === 2)
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      return answer;
    };
    const { session } = await signedIn(secrets, { ...entra, handle });
    const late = session.token({ fresh: true });
    await expect.poll(() => release).not.toBeNull();
    await session.signOut();
    (release as (() => void) | null)?.();
    expect(await late).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
    expect(secrets.held()).toBeNull();
    expect(await run(secrets).session.resume()).toEqual(nobody);
  });

  it('comes to nothing before the sign-in is finished', async () => {
    const secrets = createMemorySecretStore();
    const { session, window, entra } = run(secrets);
    entra.answerToken(oauthError('invalid_grant'));
    const running = session.signIn('browser-window', () => undefined);
    await window.shown;
    await window.submit();
    expect(await running).toMatchObject({ ok: false });
    expect(secrets.held()).toBeNull();
  });

  it('is nowhere without a store', async () => {
    await signedIn(null);
    expect(await run(null).session.resume()).toEqual(nobody);
  });

  it('that could not be written is told without what it was, and the supervisor works on', async () => {
    const secrets = createMemorySecretStore();
    secrets.fillDisk();
    const { session, log } = await signedIn(secrets);
    expect(log).toEqual(['the sign-in could not be kept']);
    expect(await session.token()).toMatchObject({ ok: true });
  });

  it('never puts a token in the log', async () => {
    const secrets = createMemorySecretStore();
    const { log } = await signedIn(secrets);
    const next = run(secrets);
    next.entra.answerToken(oauthError('invalid_grant', { error_description: 'refresh-1' }));
    await next.session.resume();
    expect([...log, ...next.log].join()).not.toMatch(/refresh-|access-/);
  });
});

describe('a kept sign-in is nobody’s, and dropped,', () => {
  it.each<[string, (held: string) => string]>([
    ['when it is no JSON', () => 'garbage \0 {'],
    ['when it is something else', () => '["refresh"]'],
    ['of another tenant', (held) => held.replaceAll(authority, 'https://login.example.com/another')],
    ['of another app', (held) => held.replaceAll(clientId, 'c11e0000-0000-4000-8000-00000000ffff')],
    ['when it names nobody', (held) => JSON.stringify({ ...JSON.parse(held), cache: noCache })],
    ['when it names two', (held) => withTwo(held)],
    ['when a part of it is missing', (held) => held.replace('"RefreshToken":', '"Other":')],
  ])('%s', async (_what, change) => {
    const secrets = createMemorySecretStore();
    await signedIn(secrets);
    const before = secrets.held() ?? '';
    const changed = change(before);
    expect(changed).not.toBe(before);
    secrets.replace(changed);
    const { session, entra } = run(secrets);
    expect(await session.resume()).toEqual(nobody);
    expect(secrets.held()).toBeNull();
    expect(entra.tokenRequests).toEqual([]);
    expect(await session.token()).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
  });

  it('and what is kept next holds none of it', async () => {
    const secrets = createMemorySecretStore();
    await signedIn(secrets);
    const { cache, ...rest } = JSON.parse((secrets.held() ?? '').replaceAll(objectId, 'stranger'));
    secrets.replace(JSON.stringify({ ...rest, cache: { ...cache, Account: {} } }));
    const { session, window } = run(secrets);
    expect(await session.resume()).toEqual(nobody);
    const running = session.signIn('browser-window', () => undefined);
    await window.shown;
    await window.submit();
    expect(await running).toEqual(sam);
    expect(secrets.held()).toContain(objectId);
    expect(secrets.held()).not.toContain('stranger');
  });

  it('when the key store has another key', async () => {
    const secrets = createMemorySecretStore();
    await signedIn(secrets);
    secrets.loseKey();
    expect(await run(secrets).session.resume()).toEqual(nobody);
    expect(secrets.held()).toBeNull();
  });
});

describe('taking up a kept sign-in', () => {
  async function kept() {
    const secrets = createMemorySecretStore();
    await signedIn(secrets);
    return { ...run(secrets), secrets };
  }

  it('says that the network is gone', async () => {
    const { session, network } = await kept();
    network.goOffline();
    expect(await session.resume()).toMatchObject({ ok: false, error: { kind: 'offline' } });
  });

  it('needs a person once the service withdrew it, and can be done with', async () => {
    const { session, entra, secrets } = await kept();
    entra.answerToken(oauthError('invalid_grant'));
    expect(await session.resume()).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
    await session.signOut();
    expect(secrets.held()).toBeNull();
  });

  it('is not done when the service answers for somebody else', async () => {
    const { session, secrets } = await kept();
    secrets.replace((secrets.held() ?? '').replaceAll(objectId, '5a1e0000-0000-4000-8000-00000000ffff'));
    expect(await session.resume()).toMatchObject({ ok: false, error: { kind: 'bad-answer' } });
    expect(await session.token()).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
  });

  it('is not done with content over which MSAL stumbles, however well it is wrapped', async () => {
    const { session, secrets, log } = await kept();
    secrets.replace((secrets.held() ?? '').replaceAll('"target":"', '"target":7,"was":"'));
    expect(await session.resume()).toMatchObject({ ok: false, error: { kind: 'bad-answer' } });
    expect(log.at(-1)).toMatch(/^the kept sign-in is damaged: \w+Error$/);
    expect(log.join()).not.toMatch(/refresh-|access-/);
  });

  it('is called off by a person, and after half a minute by the clock', async () => {
    const secrets = createMemorySecretStore();
    await signedIn(secrets);
    const waiting = () => {
      const entra = createFakeEntra();
      const isToken = ({ url }: Request) => url.includes('/token');
      const handle = (request: Request) =>
        isToken(request) ? new Promise<Response>(() => {}) : entra.handle(request);
      const all = run(secrets, { ...entra, handle });
      const resumed = all.session.resume();
      return {
        ...all,
        resumed,
        isAsked: () => all.network.requests.some(({ url }) => url.includes('/token')),
      };
    };
    const first = waiting();
    await expect.poll(first.isAsked).toBe(true);
    first.session.cancelSignIn();
    expect(await first.resumed).toMatchObject({ error: { kind: 'sign-in-cancelled' } });
    const second = waiting();
    await expect.poll(second.isAsked).toBe(true);
    await second.clock.advance(30_000);
    expect(await second.resumed).toMatchObject({ error: { kind: 'no-answer' } });
  });
});

const noCache = { Account: {}, IdToken: {}, AccessToken: {}, RefreshToken: {}, AppMetadata: {} };

function withTwo(held: string): string {
  const { cache, ...rest } = JSON.parse(held);
  const [[key, account]] = Object.entries<Record<string, string>>(cache.Account) as [[string, object]];
  const other = { ...account, home_account_id: 'other.tenant', local_account_id: 'other' };
  const both = { [key]: account, [key.replace(objectId, 'other')]: other };
  return JSON.stringify({ ...rest, cache: { ...cache, Account: both } });
}
