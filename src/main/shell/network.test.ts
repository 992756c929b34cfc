import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../testing/virtual-clock.ts';
import { createNetwork, inTurns } from './network.ts';

const asked = {
  method: 'GET',
  url: 'https://graph.example.com/v1.0/me',
  headers: { authorization: 'Bearer secret' },
  body: null,
  timeoutMs: 5_000,
} as const;

describe('a redirect', () => {
  it('is never followed: the token would go along', async () => {
    const modes: string[] = [];
    const network = createNetwork(async (request) => {
      modes.push(request.redirect);
      return new Response(null, { status: 302, headers: { location: 'https://portal.example/login' } });
    }, createVirtualClock());
    expect(await network.send(asked)).toMatchObject({ ok: true, value: { status: 302 } });
    expect(modes).toEqual(['manual']);
  });

  it('is a reply also where the platform rejects it', async () => {
    const network = createNetwork(async () => {
      throw new Error('Redirect was cancelled');
    }, createVirtualClock());
    expect(await network.send(asked)).toMatchObject({ ok: true, value: { status: 302 } });
    expect(network.state().online).toBe(true);
  });
});

describe('what a rejected fetch means', () => {
  it.each([
    ['net::ERR_INTERNET_DISCONNECTED', 'offline', 'no'],
    ['net::ERR_NAME_NOT_RESOLVED', 'offline', 'no'],
    ['net::ERR_CERT_DATE_INVALID', 'untrusted-server', 'no'],
    ['net::ERR_PROXY_AUTH_REQUESTED', 'proxy-refused', 'no'],
    ['net::ERR_CONNECTION_RESET', 'no-answer', 'maybe'],
    ['anything else', 'no-answer', 'maybe'],
  ])('%s is %s', async (message, kind, sent) => {
    const network = createNetwork(async () => {
      throw new Error(message);
    }, createVirtualClock());
    expect(await network.send(asked)).toMatchObject({ ok: false, error: { kind, sent } });
    expect(network.state().online).toBe(false);
  });
});

describe('since when the network is gone', () => {
  it('is told by a clock that nobody can set', async () => {
    const clock = createVirtualClock();
    let isThere = true;
    const network = createNetwork(async () => {
      if (!isThere) throw new Error('net::ERR_INTERNET_DISCONNECTED');
      return new Response(null, { status: 200 });
    }, clock);
    await clock.advance(5_000);
    isThere = false;
    clock.stepWallClock(-3_600_000);
    await network.send(asked);
    await clock.advance(2_000);
    await network.send(asked);
    expect(network.state()).toEqual({ online: false, sinceMs: 5_000 });
  });
});

describe('requests in turns', () => {
  it('begin after whoever asked for them has ended its turn, and are answered alike', async () => {
    let begun = 0;
    const plain = createNetwork(async () => {
      begun += 1;
      return new Response(null, { status: 204 });
    }, createVirtualClock());
    const network = inTurns(plain);
    for (const before of [0, 1]) {
      const sent = network.send(asked);
      await Promise.resolve();
      expect(begun).toBe(before);
      expect(await sent).toMatchObject({ ok: true, value: { status: 204 } });
    }
    expect(network.state()).toEqual(plain.state());
  });
});
