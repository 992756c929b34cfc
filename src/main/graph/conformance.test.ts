import { describe, expect, it } from 'vitest';
import { fixtures } from '../../demo-tenant/workers.ts';
import { createDemoStation } from '../../testing/demo-station.ts';
import type { Exactly } from '../ports.ts';
import { pictureSize } from './photo.ts';

const {
  annaKowalska: anna,
  withTemporary,
  withoutMethod,
  administrator,
  expiredTemporary,
  disabled,
} = fixtures;
const hours = 3_600_000;

async function signedIn() {
  const station = createDemoStation();
  expect(await station.session.signIn('browser-window', () => undefined)).toMatchObject({ ok: true });
  const window = () => ({
    startsAtMs: station.clock.nowMs() - 60_000,
    expiresAtMs: station.clock.nowMs() + 8 * hours,
  });
  return { ...station, window };
}

describe('the Directory on a whole tenant', () => {
  it('finds workers by name, without accents, by sign-in name and by employee id', async () => {
    const { directory } = await signedIn();
    const names = async (text: string) => {
      const found = await directory.findWorkers(text, 10);
      return found.ok ? found.value.map((worker) => worker.displayName) : found.error.kind;
    };
    expect(await names('kowal')).toContain('Anna Kowalska');
    expect(await names('ANNA KOWALSKA')).toContain('Anna Kowalska');
    expect(await names('anna.kow')).toContain('Anna Kowalska');
    expect(await names('E10001')).toEqual(['Anna Kowalska']);
    expect(await names('张小明')).toContain('张小明');
    expect(await names("x') or startswith(displayName,'")).toEqual([]);
    expect(await names('"quoted')).not.toBe('rejected');
  });

  it('finds exactly one number or sign-in name', async () => {
    const { directory } = await signedIn();
    const names = async (wanted: Exactly) => {
      const found = await directory.exactly(wanted);
      return found.ok ? found.value.map((worker) => worker.displayName) : found.error.kind;
    };
    expect(await names({ numbers: ['04A1B2C3', 'e10001'] })).toEqual(['Anna Kowalska']);
    expect(await names({ numbers: ['77', '04a10001'] })).toEqual(['Anna Kowalska']);
    expect(await names({ numbers: ['E1000'] })).toEqual([]);
    expect(await names({ upn: anna.userPrincipalName.toUpperCase() })).toEqual(['Anna Kowalska']);
  });

  it('reads one worker and the photo', async () => {
    const { directory } = await signedIn();
    expect(await directory.worker(anna.id)).toMatchObject({
      ok: true,
      value: { id: anna.id, employeeId: 'E10001', accountEnabled: true, department: 'Assembly' },
    });
    expect(await directory.worker(disabled.id)).toMatchObject({ value: { accountEnabled: false } });
    expect(await directory.worker('da1a0000-0000-4000-8000-ffffffffffff')).toMatchObject({
      error: { kind: 'no-such-worker' },
    });
    const photo = await directory.photo(anna.id);
    expect(photo === null ? null : pictureSize(photo)).not.toBeNull();
    expect(await directory.photo(withTemporary.id)).toBeNull();
  });

  it('creates, reads and deletes a code, and keeps its content to the create', async () => {
    const { directory, tenant, clock, window } = await signedIn();
    const asked = window();
    const created = await directory.createCode(anna.id, 'temporary', asked, 'c-1');
    const truth = tenant.control.codesOf(anna.id)?.temporary;
    expect(created).toMatchObject({
      ok: true,
      value: { code: { id: truth?.id, ...asked }, errorCorrectionLevel: 'L' },
    });
    expect(created.ok && Buffer.from(created.value.content).toString()).toBe(truth?.content);
    const read = await directory.readMethod(anna.id, 'c-2');
    expect(read).toMatchObject({
      ok: true,
      value: { temporary: { id: truth?.id }, serverNowMs: clock.nowMs() },
    });
    expect(JSON.stringify(read)).not.toContain('ms-qrpin');
    expect(await directory.deleteCode(anna.id, 'temporary', 'c-3')).toMatchObject({
      value: { alreadyGone: false },
    });
    expect(await directory.deleteCode(anna.id, 'temporary', 'c-4')).toMatchObject({
      value: { alreadyGone: true },
    });
    expect(
      tenant.control.requests.slice(-4).map(({ clientRequestId, priority }) => [clientRequestId, priority]),
    ).toEqual(['c-1', 'c-2', 'c-3', 'c-4'].map((id) => [id, 'high']));
  });

  it('names what the tenant refuses', async () => {
    const { directory, window } = await signedIn();
    const kind = async (workerId: string, startsAtMs = window().startsAtMs) => {
      const made = await directory.createCode(workerId, 'temporary', { ...window(), startsAtMs }, 'c');
      return made.ok ? 'created' : made.error.kind;
    };
    expect(await kind(withTemporary.id)).toBe('live-code-exists');
    expect(await kind(withoutMethod.id)).toBe('no-method');
    expect(await kind(administrator.id)).toBe('not-permitted');
    expect(await kind('da1a0000-0000-4000-8000-ffffffffffff')).toBe('no-such-worker');
    expect(await kind(anna.id, window().startsAtMs - 6 * hours)).toBe('rejected');
    expect(await kind(expiredTemporary.id)).toBe('created');
  });

  it('falls back to beta where v1.0 does not serve the method, once', async () => {
    const { directory, tenant, window } = await signedIn();
    tenant.control.graphV1HasQrCode = false;
    expect(await directory.createCode(anna.id, 'temporary', window(), 'c-1')).toMatchObject({ ok: true });
    expect(await directory.readMethod(anna.id, 'c-2')).toMatchObject({ ok: true });
    expect(await directory.worker(anna.id)).toMatchObject({ ok: true });
    const versions = tenant.control.requests.slice(-4).map(({ path }) => path.split('/')[1]);
    expect(versions).toEqual(['v1.0', 'beta', 'beta', 'v1.0']);
  });

  it('shows what a lagging read shows, and the truth a little later', async () => {
    const { directory, tenant, clock, window } = await signedIn();
    await directory.readMethod(anna.id, 'c-0');
    await clock.advance(10_000);
    tenant.control.readLagMs = 5_000;
    await directory.createCode(anna.id, 'temporary', window(), 'c-1');
    expect(await directory.readMethod(anna.id, 'c-2')).toMatchObject({
      ok: true,
      value: { temporary: null },
    });
    await clock.advance(5_000);
    expect(await directory.readMethod(anna.id, 'c-3')).toMatchObject({ ok: true, value: { temporary: {} } });
  });

  it.each([
    ['a lost reply', { kind: 'lose-reply' }, true],
    ['a reply cut short', { kind: 'change-body', change: (body: string) => body.slice(0, 40) }, true],
    ['a reply without the picture', { kind: 'change-body', change: withoutImage }, true],
    ['a gateway’s 504', { kind: 'status', status: 504 }, false],
    ['a login page', { kind: 'status', status: 200, body: '<html></html>', contentType: 'text/html' }, false],
  ] as const)('does not know what became of a create after %s', async (_what, fault, isApplied) => {
    const { directory, tenant, window } = await signedIn();
    tenant.control.setFault({ method: 'PATCH', times: 1, fault });
    const made = await directory.createCode(anna.id, 'temporary', window(), 'c-1');
    expect(made).toMatchObject({ ok: false, error: { kind: 'outcome-unknown' } });
    expect(tenant.control.codesOf(anna.id)?.temporary !== null).toBe(isApplied);
    expect(tenant.control.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1);
    for (const secret of tenant.control.secrets()) expect(JSON.stringify(made)).not.toContain(secret);
  });

  it('does not hang on a create that hangs', async () => {
    const { directory, tenant, clock, window } = await signedIn();
    tenant.control.setFault({ method: 'PATCH', times: 1, fault: { kind: 'hang', handled: true } });
    const made = directory.createCode(anna.id, 'temporary', window(), 'c-1');
    await new Promise((settle) => setImmediate(settle));
    await clock.advance(15_000);
    expect(await made).toMatchObject({ error: { kind: 'outcome-unknown' } });
  });

  it('sends a read again after a lost reply', async () => {
    const { directory, tenant, clock } = await signedIn();
    tenant.control.setFault({
      method: 'GET',
      path: /qrCodePinMethod/,
      times: 1,
      fault: { kind: 'lose-reply' },
    });
    const read = directory.readMethod(anna.id, 'c-1');
    await expect.poll(() => clock.pauses).toContain(1_000);
    await clock.advance(1_000);
    expect(await read).toMatchObject({ ok: true });
  });

  it('knows who may issue', async () => {
    const { directory, tenant, session, choose } = await signedIn();
    expect(await directory.mayIssue()).toEqual({ ok: true, value: true });
    tenant.control.setRoles('authentication-administrator', []);
    expect(await directory.mayIssue()).toEqual({ ok: true, value: false });
    choose('no-role');
    await session.signIn('browser-window', () => undefined);
    expect(await directory.mayIssue()).toEqual({ ok: true, value: false });
  });
});

