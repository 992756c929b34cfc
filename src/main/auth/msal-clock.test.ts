/** MSAL keeps its tokens by this computer's clock: what becomes of them when somebody sets it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDemoStation } from '../../testing/demo-station.ts';

const hourMs = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function signedIn() {
  const station = createDemoStation();
  const account = await station.session.signIn('browser-window', () => undefined);
  expect(account).toMatchObject({ ok: true });
  return station;
}

async function secretOf({ session }: Awaited<ReturnType<typeof signedIn>>): Promise<string> {
  const token = await session.token();
  if (!token.ok) throw new Error(token.error.kind);
  expect(token.value.expiresAtMs - Date.now()).toBeGreaterThan(120_000);
  return token.value.secret;
}

describe.each([
  ['an hour back', -hourMs],
  ['two hours forward', 2 * hourMs],
  ['26 hours back', -26 * hourMs],
  ['26 hours forward', 26 * hourMs],
  ['to 2039', 13 * 365 * 24 * hourMs],
])('a clock set %s', (_where, ms) => {
  it('costs one renewal, and the token that came of it is kept', async () => {
    const station = await signedIn();
    const first = await secretOf(station);
    vi.setSystemTime(Date.now() + ms);
    const second = await secretOf(station);
    expect(second).not.toBe(first);
    expect(await secretOf(station)).toBe(second);
  });

  it('before the sign-in is not noticed', async () => {
    vi.setSystemTime(Date.now() + ms);
    const station = await signedIn();
    expect(await secretOf(station)).toBe(await secretOf(station));
    expect(await station.directory.mayIssue()).toMatchObject({ ok: true, value: true });
  });
});

it('a token that only the station takes for good is renewed at the service’s word, within the same call', async () => {
  const station = await signedIn();
  const first = await secretOf(station);
  await station.clock.advance(2 * hourMs);
  expect(await secretOf(station)).toBe(first);
  expect(await station.directory.mayIssue()).toMatchObject({ ok: true, value: true });
  expect(await secretOf(station)).not.toBe(first);
});
