import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeNetwork, type FakeNetwork, jsonReply } from '../../testing/fake-network.ts';
import {
  authority,
  createFakeEntra,
  createFakeWindow,
  type FakeEntra,
  oauthError,
  objectId,
} from '../../testing/fake-sign-in.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import type { DeviceCode, NetworkTrouble } from '../ports.ts';
import { createMsalSession } from './msal-session.ts';

const ignoreCode = () => undefined;

function station(entra: FakeEntra = createFakeEntra()) {
  const clock = createVirtualClock();
  const network = createFakeNetwork(entra.handle);
  const window = createFakeWindow();
  const log: string[] = [];
  const session = createMsalSession({
    config: {
      clientId: 'c11e0000-0000-4000-8000-000000000000',
      authority,
      knownAuthorities: ['login.example.com'],
      scopes: ['UserAuthMethod-QR.ReadWrite.All'],
    },
    network,
    clock,
    window,
    log: (line) => log.push(line),
  });
  return { entra, clock, network, window, session, log };
}

async function signedIn(entra?: FakeEntra) {
  const all = station(entra);
  const running = all.session.signIn('browser-window', ignoreCode);
  await all.window.shown;
  await all.window.submit();
  expect(await running).toMatchObject({ ok: true });
  return all;
}

const isToken = ({ url }: { readonly url: string }) => /\/token(?:\?|$)/.test(url);
const kindOf = (result: { readonly ok: boolean; readonly error?: { readonly kind: string } }) =>
  result.error?.kind;

describe('signing in in the window', () => {
  it('gives the supervisor of the token, and closes the window', async () => {
    const { session, window, entra } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    expect(window.isOpen).toBe(true);
    await window.submit();
    expect(await running).toEqual({
      ok: true,
      value: { id: objectId, name: 'Sam Supervisor', upn: 'sam@example.com' },
    });
    expect(window.isOpen).toBe(false);
    expect(session.claimedRoles()).toEqual(['c4e39bd9-1100-46d3-8c65-fb160da0071f']);
    expect(entra.tokenRequests[0]?.get('grant_type')).toBe('authorization_code');
  });

  it('asks for fresh credentials, PKCE, cp1, and a redirect to this machine only', async () => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    const query = window.url?.searchParams;
    expect(query?.get('prompt')).toBe('login');
    expect(query?.get('code_challenge_method')).toBe('S256');
    expect(query?.get('claims')).toContain('"xms_cc":{"values":["CP1"]}');
    expect(query?.get('redirect_uri')).toMatch(/^http:\/\/localhost:\d+$/);
    expect(window.page?.allowedHosts).toEqual([
      'login.example.com',
      'login.example.com',
      'login.example.com',
    ]);
    session.cancelSignIn();
    await running;
  });

  it('ends as cancelled when it is called off, and leaves no server behind', async () => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    session.cancelSignIn();
    expect(kindOf(await running)).toBe('sign-in-cancelled');
    expect(window.isOpen).toBe(false);
    await expect
      .poll(() => window.submit().catch((error: NodeJS.ErrnoException) => error.code))
      .toBe('ECONNREFUSED');
  });

  it('ends as cancelled when the person closes the window', async () => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    window.page?.onClosed();
    expect(kindOf(await running)).toBe('sign-in-cancelled');
  });

  it('ends as cancelled before a window could open', async () => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    session.cancelSignIn();
    expect(kindOf(await running)).toBe('sign-in-cancelled');
    expect(window.isOpen).toBe(false);
  });

  it('ends after five minutes', async () => {
    const { session, window, clock } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    await clock.advance(299_999);
    expect(window.isOpen).toBe(true);
    await clock.advance(1);
    expect(kindOf(await running)).toBe('sign-in-timeout');
    expect(window.isOpen).toBe(false);
  });

  it('is one at a time, and can be tried again afterwards', async () => {
    const { session, window } = station();
    const first = session.signIn('browser-window', ignoreCode);
    expect(kindOf(await session.signIn('browser-window', ignoreCode))).toBe('already-running');
    expect(kindOf(await session.signIn('device-code', ignoreCode))).toBe('already-running');
    await window.shown;
    session.cancelSignIn();
    await first;
    const again = session.signIn('browser-window', ignoreCode);
    await expect.poll(() => window.isOpen).toBe(true);
    await window.submit();
    expect(await again).toMatchObject({ ok: true });
  });

  it('is not settled by a stranger who does not know the state', async () => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    expect(await window.submit({ code: 'evil', state: 'evil' })).toBe(400);
    await window.submit();
    expect(await running).toMatchObject({ ok: true });
  });

  it.each([
    ['the person declines', { error: 'access_denied' }, 'sign-in-cancelled'],
    ['the service declines', { error: 'unauthorized_client' }, 'sign-in-refused'],
    ['the service is overloaded', { error: 'temporarily_unavailable' }, 'busy'],
  ])('names why when %s', async (_who, answer, kind) => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    await window.submit(answer);
    expect(kindOf(await running)).toBe(kind);
  });

  it('names the network when a page cannot be loaded', async () => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    window.page?.onFailed('offline', 'ERR_NAME_NOT_RESOLVED');
    expect(await running).toMatchObject({ error: { kind: 'offline', detail: 'ERR_NAME_NOT_RESOLVED' } });
  });

  it('does not keep tokens that arrive after it was called off', async () => {
    const { session, window, entra, network } = station();
    let arrive: () => void = () => undefined;
    const delayed = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const send = network.send;
    network.send = async (request) => {
      if (isToken(request)) await delayed;
      return send(request);
    };
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    await window.submit();
    session.cancelSignIn();
    expect(kindOf(await running)).toBe('sign-in-cancelled');
    arrive();
    await expect.poll(() => entra.tokenRequests.length).toBe(1);
    expect(kindOf(await session.token())).toBe('signed-out');
  });
});