describe('Session and Directory together', () => {
  it('answer a claims challenge without anybody noticing', async () => {
    const { directory, tenant, window } = await signedIn();
    tenant.control.requiredClaims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    const refused = await directory.createCode(anna.id, 'temporary', window(), 'c-1');
    expect(refused).toMatchObject({ ok: false, error: { kind: 'busy', retryAfterSeconds: 0 } });
    expect(await directory.createCode(anna.id, 'temporary', window(), 'c-1')).toMatchObject({ ok: true });
    const creates = tenant.control.requests.filter(
      ({ method, path }) => method === 'PATCH' && /QRCode$/.test(path),
    );
    expect(creates.map(({ status }) => status)).toEqual([401, 201]);
  });

  it('are signed out once the session is revoked, and well again after the next sign-in', async () => {
    const { directory, tenant, session } = await signedIn();
    tenant.control.revokeTokens();
    expect(await directory.readMethod(anna.id, 'c-1')).toMatchObject({ error: { kind: 'session-revoked' } });
    expect(await session.signIn('browser-window', () => undefined)).toMatchObject({ ok: true });
    expect(await directory.readMethod(anna.id, 'c-2')).toMatchObject({ ok: true });
  });
});

function withoutImage(body: string): string {
  const parsed: Record<string, unknown> = JSON.parse(body);
  return JSON.stringify({ ...parsed, image: null });
}
