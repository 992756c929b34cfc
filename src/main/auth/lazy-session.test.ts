import { describe, expect, it } from 'vitest';
import { createFakeNetwork } from '../../testing/fake-network.ts';
import { createFakeSession, supervisor } from '../../testing/fake-session.ts';
import { createMemorySecretStore } from '../../testing/memory-secret-store.ts';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createSession } from './lazy-session.ts';

/** A session whose library comes when the test says so. */
function createLoading() {
  const clock = createVirtualClock();
  const fake = createFakeSession(clock.nowMs, { signedIn: false });
  const real = { ...fake, claimedRoles: () => ['a-role'] };
  let isHere = () => {};
  const here = new Promise<void>((resolve) => {
    isHere = resolve;
  });
  let loads = 0;
  const secrets = createMemorySecretStore();
  const ports = {
    config: { clientId: 'c', authority: 'https://login.example/t', knownAuthorities: [], scopes: [] },
    network: createFakeNetwork(() => new Response()),
    clock,
    window: { open: async () => {}, close: () => {}, clearData: async () => {} },
    secrets,
    log: () => {},
  };
  const session = createSession(ports, async () => {
    loads += 1;
    await here;
    return { createMsalSession: () => real };
  });
  return { session, real, secrets, isHere: () => isHere(), loads: () => loads };
}

const nothing = () => {};

describe('a session whose library is not loaded yet', () => {
  it('is signed out, and loads nothing to say so', async () => {
    const { session, loads } = createLoading();
    expect(await session.token()).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
    expect(session.claimedRoles()).toBeNull();
    session.cancelSignIn();
    await session.signOut();
    expect(loads()).toBe(0);
  });

  it('signs in once it is there, and is loaded once', async () => {
    const { session, isHere, loads } = createLoading();
    const first = session.signIn('browser-window', nothing);
    isHere();
    expect(await first).toEqual({ ok: true, value: supervisor });
    expect(await session.token()).toMatchObject({ ok: true });
    expect(session.claimedRoles()).toEqual(['a-role']);
    await session.signOut();
    await session.signIn('browser-window', nothing);
    expect(loads()).toBe(1);
  });

  it('passes on that a person is needed to whoever asked before it was there', async () => {
    const { session, real, isHere } = createLoading();
    const told: boolean[] = [];
    const unsubscribe = session.onNeedsPerson((needsPerson) => told.push(needsPerson));
    isHere();
    await session.signIn('browser-window', nothing);
    real.expire();
    await session.token();
    expect(told).toContain(true);
    unsubscribe();
    const before = told.length;
    await session.signIn('browser-window', nothing);
    expect(told).toHaveLength(before);
  });

  it('drops what is kept with a sign-out, and loads nothing for it', async () => {
    const { session, secrets, loads } = createLoading();
    secrets.write('kept');
    await session.signOut();
    expect(secrets.held()).toBeNull();
    expect(loads()).toBe(0);
  });

  it('takes up what is kept once it is there, unless that was called off', async () => {
    const { session, real, isHere } = createLoading();
    await real.signIn('browser-window', nothing);
    real.expire();
    const first = session.resume();
    session.cancelSignIn();
    isHere();
    expect(await first).toMatchObject({ ok: false, error: { kind: 'sign-in-cancelled' } });
    expect(await session.token()).toMatchObject({ ok: false });
    expect(await session.resume()).toEqual({ ok: true, value: supervisor });
    expect(await session.token()).toMatchObject({ ok: true });
  });

  it('begins no sign-in that was called off while it was loading', async () => {
    const { session, isHere } = createLoading();
    const first = session.signIn('browser-window', nothing);
    session.cancelSignIn();
    isHere();
    expect(await first).toMatchObject({ ok: false, error: { kind: 'sign-in-cancelled' } });
    expect(await session.token()).toMatchObject({ ok: false, error: { kind: 'signed-out' } });
  });

  it('tries again after a load that failed', async () => {
    let tries = 0;
    const clock = createVirtualClock();
    const session = createSession(
      {
        config: { clientId: 'c', authority: 'https://login.example/t', knownAuthorities: [], scopes: [] },
        network: createFakeNetwork(() => new Response()),
        clock,
        window: { open: async () => {}, close: () => {}, clearData: async () => {} },
        secrets: null,
        log: () => {},
      },
      async () => {
        tries += 1;
        if (tries === 1) throw new Error('EMFILE');
        const real = createFakeSession(clock.nowMs, { signedIn: false });
        return { createMsalSession: () => ({ ...real, claimedRoles: () => null }) };
      },
    );
    await expect(session.signIn('browser-window', nothing)).rejects.toThrow('EMFILE');
    expect(await session.signIn('browser-window', nothing)).toMatchObject({ ok: true });
  });
});