describe('what the network does to a sign-in', () => {
  const faults: readonly (readonly [string, (network: FakeNetwork) => void, string])[] = [
    ['no network at all', (network) => network.goOffline(), 'offline'],
    ['a certificate that is not trusted', (network) => network.failNext(untrusted), 'untrusted-server'],
    ['a login page of the network', (network) => network.answerNext(html(200)), 'captive-portal'],
    ['a 503', (network) => network.answerNext(jsonReply(503, {}, { 'retry-after': '9' })), 'busy'],
    ['a 502 in HTML', (network) => network.answerNext(html(502)), 'server-error'],
    ['JSON that is no discovery document', (network) => network.answerNext(jsonReply(200, {})), 'bad-answer'],
    ['a list', (network) => network.answerNext(jsonReply(200, [])), 'bad-answer'],
    ['text', (network) => network.answerNext(new Response('hello')), 'bad-answer'],
  ];
  it.each(faults)('%s', async (_what, fault, kind) => {
    const { session, network, window } = station();
    fault(network);
    expect(kindOf(await session.signIn('browser-window', ignoreCode))).toBe(kind);
    expect(window.isOpen).toBe(false);
  });

  it('at the last step is named, too, and does not stand in the way of the next try', async () => {
    const { session, network, window } = station();
    network.answerNext(html(500), isToken);
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    await window.submit();
    expect(kindOf(await running)).toBe('server-error');
    const again = session.signIn('browser-window', ignoreCode);
    await expect.poll(() => window.isOpen).toBe(true);
    await window.submit();
    expect(await again).toMatchObject({ ok: true });
  });
});

const untrusted: NetworkTrouble = {
  kind: 'untrusted-server',
  sent: 'no',
  detail: 'ERR_CERT_AUTHORITY_INVALID',
};
const html = (status: number) =>
  new Response('<html>portal</html>', { status, headers: { 'content-type': 'text/html' } });

describe('tokens', () => {
  it('come from memory while they are good', async () => {
    const { session, entra } = await signedIn();
    const token = await session.token();
    expect(token).toMatchObject({ ok: true, value: { secret: 'access-1' } });
    expect(token.ok && token.value.expiresAtMs - Date.now()).toBeGreaterThan(3_500_000);
    expect(entra.tokenRequests).toHaveLength(1);
  });

  it('are renewed when they run out, when a fresh one is asked for, and for claims', async () => {
    const { session, entra } = await signedIn(createFakeEntra({ expiresIn: 60 }));
    expect(await session.token()).toMatchObject({ value: { secret: 'access-2' } });
    expect(await session.token({ fresh: true })).toMatchObject({ value: { secret: 'access-3' } });
    expect(await session.token({ claims: '{"access_token":{"nbf":{"value":"1"}}}' })).toMatchObject({
      ok: true,
    });
    expect(JSON.parse(entra.tokenRequests.at(-1)?.get('claims') ?? '')).toMatchObject({
      access_token: { nbf: { value: '1' }, xms_cc: { values: ['CP1'] } },
    });
  });

  it('are asked for once, however many callers there are', async () => {
    const { session, entra } = await signedIn();
    await Promise.all([1, 2, 3, 4].map(() => session.token({ fresh: true })));
    expect(entra.tokenRequests).toHaveLength(2);
  });

  it('offline: the one in memory is still good, a new one is not to be had, and nobody is signed out', async () => {
    const { session, network } = await signedIn();
    network.goOffline();
    expect(await session.token()).toMatchObject({ ok: true });
    expect(kindOf(await session.token({ fresh: true }))).toBe('offline');
    network.goOnline();
    expect(await session.token({ fresh: true })).toMatchObject({ ok: true });
  });

  it.each([
    [
      'a revoked session',
      () => oauthError('invalid_grant', { suberror: 'bad_token', error_codes: [50173] }),
      'session-revoked',
    ],
    ['a demand for a person', () => oauthError('interaction_required'), 'signed-out'],
    ['an overloaded service', () => jsonReply(429, {}, { 'retry-after': '30' }), 'busy'],
    ['a broken service', () => jsonReply(500, {}), 'server-error'],
    ['a login page of the network', () => html(200), 'captive-portal'],
  ])('after %s', async (_what, answer, kind) => {
    const { session, entra } = await signedIn();
    entra.answerToken(answer());
    expect(kindOf(await session.token({ fresh: true }))).toBe(kind);
  });

  it('one bad moment of the service does not block the next request', async () => {
    const { session, entra } = await signedIn();
    entra.answerToken(jsonReply(503, {}));
    expect(kindOf(await session.token({ fresh: true }))).toBe('busy');
    expect(await session.token({ fresh: true })).toMatchObject({ ok: true });
  });

  it('a challenge that needs a person goes into the next sign-in', async () => {
    const { session, entra, window } = await signedIn();
    entra.answerToken(oauthError('interaction_required'));
    const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
    expect(kindOf(await session.token({ claims }))).toBe('signed-out');
    const running = session.signIn('browser-window', ignoreCode);
    await expect.poll(() => window.isOpen).toBe(true);
    expect(window.url?.searchParams.get('claims')).toContain('"acrs"');
    await window.submit();
    expect(await running).toMatchObject({ ok: true });
  });

  it('are gone after signing out, and so is what the window remembers', async () => {
    const { session, window } = await signedIn();
    await session.signOut();
    expect(kindOf(await session.token())).toBe('signed-out');
    expect(session.claimedRoles()).toBeNull();
    expect(window.clearings).toBe(1);
  });

  it('signing out calls off a sign-in under way', async () => {
    const { session, window } = station();
    const running = session.signIn('browser-window', ignoreCode);
    await window.shown;
    await session.signOut();
    expect(kindOf(await running)).toBe('sign-in-cancelled');
  });

  it('and names of people appear in no log and no trouble', async () => {
    const { session, entra, log } = await signedIn();
    entra.answerToken(oauthError('invalid_grant', { error_codes: [50173] }));
    const refused = await session.token({ fresh: true });
    expect(JSON.stringify([refused, log])).not.toMatch(/sam@|access-\d|refresh-\d/);
  });
});

describe('signing in with a device code', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function shown() {
    const all = station();
    const codes: DeviceCode[] = [];
    all.entra.answerToken(oauthError('authorization_pending'));
    const running = all.session.signIn('device-code', (code) => codes.push(code));
    await vi.waitFor(() => expect(codes).toHaveLength(1));
    return { ...all, running, code: codes[0] };
  }

  it('shows the code and a picture of the link, and waits for the person', async () => {
    const { running, code } = await shown();
    expect(code).toMatchObject({
      userCode: 'ABCD1234',
      verificationUri: 'https://login.example.com/device',
      expiresInMs: 900_000,
    });
    expect(code?.qrDataUrl).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await running).toMatchObject({ ok: true, value: { name: 'Sam Supervisor' } });
  });

  it.each([
    ['authorization_declined', 'device-code-declined'],
    ['access_denied', 'device-code-declined'],
    ['expired_token', 'device-code-expired'],
    ['bad_verification_code', 'sign-in-refused'],
  ])('ends on %s as %s', async (error, kind) => {
    const { running, entra } = await shown();
    entra.answerToken(oauthError(error));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(kindOf(await running)).toBe(kind);
  });

  it('ends when the code runs out', async () => {
    const { running, clock } = await shown();
    await clock.advance(900_000);
    expect(kindOf(await running)).toBe('device-code-expired');
  });

  it('ends at once when it is called off, and polls no more', async () => {
    const { running, session, network } = await shown();
    session.cancelSignIn();
    expect(kindOf(await running)).toBe('sign-in-cancelled');
    const before = network.requests.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(network.requests).toHaveLength(before);
  });

  it('asks more slowly when it is told to', async () => {
    const { running, entra, clock, network } = await shown();
    entra.answerToken(oauthError('slow_down'));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(clock.pauses).toContain(5_000);
    const before = network.requests.length;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(network.requests).toHaveLength(before);
    await clock.advance(5_000);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await running).toMatchObject({ ok: true });
  });

  it('outlives a gap in the network', async () => {
    const { running, network } = await shown();
    network.goOffline();
    await vi.advanceTimersByTimeAsync(20_000);
    network.goOnline();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await running).toMatchObject({ ok: true });
  });

  it.each([
    ['a link that is not https', { verification_uri: 'javascript:alert(1)' }],
    ['a code of a kilobyte', { user_code: 'A'.repeat(1_000) }],
  ])('does not show %s', async (_what, change) => {
    const { session, network } = station();
    const reply = {
      user_code: 'ABCD1234',
      device_code: 'd',
      verification_uri: 'https://login.example.com/device',
    };
    network.answerNext(jsonReply(200, { ...reply, ...change }), ({ url }) => url.endsWith('/devicecode'));
    expect(kindOf(await session.signIn('device-code', () => expect.unreachable()))).toBe('bad-answer');
  });

  it('does not poll without a pause when the service names none', async () => {
    const { session, network, entra } = station();
    const reply = {
      user_code: 'ABCD1234',
      device_code: 'd',
      verification_uri: 'https://login.example.com/device',
    };
    network.answerNext(jsonReply(200, { ...reply, interval: 0 }), ({ url }) => url.endsWith('/devicecode'));
    for (let polls = 0; polls < 9; polls += 1) entra.answerToken(oauthError('authorization_pending'));
    const running = session.signIn('device-code', ignoreCode);
    await vi.waitFor(() => expect(entra.tokenRequests).toHaveLength(1));
    await vi.advanceTimersByTimeAsync(900);
    expect(entra.tokenRequests).toHaveLength(1);
    session.cancelSignIn();
    await running;
  });
});

describe('who has to sign in again', () => {
  afterEach(() => {
    vi.useRealTimers();
  });
  async function expired() {
    const all = await signedIn();
    const told: boolean[] = [];
    all.session.onNeedsPerson((needsPerson) => told.push(needsPerson));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 4_000_000 });
    return { ...all, told };
  }

  it('is nobody whom only the network failed: the tokens come back with it', async () => {
    const { session, network, told } = await expired();
    network.goOffline();
    expect(kindOf(await session.token())).toBe('offline');
    expect(kindOf(await session.token({ fresh: true }))).toBe('offline');
    expect(told).toEqual([]);
    network.goOnline();
    expect(await session.token()).toMatchObject({ ok: true });
    expect(told).toEqual([]);
  });

  it('is told once the service says so, and that it is over after the next sign-in', async () => {
    const { session, entra, told, window } = await expired();
    entra.answerToken(oauthError('invalid_grant'));
    expect(kindOf(await session.token())).toBe('signed-out');
    expect(told).toEqual([true]);
    const running = session.signIn('browser-window', ignoreCode);
    await vi.waitFor(() => expect(window.isOpen).toBe(true));
    await window.submit();
    expect(await running).toMatchObject({ ok: true });
    expect(told).toEqual([true, false]);
  });

  it('is told no more by a listener that left', async () => {
    const { session, entra } = await signedIn();
    const told: boolean[] = [];
    session.onNeedsPerson((needsPerson) => told.push(needsPerson))();
    entra.answerToken(oauthError('invalid_grant'));
    await session.token({ fresh: true });
    expect(told).toEqual([]);
  });
});
